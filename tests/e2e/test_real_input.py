"""What the command line says of two monitors, windows half outside, open menus and hidden windows on a real desktop."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.desktop.capture.place import ALL_MINIMISED, OFF_SCREEN, OUT_OF_VIEW
from tests.helpers.desktop import Desktop, desktop, wait_for

pytestmark = pytest.mark.desktop

FIRST, SECOND = 1920, 1280  # pixels: the widths of the two monitors

# A window with a large text, and one with a combo box and a field that can be scrolled out of view
WORDS = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
label = QLabel("\\n".join(sys.argv[2].split("|"))); label.setWindowTitle(sys.argv[1])
font = label.font(); font.setPointSize(22); label.setFont(font)
label.resize(500, 300); label.show(); app.exec()
"""
CHOICES = """
import sys
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Colours"); layout = QFormLayout(window)
box = QComboBox(); box.addItems(["Red", "Green", "Blue"]); box.setCurrentIndex(1)
layout.addRow("Paint", box); layout.addRow("Litres", QLineEdit("4"))
window.resize(400, 200); window.show(); box.setFocus(); app.exec()
"""
SCROLLED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
area = QScrollArea(); area.setWindowTitle("Long form"); inner = QWidget(); layout = QFormLayout(inner)
fields = [QLineEdit("value") for _ in range(31)]
for number, field in enumerate(fields):
    layout.addRow("Row %d" % number, field)
area.setWidget(inner); area.resize(500, 400); area.show(); fields[16].setFocus()
QTimer.singleShot(500, lambda: area.verticalScrollBar().setValue(5000))
app.exec()
"""


@pytest.fixture(scope="module", name="screen")
def _screen() -> Iterator[Desktop]:
    with desktop(size=f"{FIRST + SECOND}x1080", sound=False) as running:
        running.run(f"xrandr --setmonitor M1 {FIRST}/508x1080/286+0+0 screen".split())
        running.run(f"xrandr --setmonitor M2 {SECOND}/338x1024/270+{FIRST}+0 none".split())
        (running.folder / "words.py").write_text(WORDS)
        (running.folder / "choices.py").write_text(CHOICES)
        (running.folder / "scrolled.py").write_text(SCROLLED)
        yield running


class Windows:
    """Opens windows and closes them at the test's end."""

    def __init__(self, screen: Desktop) -> None:
        self._screen = screen
        self._open: list[Any] = []

    def words(self, title: str, text: str, place: tuple[int, int]) -> str:
        return self.start(title, sys.executable, str(self._screen.folder / "words.py"), title, text, place=place)

    def start(self, title: str, *command: str, place: tuple[int, int] | None = None) -> str:
        self._open.append(self._screen.start(*command))
        window = self._screen.wait_for_window(f"{title}")
        if place is not None:
            self._screen.run(["wmctrl", "-i", "-r", hex(int(window)), "-e", f"0,{place[0]},{place[1]},-1,-1"])
        self._screen.run(["xdotool", "windowactivate", "--sync", window])
        return window

    def close(self) -> None:
        for process in self._open:
            process.terminate()
            process.wait(10)
        wait_for(lambda: not self._screen.window_list().strip(), why="the windows to go")


@pytest.fixture(name="windows")
def _windows(screen: Desktop) -> Iterator[Windows]:
    opened = Windows(screen)
    yield opened
    opened.close()


def ask(screen: Desktop, *arguments: str, verb: str = "describe") -> dict[str, Any]:
    """What the command line answers, as its JSON; `error` holds the sentence of a failure."""
    done = screen.run([sys.executable, "-m", "assistant", verb, *arguments, "--json", "--silent"], check=False)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def says(screen: Desktop, wanted: str, *arguments: str, verb: str = "describe") -> str:
    """Ask until the answer holds `wanted`: programs paint and name themselves a little after their window shows."""

    def answer() -> str | None:
        text = str(ask(screen, *arguments, verb=verb)["text"])
        return text if wanted in text else None

    return wait_for(answer, timeout=40, why=f"{wanted!r} in the answer")


def test_each_monitor_is_described_alone(screen: Desktop, windows: Windows) -> None:
    windows.words("Harbour", "Seven boats|are at anchor", (200, 200))
    windows.words("Station", "The night train|leaves at nine", (FIRST + 300, 300))
    assert "Seven boats" in says(screen, "night train", "--screen")
    station = says(screen, "night train", "--monitor")
    assert "Seven boats" not in station
    window = says(screen, "leaves at nine", "--window")
    assert window.startswith("Station")
    assert "Harbour" not in window


def test_a_rectangle_may_lie_across_both_monitors(screen: Desktop, windows: Windows) -> None:
    windows.words("Harbour", "Seven boats|are at anchor", (FIRST - 560, 300))
    windows.words("Station", "The night train|leaves at nine", (FIRST + 40, 300))
    across = says(screen, "night train", f"--region={FIRST - 600},250,1200,400", verb="read")
    assert "Seven boats" in across
    left = says(screen, "Seven boats", f"--region={FIRST - 600},250,590,400", verb="read")
    assert "night train" not in left


def test_of_a_window_half_outside_only_what_shows_is_read(screen: Desktop, windows: Windows) -> None:
    windows.words("Harbour", "Seven boats|are at anchor", (-100, 400))
    answer = wait_for(lambda: found if (found := ask(screen, "--window"))["claims"] else None, timeout=40, why="claims")
    assert "Seven boats" in says(screen, "Seven boats", "--window")
    boxes = [claim["box"] for claim in answer["claims"] if claim["box"]]
    assert all(box[2] <= 500 for box in boxes)  # the frame is what shows of the window, not the window


def test_an_open_menu_is_named_with_its_items(screen: Desktop, windows: Windows) -> None:
    notes = screen.folder / "notes.txt"
    notes.write_text("Buy milk\n")
    windows.start("Mousepad", "mousepad", str(notes), place=(100, 100))
    says(screen, "Buy milk", "--window")
    screen.press("alt+f")
    try:
        for target in ("--screen", "--window"):
            text = says(screen, "The menu File is open", target)
            line = next(line for line in text.splitlines() if "The menu File is open" in line)
            assert "New Window; New From Template; Open..." in line
            assert "Save, not available" in line
            assert line.endswith("Quit. New is selected.")
            assert "Also on the screen" not in text
        screen.press("Down")
        says(screen, "New Window is selected", "--window")
    finally:
        screen.press("Escape")
        screen.press("Escape")


def test_an_open_list_of_choices_says_which_is_selected(screen: Desktop, windows: Windows) -> None:
    windows.start("Colours", sys.executable, str(screen.folder / "choices.py"), place=(100, 100))
    says(screen, "Paint: Green", "--window")
    screen.press("alt+Down")
    try:
        for target in ("--screen", "--window"):
            wanted = "The list of choices Paint is open: Red, Green, Blue. Green is selected."
            assert wanted in says(screen, wanted, target).splitlines()
    finally:
        screen.press("Escape")


def test_minimised_windows_are_said_to_be_minimised(screen: Desktop, windows: Windows) -> None:
    window = windows.words("Harbour", "Seven boats|are at anchor", (200, 200))
    screen.run(["xdotool", "windowminimize", "--sync", window])
    answer = ask(screen, "--window")
    assert answer["error"] == ALL_MINIMISED
    assert answer["claims"] == []


def test_an_element_out_of_view_is_not_looked_for_in_other_windows(screen: Desktop, windows: Windows) -> None:
    """The field with the focus has been scrolled up: its place is that of the window behind."""
    windows.words("Harbour", "Seven boats|are at anchor", (200, 100))
    windows.start("Long form", sys.executable, str(screen.folder / "scrolled.py"), place=(200, 420))
    says(screen, "Row 30", "--window", "--length=full")
    answer = ask(screen, "--focus")
    assert answer["error"] in (OUT_OF_VIEW, OFF_SCREEN)
    assert answer["claims"] == []
