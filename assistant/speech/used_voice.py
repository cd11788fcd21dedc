"""The voice that speaks: that of the settings, or one that is only tried before they are accepted."""

from __future__ import annotations

from assistant.settings import SpeechSettings
from assistant.speech.queue import SpeechQueue
from assistant.speech.voices.chosen import ChosenVoice


class UsedVoice:
    """`queue`: what waits to be said by it. GUI thread."""

    def __init__(self, settings: SpeechSettings) -> None:
        self.chosen = ChosenVoice(settings)
        self.queue = SpeechQueue(self.chosen)
        self._settings = settings
        self._trying = False

    def follow(self) -> None:
        """Take the voice that is preferred now: see `ChosenVoice.follow`."""
        self.chosen.follow()

    def use(self, settings: SpeechSettings) -> None:
        """Speak so from now on, whatever was tried before."""
        is_other = settings != self._settings or self._trying
        self._settings, self._trying = settings, False
        if is_other:
            self._change(settings)

    def try_out(self, settings: SpeechSettings) -> None:
        """Speak so until `use` or `end_trying`."""
        self._trying = True
        self._change(settings)

    def end_trying(self) -> None:
        """Speak again as before."""
        self.use(self._settings)

    def _change(self, settings: SpeechSettings) -> None:
        self.chosen = ChosenVoice(settings)
        self.queue.change_voice(self.chosen)
