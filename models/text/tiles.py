"""A picture is searched for text in tiles, so that a tile that did not change need not be searched again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from models.text.found import Detected
from models.types import Box

HEIGHT = 384  # pixels; 288 at the detector's scale for screens, a multiple of its 32
_WIDTH = 4096  # pixels; wider pictures are cut as well, so that one run of the detector stays small
_OVERLAP = 64  # pixels; more than the tallest ordinary line
_SAME = 0.6  # share of the lower one's height from which two boxes lie on the same line


class Cut(NamedTuple):
    """A box found in a tile, in pixels of the whole picture, and whether the tile's edge cuts it off."""

    found: Detected
    is_cut: bool


def tiles(width: int, height: int) -> list[Box]:
    """Tiles that cover a picture and overlap by at least 64 pixels, in reading order."""
    return [
        Box(left, top, right, bottom) for top, bottom in _spans(height, HEIGHT) for left, right in _spans(width, _WIDTH)
    ]


def _spans(length: int, limit: int) -> list[tuple[int, int]]:
    """Evenly spaced spans of at most `limit`; a rest of a third more is taken along, not cut off."""
    if length <= limit * 4 // 3:
        return [(0, length)]
    count = -(-(length - _OVERLAP) // (limit - _OVERLAP))
    last = length - limit
    starts = [round(number * last / (count - 1)) for number in range(count)]
    return [(start, start + limit) for start in starts]


def placed(found: Iterable[Detected], tile: Box, width: int, height: int) -> list[Cut]:
    """What was found in a tile, moved to its place in a picture of `width` by `height`."""
    edges = 3  # pixels; what ends this near to a cut goes on beyond it
    result = []
    for each in found:
        box = each.box.moved(tile.left, tile.top)
        is_cut = (
            (tile.top > 0 and box.top < tile.top + edges)
            or (tile.bottom < height and box.bottom > tile.bottom - edges)
            or (tile.left > 0 and box.left < tile.left + edges)
            or (tile.right < width and box.right > tile.right - edges)
        )
        result.append(Cut(replace(each, box=box), is_cut))
    return result


def joined(parts: Iterable[list[Cut]]) -> list[Detected]:
    """The boxes of all tiles; a line that several tiles saw stands once, whole."""
    result: list[Cut] = []
    for part in parts:
        before = len(result)
        for each in part:
            for number in range(before):
                if _is_same_line(result[number], each):
                    result[number] = _whole(result[number], each)
                    break
            else:
                result.append(each)
    return [each.found for each in result]


def _is_same_line(one: Cut, other: Cut) -> bool:
    common = one.found.box.intersection(other.found.box)
    if common.is_empty:
        return False
    if one.is_cut and other.is_cut:
        return True  # a line higher than the overlap, seen in two parts
    return common.height > _SAME * min(one.found.box.height, other.found.box.height)


def _whole(one: Cut, other: Cut) -> Cut:
    if one.is_cut != other.is_cut:
        return other if one.is_cut else one
    box = one.found.box.union(other.found.box)
    return Cut(Detected(box, max(one.found.score, other.found.score)), one.is_cut)
