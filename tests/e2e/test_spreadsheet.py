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
    def told(key: str, holds: str, *keys: str) -> bool:
        to_the_sheet(app.desktop, "ctrl+Home", *keys)
        return asked(app, key, holds)

    rows = "Anna, 12, 31.5; Ben, 8, 29; Cara, 20, 27.75"
    wait_for(lambda: told("w", rows), timeout=120, why="the sheet, once the program is ready")
    type_question(app, "what is in C4?")
    assert app.answer(containing="C4: 27.75.")
    app.desktop.press("Escape")  # closes the window of answers
    focus = "The focus is on the cell B2: 12, in the row Anna, 12, 31.5."
    wait_for(lambda: told("f", focus, "Right", "Down"), timeout=120, why="the focus on its cell")
    to_the_sheet(app.desktop)
    app.desktop.press("ctrl+s")
    app.desktop.wait_for_window("Confirm File Format")  # the program answers


def asked(app: RunningApp, key: str, holds: str) -> bool:
    """Press a key of the layer; whether what is said then holds a sentence."""
    app.layer(key)
    with contextlib.suppress(AssertionError):
        return bool(app.answer(containing=holds, timeout=6))
    return False


def to_the_sheet(desktop: Desktop, *keys: str) -> None:
    """Give it the keyboard and press `keys`: right after its start the program does not tell where its focus is."""
    desktop.run(["xdotool", "search", "--name", "hours.csv", "windowactivate", "--sync"], check=False)
    if keys:
        desktop.press(*keys)
