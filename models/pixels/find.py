"""Small glyphs (icons) and pictures in a screen's pixels, where no tree tells of them: classical image processing.

Edges are joined to components; what text lines cover is left out; small, compact ones are glyphs. A picture is a region
that is nowhere flat: its blocks hold many colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

_EDGE = 24  # of 255: the least step in brightness or colour at a glyph's edge
_SMALLEST, _LARGEST = 9, 64  # pixels: of a glyph's longer side
_SHAPE = 2.2  # the longer by the shorter side at most
_THIN = 5  # pixels: of the shorter side at least
_COVERED = 0.3  # of a component that text may cover
_MOST, _NEAR = 1500, 150  # components; more are noise or a drawing. Those of about one column
_BLOCK, _COLOURS = 8, 20  # pixels a side; different colours (of 4096) that a block of a picture has
_LEAST_PICTURE = 48  # pixels a side
_FULL = 0.55  # of a picture's box that such blocks fill


def glyphs(image: RgbImage, lines: Sequence[TextLine]) -> tuple[Box, ...]:
    """Boxes of what may be icons, in reading order. `lines`: the text that was read in the same pixels."""
    import cv2

    edges = _edges(image)
    for line in lines:
        box = line.box
        pad = max(1, box.height // 8)
        edges[max(0, box.top - pad) : box.bottom + pad, max(0, box.left - pad) : box.right + pad] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(edges, np.ones((3, 3), np.uint8)), connectivity=8)
    boxes = [Box(int(x) + 1, int(y) + 1, int(x + w) - 1, int(y + h) - 1) for x, y, w, h, _ in stats[1:count]]
    small = [box for box in boxes if max(box.width, box.height) <= _LARGEST]
    if len(small) > _MOST:
        return ()
    found = [box for box in _joined(small) if _is_glyph(box)]
    outer = pictures(image)
    found = [box for box in found if not any(box.covered_by(picture) > 0.5 for picture in outer)]
    found = [box for box in found if sum(box.covered_by(line.box) for line in lines) < _COVERED]
    return tuple(sorted(found, key=lambda box: (box.centre[1] // 24, box.left)))


def pictures(image: RgbImage) -> tuple[Box, ...]:
    """Boxes of photos and the like, the largest first."""
    import cv2

    height, width = image.shape[0] // _BLOCK, image.shape[1] // _BLOCK
    if not height or not width:
        return ()
    varied = (_colours_of_blocks(image, height, width) >= _COLOURS).astype(np.uint8)
    closed = cv2.morphologyEx(varied, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    whole = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=4)
    boxes = []
    for x, y, w, h, area in stats[1:count]:
        if min(w, h) * _BLOCK >= _LEAST_PICTURE and area >= _FULL * w * h:
            boxes.append(Box(int(x) * _BLOCK, int(y) * _BLOCK, int(x + w) * _BLOCK, int(y + h) * _BLOCK))
    return tuple(sorted(boxes, key=lambda box: -box.area))


def _edges(image: RgbImage) -> NDArray[np.uint8]:
    """1 where a pixel differs from its right or lower neighbour."""
    wide = image.astype(np.int16)
    edges = np.zeros(image.shape[:2], np.uint8)
    edges[:, :-1] |= (np.abs(np.diff(wide, axis=1)).max(axis=2) > _EDGE).astype(np.uint8)
    edges[:-1] |= (np.abs(np.diff(wide, axis=0)).max(axis=2) > _EDGE).astype(np.uint8)
    return edges


def _is_glyph(box: Box) -> bool:
    longer, shorter = max(box.width, box.height), min(box.width, box.height)
    return _SMALLEST <= longer <= _LARGEST and shorter >= _THIN and longer <= _SHAPE * shorter


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Components a few pixels apart are parts of one glyph, if together they are still small."""
    left = sorted(boxes, key=lambda box: box.left)
    joined = True
    while joined:
        joined = False
        kept: list[Box] = []
        for box in left:
            near = next((at for at in _lately(kept) if _are_one(kept[at], box)), None)
            if near is None:
                kept.append(box)
            else:
                kept[near] = kept[near].union(box)
                joined = True
        left = sorted(kept, key=lambda box: box.left)
    return left


def _lately(kept: Sequence[Box]) -> range:
    """Places of the boxes that may lie near the next: they come from left to right."""
    return range(len(kept) - 1, max(-1, len(kept) - 1 - _NEAR), -1)


def _are_one(a: Box, b: Box) -> bool:
    both = a.union(b)
    gap = max(max(a.left, b.left) - min(a.right, b.right), max(a.top, b.top) - min(a.bottom, b.bottom))
    near = max(2, min(max(a.width, a.height), max(b.width, b.height)) // 5)
    return gap <= near and max(both.width, both.height) <= _LARGEST // 1.3


def _colours_of_blocks(image: RgbImage, height: int, width: int) -> NDArray[np.int32]:
    """How many different colours (4 bits a channel) each block has."""
    cut = image[: height * _BLOCK, : width * _BLOCK] >> 4
    keys = (cut[..., 0].astype(np.int32) << 8) | (cut[..., 1].astype(np.int32) << 4) | cut[..., 2]
    blocks = keys.reshape(height, _BLOCK, width, _BLOCK).transpose(0, 2, 1, 3).reshape(height, width, -1)
    ordered = np.sort(blocks, axis=2)
    colours: NDArray[np.int32] = 1 + (np.diff(ordered, axis=2) != 0).sum(axis=2).astype(np.int32)
    return colours
