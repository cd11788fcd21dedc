"""Pictures as encoders take them: the same numbers as transformers' Pillow processors, with numpy and Pillow alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.errors import BadInput
from models.manifest import Image

if TYPE_CHECKING:
    from models.types import RgbImage

Pixels = NDArray[np.float32]


def prepare(image: RgbImage, spec: Image) -> Pixels:
    """(1, 3, height, width), normalised. Raises BadInput."""
    check(image)
    height, width = image.shape[:2]
    sized = resize(image, fitted(height, width, spec), spec.resample)
    if spec.fit == "cover":
        sized = centre(sized, spec.height, spec.width)
    return normalise(sized, spec)


def check(image: RgbImage) -> None:
    """Raises BadInput unless it is a picture as `models.types.RgbImage` says, with at least one pixel."""
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or not image.size:
        raise BadInput(f"not a picture: {image.shape} {image.dtype}")


def fitted(height: int, width: int, spec: Image) -> tuple[int, int]:
    """Height and width that a picture of this size is scaled to."""
    if spec.fit == "stretch" or spec.shortest is None:
        return spec.height, spec.width
    short, long = min(height, width), max(height, width)
    if spec.fit == "cover":
        new = (spec.shortest, max(1, int(spec.shortest * long / short)))
        return new if height <= width else (new[1], new[0])
    return _within(height, width, spec.shortest, spec.longest)


def _within(height: int, width: int, shortest: int, longest: int | None) -> tuple[int, int]:
    short, long = min(height, width), max(height, width)
    exact = float(shortest)
    if longest is not None and long / short * shortest > longest:
        exact = longest * short / long
    rounded = round(exact)
    if rounded == short:
        return height, width
    grown = max(1, int(exact * long / short))
    return (grown, rounded) if width < height else (rounded, grown)


def resize(image: RgbImage, size: tuple[int, int], resample: str) -> RgbImage:
    """Scaled to (height, width) by the Pillow filter of that name."""
    from PIL import Image as pillow

    if image.shape[:2] == size:
        return image
    method = pillow.Resampling[resample.upper()]
    return np.asarray(pillow.fromarray(image).resize((size[1], size[0]), method))


def centre(image: RgbImage, height: int, width: int) -> RgbImage:
    """The middle of a picture; black around it where it is smaller."""
    tall, wide = max(height, image.shape[0]), max(width, image.shape[1])
    top, left = -((image.shape[0] - tall) // 2), -((image.shape[1] - wide) // 2)  # rounds up, as the processor does
    canvas = np.zeros((tall, wide, 3), np.uint8)
    canvas[top : top + image.shape[0], left : left + image.shape[1]] = image
    top, left = top + (image.shape[0] - height) // 2, left + (image.shape[1] - width) // 2
    return canvas[top : top + height, left : left + width]


def normalise(image: RgbImage, spec: Image) -> Pixels:
    """(1, 3, height, width) float32: scaled by `rescale`, then less the mean, over the standard deviation."""
    scaled = (image.astype(np.float64) * spec.rescale).astype(np.float32)  # rounded as the processor rounds
    result = (scaled - np.asarray(spec.mean, np.float32)) / np.asarray(spec.std, np.float32)
    return np.ascontiguousarray(result.transpose(2, 0, 1)[None])


def digest(image: RgbImage) -> bytes:
    """The same for the same pixels in the same shape, else different."""
    data = np.ascontiguousarray(image)
    return hashlib.blake2b(data.data, digest_size=16, key=str(image.shape).encode()).digest()
