"""Finding on the screen as its user has it: a question, the answer, and beeps that lead the mouse pointer there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.live.leading import FOLLOW, THERE
from tests.helpers.app import RunningApp, running_app
from tests.helpers.asking import type_question
from tests.helpers.camera import PHOTOS
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import RATE, beeps, heard, load

DRINKS = """
import sys
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Drinks"); rows = QVBoxLayout(window)
row = QHBoxLayout(); rows.addLayout(row)
for name in ("Tea", "Coffee", "Milk"): row.addWidget(QPushButton(name))
for name, colour in (("Order", "#108030"), ("Cancel", "#c01818")):
    button = QPushButton(name); rows.addWidget(button)
    button.setStyleSheet(f"background-color: {colour}; color: white; border: none; padding: 14px")
photo = QLabel(); photo.setAccessibleName("Today's picture"); rows.addWidget(photo)
photo.setPixmap(QPixmap(sys.argv[1]).scaledToWidth(480))
window.show(); app.exec()
"""


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    (desktop.folder / "drinks.py").write_text(DRINKS)
    desktop.start(sys.executable, str(desktop.folder / "drinks.py"), str(PHOTOS / "coffee.jpg"))
    window = desktop.wait_for_window("^Drinks$")
    desktop.run(["xdotool", "windowmove", window, "100", "100"])
    with running_app(desktop) as app:
        yield app


def describe(app: RunningApp, recording: Path) -> None:
    """The window of drinks, from which the questions are answered."""
    desktop = app.desktop
    desktop.run(["xdotool", "windowactivate", "--sync", desktop.wait_for_window("^Drinks$")])
    app.layer("w")
    heard(recording, "Buttons: Tea, Coffee, Milk, Order and Cancel.")


@contextmanager
def hand_at(desktop: Desktop, x: int, y: int) -> Iterator[None]:
    """The mouse pointer at a point, where a hand holds it, so that it does not wholly rest."""
    moves = f"xdotool mousemove {x} {y}; sleep 0.4; xdotool mousemove {x + 1} {y}; sleep 0.4"
    hand = desktop.start("sh", "-c", f"while true; do {moves}; done")
    try:
        yield
    finally:
        hand.kill()
        hand.wait(5)


def place_of(desktop: Desktop, x: int, y: int) -> tuple[int, int]:
    """A point of the window of drinks, on the screen."""
    told = desktop.run(["xwininfo", "-name", "Drinks"]).stdout
    corner = [re.search(rf"Absolute upper-left {axis}: +(-?\d+)", told) for axis in "XY"]
    left, top = (int(found[1]) for found in corner if found)
    return left + x, top + y


def two_seconds(desktop: Desktop, path: Path) -> tuple[float, float]:
    """What `beeps` tells of the next two seconds."""
    with desktop.recording(path, channels=2) as recording:
        wait_for(lambda: recording.stat().st_size > 2 * 4 * RATE, why="two seconds of beeps")
    return beeps(recording)


def falls_silent(recording: Path) -> None:
    """Wait for two seconds without a sound."""
    wait_for(lambda: not (abs(load(recording)[-2 * RATE :]) > 300).any(), timeout=60, why="silence")


@pytest.mark.timeout(300)  # for a busy machine; it takes less than a minute
def test_the_mouse_pointer_is_led_to_a_button(app: RunningApp, tmp_path: Path) -> None:
    desktop = app.desktop
    with desktop.recording(tmp_path / "heard.raw") as recording:
        describe(app, recording)
        with hand_at(desktop, 1800, 1000):
            type_question(app, "find the coffee button")
            heard(recording, "The button Coffee is at the top, in the middle of the window")
            heard(recording, FOLLOW)
            far = two_seconds(desktop, tmp_path / "far.raw")
        with hand_at(desktop, *place_of(desktop, -60, 24)):
            heard(recording, "Right.")
            near = two_seconds(desktop, tmp_path / "near.raw")
        with hand_at(desktop, *place_of(desktop, 250, 24)):
            heard(recording, THERE)
            falls_silent(recording)
    assert far[0] > 0.05  # from the left
    assert far[1] > 900  # Hz: from above
    assert near[0] < -0.05
    assert abs(near[1] - 600) < 15  # Hz: as high as it


def test_what_has_a_colour_is_found_and_escape_ends_the_leading(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        describe(app, recording)
        with hand_at(app.desktop, 1800, 1000):
            type_question(app, "find the red button")
            heard(
                recording, "The red button Cancel is at the top, in the middle of the window, under the button Order."
            )
            heard(recording, "Up and left.")
            app.layer("Escape")
            falls_silent(recording)


def test_what_a_picture_shows_is_found(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        describe(app, recording)
        type_question(app, "where is the cup")
        heard(recording, "Probably the cup is half way down the left side of the picture Today's picture.")
        falls_silent(recording)  # nobody asked to be led there
