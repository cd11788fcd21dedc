"""Where no window's place is known (Wayland): what may be said of the active window, and of the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assistant.pipelines.describe import NO_ANSWER, NO_FOCUS, Describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.request import Request
from assistant.pipelines.telling.unplaced import NO_ACTIVE, NO_PLACE, NO_READING, PICTURE_ALSO, PICTURE_ONLY
from assistant.types import (
    Final,
    Frame,
    Length,
    Target,
    TreeSnapshot,
    UiNode,
    WindowInfo,
    WindowTree,
)
from models.cancel import CancelToken
from models.types import Box, TextLine
from tests.unit.pipelines.test_describe import Reader

NAME = UiNode("text-field", "Name", "Anna", states=frozenset(("focused",)), box=Box(100, 40, 300, 70))
SEND = UiNode("button", "Send", box=Box(10, 100, 90, 130))
SCROLLED = UiNode("button", "Far below", box=Box(10, 900, 90, 930))
ROOT = UiNode("window", "Letter", box=Box(0, 0, 400, 300), children=(NAME, SEND, SCROLLED))
WINDOW = WindowInfo("Letter", Box(0, 0, 400, 300), app="Mail", active=True)
TREES = TreeSnapshot((WindowTree(WINDOW, ROOT),))
LINES = (
    TextLine("Name: Anna", Box(700, 500, 900, 520), 0.99),  # the window lies elsewhere than its own coordinates say
    TextLine("Send", Box(610, 560, 690, 590), 0.99),
    TextLine("The harvest is in", Box(20, 110, 200, 125), 0.99),  # of a terminal, where SEND would be
)


def frame(target: Target = Target.SCREEN) -> Frame:
    noise = np.random.default_rng(1).integers(0, 255, (80, 128, 3), np.uint8).repeat(10, 0).repeat(10, 1)
    return Frame(to_raster(noise), target, windows_known=False)


def told(request: Request, snapshot: TreeSnapshot | None, *lines: TextLine) -> Final:
    describer = Describer(reader=lambda: Reader(*lines))
    final = list(describer.run(request, lambda _: snapshot, cancel=CancelToken()))[-1]
    assert isinstance(final, Final)
    return final


def test_no_window_in_the_trees_is_no_empty_desktop() -> None:
    final = told(Request(1, frame()), TreeSnapshot(), *LINES)
    assert final.description.gate is None
    assert final.description.text.startswith(PICTURE_ONLY)


def test_tree_and_picture_are_compared_by_their_words() -> None:
    final = told(Request(1, frame()), TREES, *LINES)
    lines = final.description.text.splitlines()
    assert lines[:2] == ["Letter, in Mail.", "The focus is on the text field Name: Anna."]
    assert lines[lines.index(PICTURE_ALSO) + 1 :] == ["The harvest is in."]
    assert all(claim.box is None for claim in final.description.claims if claim.source == "tree")
    assert "differ" not in final.description.text
    assert "but its picture reads" not in final.description.text


def test_a_row_of_buttons_is_one_line_of_pixels() -> None:
    row = tuple(UiNode("menu-item", name) for name in ("File", "Edit", "View"))
    snapshot = TreeSnapshot((WindowTree(WINDOW, replace(ROOT, children=row)),))
    bar = TextLine("File Edit View", Box(600, 0, 800, 20), 0.99)
    other = TextLine("View the harvest", Box(20, 110, 200, 125), 0.99)
    text = told(Request(1, frame()), snapshot, bar, other).description.text
    assert "File Edit View" not in text
    assert "View the harvest" in text


def test_what_is_scrolled_out_of_the_window_is_not_told() -> None:
    assert "Far below" not in told(Request(1, frame()), TREES, *LINES).description.text


def test_the_whole_screen_is_not_said_to_be_the_window() -> None:
    lines = told(Request(1, frame(Target.WINDOW)), TREES, *LINES).description.text.splitlines()
    assert lines[lines.index(NO_PLACE) + 1 :] == ["The harvest is in."]
    unknown = told(Request(1, frame(Target.WINDOW)), TreeSnapshot(), *LINES).description.text
    assert unknown.startswith(NO_ACTIVE)


def test_reading_the_window_says_where_its_text_ends() -> None:
    lines = told(Request(1, frame(Target.WINDOW), mode="read"), TREES, *LINES).description.text.splitlines()
    assert lines == ["Anna.", "Send.", NO_PLACE, "The harvest is in."]


def test_a_window_whose_program_tells_nothing() -> None:
    bare = TreeSnapshot((WindowTree(WINDOW, why="none"),))
    text = told(Request(1, frame()), bare, *LINES).description.text
    assert text.splitlines()[:3] == ["Letter, in Mail.", NO_READING, PICTURE_ONLY]


def test_the_focus_is_told_by_the_tree_alone() -> None:
    final = told(Request(1, frame(Target.FOCUS)), TREES, *LINES)
    assert final.description.text.splitlines() == [
        "The focus is on the text field Name: Anna.",
        "In the window Letter, in Mail.",
    ]


def test_a_text_with_the_cursor_is_read() -> None:
    viewport = UiNode("panel", states=frozenset(("focused",)))
    text = UiNode(
        "text-field", "Answer", "Two lines.", states=frozenset(("focused", "multi-line")), children=(viewport,)
    )
    snapshot = TreeSnapshot((WindowTree(WINDOW, replace(ROOT, children=(text,))),))
    lines = told(Request(1, frame(Target.FOCUS)), snapshot, *LINES).description.text.splitlines()
    assert lines == ["The cursor is in the text.", "In the window Letter, in Mail.", "Answer: Two lines."]


def test_no_focus_is_said() -> None:
    without = replace(ROOT, children=(SEND,))
    unfocused = TreeSnapshot((WindowTree(WINDOW, without),))
    assert NO_FOCUS in told(Request(1, frame(Target.FOCUS)), unfocused, *LINES).description.text
    assert told(Request(1, frame(Target.FOCUS)), None, *LINES).description.text == NO_FOCUS


def test_brief_stays_brief() -> None:
    text = told(Request(1, frame(), length=Length.BRIEF), TREES, *LINES).description.text
    assert "harvest" not in text


def test_trees_that_do_not_come_are_said_once() -> None:
    text = told(Request(1, frame()), None, *LINES).description.text
    assert text.startswith(PICTURE_ONLY)
    assert NO_ANSWER not in text


def test_nothing_under_a_lock_is_told() -> None:
    for target in (Target.SCREEN, Target.WINDOW, Target.FOCUS):
        text = told(Request(1, frame(target), locked=True), TREES, TextLine("Password", Box(0, 0, 90, 20), 0.99))
        assert text.description.text.startswith("The screen is locked")
        assert "Letter" not in text.description.text
        assert "Anna" not in text.description.text
