"""Finds the shots of a video while it is read once, from its begin to its end."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.types import Raster
from assistant.video.cuts import STEP, Cut, Cuts
from assistant.video.frames import Video
from assistant.video.looks import Look, look_at
from assistant.video.stills import Still, Stills, best_of
from models.cancel import CancelToken

if TYPE_CHECKING:
    from models.types import RgbImage

SHORTEST_PAUSE = 1.0  # seconds; a shorter stretch of black, or of another colour, belongs to the shot before
_REPEATS = 30  # looks: how often one picture that is shown for long is looked at
_UNSURE = 4.5  # seconds in which a cut may still be found


@dataclass(frozen=True, slots=True)
class Shot:
    """`begin`, `end`, `best`: seconds; `best` is when its sharpest typical picture, `picture`, is shown.

    `plain`: its pictures are of one colour, such as black.
    """

    number: int
    begin: float
    end: float
    best: float
    picture: Raster = field(repr=False)
    plain: bool = False


def shots(video: Video, *, begin: float = 0.0, end: float = math.inf, cancel: CancelToken) -> Iterator[Shot]:
    """Each shot once its end is sure, a second or two after it. Raises Cancelled, BadVideo.

    A video that never changes is one shot. Memory does not grow with the length.
    """
    cuts, finder = Cuts(), _Finder()
    before: tuple[float, Look] | None = None
    for frame in video.frames(rate=1 / STEP, begin=begin, end=end, cancel=cancel):
        if before is not None:
            yield from finder.cut(_repeated(cuts, before, frame.time))
        look = look_at(frame.image)
        finder.add(frame.time, look, frame.image)
        yield from finder.cut([cuts.add(frame.time, look)])
        before = frame.time, look
    if before is not None:
        until = max(min(end, video.read_until), before[0])
        yield from finder.cut(_repeated(cuts, before, until))
        yield from finder.finish(until)


def _repeated(cuts: Cuts, before: tuple[float, Look], until: float) -> list[Cut | None]:
    """A picture that is shown for long is looked at again and again: time goes by, whatever the file stores."""
    time, look = before
    count = min(_REPEATS, math.ceil((until - time) / STEP - 1.5))
    return [cuts.add(time + number * STEP, look) for number in range(1, count + 1)]


class _Finder:
    """Makes shots of cuts. One whose end is found waits until the next one is no mere pause."""

    def __init__(self) -> None:
        self._stills = Stills()
        self._begin: float | None = None
        self._now = 0.0
        self._waiting: tuple[float, float, list[Still]] | None = None
        self._number = 0

    def add(self, time: float, look: Look, image: RgbImage) -> None:
        if self._begin is None:
            self._begin = time
        self._now = time
        self._stills.add(time, look, image)
        self._stills.thin(time - _UNSURE)

    def cut(self, cuts: list[Cut | None]) -> Iterator[Shot]:
        """The shots that have become sure."""
        for cut in cuts:
            if cut is not None:
                yield from self._close(cut)
        if self._waiting is not None and self._begin is not None and self._now - self._begin >= SHORTEST_PAUSE:
            yield from self._let_go()

    def finish(self, end: float) -> Iterator[Shot]:
        """Nothing follows."""
        yield from self._close(Cut(end, end, end))
        yield from self._let_go()

    def _close(self, cut: Cut) -> Iterator[Shot]:
        assert self._begin is not None
        stills = self._stills.take(cut)
        is_pause = cut.time - self._begin < SHORTEST_PAUSE and all(still.look.plain for still in stills)
        if self._waiting is not None and is_pause:
            self._waiting = self._waiting[0], cut.time, self._waiting[2]
        elif stills:
            yield from self._let_go()
            self._waiting = self._begin, cut.time, stills
        self._begin = cut.time

    def _let_go(self) -> Iterator[Shot]:
        if self._waiting is not None:
            yield self._shot(*self._waiting)
            self._waiting = None

    def _shot(self, begin: float, end: float, stills: list[Still]) -> Shot:
        from assistant.pipelines.pixels import to_raster

        self._number += 1
        best = best_of(stills)
        return Shot(self._number, begin, end, best.time, to_raster(best.image()), best.look.plain)
