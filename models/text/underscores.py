"""Underscores, counted in the pixels: the recogniser takes two for one, and one between words for a space.

An underscore is a thin stroke below the line's letters with nothing above it, so that underlined text is none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.text.found import Recognised
from models.text.marks import ink_of
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

_MARGIN = 4  # rows below the line's box in which a stroke may lie
_FAINT = 0.28  # of the line's strongest contrast: a stroke between two rows of pixels is drawn faint in both
_THICKEST = 0.16  # of the line's height
_LETTER = 0.28  # of the line's height; what is higher stands on the baseline or hangs below it
_SHORTEST = 0.25  # of the line's height
_BARE = 0.9  # share of a stroke that must have no ink above it
_SPACE = 0.55  # advances without ink: 0.4 at most beside a narrow letter, 0.6 and more where a space lies between
_MOST = 6  # underscores in a row; a longer stroke is a line to be written on
_LEAST_CHARACTERS = 3  # from which the usual advance can be measured


@dataclass(frozen=True, slots=True)
class _Stroke:
    """An underscore or several: from where to where, and how far the ink left and right of it is, in pixels."""

    left: int
    right: int
    gap_before: int
    gap_after: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A character, or underscores; `x` is its centre in pixels of the line, None for a space."""

    text: str
    x: float | None
    score: float


def with_underscores(image: RgbImage, line: Box, what: Recognised) -> Recognised:
    """What was read in `line`, its underscores as many as there are strokes for; unchanged where none can be seen."""
    if len(what.places) < _LEAST_CHARACTERS or len(what.places) != sum(not c.isspace() for c in what.text):
        return what
    strokes = _strokes(image, line)
    if not strokes:
        return what
    pieces = _pieces(what, line.width)
    advance = _advance(pieces)
    for stroke in _together(strokes, 0.4 * advance):
        count = max(1, round((stroke.right - stroke.left) / advance))
        if count <= _MOST:
            pieces = _set(pieces, stroke, count=count, advance=advance)
    text = "".join(piece.text for piece in pieces)
    if text == what.text:
        return what
    characters = tuple(probability for piece in pieces for probability in [piece.score] * len(piece.text))
    return replace(what, text=text, characters=characters, places=())


def _pieces(what: Recognised, width: int) -> list[_Piece]:
    places = iter(what.places)
    scores = what.characters if len(what.characters) == len(what.text) else (what.score,) * len(what.text)
    return [
        _Piece(character, None if character.isspace() else next(places) * width, score)
        for character, score in zip(what.text, scores, strict=True)
    ]


def _advance(pieces: list[_Piece]) -> float:
    """The usual distance between neighbouring characters, in pixels: their places are exact to a third of one."""
    placed = [(number, piece.x) for number, piece in enumerate(pieces) if piece.x is not None]
    (first, start), (last, end) = placed[0], placed[-1]
    return max(1.0, (end - start) / max(1, last - first))


def _together(strokes: list[_Stroke], gap: float) -> list[_Stroke]:
    """Strokes with less than `gap` between them as one: where underscores do not quite touch."""
    result: list[_Stroke] = []
    for stroke in strokes:
        if result and stroke.left - result[-1].right < gap:
            before = result.pop()
            stroke = _Stroke(before.left, stroke.right, before.gap_before, stroke.gap_after)
        result.append(stroke)
    return result


def _set(pieces: list[_Piece], stroke: _Stroke, *, count: int, advance: float) -> list[_Piece]:
    """The pieces with `count` underscores where the stroke lies, in place of those the recogniser gave there."""
    middle = (stroke.left + stroke.right) / 2
    rest = [
        piece
        for piece in pieces
        if piece.text != "_" or piece.x is None or not stroke.left - advance <= piece.x <= stroke.right + advance
    ]
    at = next((number for number, piece in enumerate(rest) if piece.x is not None and piece.x > middle), len(rest))
    before, after = rest[:at], rest[at:]
    while before and before[-1].x is None:  # a space is there where the pixels show one
        before.pop()
    space = _Piece(" ", None, 1.0)
    return [
        *before,
        *([space] if before and stroke.gap_before > _SPACE * advance else []),
        _Piece("_" * count, middle, 1.0),
        *([space] if after and stroke.gap_after > _SPACE * advance else []),
        *after,
    ]


def _strokes(image: RgbImage, line: Box) -> list[_Stroke]:
    """Thin strokes at the foot of the line with nothing above them, from left to right, in pixels of the line."""
    ink = ink_of(image, line, margin=_MARGIN, edge=_FAINT)
    if ink is None:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.mask.astype(np.uint8), connectivity=8)
    thickest = max(2, round(_THICKEST * line.height))
    feet = Counter(int(y + height) for _, y, _, height, _ in stats[1:] if height > _LETTER * line.height)
    if not feet:
        return []
    foot = max(feet.items(), key=lambda item: (item[1], -item[0]))[0]  # where most letters stand: the baseline
    columns = np.flatnonzero(ink.mask[: foot + 1].any(axis=0))
    found = []
    for number in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[number])
        if height > thickest or width < max(3, _SHORTEST * line.height) or y < foot - 1:
            continue
        above = ink.mask[:y, x : x + width].any(axis=0)
        if above.mean() <= 1 - _BARE and y + height < ink.mask.shape[0]:
            left, right = columns[columns < x + 1], columns[columns >= x + width - 1]
            found.append(
                _Stroke(
                    x,
                    x + width,
                    x - int(left[-1]) - 1 if left.size else 0,
                    int(right[0]) - x - width if right.size else 0,
                )
            )
    return sorted(found, key=lambda stroke: stroke.left)
