"""What watching costs while nothing changes: processor time of the app and its engine, over half a minute."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import desktop

_SETTLES = 12.0  # seconds in which the first look is made and said
WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QPlainTextEdit
app = QApplication(sys.argv)
text = QPlainTextEdit("\\n".join(f"Line {number} of a text that stands still" for number in range(60)))
text.setWindowTitle("Still"); text.setReadOnly(True); text.showMaximized(); app.exec()
"""


def run(*, seconds: float = 30.0) -> Iterator[dict[str, Any]]:
    """Percent of one core over `seconds`: at rest, and while the active window (the whole screen is larger) and the
    screen are watched."""
    with desktop() as running:
        (running.folder / "still.py").write_text(WINDOW)
        running.start(sys.executable, str(running.folder / "still.py"))
        window = running.wait_for_window("Still")
        running.run(["xdotool", "windowactivate", "--sync", window])
        with running_app(running) as app:
            time.sleep(_SETTLES)
            yield {"figure": "at rest", "percent of a core": _percent(app, seconds)}
            for key, what in (("n", "a maximised window is watched"), ("y", "the screen is described live")):
                app.layer(key)
                time.sleep(_SETTLES)
                yield {"figure": what, "percent of a core": _percent(app, seconds), "screen": "1920x1080"}
                app.layer(key)
                time.sleep(2.0)


def _percent(app: RunningApp, seconds: float) -> float:
    processes = [app.process.pid, *app.children()]
    before, began = _used(processes), time.monotonic()
    time.sleep(seconds)
    return round(100 * (_used(processes) - before) / (time.monotonic() - began), 2)


def _used(processes: list[int]) -> float:
    """Seconds of processor time so far."""
    ticks = 0
    for number in processes:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
