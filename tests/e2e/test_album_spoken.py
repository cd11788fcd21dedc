"""A folder of pictures as it is heard: its summary by the command, and what the window of the key finds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.album import COMMAND, write_text
from tests.helpers.app import ROOT, RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import heard, load, was_heard

TEXTS = ("Receipt table 101", "Ticket garden 102", "Letter station 103")
SUMMARY = "4 pictures: 3 described, 0 unchanged, 1 that cannot be read."


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    with running_app(desktop) as app:
        yield app


@pytest.fixture(scope="module", name="folder")
def _folder(desktop: Desktop) -> Path:
    folder = desktop.folder / "papers"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        write_text(folder / f"scan {number}.png", text)
    (folder / "empty.png").touch()
    return folder


def album(desktop: Desktop, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`lookaloud album`, which speaks, to its end."""
    return subprocess.run(
        [*COMMAND, "album", str(folder), *options], env=desktop.env, cwd=ROOT, capture_output=True, text=True,
        timeout=200, check=True,
    )  # fmt: skip


def open_by_key(app: RunningApp, folder: Path) -> None:
    """Press the key of the album and choose the folder."""
    desktop = app.desktop
    app.layer("b")
    desktop.run(["xdotool", "windowactivate", "--sync", desktop.wait_for_window("Folder of pictures")])
    desktop.run(["xdotool", "type", "--delay", "20", str(folder)])

    def opened() -> bool:
        desktop.press("Return")  # the first may only close the list of folders that Qt offers under the field
        return "pictures of papers" in desktop.window_list()

    wait_for(opened, timeout=60, why="the window of the album")
    desktop.run(["xdotool", "windowactivate", "--sync", desktop.wait_for_window("pictures of papers")])


def test_the_summary_is_heard(desktop: Desktop, folder: Path, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        result = album(desktop, folder)
    assert result.stdout.splitlines()[0] == SUMMARY
    assert was_heard(load(recording), SUMMARY)


def test_what_is_found_is_heard(desktop: Desktop, folder: Path, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        found = album(desktop, folder, "--find", "receipt").stdout.splitlines()
    assert found[0] == "1 picture found."
    assert "Text: Receipt table 101" in found[1]
    assert was_heard(load(recording), "1 picture found.")


def test_the_window_of_the_key_says_what_it_finds(app: RunningApp, folder: Path, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        open_by_key(app, folder)
        app.desktop.press("ctrl+f")
        app.desktop.run(["xdotool", "type", "--delay", "20", "station"])
        app.desktop.press("Return")
        heard(recording, "1 picture found for “station”.")
