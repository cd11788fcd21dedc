"""The system's own voice on Windows (SAPI 5) and macOS by pyttsx3. Written against its interface, not yet run."""

from __future__ import annotations

import queue
import re
import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from assistant.languages.words import N_, _
from assistant.settings import SpeechSettings

FAILED = N_("The system's voice failed. Check the speech settings of the system.")


def without_commands(text: str) -> str:
    """`text` without what SAPI takes for XML and macOS for an embedded command, so that no screen steers the voice."""
    return re.sub(r"\[(?=\[)", "[ ", text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"))


class SystemVoice(QObject):
    """pyttsx3 blocks while it speaks, so it has a thread; `stop` ends the run from outside."""

    finished = Signal()
    failed = Signal(str)
    _done = Signal(int)

    def __init__(self, settings: SpeechSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._number = 0
        self._engine: Any = None
        self._done.connect(self._end)
        self._texts: queue.SimpleQueue[tuple[int, str] | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="system-voice", daemon=True).start()

    def speak(self, text: str, language: str) -> None:
        del language  # the system's voice keeps its own
        self._number += 1
        self._texts.put((self._number, without_commands(text)))

    def stop(self) -> None:
        self._number += 1
        if self._engine is not None:
            self._engine.stop()

    def close(self) -> None:
        self.stop()
        self._texts.put(None)

    def _work(self) -> None:
        import pyttsx3

        try:
            engine = self._engine = pyttsx3.init()
        except (ImportError, RuntimeError, OSError):
            self.failed.emit(_(FAILED))
            return
        engine.setProperty("rate", self._settings.rate)
        engine.setProperty("volume", self._settings.volume / 100)
        while (job := self._texts.get()) is not None:
            number, text = job
            if number == self._number:
                engine.say(text)
                engine.runAndWait()
                self._done.emit(number)

    def _end(self, number: int) -> None:
        if number == self._number:
            self.finished.emit()
