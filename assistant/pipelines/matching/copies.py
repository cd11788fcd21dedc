"""The copies of two pictures that are laid on each other, and how one is laid on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.pipelines.matching.homography import Matrix, area_of, corners_of, points_of

if TYPE_CHECKING:
    from models.types import RgbImage

Grey: TypeAlias = Any
"""float32, (height, width) or (height, width, 3), 0..255; OpenCV's types are looser than numpy's."""

LEAST_SIDE = 40  # pixels of a copy, or of what both show, under which there is too little to tell how they lie


def grey_copy(image: RgbImage, longest: int) -> Grey:
    """A grey copy, 0..255, no side longer than `longest` pixels."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2GRAY)
    share = min(1.0, longest / max(grey.shape))
    if share < 1:
        size = (max(1, round(grey.shape[1] * share)), max(1, round(grey.shape[0] * share)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    result: Grey = grey.astype(np.float32)
    return result


def laid(first: Grey, second: Grey, matrix: Matrix) -> tuple[Grey, Grey, Any]:
    """Both in the first's pixels, the sharper one blurred to the other's detail, and where the second shows anything.

    Float32, grey or (height, width, 3); the last is bool (height, width).
    """
    import cv2
    import numpy as np

    height, width = first.shape[:2]
    tall, wide = second.shape[:2]
    scale = float(np.sqrt(area_of(points_of(matrix, corners_of(second))) / (wide * tall)))
    if scale < 0.9:
        second = cv2.GaussianBlur(second, (0, 0), 0.5 * np.sqrt(1 / scale**2 - 1))
    elif scale > 1.1:
        first = cv2.GaussianBlur(first, (0, 0), 0.5 * np.sqrt(scale**2 - 1))
    # pixels are squares: their middles, not their corners, are what is interpolated
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    matrix = np.linalg.inv(half) @ matrix @ half
    warped = cv2.warpPerspective(second, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    ones = np.ones((tall, wide), np.float32)
    return first, warped, cv2.warpPerspective(ones, matrix, (width, height)) > 0.99
