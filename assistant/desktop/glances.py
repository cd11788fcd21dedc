"""Where a part of the screen has changed since the last glance: cheap enough to be asked every second.

Every fourth row is looked at, in strips of 120 pixels whose checksums are kept: 1 to 5 ms, without numpy. What blinks
is no change: a strip that shows again what it showed among its last few states is left out.
"""

from __future__ import annotations

import zlib
from collections import deque

from assistant.types import Frame
from models.types import Box

_ROWS = 4  # pixels between rows that are looked at; the lowest letters that people read have 5
_STRIP = 120  # pixels
_STATES = 4  # of a strip, kept; a cursor has 2, a spinner of few pictures more
_AROUND = 24  # pixels around what changed, so that whole lines of text are in it


class Glances:
    """Keeps checksums, no pixels. One thread at a time."""

    def __init__(self) -> None:
        self._strips: dict[tuple[int, int], deque[int]] = {}
        self._size = (0, 0)

    def changed(self, frame: Frame) -> Box | None:
        """What differs from all glances before, in frame pixels, a little wider; the whole frame at the first glance
        and after a change of size; None where nothing does."""
        width, height = frame.pixels.width, frame.pixels.height
        data = memoryview(frame.pixels.data)
        first = self._size != (width, height)
        if first:
            self._size, self._strips = (width, height), {}
        found: Box | None = None
        for y in range(0, height, _ROWS):
            row = y * width * 4
            for x in range(0, width, _STRIP):
                end = min(x + _STRIP, width)
                mark = zlib.crc32(data[row + x * 4 : row + end * 4])
                states = self._strips.get((x, y))
                if states is None:
                    self._strips[x, y] = deque((mark,), maxlen=_STATES)
                elif mark not in states:
                    states.append(mark)
                    strip = Box(x, y, end, min(y + _ROWS, height))
                    found = strip if found is None else found.union(strip)
        if first:
            return frame.box
        return found and found.grown(_AROUND).intersection(frame.box)
