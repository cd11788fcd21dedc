"""Texts that are not read from left to right: rows from right to left, columns from top to bottom.

Their boxes are turned so that they lie as rows from left to right do, are put in order, and turned back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.languages.detect import script
from models.types import Box, TextLine

_FROM_THE_RIGHT = frozenset(("Arabic", "Hebrew"))
_IN_COLUMNS = frozenset(("Han", "Kana", "Hangul"))
_SLIM = 1.8  # times as high as wide; a sign alone is about a square
_LATIN = re.compile("[A-Za-z]")


def is_right_to_left(texts: Iterable[str]) -> bool:
    """Whether most letters are of scripts that are written from right to left."""
    right = others = 0
    for text in texts:
        if text.isascii():
            others += len(text) if _LATIN.search(text) else 0  # numbers have no direction of their own
            continue
        for name in filter(None, map(script, text)):
            right += name in _FROM_THE_RIGHT
            others += name not in _FROM_THE_RIGHT
    return right > others


def is_column(line: TextLine) -> bool:
    """Whether a line is written from top to bottom, as Chinese and Japanese may be."""
    if line.text.isascii() or len(line.text) < 2 or line.box.height < _SLIM * line.box.width:
        return False
    return 2 * sum(script(sign) in _IN_COLUMNS for sign in line.text) > len(line.text)


def mirrored(box: Box) -> Box:
    """Right is left."""
    return Box(-box.right, box.top, -box.left, box.bottom)


def laid_down(box: Box) -> Box:
    """The column furthest to the right is the first row."""
    return Box(box.top, -box.right, box.bottom, -box.left)


def turning(lines: Sequence[TextLine]) -> Callable[[Box], Box]:
    """How boxes are turned so that these lines lie from left to right."""
    if lines and all(is_column(line) for line in lines):
        return laid_down
    return mirrored if is_right_to_left(line.text for line in lines) else _as_it_is


def _as_it_is(box: Box) -> Box:
    return box
