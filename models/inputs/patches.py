"""Pictures of any shape as a row of patches, as SigLIP 2 NaFlex takes them: the same as its processor, but unpadded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.inputs.images import Pixels, check, normalise, resize
from models.manifest import Image

if TYPE_CHECKING:
    from models.types import RgbImage

_CLOSE = 1e-5  # how near the processor brings the scale


def patched(image: RgbImage, spec: Image, *, side: int, most: int) -> tuple[Pixels, NDArray[np.int64]]:
    """(1, patches, side * side * 3) from left to right and from top to bottom, and [[rows, columns]]. At most `most`
    patches of `side` pixels, as many as the picture's shape allows. Raises BadInput."""
    check(image)
    height, width = _fitted(image.shape[0], image.shape[1], side, most)
    pixels = normalise(resize(image, (height, width), spec.resample), spec)[0].transpose(1, 2, 0)
    rows, columns = height // side, width // side
    cut = pixels.reshape(rows, side, columns, side, 3).transpose(0, 2, 1, 3, 4).reshape(1, rows * columns, -1)
    return np.ascontiguousarray(cut), np.asarray([[rows, columns]], np.int64)


def _fitted(height: int, width: int, side: int, most: int) -> tuple[int, int]:
    """Height and width in whole patches, by halving the range of scales as the processor does."""
    low, high = _CLOSE / 10, 100.0
    while high - low >= _CLOSE:
        scale = (low + high) / 2
        if _whole(height * scale, side) * _whole(width * scale, side) <= most:
            low = scale
        else:
            high = scale
    return _whole(height * low, side) * side, _whole(width * low, side) * side


def _whole(length: float, side: int) -> int:
    return max(1, math.ceil(length / side))
