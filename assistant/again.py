"""Starting the app again in its own place: QtMultimedia does not connect anew to a sound server that was away for long.

See `speech.sound_server`. Linux; elsewhere a sound server is never known to be lost.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.speech.sound_server import answers, is_lost

_WHY = "LOOKALOUD_STARTED_AGAIN"  # environment variable: what the app says when it has been started again
_EVERY_MS = 1000
_START = "import sys\nfrom assistant.cli import start_app\nsys.exit(start_app(sys.argv[1:]))"


class SoundReturn(QObject):
    """Waits for a lost sound server. GUI thread."""

    came = Signal()
    """The server answers again, and this process will not hear of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def await_if_lost(self) -> None:
        """Nothing could be heard: wait where that is why."""
        if is_lost():
            self._timer.start()

    def _look(self) -> None:
        if not is_lost():  # it is connected after all
            self._timer.stop()
        elif answers():
            self._timer.stop()
            self.came.emit()


def start_again(arguments: Sequence[str], *, why: str) -> None:
    """Put a new app in the place of this process; it says `why`. Does not return. Raises OSError."""
    environment: Mapping[str, str] = os.environ | {_WHY: why}
    os.execve(sys.executable, [sys.executable, "-P", "-c", _START, *arguments], environment)


def why_again() -> str:
    """What this app was started again with; empty where it was not. Asked once."""
    return os.environ.pop(_WHY, "")
