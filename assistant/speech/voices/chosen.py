"""The voice that the settings ask for, and the next best one while that cannot be had."""

from __future__ import annotations

import logging
import sys
import time
from typing import Literal

from PySide6.QtCore import QObject, Signal

from assistant.languages.words import _
from assistant.settings import SpeechSettings
from assistant.speech.screen_reader import screen_reader_runs
from assistant.speech.voices import NO_VOICE, Voice

log = logging.getLogger(__name__)

_Kind = Literal["silent", "system", "dispatcher", "own"]
_HUNG = 1.0  # seconds; a speech server that takes longer to refuse does not answer at all
_REST = 30.0  # seconds until such a one is asked again: each time the app waits for it


class ChosenVoice(QObject):
    """Speaks through one voice at a time; an utterance that fails is repeated by the next best. GUI thread."""

    finished = Signal()
    failed = Signal(str)
    """No voice is left for the utterance."""

    def __init__(self, settings: SpeechSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._voice: Voice | None = None
        self._kind: _Kind | None = None
        self._opened = 0  # how many voices so far; signals of older ones are dropped
        self._utterance: tuple[str, str] | None = None
        self._failed: set[_Kind] = set()  # for this utterance
        self._preferred = self._kinds()[0]
        self._rests_until = 0.0
        self._open(self._kinds())

    @property
    def kind(self) -> str:
        """What speaks now: silent, system, dispatcher, own; empty where nothing does."""
        return self._kind or ""

    def speak(self, text: str, language: str) -> None:
        self._utterance = (text, language)
        self._failed.clear()
        if self._voice is None:
            self._open(self._kinds())
        self._speak(_(NO_VOICE))

    def stop(self) -> None:
        self._utterance = None
        if self._voice is not None:
            self._voice.stop()

    def close(self) -> None:
        self._utterance = None
        self._close()

    def follow(self) -> None:
        """Take the voice that is preferred now: a screen reader, or the speech server that it speaks through, may have
        come or gone since, and two voices must not talk at once. What is being said is said anew by another voice."""
        kinds = self._kinds()
        changed, self._preferred = kinds[0] != self._preferred, kinds[0]
        if self._voice is None or self._kind == kinds[0]:
            return
        # own voice that failed is not tried again until something changes; a speech server may come at any time
        if not changed and kinds[0] != "dispatcher":
            return
        better = self._make(kinds[0])
        if better is not None:
            self._close()
            self._take(better, kinds[0])
            self._speak(_(NO_VOICE))

    def _kinds(self) -> tuple[_Kind, ...]:
        """The best first."""
        if self.settings.voice == "silent":
            return ("silent",)
        if sys.platform != "linux":
            return ("system",)
        if self.settings.voice == "screen-reader" or (self.settings.voice == "auto" and screen_reader_runs()):
            return ("dispatcher", "own")
        return ("own", "dispatcher")

    def _make(self, kind: _Kind) -> Voice | None:
        if kind == "silent":
            from assistant.speech.voices.silent import SilentVoice

            return SilentVoice()
        if kind == "system":
            from assistant.speech.voices.system import SystemVoice

            return SystemVoice(self.settings)
        if kind == "own":
            from assistant.speech.voices.espeak import EspeakVoice, is_installed

            return EspeakVoice(self.settings) if is_installed() else None
        return self._connect_dispatcher()

    def _connect_dispatcher(self) -> Voice | None:
        from assistant.speech.voices.dispatcher import DispatcherVoice

        began = time.monotonic()
        if began < self._rests_until:
            return None
        voice = DispatcherVoice.connect(self.settings)
        if voice is None and time.monotonic() - began > _HUNG:
            self._rests_until = time.monotonic() + _REST
        return voice

    def _open(self, kinds: tuple[_Kind, ...]) -> None:
        for kind in kinds:
            if kind not in self._failed and (voice := self._make(kind)) is not None:
                self._take(voice, kind)
                return

    def _take(self, voice: Voice, kind: _Kind) -> None:
        self._opened += 1
        number = self._opened
        self._voice, self._kind = voice, kind
        voice.finished.connect(lambda: self._finish(number))
        voice.failed.connect(lambda sentence: self._fail(number, sentence))

    def _close(self) -> None:
        voice, self._voice, self._kind = self._voice, None, None
        self._opened += 1
        if voice is not None:
            voice.close()
            voice.deleteLater()  # not at once: it may be its own signal that closed it

    def _speak(self, problem: str) -> None:
        """Say what is to be said, if there is something; `problem` is told where no voice is left."""
        if self._utterance is None:
            return
        if self._voice is None:
            self._utterance = None
            self.failed.emit(problem)
            return
        self._voice.speak(*self._utterance)

    def _finish(self, number: int) -> None:
        if number == self._opened:
            self._utterance = None
            self.finished.emit()

    def _fail(self, number: int, sentence: str) -> None:
        if number != self._opened or self._kind is None:
            return
        from assistant.speech.player import LOST, NO_DEVICE

        log.info("the voice %s failed: %s", self._kind, sentence)
        # no other voice would be heard either, and a speech server may not even say so
        if sentence in (_(NO_DEVICE), _(LOST)):
            self._utterance = None
            self.failed.emit(sentence)
            return
        self._failed.add(self._kind)
        self._close()
        self._open(self._kinds())
        self._speak(sentence)
