"""The voice of the setting "nothing, show only"."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal


class SilentVoice(QObject):
    """Finishes at once."""

    finished = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self.finished)

    def speak(self, text: str, language: str) -> None:
        del text, language
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def close(self) -> None:
        self._timer.stop()
