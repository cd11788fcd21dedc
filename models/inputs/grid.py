"""A picture as Qwen-VL takes it: whole squares of patches, and where each lies, worked out here and not in the graph.

The same as transformers' Qwen2VLImageProcessor and its vision_utils for one still picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.errors import BadInput
from models.inputs.images import Pixels, check, normalise, resize
from models.manifest import Image

if TYPE_CHECKING:
    from models.types import RgbImage

_THINNEST = 200  # times as long as wide; more is refused, as the processor does


class GridOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`patch`: pixels of a side; `merge`: patches of a side that become one place; `frames`: a still picture stands for
    so many; `least`, `most`: pixels of a picture; `table`: places of a side in the model's table of positions."""

    patch: int
    merge: int
    frames: int
    least: int
    most: int
    table: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows`, `columns` of places; the inputs of the graph `vision` by name, one row a patch."""

    rows: int
    columns: int
    feeds: dict[str, NDArray[Any]]


def gridded(image: RgbImage, spec: Image, options: GridOptions) -> Grid:
    """Raises BadInput."""
    check(image)
    height, width = _fitted(image.shape[0], image.shape[1], options)
    pixels = normalise(resize(image, (height, width), spec.resample), spec)[0]
    rows, columns = height // options.patch, width // options.patch
    indices, weights = _taps(rows, columns, options)
    feeds: dict[str, NDArray[Any]] = {
        "pixel_values": _patches(pixels, rows, columns, options),
        "patch_positions": _positions(rows, columns, options.merge),
        "taps": indices,
        "tap_weights": weights,
    }
    return Grid(rows // options.merge, columns // options.merge, feeds)


def _fitted(height: int, width: int, options: GridOptions) -> tuple[int, int]:
    if max(height, width) > _THINNEST * min(height, width):
        raise BadInput(f"a picture of {width} by {height} is too thin")
    side = options.patch * options.merge
    tall, wide = round(height / side) * side, round(width / side) * side
    if tall * wide > options.most:
        beta = math.sqrt(height * width / options.most)
        return max(side, math.floor(height / beta / side) * side), max(side, math.floor(width / beta / side) * side)
    if tall * wide < options.least:
        beta = math.sqrt(options.least / (height * width))
        return math.ceil(height * beta / side) * side, math.ceil(width * beta / side) * side
    return tall, wide


def _patches(pixels: Pixels, rows: int, columns: int, options: GridOptions) -> Pixels:
    """(patches, 3 * frames * patch * patch), those that become one place beside one another."""
    merge, patch = options.merge, options.patch
    cut = pixels.reshape(3, rows // merge, merge, patch, columns // merge, merge, patch).transpose(1, 4, 2, 5, 0, 3, 6)
    still = np.broadcast_to(cut[:, :, :, :, :, None], (*cut.shape[:5], options.frames, *cut.shape[5:]))
    return np.ascontiguousarray(still.reshape(rows * columns, -1), np.float32)


def _positions(rows: int, columns: int, merge: int) -> NDArray[np.int64]:
    """(patches, 2): row and column of each, in the order of `_patches`."""
    at = np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), -1)
    blocks = at.reshape(rows // merge, merge, columns // merge, merge, 2).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(blocks.reshape(-1, 2), np.int64)


def _taps(rows: int, columns: int, options: GridOptions) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """(patches, 4) each: the places of the model's table that a patch's position is mixed from, and their shares."""
    table, at = options.table, _positions(rows, columns, options.merge)
    down, down_share = _axis(at[:, 0], rows, table)
    across, across_share = _axis(at[:, 1], columns, table)
    indices = (down[:, :, None] * table + across[:, None, :]).reshape(-1, 4)
    shares = (down_share[:, :, None] * across_share[:, None, :]).reshape(-1, 4)
    return indices, shares.astype(np.float32)


def _axis(at: NDArray[np.int64], count: int, table: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Bilinear with the corners aligned."""
    exact = at.astype(np.float32) * np.float32(table - 1) / np.float32(max(1, count - 1))
    low = np.clip(np.floor(exact), 0, table - 1).astype(np.int64)
    high = np.minimum(low + 1, table - 1)
    share = (exact - low).astype(np.float32)
    return np.stack([low, high], 1), np.stack([1 - share, share], 1)


def places(start: int, rows: int, columns: int) -> NDArray[np.int64]:
    """(3, start + rows * columns): time, row and column of the words before a picture and of its places."""
    words = np.broadcast_to(np.arange(start), (3, start))
    at = np.indices((rows, columns)).reshape(2, -1)
    picture = np.concatenate([np.zeros((1, rows * columns), np.int64), at]) + start
    return np.concatenate([words, picture], axis=1)
