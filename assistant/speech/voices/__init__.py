"""Voices: what turns an utterance into sound. `chosen` takes the right one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance

from assistant.languages.words import N_

NO_VOICE = N_("Nothing can be spoken: neither espeak-ng nor speech-dispatcher was found. Run lookaloud doctor.")


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

    def deleteLater(self) -> None:
        """Of a QObject: free it, and what its signals are connected to, which would keep it for ever."""
        ...
