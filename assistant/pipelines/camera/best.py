"""The best of several frames of one scene: the sharpest, neither too dark nor too light.

The frames show the same, so that what is sharper has more fine detail: the energy of the differences between pixels,
less what noise adds (after Subbarao and Tyan 1998, Selecting the optimal focus measure).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.types import RgbImage

_WORK = 1280  # pixels, the longer side of the picture that is measured: letters are lost in a smaller one
_DARKEST = 50.0  # levels of the mean below which a frame counts less
_CLIPPED = 0.05  # share of white pixels beyond which a frame counts less


def best_of(shots: Sequence[RgbImage]) -> int:
    """The number of the best of the shots, which have one size; at least one. 6 ms a shot of 1280 x 720."""
    return ranked(shots)[0]


def ranked(shots: Sequence[RgbImage]) -> list[int]:
    """The numbers of the shots, the best first; of equal ones the later."""
    if len(shots) == 1:
        return [0]
    worth = [_worth(shot) for shot in shots]
    return sorted(range(len(shots)), key=lambda n: (worth[n], n), reverse=True)


def _worth(shot: RgbImage) -> float:
    import cv2
    import numpy as np

    grey = cv2.cvtColor(shot, cv2.COLOR_RGB2GRAY)
    scale = _WORK / max(grey.shape)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mean = float(grey.mean())
    exact = cv2.GaussianBlur(grey, (0, 0), 0.8).astype(np.float32)
    detail = cv2.Laplacian(exact, cv2.CV_32F)
    # most places are flat and hold noise alone
    noise = float(np.median(np.abs(detail[::3, ::3]))) / 0.6745
    strong = np.maximum(np.abs(detail) - 3 * noise, 0)
    energy = float((strong * strong).mean()) / max(1.0, mean) ** 2  # a brighter frame is not a sharper one
    clipped = float((grey >= 250).mean())
    return energy * min(1.0, mean / _DARKEST) * (1.0 - min(0.9, max(0.0, clipped - _CLIPPED)))
