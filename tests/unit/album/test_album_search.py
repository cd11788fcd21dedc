"""The search: all words, as beginnings, whatever their case and accents; and nothing but words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.album.facts import Facts
from assistant.album.folder import PictureFile
from assistant.album.index import Index
from assistant.album.picture import Described, Told
from assistant.album.search import find, query_of


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path / "index.sqlite", root=tmp_path) as index:
        for path, own, text, said in (
            ("IMG_1.jpg", "", "Receipt: one table, 30 €", ""),
            ("receipts/IMG_2.jpg", "", "Nothing of note", ""),
            ("beach.jpg", "Our café in Málaga", "", ""),
            ("dog.jpg", "", "", "The picture shows, probably: a dog."),
            ("far.jpg", "", f"{'many other words ' * 50} receipt for a table", ""),
        ):
            claims = tuple(
                Told(claim, source, 0.9)
                for claim, source in ((text, "text"), (said, "caption"), ("Cannot be told without a model.", "gate"))
                if claim
            )
            described = Described(Facts("2023-07-14T10:00:00", "", own), 10, 10, text or said, claims, text)
            index.keep(PictureFile(path, 1, 1), path.encode(), described, place=False, model="")
        yield index


@pytest.fixture(name="found")
def _found(index: Index) -> Callable[[str], list[str]]:
    def found(words: str) -> list[str]:
        return [entry.path for id in find(index, words) if (entry := index.entry(id)) is not None]

    return found


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("receipt table", ["IMG_1.jpg", "far.jpg"]),
        ("TABLE rec", ["IMG_1.jpg", "far.jpg"]),
        ("receipts", ["receipts/IMG_2.jpg"]),
        ("cafe malaga", ["beach.jpg"]),
        ("CAFÉ Ma\u0301laga", ["beach.jpg"]),
        ("img 2", ["receipts/IMG_2.jpg", "IMG_1.jpg"]),  # 2 is the beginning of 2023 too
        ("dog july", ["dog.jpg"]),
        ("model", []),  # a sentence of ours is not in the picture
        ("receipt unicorn", []),
        ("", []),
        ("  *** \"\" ", []),
    ],
)  # fmt: skip
def test_what_is_found(found: Callable[[str], list[str]], words: str, paths: list[str]) -> None:
    assert found(words) == paths


@pytest.mark.parametrize(
    "words",
    ['receipt"', "receipt OR dog", "text:receipt", "receipt NOT table", "NEAR(receipt table)", "rec*", "-receipt", "^a",
     "receipt; DROP TABLE pictures", "receipt\0table", "{name text}: dog", "'", "%", "\ud800", "a" * 10_000, "x " * 5_000],
)  # fmt: skip
def test_signs_of_fts5_are_only_signs(index: Index, words: str) -> None:
    assert isinstance(find(index, words), list)
    assert index.count() == 5


def test_operators_are_words(found: Callable[[str], list[str]]) -> None:
    assert found("receipt OR dog") == []
    assert query_of('receipt OR "dog*') == '"receipt"* AND "OR"* AND "dog"*'


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_can_be_looked_for(index: Index, words: str) -> None:
    assert set(find(index, words)) <= set(index.ids())


def test_changed_and_forgotten_words_are_not_found(index: Index, found: Callable[[str], list[str]]) -> None:
    new = Described(Facts(), 10, 10, "A cat.", (Told("A cat.", "caption", 0.5),))
    index.keep(PictureFile("dog.jpg", 2, 2), b"n", new, place=False, model="")
    assert (found("shows"), found("cat")) == ([], ["dog.jpg"])
    index.forget(["dog.jpg"])
    assert found("cat") == []
    index.keep_problem(PictureFile("IMG_1.jpg", 1, 1), b"n", "It is damaged.", for_good=True)
    assert found("receipt table") == ["far.jpg"]
    index.connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")
