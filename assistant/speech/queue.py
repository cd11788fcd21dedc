"""What is to be said, in order: NOW interrupts, NEXT goes first, NORMAL waits its turn; all may be held back."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from assistant.printable import printable
from assistant.speech.utterance import Priority, Utterance
from assistant.speech.voices import Voice


class SpeechQueue(QObject):
    """GUI thread. After `stop` or `drop_turn` nothing of what was dropped is heard, even if it comes late."""

    started = Signal(object)
    """The `Utterance` that is now spoken."""
    idle = Signal()
    """Everything has been said, or was stopped."""
    failed = Signal(str)
    """A sentence why nothing is heard; what waited is dropped."""

    def __init__(self, voice: Voice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Utterance] = deque()
        self._current: Utterance | None = None
        self._held = False
        self._dropped = 0  # turns up to this one are never heard again
        self._voice = voice
        self._connect(voice)

    @property
    def speaking(self) -> bool:
        """Whether an utterance is being spoken."""
        return self._current is not None

    def say(self, utterance: Utterance) -> None:
        """Queue an utterance by its priority."""
        utterance = replace(utterance, text=printable(utterance.text))
        if not utterance.text.strip() or 0 < utterance.turn <= self._dropped:
            return
        match utterance.priority:
            case Priority.NOW if self._held:
                self._waiting.appendleft(utterance)
            case Priority.NOW:
                self.stop()
                self._waiting.append(utterance)
            case Priority.NEXT:
                place = sum(1 for other in self._waiting if other.priority is not Priority.NORMAL)
                self._waiting.insert(place, utterance)
            case Priority.NORMAL:
                self._waiting.append(utterance)
        self._next()

    def stop(self) -> None:
        """Silence at once; nothing waits any more."""
        was_busy = self._current is not None or bool(self._waiting)
        self._waiting.clear()
        self._silence()
        if was_busy:
            self.idle.emit()

    def hold(self) -> None:
        """Silence at once, but nothing is lost: it waits for `release`, with the interrupted sentence first."""
        self._held = True
        if self._current is not None:
            self._waiting.appendleft(self._current)
            self._silence()

    def release(self, *, first: Utterance | None = None) -> None:
        """Go on after `hold`, with `first` before all else."""
        if first is not None:
            self.hold()
            self._waiting.appendleft(first)
        self._held = False
        self._next()

    def drop_held(self) -> None:
        """End a `hold`; what waited is not said."""
        if self._held:
            self._held = False
            self.stop()

    def drop_turn(self, turn: int) -> None:
        """That turn and all before it are not wanted any more."""
        self._dropped = max(self._dropped, turn)
        self._waiting = deque(u for u in self._waiting if not 0 < u.turn <= turn)
        if self._current is not None and 0 < self._current.turn <= turn:
            self._silence()
            self._next()

    def change_voice(self, voice: Voice) -> None:
        """Speak with another voice from now on; what was being said is stopped."""
        self.stop()
        before, self._voice = self._voice, voice
        before.close()
        before.deleteLater()
        self._connect(voice)

    def close(self) -> None:
        self._waiting.clear()
        self._current = None
        self._voice.close()

    def _connect(self, voice: Voice) -> None:
        voice.finished.connect(lambda: self._finished(voice))
        voice.failed.connect(lambda sentence: self._fail(voice, sentence))

    def _silence(self) -> None:
        if self._current is not None:
            self._current = None
            self._voice.stop()

    def _next(self) -> None:
        if self._current is None and self._waiting and not self._held:
            self._current = self._waiting.popleft()
            self.started.emit(self._current)
            self._voice.speak(self._current.text, self._current.language)

    def _finished(self, voice: Voice) -> None:
        if voice is not self._voice or self._current is None:
            return
        self._current = None
        self._next()
        if self._current is None:
            self.idle.emit()

    def _fail(self, voice: Voice, sentence: str) -> None:
        if voice is not self._voice:
            return
        self._current = None
        self._waiting.clear()
        self.failed.emit(sentence)
        self.idle.emit()
