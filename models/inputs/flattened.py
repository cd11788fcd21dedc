"""A picture as Pix2Struct takes it: scaled to as many patches as allowed, each with its row and column before it.

The same as transformers' processor, but without the padding after the last patch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from models.inputs.images import Pixels, check

if TYPE_CHECKING:
    from models.types import RgbImage


class PatchOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`most`: patches of a picture; `height`, `width`: pixels of one."""

    most: int
    height: int
    width: int


def flattened(image: RgbImage, options: PatchOptions) -> Pixels:
    """(1, patches, 2 + height * width * 3). Raises BadInput."""
    check(image)
    tall, wide = options.height, options.width
    scale = (options.most * (tall / image.shape[0]) * (wide / image.shape[1])) ** 0.5
    rows = max(min(int(scale * image.shape[0] / tall), options.most), 1)
    columns = max(min(int(scale * image.shape[1] / wide), options.most), 1)
    planes = _resized(_normalised(image), rows * tall, columns * wide)
    cut = planes.reshape(3, rows, tall, columns, wide).transpose(1, 3, 2, 4, 0).reshape(rows * columns, -1)
    at = np.stack(np.meshgrid(np.arange(1, rows + 1), np.arange(1, columns + 1), indexing="ij"), -1).reshape(-1, 2)
    return np.concatenate([at.astype(np.float32), cut], axis=1)[None]


def _normalised(image: RgbImage) -> Pixels:
    """(3, height, width): less the mean of all numbers, over their deviation."""
    planes = np.ascontiguousarray(image.transpose(2, 0, 1)).astype(np.float32)
    deviation = max(np.std(planes), 1.0 / np.sqrt(planes.size))
    normal: Pixels = ((planes - np.mean(planes)) / deviation).astype(np.float32)
    return normal


def _resized(planes: Pixels, height: int, width: int) -> Pixels:
    """Bilinear, over as many pixels as become one: Pillow's way, which PyTorch's antialiasing copies."""
    from PIL import Image as pillow

    method = pillow.Resampling.BILINEAR
    return np.stack([np.asarray(pillow.fromarray(plane).resize((width, height), method)) for plane in planes])
