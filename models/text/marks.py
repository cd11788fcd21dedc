"""Marks that the detector leaves out beside a line: quotes, operators, underscores, and digits that stand alone.

All of it is measured in the pixels; nothing is guessed here: what lies in the wider box, the recogniser says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np

from models.text.found import Detected
from models.types import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.types import RgbImage

    Mask: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

# Shares are of the line's height as the detector gives it, about 1.5 times the font's size.
_LINES = range(9, 49)  # pixels; heights of lines that are looked at
_REACH = 12.0  # how far beside a line its marks are looked for
_GAP = 0.8  # between two marks of one line; a space between operators in monospaced type is 0.65
_LARGE = 0.4  # height of a sign from which it counts as a letter
_CLOSE = 0.35  # a letter after a quotation mark
_WIDEST = 1.5  # of a mark
_LONGEST = 3.0  # of a thin mark, such as underscores in a row; a longer one is a line to be written on
_THIN = 0.2
_SHARED = 0.6  # of the letters' height: how much two boxes of one line share; those of neighbouring columns only touch
_JOIN = 0.25  # what may be left between two boxes of one line; between columns it is more
_LEAST_CONTRAST = 25  # levels of 255 between a line's background and its ink
_RULE = 0.7  # share of a line's width that a row of its letters never fills
_EDGE_ROWS = 2  # rows at the edge of a line into which its neighbours may reach
_DIGIT_CONTRAST = 35  # levels between a lone digit and its surroundings of 31 x 31 pixels
EDGE = 0.45  # share of the strongest contrast
_MOST_DIGITS = 60  # lone digits looked for in one picture


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink in the rows of a line. `mask`: (rows, columns) of the part of the picture inside `box`.

    `top` and `bottom`: the first row with ink of the line's letters and the one after the last, in the picture's rows.
    """

    mask: Mask
    box: Box
    top: int
    bottom: int

    def rows(self, height: int) -> tuple[int, int]:
        """The rows of the mask that belong to the line's letters, underscores below them too."""
        first = max(0, self.top - 1 - self.box.top)
        return first, min(self.mask.shape[0], self.bottom + max(3, round(0.25 * height)) - self.box.top)


def ink_of(image: RgbImage, line: Box, *, reach: int = 0, margin: int = 0, edge: float = EDGE) -> Ink | None:
    """The ink of a line and of `reach` pixels left and right, `margin` rows above and below; None without contrast.

    `edge`: the share of the line's strongest contrast from which a pixel is ink.
    """
    height, width, _ = image.shape
    box = Box(
        max(0, line.left - reach), max(0, line.top - margin), min(width, line.right + reach),
        min(height, line.bottom + margin),
    )  # fmt: skip
    region = image[box.top : box.bottom, box.left : box.right]
    down, across = slice(line.top - box.top, line.bottom - box.top), slice(line.left - box.left, line.right - box.left)
    background = np.empty_like(region)
    background[:] = _middle(region[down, across][::2, ::3].reshape(-1, 3))  # every sixth pixel tells it
    red, green, blue = cv2.split(cv2.absdiff(region, background))
    contrast = cv2.max(cv2.max(red, green), blue)
    level = _percentile(contrast[down, across], 0.99)
    if level < _LEAST_CONTRAST:
        return None
    mask = contrast > int(edge * level)
    own = mask[down, across]
    shares = cv2.reduce(own.view(np.uint8), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0] / own.shape[1]
    rows = np.flatnonzero((shares > 0) & (shares < _RULE))  # the frame of a cell or button belongs to no letter
    if not rows.size:
        return None
    return Ink(mask, box, line.top + int(rows[0]), line.top + int(rows[-1]) + 1)


def _middle(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The median of each channel of (n, 3) pixels, rounded down."""
    low, high = (len(colours) - 1) // 2, len(colours) // 2
    ordered = np.partition(np.ascontiguousarray(colours.T), (low, high), axis=1)
    return np.asarray((ordered[:, low].astype(np.int16) + ordered[:, high]) // 2, np.uint8)


def _percentile(levels: cv2.typing.MatLike, share: float) -> float:
    """The level below which that share of all levels lies, between two of them in proportion."""
    place = share * (levels.size - 1)
    counts = np.cumsum(np.bincount(levels.ravel(), minlength=256))
    low, high = (int(np.searchsorted(counts, index, side="right")) for index in (int(place), int(np.ceil(place))))
    return low + (high - low) * (place - int(place))


def widened(image: RgbImage, found: Sequence[Detected]) -> list[Detected]:
    """The boxes, wider where marks stand beside them in the same row, and joined where only such marks lie between."""
    left = sorted(_apart(found), key=lambda each: (each.box.left, each.box.top))
    result: list[Detected] = []
    while left:
        each = left.pop(0)
        box = each.box
        if box.height in _LINES:
            before = max((o.box.right for o in (*found, *result) if _stands_before(o.box, box)), default=0)
            box, taken = _grown(image, box, [other.box for other in left], before=before)
            left = [other for number, other in enumerate(left) if number not in taken]
        result.append(Detected(box, each.score))
    return result


def _stands_before(one: Box, line: Box) -> bool:
    return one.left < line.left and _same_row(one, line)


def _apart(found: Sequence[Detected]) -> list[Detected]:
    """A box whose end was also found as a line of its own, in another tile, ends where that one begins."""
    result = []
    for each in found:
        box = each.box
        for other in found:
            end = other.box
            if box.left < end.left < box.right <= end.right + end.height and _same_row(box, end):
                if end.left - box.left < end.height or box.right - end.left < 0.8 * end.width:
                    continue
                box = Box(box.left, box.top, end.left, box.bottom)
        result.append(Detected(box, each.score))
    return result


def _grown(image: RgbImage, line: Box, others: Sequence[Box], *, before: int) -> tuple[Box, set[int]]:
    """The line with its marks, and which of `others` (all further right) it now holds.

    `before`: where the box left of it ends.
    """
    height = line.height
    ink = ink_of(image, line, reach=round(_REACH * height), margin=2)
    if ink is None:
        return line, set()
    taken: set[int] = set()
    row = [(number, box) for number, box in enumerate(others) if _same_row(line, box)]
    left = _walk(ink, line, -1, stop=before)
    grown = line
    while True:
        after = [(number, box) for number, box in row if number not in taken and box.right > grown.right]
        nearest = min(after, key=lambda pair: pair[1].left, default=None)
        right = _walk(ink, grown, +1, stop=nearest[1].left if nearest is not None else None)
        if nearest is None or not (
            _runs_on(ink, grown.right, nearest[1].left)
            or (right != grown.right and nearest[1].left - right <= _JOIN * height)
        ):
            break
        taken.add(nearest[0])
        grown = grown.union(nearest[1])
    pad = round(0.15 * height)
    return (
        Box(
            max(0, left - pad) if left != line.left else line.left,
            grown.top,
            min(image.shape[1], right + pad) if right != grown.right else grown.right,
            grown.bottom,
        ),
        taken,
    )


def _same_row(one: Box, other: Box) -> bool:
    if one.bottom <= other.top or other.bottom <= one.top:
        return False  # nearly all pairs, at a fraction of the time
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > 0.6 * min(one.height, other.height)


def _runs_on(ink: Ink, end: int, start: int) -> bool:
    """Whether two boxes hold the same letters, or one stroke lies across their border, as a row of underscores does."""
    columns = np.asarray(ink.mask.any(axis=0))
    if end - start > _SHARED * (ink.bottom - ink.top):
        return bool(columns[max(0, start - ink.box.left) : end - ink.box.left].any())
    first, past = min(end, start) - 1 - ink.box.left, max(end, start) + 1 - ink.box.left
    return start - end <= 2 and 0 <= first < past <= columns.size and bool(columns[first:past].all())


def _walk(ink: Ink, line: Box, step: int, *, stop: int | None) -> int:
    """The edge of the line after the marks beside it, to the right (`step` 1) or to the left (-1)."""
    top, bottom = ink.rows(line.height)
    columns = np.asarray(ink.mask[top:bottom].any(axis=0))
    edge = line.right if step > 0 else line.left
    last = stop if stop is not None else ink.box.right if step > 0 else ink.box.left
    x = (line.right if step > 0 else line.left - 1) - ink.box.left
    gap = 0
    while 0 <= x < columns.size and (x + ink.box.left < last if step > 0 else x + ink.box.left >= last):
        if not columns[x]:
            gap += 1
            if gap > _GAP * line.height:
                break
            x += step
            continue
        end = x
        while 0 <= end < columns.size and columns[end]:
            end += step
        first, past = (x, end) if step > 0 else (end + 1, x + 1)
        if _is_of_another_line(ink, first, past, line.height):
            gap += past - first
        elif _is_mark(ink, first, past, line.height) and gap <= _room(ink, first, past, line.height):
            edge = ink.box.left + (past if step > 0 else first)
            gap = 0
        else:
            break
        x = end
    return edge


def _is_of_another_line(ink: Ink, first: int, past: int, height: int) -> bool:
    """Whether the ink in those columns is only the foot of the line above or the head of the one below."""
    top, bottom = ink.rows(height)
    return not ink.mask[top + _EDGE_ROWS : bottom - _EDGE_ROWS, first:past].any()


def _room(ink: Ink, first: int, past: int, height: int) -> float:
    """How far from the line such ink may begin: what is as large as a letter may be an icon unless it is close."""
    top, bottom = ink.rows(height)
    rows = np.flatnonzero(ink.mask[top:bottom, first:past].any(axis=1))
    is_large = int(rows[-1]) + 1 - int(rows[0]) > _LARGE * height and past - first > _LARGE / 2 * height
    return (_CLOSE if is_large else _GAP) * height


def _is_mark(ink: Ink, first: int, past: int, height: int) -> bool:
    """Whether the ink in those columns stays within the rows of the line's letters, as a sign does and no icon."""
    top, bottom = ink.rows(height)
    rows = np.flatnonzero(ink.mask[top:bottom, first:past].any(axis=1))
    reaches_up = int(rows[0]) == 0 and top > 0 and bool(ink.mask[top - 1, first:past].any())
    reaches_down = int(rows[-1]) == bottom - top - 1 and bool(ink.mask[bottom : bottom + 1, first:past].any())
    if reaches_up or reaches_down:
        return False
    is_thin = int(rows[-1]) + 1 - int(rows[0]) <= _THIN * height
    return past - first <= (_LONGEST if is_thin else _WIDEST) * height


def lone_digits(image: RgbImage, found: Sequence[Detected]) -> list[Box]:
    """Boxes of single small glyphs outside every line, in the row or the column of one and of its size.

    Line numbers, amounts in a table: the detector leaves single digits out. What they are, the recogniser says.
    """
    lines = [each.box for each in found if each.box.height in _LINES]
    if not lines:
        return []
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    mask: NDArray[np.uint8] = np.asarray(cv2.absdiff(grey, cv2.blur(grey, (31, 31))) > _DIGIT_CONTRAST, np.uint8)
    for each in found:
        box = each.box
        mask[box.top : box.bottom, box.left : box.right] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    glyphs = [Box(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if 5 <= h <= 30 and 1 <= w <= h]
    if len(glyphs) > 20 * _MOST_DIGITS:
        return []  # a photo, noise
    result = []
    for glyph in glyphs:
        size = next((line.height for line in lines if _fits(glyph, line)), 0)
        if size and not _crowded(glyph, glyphs):
            x, y = glyph.centre
            half = size / 2
            result.append(
                Box(
                    max(0, round(x - half)), max(0, round(y - half)), min(image.shape[1], round(x + half)),
                    min(image.shape[0], round(y + half)),
                )
            )  # fmt: skip
    return result[:_MOST_DIGITS]


def _fits(glyph: Box, line: Box) -> bool:
    """Whether a glyph could be a digit of that line's type, in its row or in its column."""
    size = line.height
    if not 0.4 * size <= glyph.height <= 0.75 * size:
        return False
    x, y = glyph.centre
    in_row = abs(y - line.centre[1]) < 0.2 * size and max(line.left - x, x - line.right) < 40 * size
    in_column = line.left - size <= x < line.right + size and abs(y - line.centre[1]) < 4 * size
    return in_row or in_column


def _crowded(glyph: Box, glyphs: Sequence[Box]) -> bool:
    """Whether other glyphs stand near: then it is a part of something larger, not a digit alone."""
    side, above = round(0.9 * glyph.height), round(0.5 * glyph.height)
    wider = Box(glyph.left - side, glyph.top - above, glyph.right + side, glyph.bottom + above)
    return any(other is not glyph and not wider.intersection(other).is_empty for other in glyphs)
