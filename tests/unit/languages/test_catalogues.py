"""The catalogues: whole, true to the source, compiled."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message

from assistant.languages.words import NAMES
from resources.locale import make

ROOT = Path(__file__).parents[3]
SOURCES = sorted(path for folder in make.SOURCES for path in (ROOT / folder).rglob("*.py"))


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def places(text: str) -> set[str]:
    return {name for _literal, name, _form, _conversion in string.Formatter().parse(text) if name is not None}


def test_each_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert set(make.languages()) == set(NAMES) - {"en"}


@pytest.mark.parametrize("language", make.languages())
def test_every_message_of_the_source_is_translated(language: str) -> None:
    catalogue = make.read(language)
    wanted = {(message.context, forms(message.id)) for message in messages(make.collected())}
    have = {(message.context, forms(message.id)) for message in messages(catalogue)}
    assert len(wanted) > 200
    assert wanted - have == set(), "run resources.locale.make and translate what is new"
    assert have - wanted == set(), "run resources.locale.make"
    assert not catalogue.obsolete
    assert [message.id for message in messages(catalogue) if message.fuzzy] == []
    assert [message.id for message in messages(catalogue) if not make.is_translated(message.string)] == []


@pytest.mark.parametrize("language", make.languages())
def test_translations_have_the_places_and_plurals_of_their_messages(language: str) -> None:
    catalogue = make.read(language)
    for message in messages(catalogue):
        said = forms(message.string)
        if message.pluralizable:
            assert len(said) == catalogue.num_plurals, message.id
        wanted = set().union(*map(places, forms(message.id)))
        for text in said:
            optional = {"count"} if message.pluralizable else set()
            assert places(text) <= wanted, message.id
            assert wanted - optional <= places(text), message.id


@pytest.mark.parametrize("language", make.languages())
def test_translations_end_as_their_messages_do(language: str) -> None:
    for message in messages(make.read(language)):
        for text in forms(message.string):
            assert text == text.strip(), message.id
            for mark in (".", ":", "?"):
                assert all(text.endswith(mark) == one.endswith(mark) for one in forms(message.id)), message.id


@pytest.mark.parametrize("language", make.languages())
def test_no_translation_stands_there_twice(language: str) -> None:
    for message in messages(make.read(language)):
        for text in forms(message.string):
            assert not text or text[: len(text) // 2] * 2 != text, message.id


@pytest.mark.parametrize("language", make.languages())
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = make.content(make.po_file(language).with_suffix(".mo").read_bytes())
    assert compiled == make.content(make.compile_catalogue(make.read(language))), "run resources.locale.make"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_messages_are_written_out_where_they_are_marked(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("N_", "NP_", "n_"):
            texts = [arg for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            assert len(texts) == (1 if call.func.id == "N_" else 2), f"line {call.lineno}"
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "p_"):
            assert not any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in call.args), f"line {call.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_else_is_called_as_translating_is(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    if not any(name.name == "_" for node in imports for name in node.names):
        return
    assigned = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "_"
                and isinstance(node.ctx, ast.Store)]  # fmt: skip
    patterns = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.MatchAs) and node.name == "_"]
    assert assigned + patterns == []


def test_messages_inside_others_are_found() -> None:
    source = """x = f"{_('one')}"; y = _(table.get(a, N_("two"))); z = n_("three", "many", 3); p_("here", "four")"""
    assert list(make.messages_of(source)) == [
        ("one", None), ("two", None), (("three", "many"), None), ("four", "here")
    ]  # fmt: skip
