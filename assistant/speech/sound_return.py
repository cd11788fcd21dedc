"""Waits for a sound server that this process has lost for good: see `sound_server`."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.speech.sound_server import answers, is_lost

_EVERY_MS = 1000
_PATIENCE = 4  # looks until it is believed: QtMultimedia itself tries once more after 3 s


class SoundReturn(QObject):
    """GUI thread. Only a new process can use the server again."""

    came = Signal()
    """The server answers again, and this process cannot be heard."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def await_if_lost(self) -> None:
        """Nothing could be heard: wait where that is why."""
        if is_lost() and not self._timer.isActive():
            self._looks = 0
            self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        if not is_lost():  # it is connected after all
            self._timer.stop()
        elif self._looks >= _PATIENCE and answers():
            self._timer.stop()
            self.came.emit()
