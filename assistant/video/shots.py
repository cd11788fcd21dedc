"""Finds the shots of a video while it is read once, from its begin to its end."""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from assistant.types import Raster
from assistant.video.cuts import STEP, Cut, Cuts
from assistant.video.frames import Video
from assistant.video.looks import Look, look_at
from assistant.video.stills import Still, Stills, best_of
from models.cancel import CancelToken

if TYPE_CHECKING:
    from models.types import RgbImage

SHORTEST_PAUSE = 1.2  # seconds; a shorter stretch of black, or of another colour, belongs to the shot before
_REPEATS = 30  # looks: how often one picture that is shown for long is looked at
_REMEMBERED = 400  # pictures: the last seconds, of which a cut may still be found
_TINY = 40  # pixels a side
_SAME = 0.001  # seconds by which two times may differ and be the same
_PLAIN = 60  # times of plain pictures that are remembered: the last few seconds
_LATE = 2.1  # seconds after which the middle of a fade is found at the latest
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


def shots(
    video: Video,
    *,
    begin: float = 0.0,
    end: float = math.inf,
    reached: Callable[[float], None] = lambda _: None,
    cancel: CancelToken,
) -> Iterator[Shot]:
    """Each shot once its end is sure, a second or two after it. Raises Cancelled, BadVideo.

    A video that never changes is one shot. Memory does not grow with the length. `reached`: is told how far the video
    was read, in seconds, some ten times a second of it.
    """
    cuts, finder, between = Cuts(), _Finder(), _Between()
    before: tuple[float, Look] | None = None
    fps = video.facts.fps
    step = max(1, round(fps * STEP)) / fps  # never now one picture and now two, or steady movement would jerk
    for frame in video.frames(rate=math.inf, begin=begin, end=end, cancel=cancel):
        between.add(frame.time, frame.image)
        if before is not None:
            if frame.time < before[0] + step - 0.5 / fps:
                continue
            yield from finder.cut([between.refined(cut) for cut in _repeated(cuts, before, frame.time)])
        look = look_at(frame.image)
        finder.add(frame.time, look, frame.image)
        yield from finder.cut([between.refined(cuts.add(frame.time, look))])
        before = frame.time, look
        reached(frame.time)
    if before is not None:
        until = max(min(end, video.read_until), before[0])
        yield from finder.cut([between.refined(cut) for cut in _repeated(cuts, before, until)])
        yield from finder.finish(until)


class _Between:
    """Remembers the pictures of the last seconds, also those that are not looked at, tiny: for the very one at which a
    shot begins."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, RgbImage]] = deque(maxlen=_REMEMBERED)

    def add(self, time: float, image: RgbImage) -> None:
        tiny = image[:: max(1, image.shape[0] // _TINY), :: max(1, image.shape[1] // _TINY)]
        self._seen.append((time, tiny.copy()))

    def refined(self, cut: Cut | None) -> Cut | None:
        """A hard cut at the picture that differs most from the one before it, since the last look."""
        if cut is None or cut.fades_from != cut.fades_to or not self._seen or self._seen[0][0] > cut.after:
            return cut
        seen = [each for each in self._seen if cut.after - _SAME <= each[0] <= cut.time + _SAME]
        jumps = [
            float(np.abs(one.astype(np.int16) - other).mean()) for (_, one), (_, other) in itertools.pairwise(seen)
        ]
        if not jumps:
            return cut
        time = seen[1 + jumps.index(max(jumps))][0]
        return Cut(time, time, time, cut.after)


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
        self._plain: deque[float] = deque(maxlen=_PLAIN)
        self._waiting: tuple[float, float, list[Still]] | None = None
        self._number = 0

    def add(self, time: float, look: Look, image: RgbImage) -> None:
        if self._begin is None:
            self._begin = time
        self._now = time
        if look.plain:
            self._plain.append(time)
        self._stills.add(time, look, image)
        self._stills.thin(time - _UNSURE)

    def cut(self, cuts: list[Cut | None]) -> Iterator[Shot]:
        """The shots that have become sure."""
        for cut in cuts:
            if cut is not None:
                yield from self._close(cut)
        since = self._now - self._begin if self._begin is not None else 0.0
        if since >= SHORTEST_PAUSE + (_LATE if self._was_plain(self._now) else 0.0):
            yield from self._let_go()

    def finish(self, end: float) -> Iterator[Shot]:
        """Nothing follows."""
        yield from self._close(Cut(end, end, end))
        yield from self._let_go()

    def _close(self, cut: Cut) -> Iterator[Shot]:
        assert self._begin is not None
        stills = self._stills.take(cut)
        # where a scene fades to black and the next one from it, the stretch between is dim, and black for a moment
        is_short = cut.time - self._begin < SHORTEST_PAUSE
        is_pause = is_short and self._was_plain(cut.time)
        if self._waiting is not None and is_pause:
            self._waiting = self._waiting[0], cut.time, self._waiting[2]
        elif stills:
            yield from self._let_go()
            self._waiting = self._begin, cut.time, stills
        self._begin = cut.time

    def _was_plain(self, until: float) -> bool:
        return self._begin is not None and any(self._begin <= time < until for time in self._plain)

    def _let_go(self) -> Iterator[Shot]:
        if self._waiting is not None:
            yield self._shot(*self._waiting)
            self._waiting = None

    def _shot(self, begin: float, end: float, stills: list[Still]) -> Shot:
        from assistant.pipelines.pixels.arrays import to_raster

        self._number += 1
        best = best_of(stills)
        return Shot(self._number, begin, end, best.time, to_raster(best.image()), best.look.plain)
