"""Waiting inside Qt's event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer


def wait(condition: Callable[[], bool], *, milliseconds: int = 60_000) -> None:
    """Run the event loop until `condition` holds; AssertionError where it does not within `milliseconds`."""
    loop = QEventLoop()
    clock = QElapsedTimer()
    clock.start()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: loop.quit() if condition() or clock.elapsed() > milliseconds else None)
    timer.start()
    loop.exec()
    assert condition()
