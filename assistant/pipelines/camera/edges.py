"""Straight edges in a picture, each with the side on which it is lighter.

Segments by LSD (Grompone von Gioi et al. 2010, doi:10.5201/ipol.2012.gjmr-lsd), those of one line joined: the edge of
a page is broken where a finger or a pen lies on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHORTEST = 0.03  # of the longer side of the picture: what is shorter are letters and grain
_SAME_DIRECTION = 0.9976  # cosine of 4 degrees
_SAME_LINE = 3.0  # pixels that the ends of a segment may lie beside the line
_BESIDE = 3.0  # pixels beside an edge where its two sides are looked at
_FULL_CONTRAST = 60.0  # levels from which an edge counts as whole; joints and grain have 10 to 40, paper 60 and more
_MOST = 14  # lines of each lighter side that are kept


@dataclass(frozen=True, slots=True)
class Lines:
    """`points` (n, 2) on the lines, unit `normals` (n, 2) towards the lighter side, `weights` (n): visible length in
    pixels, less where the contrast is low. The heaviest first."""

    points: NDArray[np.float64]
    normals: NDArray[np.float64]
    weights: NDArray[np.float64]

    def of(self, chosen: NDArray[Any]) -> Lines:
        """Some of them, by index or mask."""
        return Lines(self.points[chosen], self.normals[chosen], self.weights[chosen])


def edge_lines(channel: NDArray[np.uint8]) -> Lines:
    """The longest straight edges of one channel (height, width), at most 14 for each of the four lighter sides."""
    import cv2
    import numpy as np

    found = cv2.createLineSegmentDetector().detect(channel)[0]
    segments = np.zeros((0, 4)) if found is None else np.asarray(found, np.float64).reshape(-1, 4)
    start, end = segments[:, :2], segments[:, 2:]
    length = np.hypot(*(end - start).T)
    keep = length > _SHORTEST * max(channel.shape)
    start, end, length = start[keep], end[keep], length[keep]
    order = np.argsort(-length)
    start, end, length = start[order], end[order], length[order]
    along = (end - start) / np.maximum(length, 1e-6)[:, None]
    normals = np.column_stack((-along[:, 1], along[:, 0]))
    contrast = _contrast(channel, start, end, normals)
    normals = np.where(contrast[:, None] < 0, -normals, normals)
    lines = _joined(start, end, normals, length * np.minimum(1, np.abs(contrast) / _FULL_CONTRAST))
    return lines.of(_best_of_each_side(lines))


def sampled(channel: NDArray[Any], points: NDArray[np.float64]) -> NDArray[np.float32]:
    """The values at points (..., 2) of x and y, between the pixels; outside, those of the border."""
    import cv2
    import numpy as np

    flat = points.reshape(1, -1, 2).astype(np.float32)
    values = [
        cv2.remap(
            channel.astype(np.float32), flat[:, n : n + 30000, 0], flat[:, n : n + 30000, 1], cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for n in range(0, flat.shape[1], 30000)
    ]  # fmt: skip
    if not values:
        return np.zeros(points.shape[:-1], np.float32)
    return np.asarray(np.concatenate(values, axis=1).reshape(points.shape[:-1]), np.float32)


def _contrast(
    channel: NDArray[np.uint8], start: NDArray[np.float64], end: NDArray[np.float64], normals: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The median difference between the two sides of each segment, in levels."""
    import numpy as np

    at = np.linspace(0.05, 0.95, 15)[None, :, None]
    points = start[:, None] * (1 - at) + end[:, None] * at
    beside = _BESIDE * normals[:, None]
    values = sampled(channel, points + beside) - sampled(channel, points - beside)
    return np.median(values, axis=1).astype(np.float64) if len(values) else np.zeros(0)


def _joined(
    start: NDArray[np.float64], end: NDArray[np.float64], normals: NDArray[np.float64], weights: NDArray[np.float64]
) -> Lines:
    """Segments of one line and one lighter side as one, fitted through all their ends."""
    import numpy as np

    free = np.ones(len(start), bool)
    points, directions, sums = [], [], []
    for number in range(len(start)):
        if not free[number]:
            continue
        middle, normal = (start[number] + end[number]) / 2, normals[number]
        for _ in range(2):
            near = np.maximum(np.abs((start - middle) @ normal), np.abs((end - middle) @ normal)) < _SAME_LINE
            same = free & near & (normals @ normal > _SAME_DIRECTION)
            same[number] = True
            middle, normal = _fitted(start[same], end[same], weights[same], normal)
        free &= ~same
        points.append(middle)
        directions.append(normal)
        sums.append(float(weights[same].sum()))
    if not points:
        return Lines(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))
    return Lines(np.array(points), np.array(directions), np.array(sums))


def _fitted(
    start: NDArray[np.float64], end: NDArray[np.float64], weights: NDArray[np.float64], towards: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    ends = np.concatenate((start, end))
    weight = np.concatenate((weights, weights)) + 1e-3
    middle = (ends * weight[:, None]).sum(axis=0) / weight.sum()
    away = ends - middle
    _, axes = np.linalg.eigh((away * weight[:, None]).T @ away)
    normal = axes[:, 0]
    return middle, normal if normal @ towards > 0 else -normal


def _best_of_each_side(lines: Lines) -> NDArray[np.int64]:
    """The heaviest of those that are lighter below, above, to the right and to the left."""
    import numpy as np

    order = np.argsort(-lines.weights)
    chosen: set[int] = set()
    for axis, sign in ((1, 1), (1, -1), (0, 1), (0, -1)):
        chosen.update(order[sign * lines.normals[order, axis] > 0.6][:_MOST].tolist())
    return np.array([n for n in order if int(n) in chosen], np.int64)
