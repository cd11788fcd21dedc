"""Between `Raster` (no numpy) and arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assistant.types import Raster
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage


def to_rgb(raster: Raster) -> RgbImage:
    """A copy of the pixels as uint8 (height, width, 3), red green blue."""
    bgrx = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, 4)
    return np.ascontiguousarray(bgrx[:, :, 2::-1])


def to_raster(image: RgbImage) -> Raster:
    """The opposite of `to_rgb`."""
    height, width, _ = image.shape
    bgrx = np.full((height, width, 4), 255, np.uint8)
    bgrx[:, :, 2::-1] = image
    return Raster(width, height, bgrx.tobytes())


def crop(image: RgbImage, box: Box) -> RgbImage:
    """A view of the part of `image` inside `box`, clipped to the image."""
    height, width, _ = image.shape
    return image[max(0, box.top) : min(height, box.bottom), max(0, box.left) : min(width, box.right)]
