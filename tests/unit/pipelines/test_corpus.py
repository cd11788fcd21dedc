"""The wording corpus: what is said of written-down scenes, word for word, in three lengths.

Each file of tests/data/corpus is one case. To see what would be said: python -m tests.unit.pipelines.test_corpus
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.languages import wording
from assistant.pipelines import describe, look
from assistant.pipelines.describe import Describer
from assistant.pipelines.pixels import gate, gate_words
from assistant.pipelines.request import Request
from assistant.pipelines.telling import dialog, element, group, inside, narrate, secret, text, tree, window
from assistant.types import Final, Length
from models.cancel import CancelToken
from models.types import TextLine
from tests.helpers import trees

if TYPE_CHECKING:
    from models.types import RgbImage

FOLDER = Path(__file__).parents[2] / "data" / "corpus"
CASES = sorted(FOLDER.glob("*.json"))


class WrittenReader:
    """Gives the lines of a case."""

    def __init__(self, lines: tuple[TextLine, ...]) -> None:
        self._lines = lines

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        del image, cancel
        return self._lines

    def rest(self) -> None:
        """Nothing is held."""


def said(case: dict[str, Any], length: Length) -> list[str]:
    """The sentences of a case."""
    describer = Describer(reader=lambda: WrittenReader(trees.lines(case)))
    request = Request(1, trees.frame(case), case.get("mode", "describe"), length)
    *_, final = describer.run(request, lambda _: trees.snapshot(case), cancel=CancelToken())
    assert isinstance(final, Final)
    assert all(claim.source in ("tree", "text", "gate") for claim in final.description.claims)
    return final.description.text.splitlines()


def _case(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_said(path: Path, length: Length) -> None:
    case = _case(path)
    assert said(case, length) == case["said"][str(length)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_is_invented_or_said_twice(path: Path) -> None:
    case = _case(path)
    known = (
        set(_words(json.dumps({key: case[key] for key in case if key != "said"}, ensure_ascii=False))) | _vocabulary()
    )
    for length in Length:
        sentences = said(case, length)
        assert [word for word in _words(" ".join(sentences)) if word not in known and not word.isdigit()] == []
        assert len(set(sentences)) == len(sentences)


def _words(text: str) -> Iterator[str]:
    return iter(re.findall(r"[^\W_]+", text.casefold().replace("\\n", " ")))


def _vocabulary() -> set[str]:
    """Every word of the modules that word claims."""
    texts = []
    told = (narrate, dialog, element, group, inside, window, secret, text, tree)
    for module in (describe, look, *told, wording, gate, gate_words):
        assert module.__file__ is not None
        texts.append(Path(module.__file__).read_text("utf-8"))
    found = set(_words(" ".join(texts)))
    return found | {f"{word}s" for word in found} | {f"{word}es" for word in found} | {"entries"}


if __name__ == "__main__":
    for path in CASES:
        for length in Length:
            sys.stdout.write(f"== {path.stem} {length}\n" + "\n".join(said(_case(path), length)) + "\n")
