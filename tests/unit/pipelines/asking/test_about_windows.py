"""Windows that a question names: by title, program, or what kind of program it is."""

from __future__ import annotations

import pytest

from assistant.languages.words import speaking
from assistant.types import Frame, Raster, Target, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.types import Box, TextLine
from tests.helpers.order_screen import ask, asker

_MAIL, _BUILD, _NOTES = Box(0, 0, 640, 400), Box(640, 0, 1280, 400), Box(0, 400, 1280, 800)


def _window(title: str, app: str, box: Box, *children: UiNode, active: bool = False) -> WindowTree:
    root = UiNode("window", title, box=box, children=children) if children else None
    return WindowTree(WindowInfo(title, box, app=app, active=active), root)


EDITOR = UiNode("text-field", "", "milk\neggs", box=_NOTES, states=frozenset(("multi-line",)))
TREES = TreeSnapshot(
    (
        _window("Inbox", "Mail", _MAIL, UiNode("button", "Reply", box=Box(20, 40, 120, 64)), active=True),
        _window("Build", "XTerm", _BUILD),
        _window("notes.txt - Mousepad", "Mousepad", _NOTES, EDITOR),
    )
)
LINE = TextLine("make: error 2 in docs", Box(660, 40, 900, 60), 0.99)
TERMINAL = "The window is Build, in XTerm."
NOTES = "The window is notes.txt - Mousepad."


def _frame() -> Frame:
    stripes = bytes((0, 0, 0, 255) * 20 + (255, 255, 255, 255) * 20) * (1280 * 800 // 40)
    return Frame(Raster(1280, 800, stripes), Target.SCREEN)


@pytest.mark.parametrize(
    ("question", "window", "holds"),
    [
        ("What does the terminal say?", TERMINAL, "make: error 2 in docs."),
        ("describe the terminal", TERMINAL, "make: error 2 in docs."),
        ("read the Build window", TERMINAL, "make: error 2 in docs."),
        ("what is in the notes?", NOTES, "milk. eggs."),
        ("tell me about Mousepad", NOTES, "milk. eggs."),
        ("what's in the text editor?", NOTES, "milk. eggs."),
    ],
)
def test_a_named_window_is_told(question: str, window: str, holds: str) -> None:
    found = ask(asker(LINE), _frame(), question, TREES)
    assert found.text.splitlines()[0] == window
    assert holds in found.text.splitlines()
    assert "Reply" not in found.text


@pytest.mark.parametrize(
    ("language", "question"), [("de", "Was steht im Terminal?"), ("es", "¿Qué hay en la terminal?")]
)
def test_windows_are_named_in_other_languages_too(language: str, question: str) -> None:
    with speaking(language):
        found = ask(asker(LINE), _frame(), question, TREES)
    assert "Build" in found.text.splitlines()[0]
    assert "make: error 2 in docs." in found.text.splitlines()


@pytest.mark.parametrize(
    "question", ["what does the browser say?", "what is the build?", "what does the calculator show?", "what is milk?"]
)
def test_what_names_no_window_gets_none(question: str) -> None:
    assert not ask(asker(LINE), _frame(), question, TREES).text.startswith("The window is")


def test_two_windows_of_a_kind_are_not_one() -> None:
    two = TreeSnapshot((*TREES.windows, _window("Logs", "foot", Box(640, 300, 1280, 400))))
    assert not ask(asker(LINE), _frame(), "what does the terminal say?", two).text.startswith("The window is")
