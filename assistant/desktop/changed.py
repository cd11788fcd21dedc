"""Whether the screen has changed since a frame was taken, without keeping the frame: a checksum for each small strip.

Every eighth row is looked at, in strips of 120 pixels: 2 ms and some 20 kilobytes for a full screen, without numpy.
A blinking cursor or a clock is no change. Desktops whose pixels are not desktop units are not compared.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.clock import lasting
from assistant.types import Frame
from models.types import Box

_ROWS = 8  # pixels between rows that are looked at
_STRIP = 120  # pixels
_FEW = 0.01  # share of the strips that may differ
_LEAST = 10  # strips that always may: a field that has lost the focus and the cursor in it


@dataclass(frozen=True, slots=True)
class Marks:
    """`strips`: for the corner of each strip in desktop units, its checksum. `taken_at`: by `lasting`, whatever has
    happened to the machine since."""

    strips: dict[tuple[int, int], int]
    taken_at: float


def marks(frame: Frame) -> Marks | None:
    """What a later frame is compared with; None where the frame does not tell its place."""
    if frame.scale != 1.0 or not frame.windows_known:
        return None
    left, top = frame.origin
    strips = {
        (left + x, top + y): _strip(frame, x, y)
        for y in range(0, frame.pixels.height, _ROWS)
        for x in range(0, frame.pixels.width - _STRIP + 1, _STRIP)
    }
    return Marks(strips, lasting())


def has_changed(before: Marks, frame: Frame, *, without: Sequence[Box] = ()) -> bool:
    """Whether more than a little differs in a frame of the whole desktop; `without`: boxes in desktop units."""
    left, top = frame.origin
    compared = different = 0
    for (x, y), mark in before.strips.items():
        if any(box.left - _STRIP < x < box.right and box.top <= y < box.bottom for box in without):
            continue
        inside = 0 <= y - top < frame.pixels.height and 0 <= x - left <= frame.pixels.width - _STRIP
        compared += 1
        different += not inside or _strip(frame, x - left, y - top) != mark
    return different > max(_LEAST, _FEW * compared)


def _strip(frame: Frame, x: int, y: int) -> int:
    start = (y * frame.pixels.width + x) * 4
    return zlib.crc32(memoryview(frame.pixels.data)[start : start + _STRIP * 4])
