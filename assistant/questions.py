"""From the key to the question: hold it and speak, or tap it, speak, and tap again or be silent."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from assistant.errors import AssistantError
from assistant.languages.words import N_, _
from assistant.listening.microphone import Microphone
from assistant.settings import ListeningSettings
from assistant.types import Asked
from models.types import Clip

_TAP = 0.4  # seconds; a key that is up again within them was tapped, not held


_SOFT, _LOUD = 0.02, 0.5  # of full scale: -34 and -6 dB
WELL = N_("I hear you well.")
TOO_SOFT = N_("I hear you, but softly. Come closer, or turn the microphone up in the sound settings.")
TOO_LOUD = N_("I hear you, but too loudly. Turn the microphone down in the sound settings.")


def how_loud(level: float) -> str:
    """What to say of a voice by its loudest moment, 0..1 of full scale."""
    return _(TOO_SOFT) if level < _SOFT else _(TOO_LOUD) if level > _LOUD else _(WELL)


class Questions(QObject):
    """GUI thread. At most one question is heard at a time."""

    ready = Signal()
    """The microphone records: a cue tells the user to speak."""
    asked = Signal(object)
    """An `Asked`."""
    failed = Signal(object)
    """An AssistantError: no question can be heard, or none was."""
    noticed = Signal(str)
    tried = Signal(str)
    """How well the microphone hears, or why it does not."""

    def __init__(self, settings: ListeningSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._microphone: Microphone | None = None
        self._pressed = 0.0
        self._trying = False
        self._level = 0.0  # the loudest so far, of full scale

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open for a question."""
        return self._microphone is not None and self._microphone.is_open

    def press(self, *, tells_release: bool) -> None:
        """The key went down: begin to listen. `tells_release`: whether `release` will come."""
        self._pressed = time.monotonic()
        self._trying = False
        self._open().start(self.settings.microphone, ends_itself=not tells_release)

    def try_out(self, settings: ListeningSettings) -> None:
        """Listen until somebody has spoken, and tell by `tried` how loud that was."""
        self._trying = True
        self._level = 0.0
        self._open().start(settings.microphone, ends_itself=True)

    def _open(self) -> Microphone:
        if self._microphone is None:
            self._microphone = Microphone(self)
            self._microphone.started.connect(self.ready)
            self._microphone.ended.connect(self._ended)
            self._microphone.noticed.connect(self.noticed)
            self._microphone.level.connect(self._take_level)
        return self._microphone

    def _take_level(self, level: float) -> None:
        self._level = level

    def release(self) -> None:
        """The key is up: that ends a question that was spoken while it was held. After a tap listening goes on."""
        if self._microphone is None or not self.is_listening:
            return
        if time.monotonic() - self._pressed >= _TAP:
            self.finish()
        else:
            self._microphone.ends_itself = True

    def finish(self) -> None:
        """The question is spoken."""
        if self._microphone is not None:
            self._microphone.finish()

    def cancel(self) -> None:
        """Nothing is to be heard any more."""
        if self._microphone is not None:
            self._microphone.cancel()

    def _ended(self, result: Clip | AssistantError) -> None:
        if self._trying:
            self._trying = False
            self.tried.emit(result.spoken if isinstance(result, AssistantError) else how_loud(self._level))
        elif isinstance(result, AssistantError):
            self.failed.emit(result)
        else:
            self.asked.emit(Asked(clip=result, say_it=self.settings.say_question))
