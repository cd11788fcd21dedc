"""What is heard of the layer of keys: its tones, silence while it is open, and why a key in it does nothing."""

from __future__ import annotations

import logging

from assistant.desktop.hotkeys import LayerEvent, LayerKind
from assistant.languages.words import N_, _
from assistant.speech.cues import Cue, CuePlayer
from assistant.speech.queue import SpeechQueue
from assistant.speech.utterance import Utterance

log = logging.getLogger(__name__)

KEYBOARD_HELD = N_("Another program holds the keyboard, perhaps an open menu. Close it and press the key again.")
NO_SUCH_KEY = N_("That key does nothing here. Press H in the layer to hear the keys.")


class LayerSounds:
    """GUI thread."""

    def __init__(self, speech: SpeechQueue, cues: CuePlayer) -> None:
        self._speech = speech
        self._cues = cues

    def tell(self, event: LayerEvent) -> None:
        """That it was opened, or ended without an action."""
        match event.kind:
            case LayerKind.OPENED:
                self._speech.hold()  # the ear is free for the tone; an action drops what waits, all else lets it go on
                self._cues.play(Cue.LAYER)
            case LayerKind.UNKNOWN_KEY:
                self._cues.play(Cue.CANCEL)
                self._speech.release(first=Utterance(_(NO_SUCH_KEY)))
                log.info("says: %s", _(NO_SUCH_KEY))
            case LayerKind.CLOSED:
                self._cues.play(Cue.CANCEL)
                self._speech.release(first=Utterance(_(KEYBOARD_HELD)))
            case _:
                self._cues.play(Cue.CANCEL)
                self._speech.release()
