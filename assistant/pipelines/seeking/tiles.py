"""The parts of a frame that are looked at one after the other, coarse ones first, from the middle outwards."""

from __future__ import annotations

import functools
from itertools import product

from models.types import Box

_SIDES = (1.0, 0.6, 0.36)  # of the frame's shorter side
_STEP = 0.5  # of a tile, to the next


@functools.lru_cache(maxsize=8)
def tiles(width: int, height: int, scales: int = len(_SIDES)) -> tuple[Box, ...]:
    """Overlapping squares in frame pixels; those of the first `scales` sizes."""
    found: list[Box] = []
    for share in _SIDES[:scales]:
        side = max(1, round(share * min(width, height)))
        boxes = [
            Box(left, top, left + side, top + side)
            for left, top in product(_starts(width, side), _starts(height, side))
        ]
        found += sorted(boxes, key=lambda box: _from_middle(box, width, height))
    return tuple(found)


def _starts(size: int, side: int) -> list[int]:
    rest = size - side
    count = -(-rest // max(1, round(side * _STEP))) if rest > 0 else 0
    return [round(rest * at / count) for at in range(count + 1)] if count else [0]


def _from_middle(box: Box, width: int, height: int) -> float:
    x, y = box.centre
    return abs(x - width / 2) + abs(y - height / 2)


def smaller(box: Box, share: float = 0.8) -> tuple[Box, ...]:
    """Five squares inside a square: its middle and its corners."""
    side = max(1, round(box.width * share))
    rest = box.width - side
    return tuple(
        Box(box.left + dx, box.top + dy, box.left + dx + side, box.top + dy + side)
        for dx, dy in ((rest // 2, rest // 2), (0, 0), (rest, 0), (0, rest), (rest, rest))
    )
