"""Something of a colour: the largest compact part of a frame that has it. What it is, the colour does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.pipelines.seeking.sighting import NOTHING, Sighting
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

TELLING = frozenset("red orange yellow green cyan blue purple pink".split())
"""Colours of which a place says something: walls and shadows are white, grey, black and brown."""
_WIDTH = 192  # pixels of the picture that is measured
_LEAST, _MOST = 0.003, 0.35  # share of the frame
_COMPACT = 0.45  # share of its own rectangle
_EVERYWHERE = 0.5  # share of the frame from which the colour is that of the room
_NEAR = 2.0  # times as good where it was before


def by_colour(image: RgbImage, colour: str, *, near: Box | None = None) -> Sighting:
    """The place of something that has the colour; `near`: where it was before."""
    if colour not in TELLING:
        return NOTHING
    import cv2
    import numpy as np

    height, width, _ = image.shape
    scale = _WIDTH / width
    size = (_WIDTH, max(8, round(height * scale)))
    small = cv2.GaussianBlur(cv2.resize(image, size, interpolation=cv2.INTER_AREA), (3, 3), 0)
    mask: Any = has_colour(np.asarray(small, np.uint8), colour)
    if mask.mean() > _EVERYWHERE:
        return NOTHING
    kernel = np.ones((3, 3), np.uint8)
    mask = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), cv2.MORPH_CLOSE, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    best, place = 0.0, None
    for left, top, wide, tall, area in (tuple(int(value) for value in row) for row in stats[1:]):
        compact = area / (wide * tall)
        if not _LEAST <= area / mask.size <= _MOST or compact < _COMPACT:
            continue
        box = Box(*(round(value / scale) for value in (left, top, left + wide, top + tall)))
        worth = area * compact * (_NEAR if near is not None and not box.intersection(near).is_empty else 1.0)
        if worth > best:
            best, place = worth, box
    return Sighting(place, 0.5, "colour", colour) if place is not None else NOTHING


def has_colour(image: RgbImage, colour: str) -> RgbImage:
    """1 for each pixel of that colour, else 0, uint8 (height, width)."""
    import numpy as np

    from assistant.pipelines.pixels.colours import NAMES, named

    height, width, _ = image.shape
    names = named(image.reshape(-1, 3).astype(np.float32) / np.float32(255))
    return np.asarray((names == NAMES.index(colour)).reshape(height, width), np.uint8)


def share_of(image: RgbImage, colour: str) -> float:
    """The share of a picture that has the colour, 0..1; of its middle, where the thing is and not what is around."""
    height, width, _ = image.shape
    middle = image[height // 6 : height - height // 6, width // 6 : width - width // 6]
    step = max(1, int((middle.size / 3 / 10_000) ** 0.5))
    middle = middle[::step, ::step]
    return float(has_colour(middle, colour).mean()) if middle.size else 0.0
