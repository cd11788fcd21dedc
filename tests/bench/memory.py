"""Memory of the app and its engine: at rest, at its peak, and over some hundred requests; what else is left over."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, desktop, wait_for
from tests.helpers.listening import Listener, listening

_SETTINGS = """first_run_done = true
[keys.direct]
describe-screen = "Ctrl+Alt+S"
describe-window = "Ctrl+Alt+D"
describe-focus = "Ctrl+Alt+F"
read-all = "Ctrl+Alt+T"
stop = "Ctrl+Alt+X"
"""
_KEYS = ("d", "f", "s", "t", "d", "f")
_LOOKS = 8
_WARM = 2 / 3  # of the requests come before the growth is counted
# A window whose text changes at every key that it gets, so that it must be read anew.
_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Counting"); column = QVBoxLayout(window)
column.addWidget(QLineEdit("Name")); label = QLabel(); column.addWidget(label)
count = 0
def tick():
    global count
    count += 1
    label.setText(f"The counter stands at {count * 37} and the price is {count % 90 + 10}.50 pounds")
timer = QTimer(); timer.timeout.connect(tick); timer.start(700); tick()
window.resize(700, 300); window.show(); app.exec()
"""


def run(*, requests: int = 300) -> Iterator[dict[str, Any]]:
    """At rest; after the first request; then again and again while `requests` are made, some of them given up."""
    with desktop() as screen:
        (screen.folder / "counting.py").write_text(_WINDOW)
        screen.start(sys.executable, str(screen.folder / "counting.py"))
        window = screen.wait_for_window("Counting")
        screen.start("xterm", "-T", "Numbers", "-e", "i=0; while :; do i=$((i+1)); echo Line $i; sleep 1; done")
        screen.wait_for_window("Numbers")
        screen.run(["xdotool", "windowactivate", "--sync", window])
        with running_app(screen, _SETTINGS) as app, listening(screen) as ear:
            yield {"figure": "app at rest, engine not running", "MB": _status(app.process.pid)["VmRSS"]}
            yield from _requests(screen, app, ear, requests)


def _requests(screen: Desktop, app: RunningApp, ear: Listener, count: int) -> Iterator[dict[str, Any]]:
    after: dict[int, dict[str, float]] = {}
    marks = {round(count * share) for share in (0.1, _WARM, 1.0)} | {1}
    for number in range(1, count + 1):
        pressed = time.monotonic()
        screen.press(f"ctrl+alt+{_KEYS[number % len(_KEYS)]}")
        if number % 3 == 0 or number in marks:  # the others are given up by the next key
            wait_for(lambda: ear.first_after(pressed + 0.25), why="speech")  # noqa: B023  called at once
        if number in marks:
            after[number] = _settled(screen, app, ear)
            yield {"figure": f"after {number} requests" if number > 1 else "after the first request"} | after[number]
    first, last = after[round(count * _WARM)], after[count]
    for who in ("app", "engine"):
        growth = 100 * (last[f"{who}, MB"] / first[f"{who}, MB"] - 1)
        left = {name: last[f"{who}, {name}"] - first[f"{who}, {name}"] for name in ("threads", "files")}
        yield {"figure": f"{who}: growth over the last third", "of requests": count, "growth, %": round(growth, 1)} | {
            f"more {name}": round(more) for name, more in left.items()
        }
    for who in ("app", "engine"):
        yield {"figure": f"{who}: peak", "MB": last[f"{who}, peak MB"]}


def _settled(screen: Desktop, app: RunningApp, ear: Listener) -> dict[str, float]:
    """What both hold once all is quiet."""
    screen.press("ctrl+alt+x")
    wait_for(lambda: ear.quiet_for() > 1.5, timeout=60, why="quiet")
    (engine,) = wait_for(app.children, why="the engine")
    found: dict[str, float] = {}
    for who, pid in (("app", app.process.pid), ("engine", engine)):
        least = status = _status(pid)
        for _ in range(_LOOKS):  # memory is given back a moment after the work
            time.sleep(0.25)
            status = _status(pid)
            least = min(least, status, key=lambda each: each["VmRSS"])
        found |= {f"{who}, MB": least["VmRSS"], f"{who}, peak MB": status["VmHWM"]}
        found |= {f"{who}, threads": status["Threads"], f"{who}, files": len(os.listdir(f"/proc/{pid}/fd"))}
    return found


def _status(pid: int) -> dict[str, float]:
    """Megabytes resident (VmRSS) and at most so far (VmHWM); how many threads."""
    found: dict[str, float] = {}
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name in ("VmRSS", "VmHWM"):
            found[name] = round(int(value.split()[0]) / 1024, 1)
        elif name == "Threads":
            found[name] = int(value)
    return found
