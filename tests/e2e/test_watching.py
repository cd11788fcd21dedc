"""Watching as its user has it: a key, a real window that changes, and what is heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.live.watching import NO_LONGER
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import load, was_heard


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    with running_app(desktop) as app:
        yield app


def heard(recording: Path, sentence: str, *, timeout: float = 60) -> None:
    """Wait until it is heard."""
    wait_for(lambda: was_heard(load(recording), sentence), timeout=timeout, why=sentence)


def ask_for(app: RunningApp, request: str, title: str) -> None:
    """Type it into the window of answers, and go back to the window called `title`."""
    desktop = app.desktop
    app.layer("o")
    desktop.wait_for_window("LookAloud: ")
    desktop.run(["xdotool", "search", "--sync", "--name", "LookAloud: ", "windowactivate", "--sync"])
    desktop.press("alt+q")
    desktop.run(["xdotool", "type", "--delay", "20", request])
    desktop.press("Return")
    del title


def test_new_lines_of_a_terminal_are_read_from_its_pixels(app: RunningApp, tmp_path: Path) -> None:
    desktop = app.desktop
    log = desktop.folder / "build.log"
    log.write_text("Compiling the parser\n")
    shell = desktop.start("xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-T", "Build", "-e", f"tail -f {log}")
    try:
        window = desktop.wait_for_window("Build")
        desktop.run(["xdotool", "windowactivate", "--sync", window])
        with desktop.recording(tmp_path / "heard.raw") as recording:
            app.layer("n")
            heard(recording, "I will read what is new in this window.")
            with log.open("a") as file:
                file.write("Linking the program\n")
            heard(recording, "Linking the program.")
            with log.open("a") as file:
                file.write("error: the disk is full\n")
            heard(recording, "error: the disk is full.")
            app.layer("n")
            heard(recording, NO_LONGER)
        assert not was_heard(load(recording), "Compiling the parser.")  # it stood there before
    finally:
        shell.kill()


PROGRESS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import *
from pathlib import Path
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Downloads"); layout = QVBoxLayout(window)
layout.addWidget(QLabel("holiday.zip")); bar = QProgressBar(); bar.setAccessibleName("Download of holiday.zip")
layout.addWidget(bar); state = QLabel("Downloading"); layout.addWidget(state)
wanted = Path(sys.argv[1])
def follow():
    value = int(wanted.read_text() or 0)
    bar.setValue(value)
    if value == 100: state.setText("Download complete")
timer = QTimer(); timer.timeout.connect(follow); timer.start(100)
window.resize(400, 150); window.show(); app.exec()
"""


def test_the_end_of_a_download_is_told_while_other_windows_cover_it(app: RunningApp, tmp_path: Path) -> None:
    import sys

    desktop = app.desktop
    value = desktop.folder / "value"
    value.write_text("20")
    (desktop.folder / "progress.py").write_text(PROGRESS)
    program = desktop.start(sys.executable, str(desktop.folder / "progress.py"), str(value))
    cover = None
    try:
        window = desktop.wait_for_window("Downloads")
        desktop.run(["xdotool", "windowactivate", "--sync", window])
        app.layer("w")
        assert "holiday.zip" in app.answer(containing="holiday.zip")
        with desktop.recording(tmp_path / "heard.raw") as recording:
            ask_for(app, "tell me when the download ends", "Downloads")
            heard(recording, "I will tell you when the download ends.")
            desktop.press("Escape")
            cover = desktop.start("xterm", "-maximized", "-T", "Other work")
            desktop.wait_for_window("Other work")
            value.write_text("60")
            value.write_text("100")
            heard(recording, "Download complete.", timeout=90)
    finally:
        program.kill()
        if cover is not None:
            cover.kill()
