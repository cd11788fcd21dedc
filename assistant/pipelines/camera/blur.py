"""How sharp the edges in a picture are, whatever they are edges of, in each direction.

An ideal edge blurred by sigma has, smoothed by a and by b, gradients whose ratio is sqrt((sigma^2 + b^2) / (sigma^2 +
a^2)), whatever its contrast (Zhuo and Sim 2011, Defocus map estimation from a single image). Measured at the strong
edges of six directions: out of focus none are sharp; shaken, only those along the movement; a photograph of something
near before a soft ground has sharp ones in every direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FINE, _COARSE = 0.8, 1.5  # sigmas in pixels; with a coarser one, lines of blurred text disturb each other
_SHARP = 1.25  # pixels of blur up to which an edge is sharp: 2.5 in a frame of 1280, where letters of 20 can be read
_BINS = 6  # directions, 30 degrees each
_LEAST_EDGES = 60  # pixels on edges that a direction needs
_OVER_NOISE = 5.0  # times the gradient that noise alone leaves at the coarse scale
_FAINTEST = 1.2  # levels a pixel
_WIDEST = 8.0  # pixels; the gradients of wider edges are alike at both scales


@dataclass(frozen=True, slots=True)
class Edges:
    """`share` of the pixels that lie on edges. Of the strong edges, `sharp` are, 0..1, in the direction that has the
    most of them, and `least_sharp` in that with the fewest. `width`: their usual blur (sigma) in pixels.

    Without enough edges: 1, 1 and 0, for nothing is known to be blurred.
    """

    share: float
    sharp: float = 1.0
    least_sharp: float = 1.0
    width: float = 0.0


def edges_of(grey: NDArray[np.float32], noise: float) -> Edges:
    """`grey`: (height, width), 0..255; `noise`: its standard deviation in levels. 3 ms for 640 x 360."""
    import cv2
    import numpy as np

    fx, fy = _gradient(cv2.GaussianBlur(grey, (0, 0), _FINE))
    cx, cy = _gradient(cv2.GaussianBlur(grey, (0, 0), _COARSE))
    strength = cv2.magnitude(cx, cy)
    # white noise of 1 leaves a gradient of about 1 / (2.5 sigma^2) after smoothing by sigma
    least = max(_FAINTEST, _OVER_NOISE * noise / (2.5 * _COARSE**2))
    ridge = (strength > least) & (strength >= cv2.dilate(strength, np.ones((3, 3), np.uint8)) * 0.97)
    rows, columns = np.nonzero(ridge)
    share = len(rows) / grey.size
    force, x, y = strength[rows, columns], cx[rows, columns], cy[rows, columns]
    # of the fine gradient only what points the same way: noise points anywhere
    ratio = (fx[rows, columns] * x + fy[rows, columns] * y) / (force * force + 1e-9)
    sharp = ratio > ((_SHARP**2 + _COARSE**2) / (_SHARP**2 + _FINE**2)) ** 0.5
    number = (np.mod(np.arctan2(y, x), np.pi) / np.pi * _BINS).astype(np.int64) % _BINS
    shares, ratios = [], []
    for each in range(_BINS):
        mine = number == each
        if np.count_nonzero(mine) < _LEAST_EDGES:
            continue
        strong = mine & (force >= np.median(force[mine]))
        shares.append(float(sharp[strong].mean()))
        ratios.append(ratio[strong])
    if not shares:
        return Edges(share)
    return Edges(share, max(shares), min(shares), _sigma(float(np.median(np.concatenate(ratios)))))


def _gradient(image: Any) -> tuple[Any, Any]:
    import cv2

    return cv2.Sobel(image, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(image, cv2.CV_32F, 0, 1, scale=0.125)


def _sigma(ratio: float) -> float:
    """The blur that makes the gradients differ by `ratio`."""
    square = ratio * ratio
    if square <= 1.0001:
        return _WIDEST
    return float(min(_WIDEST, max(0.0, (_COARSE**2 - square * _FINE**2) / (square - 1)) ** 0.5))
