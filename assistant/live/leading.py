"""Leads the mouse pointer to a thing on the screen, by words and by beeps that come from where the thing is."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.bearing import Bearing
from assistant.desktop.stacking import WindowSystem, open_window_system
from assistant.errors import AssistantError
from assistant.languages.wording import capital
from assistant.languages.words import N_, _, p_
from assistant.pipelines.seeking.guide import EVERY, FASTEST, SLOWEST, TURN
from assistant.speech.beacon import Beacon
from models.types import Box

log = logging.getLogger(__name__)

THERE = N_("The mouse pointer is there now.")
FOLLOW = N_("Move the mouse pointer to where the beeps come from.")
_TICK_MS = 100
_STILL = 4.0  # seconds without a movement or a word, after which the user goes there by the keyboard
_LONGEST = 60.0  # seconds
_SLANT = 3  # times as far one way as the other, from which only that way is said
_LITTLE = 80  # desktop units, a thumb's breadth
_FINE = 20  # desktop units: the beeps tell the way to near things more finely than that to far ones
_PITCH = 600.0  # Hz at the pointer's height
_FAR = 2000  # desktop units, from where on all is equally far


class Leading(QObject):
    """GUI thread. It begins when the answer has been spoken, and ends when the pointer is there or rests."""

    said = Signal(str)
    """The next words: what is being said is no longer true."""
    arrived = Signal()
    """The pointer is there, which was said."""

    def __init__(
        self,
        *,
        speaking: Callable[[], bool],
        open_system: Callable[[], WindowSystem] = open_window_system,
        parent: QObject | None = None,
    ) -> None:
        """`speaking`: whether speech goes on. `open_system`: tells where the pointer is."""
        super().__init__(parent)
        self._speaking = speaking
        self._open = open_system
        self._system: WindowSystem | None = None
        self._beacon = Beacon(parent=self)
        self._place = Box(0, 0, 0, 0)
        self._explained = False  # once is enough
        self._began: float | None = None  # None while the answer is spoken
        self._at: tuple[int, int] | None = None
        self._moved = self._said_at = 0.0
        self._words = ""
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_on(self) -> bool:
        """Whether the pointer is led."""
        return self._timer.isActive()

    def start(self, place: Box) -> None:
        """Lead to `place`, in desktop units. Nothing is done where the desktop does not tell of the pointer."""
        self.stop()
        try:
            self._system = self._open()
        except AssistantError as error:
            log.info("the pointer is not led: %s", error)
            return
        self._place, self._began, self._at, self._words = place, None, None, ""
        self._timer.start()

    def stop(self) -> None:
        """Silence."""
        self._timer.stop()
        self._beacon.stop()
        if self._system is not None:
            self._system.close()
            self._system = None

    def _tick(self) -> None:
        if self._began is None and self._speaking():
            return
        at = self._system.pointer() if self._system is not None else None
        now = time.monotonic()
        if at is None:
            self.stop()
            return
        if self._began is None:
            self._began = self._said_at = now
        if at != self._at or self._speaking():
            self._moved, self._at = now, at
        way = way_to(self._place, at)
        if way == (0, 0):
            self.stop()
            self.said.emit(_(THERE))
            self.arrived.emit()
        elif now - self._moved > _STILL or now - self._began > _LONGEST:
            self.stop()
        else:
            bearing = bearing_of(way)
            self._beacon.set(bearing.pan, bearing.pitch, bearing.rate)
            self._say(direction_of(way), now)

    def _say(self, words: str, now: float) -> None:
        if words == self._words or (self._words and now - self._said_at < EVERY):
            return
        self._words, self._said_at = words, now
        self.said.emit(words if self._explained else f"{words} {_(FOLLOW)}")
        self._explained = True


def way_to(place: Box, at: tuple[int, int]) -> tuple[int, int]:
    """How far right and down a point has to go to lie in `place`, 0 where it does already."""
    across = _way(at[0], place.left, place.right)
    return across, _way(at[1], place.top, place.bottom)


def bearing_of(way: tuple[int, int]) -> Bearing:
    """How the beacon tells that way."""
    across, down = (_share(each) for each in way)
    return Bearing(across, _PITCH * 2.0**-down, FASTEST - (FASTEST - SLOWEST) * max(abs(across), abs(down)))


def direction_of(way: tuple[int, int]) -> str:
    """In words; the lesser part of a way is not said."""
    across, down = way
    if abs(across) > _SLANT * abs(down):
        down = 0
    elif abs(down) > _SLANT * abs(across):
        across = 0
    far_and_near = TURN[_sign(down), _sign(across)]
    return f"{capital(p_('where to turn', far_and_near[max(abs(across), abs(down)) < _LITTLE]))}."


def _way(at: int, low: int, high: int) -> int:
    return low - at if at < low else min(0, high - 1 - at)


def _share(way: int) -> float:
    return _sign(way) * min(1.0, math.log1p(abs(way) / _FINE) / math.log1p(_FAR / _FINE))


def _sign(way: int) -> int:
    return (way > 0) - (way < 0)
