"""Small and capital letters of one shape (o, s, w ...), told apart by how high they stand in the pixels.

The recogniser sees every line at the same height and guesses which of the two such a letter is. Only letters that it
was not sure of are measured, against letters of the same line that it was sure of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.text.found import Recognised
from models.text.marks import ink_of
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

_SAME_SHAPE = frozenset("cosvwxzCOSVWXZ")
_SURE = 0.99  # probability: of 2,000 such letters read rightly one in fifty is below it; wrong ones were 0.52 to 0.987
_LOW = frozenset("acegmnopqrsvwxyz")  # their upper edge is that of the small letters
_TALL = frozenset("ABCDEFGHKLMNOPRSTUVWXZ")
_GLYPH = 0.28  # of the line's height; what is lower is a dot or a sign
_BESIDE = 0.5  # advances: how far from its glyph a letter's place may lie
_RISE = 0.18  # of the small letters' height: capitals rise by 0.3 to 0.45 above them, round small letters by 0.1
_HIGHEST = 0.7  # of the small letters' height: what rises higher has something upon it
_SAME = 0.1  # of the height: how much the upper edges of letters of one height differ


@dataclass(frozen=True, slots=True)
class _Glyph:
    """The ink of one letter: rows of the picture inside the line."""

    top: int
    bottom: int


def with_capitals(image: RgbImage, line: Box, what: Recognised) -> Recognised:
    """What was read in `line`, its doubtful letters small or capital as they are drawn; unchanged where none can be
    measured. The places stay."""
    marks = [number for number, character in enumerate(what.text) if not character.isspace()]
    if len(what.characters) != len(what.text) or len(what.places) != len(marks):
        return what
    doubtful = [n for n in marks if what.text[n] in _SAME_SHAPE and what.characters[n] < _SURE]
    if not doubtful:
        return what
    glyphs = _glyphs(image, line, {number: x * line.width for number, x in zip(marks, what.places, strict=True)})
    sure = [(what.text[n], glyph) for n, glyph in glyphs.items() if what.characters[n] >= _SURE]
    low = [glyph for character, glyph in sure if character in _LOW]
    tall = [glyph for character, glyph in sure if character in _TALL]
    text = list(what.text)
    for number in doubtful:
        if number in glyphs:
            is_capital = _is_capital(glyphs[number], low, tall)
            if is_capital is not None:
                text[number] = text[number].upper() if is_capital else text[number].lower()
    return replace(what, text="".join(text))


def _glyphs(image: RgbImage, line: Box, places: dict[int, float]) -> dict[int, _Glyph]:
    """The glyph of every character that has one for itself; `places`: where each stands, in pixels of the line."""
    ink = ink_of(image, line)
    if ink is None or len(places) < 2:
        return {}
    advance = (max(places.values()) - min(places.values())) / (len(places) - 1)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.mask.astype(np.uint8), connectivity=8)
    found = [
        (int(x), int(x + width), _Glyph(int(y), int(y + height)))
        for x, y, width, height, _ in stats[1:]
        if height > _GLYPH * line.height
    ]
    if not found:
        return {}
    owners: dict[int, list[int]] = {}
    for number, x in places.items():
        away, nearest = min((max(left - x, x - right, 0), at) for at, (left, right, _) in enumerate(found))
        if away <= _BESIDE * advance:
            owners.setdefault(nearest, []).append(number)
    return {numbers[0]: found[at][2] for at, numbers in owners.items() if len(numbers) == 1}


def _is_capital(glyph: _Glyph, low: list[_Glyph], tall: list[_Glyph]) -> bool | None:
    """Whether a glyph stands as high as the capitals; None where neither they nor the small letters tell."""
    if tall:
        top = median(each.top for each in tall)
        height = median(each.bottom for each in tall) - top
        reaches = abs(glyph.top - top) <= max(1, _SAME * height)
    if low:
        top = median(each.top for each in low)
        height = median(glyph.bottom for _ in low) - top
        rise = top - glyph.top
        if max(2, _RISE * height) <= rise <= _HIGHEST * height:
            return True if not tall or reaches else None
        return False if abs(rise) <= max(1, _SAME * height) else None
    return True if tall and reaches else None
