"""Voices: what turns an utterance into sound. `open_voice` chooses one."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from assistant.errors import VoiceError
from assistant.settings import SpeechSettings

NO_VOICE = "Nothing can be spoken: neither espeak-ng nor speech-dispatcher was found. Run lookaloud doctor."


class Voice(Protocol):
    """Speaks one utterance at a time. All methods and signals: GUI thread."""

    finished: SignalInstance
    """The utterance has been heard to its end. Not sent after `stop`."""
    failed: SignalInstance
    """str: a sentence why nothing was heard."""

    def speak(self, text: str, language: str) -> None:
        """Begin; `language` is a BCP 47 tag, or "" for the voice's own."""
        ...

    def stop(self) -> None:
        """Be silent now."""
        ...

    def close(self) -> None: ...


def open_voice(settings: SpeechSettings, *, parent: QObject | None = None) -> Voice:
    """The voice that the settings ask for, or the next best. Raises VoiceError where there is none."""
    if settings.voice == "silent":
        from assistant.speech.voices.silent import SilentVoice

        return SilentVoice(parent)
    if sys.platform != "linux":
        from assistant.speech.voices.system import SystemVoice

        return SystemVoice(settings, parent)
    from assistant.speech.screen_reader import screen_reader_runs
    from assistant.speech.voices.dispatcher import DispatcherVoice

    first_dispatcher = settings.voice == "screen-reader" or (settings.voice == "auto" and screen_reader_runs())
    if first_dispatcher and (voice := DispatcherVoice.connect(settings, parent)) is not None:
        return voice
    from assistant.speech.voices.espeak import EspeakVoice, is_installed

    if is_installed():
        return EspeakVoice(settings, parent)
    if (voice := DispatcherVoice.connect(settings, parent)) is not None:
        return voice
    raise VoiceError(NO_VOICE)
