"""A real spreadsheet: its sheet has two billion cells, and asked for all of them the program would hang."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from tests.helpers.app import RunningApp, running_app
from tests.helpers.asking import type_question
from tests.helpers.desktop import Desktop, wait_for

_SHEET = "Name,Hours,Rate\nAnna,12,31.50\nBen,8,29.00\nCara,20,27.75\n"
_FILTER = "--infilter=CSV:44,34,76,1"


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    path = desktop.folder / "hours.csv"
    path.write_text(_SHEET)
    desktop.start("libreoffice", "--calc", "--norestore", "--nologo", _FILTER, str(path))
    window = desktop.wait_for_window("hours.csv")
    desktop.run(["xdotool", "windowactivate", "--sync", window])
    with running_app(desktop) as app:
        yield app


@pytest.mark.timeout(300)  # for a busy machine; it takes less than a minute
def test_a_sheet_is_told_and_the_program_goes_on(app: RunningApp) -> None:
    app.desktop.press("ctrl+Home")
    wait_for(lambda: asked(app, "w", "The focus is on the cell A1: Name, in the row Name, Hours, Rate."), timeout=150,
             why="the focus, once the program is ready")  # fmt: skip
    assert app.answer(containing="Anna, 12, 31.5; Ben, 8, 29; Cara, 20, 27.75")
    type_question(app, "what is in C4?")
    assert app.answer(containing="C4: 27.75.")
    app.desktop.press("Escape")  # closes the window of answers
    wait_for(lambda: "Calc" in active(app.desktop), why="the sheet in front")
    app.desktop.press("Right", "Down")
    wait_for(lambda: asked(app, "f", "The focus is on the cell B2: 12, in the row Anna, 12, 31.5."), timeout=60,
             why="the focus on its cell")  # fmt: skip
    app.desktop.press("ctrl+s")
    app.desktop.wait_for_window("Confirm File Format")  # the program answers


def asked(app: RunningApp, key: str, holds: str) -> bool:
    """Press a key of the layer; whether what is said then holds a sentence."""
    app.layer(key)
    with contextlib.suppress(AssertionError):
        return bool(app.answer(containing=holds, timeout=6))
    return False


def active(desktop: Desktop) -> str:
    """The title of the window that has the keyboard."""
    return desktop.run(["xdotool", "getactivewindow", "getwindowname"], check=False).stdout
