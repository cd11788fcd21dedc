"""What changes on the screen as its user hears it: live, and by the question what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.live.watching import NO_LONGER
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import heard, load, was_heard, when_heard
from tests.helpers.shown_program import shown_program

CALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Call"); layout = QVBoxLayout(window)
state = QLabel("Waiting for Anna"); layout.addWidget(state)
mute = QCheckBox("Mute me"); layout.addWidget(mute)
name = QLineEdit(); name.setAccessibleName("Your name"); layout.addWidget(name)
leave = QPushButton("Leave"); layout.addWidget(leave)
other = QMessageBox(QMessageBox.Warning, "Network", "The line is bad.", QMessageBox.Ok, window)
wanted = Path(sys.argv[1])
def follow():
    text = wanted.read_text()
    if not text: return
    for step in text.split(";"):
        match step.split("="):
            case ["state", value]: state.setText(value)
            case ["mute"]: mute.setChecked(True)
            case ["leave"]: leave.setFocus()
            case ["warn"]: other.open()
    wanted.write_text("")
timer = QTimer(); timer.timeout.connect(follow); timer.start(100)
window.resize(500, 260); window.show(); window.activateWindow(); name.setFocus(); app.exec()
"""


class Call:
    """A window that changes when it is told to."""

    def __init__(self, told: Path) -> None:
        self._told = told

    def tell(self, steps: str) -> None:
        """Have it change, and wait until it has."""
        self._told.write_text(steps)
        wait_for(lambda: not self._told.read_text(), why=f"the window to change: {steps}")


@pytest.fixture(name="call")
def _call(desktop: Desktop) -> Iterator[Call]:
    told = desktop.folder / "told"
    with shown_program(desktop, CALL, told, title="Call"):
        yield Call(told)


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    with running_app(desktop, "first_run_done = true\n[watch]\nlive = 3\n") as app:
        yield app


@pytest.mark.timeout(300)  # for a busy machine; it takes less than a minute
def test_what_changes_is_told_until_the_key_ends_it(app: RunningApp, call: Call, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("y")
        heard(recording, "I will describe what changes, every 3 seconds.")
        call.tell("state=Anna has joined the call")
        heard(recording, "“Anna has joined the call” instead of “Waiting for Anna”.")
        call.tell("mute")
        heard(recording, "The check box Mute me is now checked.")
        app.layer("y")
        heard(recording, NO_LONGER)
        ended = len(load(recording))
        call.tell("state=Anna has left the call")
        app.layer("w")
        heard(recording, "Anna has left the call.")
        heard(recording, "Button: Leave.")
    assert not was_heard(load(recording)[ended:], "“Anna has left the call” instead of “Anna has joined the call”.")


@pytest.mark.timeout(300)  # for a busy machine; it takes less than a minute
def test_what_has_changed_is_told_in_the_order_of_its_weight(app: RunningApp, call: Call, tmp_path: Path) -> None:
    told = (
        "A dialog: Network. It says: The line is bad. Button: OK, which is the default.",
        "The focus is now on the button OK.",
        "The check box Mute me is now checked.",
        "“Anna has joined the call” instead of “Waiting for Anna”.",
    )
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("w")
        heard(recording, "Button: Leave.")
        looked = len(load(recording))
        call.tell("state=Anna has joined the call;mute;leave;warn")
        app.layer("x")
        heard(recording, told[-1])
    assert app.copied().splitlines() == list(told)
    when = [when_heard(load(recording)[looked:], sentence) for sentence in told]
    assert when == sorted(when)
