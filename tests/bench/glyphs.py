"""Simple icons, drawn: what they are called does not matter where time and memory are measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from models.types import RgbImage

INK, PAPER = (30, 30, 30), (250, 250, 250)
_Draw = Callable[[ImageDraw.ImageDraw, int], None]


def _strokes(*lines: Sequence[tuple[float, float]]) -> _Draw:
    """Lines by points in parts of the side."""

    def draw(pen: ImageDraw.ImageDraw, side: int) -> None:
        for line in lines:
            pen.line([(x * side, y * side) for x, y in line], INK, max(2, side // 10))

    return draw


def _magnifier(pen: ImageDraw.ImageDraw, side: int) -> None:
    pen.ellipse((side * 0.15, side * 0.15, side * 0.65, side * 0.65), outline=INK, width=max(2, side // 10))
    pen.line(((side * 0.6, side * 0.6), (side * 0.88, side * 0.88)), INK, max(2, side // 10))


_SHAPES: Sequence[_Draw] = (
    _magnifier,
    _strokes([(0.15, 0.25), (0.85, 0.25)], [(0.15, 0.5), (0.85, 0.5)], [(0.15, 0.75), (0.85, 0.75)]),
    _strokes([(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]),
    _strokes([(0.5, 0.15), (0.5, 0.85)], [(0.15, 0.5), (0.85, 0.5)]),
    _strokes([(0.15, 0.55), (0.4, 0.8), (0.85, 0.2)]),
    _strokes([(0.85, 0.5), (0.15, 0.5)], [(0.45, 0.2), (0.15, 0.5), (0.45, 0.8)]),
)


def glyph(number: int, side: int = 24) -> RgbImage:
    """One of the shapes, a square of `side` pixels."""
    image = Image.new("RGB", (side, side), PAPER)
    _SHAPES[number % len(_SHAPES)](ImageDraw.Draw(image), side)
    return np.asarray(image)
