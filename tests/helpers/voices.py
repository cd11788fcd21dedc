"""A voice that makes no sound and lasts as long as a test wants."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class WrittenVoice(QObject):
    """Writes down what it is told to speak; an utterance lasts until `end`."""

    finished = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[str] = []
        self.stops = 0
        self.closed = False

    def speak(self, text: str, language: str) -> None:
        del language
        self.spoken.append(text)

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closed = True

    def end(self) -> None:
        self.finished.emit()
