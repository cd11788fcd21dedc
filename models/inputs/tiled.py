"""High-resolution pictures as tiles and one small view of the whole, as Idefics3 and SmolVLM see them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.inputs.images import Pixels, check, normalise, resize
from models.manifest import Image

if TYPE_CHECKING:
    from models.types import RgbImage

_MOST = 4096  # pixels of the longer side, whatever `longest` says


@dataclass(frozen=True, slots=True)
class Tiled:
    """`rows` and `columns` of tiles; 0 where the whole picture is one tile, which is then its only view."""

    picture: RgbImage
    rows: int
    columns: int

    def views(self, spec: Image) -> Iterator[Pixels]:
        """Each tile from left to right and from top to bottom, then the whole; (1, 3, height, width) each, made when
        it is asked for."""
        side = spec.height
        for row in range(self.rows):
            for column in range(self.columns):
                top, left = row * side, column * side
                yield normalise(self.picture[top : top + side, left : left + side], spec)
        yield normalise(resize(self.picture, (side, side), spec.resample), spec)


def tiled(image: RgbImage, spec: Image, *, longest: int) -> Tiled:
    """The picture scaled to `longest` pixels of its longer side, then to whole tiles of `spec.height`, which is also
    their width. Raises BadInput."""
    check(image)
    side = spec.height
    scaled = resize(image, _scaled(image.shape[0], image.shape[1], longest), spec.resample)
    whole = resize(scaled, _whole(scaled.shape[0], scaled.shape[1], side), spec.resample)
    rows, columns = whole.shape[0] // side, whole.shape[1] // side
    return Tiled(whole, 0, 0) if rows == columns == 1 else Tiled(whole, rows, columns)


def _scaled(height: int, width: int, longest: int) -> tuple[int, int]:
    ratio = width / height
    wide = width >= height
    height, width = (_even(int(longest / ratio)), longest) if wide else (longest, _even(int(longest * ratio)))
    height, width = max(1, height), max(1, width)
    ratio = width / height
    if width >= height and width > _MOST:
        height, width = int(_MOST / ratio), _MOST
    elif height > width and height > _MOST:
        height, width = _MOST, int(_MOST * ratio)
    return max(1, height), max(1, width)


def _even(length: int) -> int:
    return length + length % 2


def _whole(height: int, width: int, side: int) -> tuple[int, int]:
    ratio = width / height
    if width >= height:
        width = math.ceil(width / side) * side
        height = math.ceil(int(width / ratio) / side) * side
    else:
        height = math.ceil(height / side) * side
        width = math.ceil(int(height * ratio) / side) * side
    return height, width
