"""Starts and ends what goes on by itself, says what it tells, and lets what the user asks for go first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.desktop.camera import Camera
from assistant.desktop.desk import Desk
from assistant.engine.client import EngineClient
from assistant.languages.words import _
from assistant.live.leading import Leading
from assistant.live.seeking import Seeking
from assistant.live.watching import NO_LONGER, NOTHING_WATCHED, Watching
from assistant.settings import Settings
from assistant.speech.cues import Cue, CuePlayer
from assistant.speech.queue import SpeechQueue
from assistant.speech.utterance import Priority, Utterance
from assistant.turns import Turns
from assistant.types import Target
from models.types import Box

NEWS = "read what is new in this window"
LIVE = "describe what changes every {seconds} seconds"


class Sessions(QObject):
    """GUI thread."""

    def __init__(
        self,
        settings: Settings,
        *,
        engine: EngineClient,
        turns: Turns,
        speech: SpeechQueue,
        cues: CuePlayer,
        camera: Camera,
        say: Callable[[str], None],
        open_desk: Callable[[], Desk] = Desk.open,
        parent: QObject | None = None,
    ) -> None:
        """`say`: speaks a sentence of our own, which may be logged; what a screen says never is."""
        super().__init__(parent)
        self.settings = settings
        self._speech = speech
        self._say = say
        self._watching = Watching(
            engine,
            busy=lambda: turns.busy or speech.speaking or self._seeking.is_on,
            open_desk=open_desk,
            parent=self,
        )
        self._seeking = Seeking(engine, camera, parent=self)
        self._leading = Leading(speaking=lambda: speech.speaking, parent=self)
        self._leading.said.connect(lambda text: speech.say(Utterance(text, Priority.NOW)))
        self._leading.arrived.connect(lambda: cues.play(Cue.DONE))
        self._is_live = False
        self._watching.said.connect(lambda text: speech.say(Utterance(text)))
        self._watching.ended.connect(lambda: cues.play(Cue.DONE))
        self._is_first = self._introduces = False  # the search's first sentence, which is not cut off, comes; is said
        self._then = ""  # the newest words that wait for its end
        self._seeking.said.connect(self._guide)
        speech.idle.connect(self._introduced)
        self._seeking.ended.connect(lambda found: cues.play(Cue.DONE if found else Cue.FAILED))
        camera.opened.connect(lambda: cues.play(Cue.CAMERA_ON))
        camera.closed.connect(lambda: cues.play(Cue.CAMERA_OFF))

    def toggle_watch(self) -> None:
        """Watch the active window, or stop that."""
        self._toggle(NEWS, Target.WINDOW, live=False)

    def toggle_live(self) -> None:
        """Describe what changes on the screen, or stop that."""
        self._toggle(LIVE.format(seconds=self.settings.watch.live), Target.SCREEN, live=True)

    def watch(self, about: str) -> None:
        """Watch the active window for what the user said."""
        self._is_live = False
        self._watching.start(about, Target.WINDOW, every=float(self.settings.watch.every))

    def end_watch(self) -> None:
        """The user said: stop watching."""
        self._say(_(NO_LONGER if self._watching.is_on else NOTHING_WATCHED))
        self._watching.stop()

    def seek(self, about: str) -> None:
        """Look for a thing with the camera."""
        self._is_first, self._introduces, self._then = True, False, ""
        self._seeking.start(about)

    def lead(self, place: Box | None) -> None:
        """Lead the mouse pointer to a place, in desktop units; None where the desktop does not tell it."""
        if place is not None:
            self._leading.start(place)

    @property
    def is_leading(self) -> bool:
        """Whether the user is led to a thing, by the camera or on the screen."""
        return self._seeking.is_on or self._leading.is_on

    def stop(self) -> None:
        """What the user is in the middle of ends: a search does, a watch in the background goes on."""
        self._seeking.stop()
        self._leading.stop()

    def interrupted(self) -> None:
        """A request of the user begins."""
        self._seeking.stop()
        self._leading.stop()
        self._watching.interrupted()

    def close(self) -> None:
        """End all."""
        self._seeking.stop()
        self._leading.stop()
        self._watching.stop()

    def _guide(self, words: str) -> None:
        """Of the search: what it looks for, then where that is; words that are no longer true are not said to the
        end."""
        if self._introduces:
            self._then = words
        elif self._is_first:
            self._is_first, self._introduces = False, True
            self._speech.say(Utterance(words, Priority.NOW))
        else:
            self._speech.say(Utterance(words, Priority.NOW))

    def _introduced(self) -> None:
        words, self._then, self._introduces = self._then, "", False
        if words and self._seeking.is_on:
            self._speech.say(Utterance(words, Priority.NOW))

    def _toggle(self, about: str, target: Target, *, live: bool) -> None:
        if self._watching.is_on and self._is_live == live:
            self._watching.stop()
            self._say(_(NO_LONGER))
            return
        self._is_live = live
        every = self.settings.watch.live if live else self.settings.watch.every
        self._watching.start(about, target, every=float(every))
