"""A lone glyph in a crop: its pixels told from what they lie on, and cut out square, as the icon labeller takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from models.types import RgbImage

_FAINT = 14  # of 255: less is noise or a shade of the ground
_SHARE = 0.3  # of the greatest difference in the crop that a pixel of the glyph has
_FRAME = 0.8  # of a crop's sides that a frame spans
_HOLLOW = 0.4  # of its box that a frame fills at most
_MARGIN = 0.08
_SMALLEST = 3  # pixels a side


def ground_of(image: RgbImage) -> NDArray[np.int16]:
    """The colour (3,) that most of the crop has."""
    flat = image.reshape(-1, 3)
    coarse = (flat >> 3).astype(np.int32)
    keys = (coarse[:, 0] << 10) | (coarse[:, 1] << 5) | coarse[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    ground: NDArray[np.int16] = np.median(flat[keys == values[counts.argmax()]], axis=0).astype(np.int16)
    return ground


def square_of(image: RgbImage) -> RgbImage | None:
    """The glyph in the crop of an icon or a button, as a square (side, side, 3) with a narrow margin of its ground; the
    button's own frame is left out. None where nothing stands out."""
    import cv2

    if min(image.shape[:2]) < _SMALLEST:
        return None
    ground = ground_of(image)
    off = np.abs(image.astype(np.int16) - ground).max(axis=2)
    most = int(off.max())
    if most < _FAINT:
        return None
    mask = (off > max(_FAINT / 2, _SHARE * most)).astype(np.uint8)
    height, width = mask.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    parts = [stats[at] for at in range(1, count)]
    inner = [part for part in parts if not _is_frame(part, width, height)]
    if not inner:
        inner = parts
    left = min(int(part[cv2.CC_STAT_LEFT]) for part in inner)
    top = min(int(part[cv2.CC_STAT_TOP]) for part in inner)
    right = max(int(part[cv2.CC_STAT_LEFT] + part[cv2.CC_STAT_WIDTH]) for part in inner)
    bottom = max(int(part[cv2.CC_STAT_TOP] + part[cv2.CC_STAT_HEIGHT]) for part in inner)
    if max(right - left, bottom - top) < _SMALLEST:
        return None
    return _squared(image, left, top, right, bottom, ground)


def _is_frame(part: NDArray[np.int32], width: int, height: int) -> bool:
    """Whether a component is the outline of a button, or what reaches in from beside it."""
    left, top, wide, tall, area = (int(value) for value in part)
    if wide >= _FRAME * width and tall >= _FRAME * height:
        return area < _HOLLOW * wide * tall and min(left, top, width - left - wide, height - top - tall) <= 2
    touches = left == 0 or top == 0 or left + wide == width or top + tall == height
    return touches and (wide <= 2 or tall <= 2 or wide >= _FRAME * width or tall >= _FRAME * height)


def _squared(image: RgbImage, left: int, top: int, right: int, bottom: int, ground: NDArray[np.int16]) -> RgbImage:
    side = max(right - left, bottom - top)
    side += 2 * max(1, round(_MARGIN * side))
    square = np.empty((side, side, 3), np.uint8)
    square[:] = ground
    x, y = (side - (right - left)) // 2, (side - (bottom - top)) // 2
    square[y : y + bottom - top, x : x + right - left] = image[top:bottom, left:right]
    return square
