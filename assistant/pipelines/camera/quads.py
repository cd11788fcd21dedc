"""Four straight edges, each lighter (or each darker) inside, that make the outline of a page.

All combinations of four lines are scored at once: how much of each side of the quadrilateral is really an edge. A side
of the frame may stand for a side of the page that lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.pipelines.camera.edges import Lines, sampled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDES = ("top", "right", "bottom", "left")
_NORMALS = {"top": (0.0, 1.0), "right": (-1.0, 0.0), "bottom": (0.0, -1.0), "left": (1.0, 0.0)}
"""Into the page."""
_STEP = 2.0  # pixels between two samples of a line
_LEAST_CONTRAST = 7.0  # levels across an edge; what is left of noise of 4 levels after smoothing stays below 4
_UNSUPPORTED = 1.6  # times its length is a side's part taken off that is no edge
_FAR = 0.3  # of the frame's size: a corner farther outside is not believed
_LEAST_ANGLE = 0.62  # sine of 38 degrees: a page tilted by 45 degrees keeps 50 and more at its corners
_SMALLEST = 0.02  # share of the frame
_KEPT = 48  # outlines that are looked at closely: striped and tiled grounds have many longer ones


@dataclass(frozen=True, slots=True)
class Outline:
    """`corners` (4, 2) from the top left clockwise, in pixels, some perhaps outside; `real`: which of the four sides
    (top, right, bottom, left) is an edge, not the frame's; `supported`: the share of each that is one; `score`: the
    length of what is an edge less what is not, in parts of the diagonal."""

    corners: NDArray[np.float64]
    real: tuple[bool, bool, bool, bool]
    supported: tuple[float, float, float, float]
    score: float


def outlines(channel: NDArray[np.uint8], lines: Lines, *, lighter: bool) -> list[Outline]:
    """The best quadrilaterals whose inside is lighter (or darker) than what lies around them, the best first.

    `channel`: (height, width), smoothed; `lines` were found in it.
    """
    import numpy as np

    height, width = channel.shape
    sides = [_Side(name, channel, lines, lighter=lighter) for name in SIDES]
    top, right, bottom, left = sides
    tl, tr = _crossings(top, left), _crossings(top, right)  # (tops, lefts, 2), (tops, rights, 2)
    bl, br = _crossings(bottom, left), _crossings(bottom, right)
    # (top, bottom, left, right)
    total = (
        top.worth(tl[:, :, None], tr[:, None])[:, None]
        + bottom.worth(br[:, None], bl[:, :, None])[None]
        + left.worth(bl.transpose(1, 0, 2)[:, None], tl.transpose(1, 0, 2)[:, :, None]).transpose(1, 2, 0)[..., None]
        + right.worth(tr.transpose(1, 0, 2)[:, :, None], br.transpose(1, 0, 2)[:, None]).transpose(1, 2, 0)[:, :, None]
    )
    limits = np.array((width, height), np.float64)
    for corner, view in ((tl, "tl"), (tr, "tr"), (bl, "bl"), (br, "br")):
        bad = ~((corner > -_FAR * limits) & (corner < (1 + _FAR) * limits)).all(axis=-1)
        high, wide = bad.shape
        rows = (high, 1) if view[0] == "t" else (1, high)
        columns = (wide, 1) if view[1] == "l" else (1, wide)
        total = total - 1e6 * bad.reshape(*rows, *columns)
    count = min(total.size, 20 * _KEPT)
    best = np.argpartition(-total.ravel(), count - 1)[:count]
    best = best[np.argsort(-total.ravel()[best])]
    found: list[Outline] = []
    for flat in best:
        score = float(total.flat[flat])
        if score < 0 or len(found) == _KEPT:
            break
        t, b, le, ri = (int(n) for n in np.unravel_index(flat, total.shape))
        corners = np.array((tl[t, le], tr[t, ri], br[b, ri], bl[b, le]))
        if not _plausible(corners, width, height) or _known(corners, found, 0.012 * float(limits.max())):
            continue
        chosen = (t, ri, b, le)
        real = tuple(n < s.real for s, n in zip(sides, chosen, strict=True))
        if sum(real) < 2:
            continue
        parts = tuple(
            side.share(number, corners[k], corners[(k + 1) % 4])
            for k, (side, number) in enumerate(zip(sides, chosen, strict=True))
        )
        found.append(Outline(corners, real, parts, score / float(np.hypot(width, height))))  # type: ignore[arg-type]
    return found


class _Side:
    """The lines that may be one side of the page, then the frame's own side; sampled once."""

    def __init__(self, name: str, channel: NDArray[np.uint8], lines: Lines, *, lighter: bool) -> None:
        import numpy as np

        height, width = channel.shape
        inward = np.array(_NORMALS[name])
        sign = 1.0 if lighter else -1.0
        normals = sign * lines.normals
        chosen = normals @ inward > 0.6
        border = {"top": (width / 2, 0.5), "right": (width - 1.5, height / 2), "bottom": (width / 2, height - 1.5)}
        edge = np.array(border.get(name, (0.5, height / 2)))
        self.real = int(chosen.sum())
        self.points = np.vstack((lines.points[chosen], edge))
        self.normals = np.vstack((normals[chosen], inward))
        # the lines run clockwise around the page
        self.along = np.column_stack((self.normals[:, 1], -self.normals[:, 0]))
        self.first, self.last = _inside(self.points, self.along, width, height)
        count = int(np.ceil((self.last - self.first).max() / _STEP)) + 1
        at = self.first[:, None] + _STEP * np.arange(count)
        places = self.points[:, None] + at[..., None] * self.along[:, None]
        contrast = np.full(at.shape, -255.0)
        for shift in (-2.0, 0.0, 2.0):
            inside = sampled(channel, places + (shift + 3) * self.normals[:, None])
            outside = sampled(channel, places + (shift - 3) * self.normals[:, None])
            contrast = np.maximum(contrast, sign * (inside - outside))
        edges = ((contrast > _LEAST_CONTRAST) & (at <= self.last[:, None])).astype(np.float64)
        self._sums = np.concatenate((np.zeros((len(at), 1)), np.cumsum(edges, axis=1)), axis=1) * _STEP

    def worth(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each line (first axis) the length that is an edge, clockwise from one point to another, less the rest."""
        import numpy as np

        length, edge = self._lengths(np.arange(len(self.points)), one, other)
        value = edge - _UNSUPPORTED * (length - edge)
        value[self.real :] = 0
        return np.where(length < 8, -1e6, value)

    def share(self, number: int, one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
        """What part of the side in the frame is an edge, 0..1."""
        import numpy as np

        length, edge = self._lengths(np.array([number]), one[None, None], other[None, None])
        return float(edge.item() / max(1e-6, length.item()))

    def _lengths(
        self, lines: NDArray[np.int64], one: NDArray[np.float64], other: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        import numpy as np

        point, along = self.points[lines, None, None], self.along[lines, None, None]
        first, last = self.first[lines, None, None], self.last[lines, None, None]
        a = np.clip(((one - point) * along).sum(axis=-1), first, last)
        b = np.clip(((other - point) * along).sum(axis=-1), first, last)
        top = self._sums.shape[1] - 1
        i = np.clip(((a - first) / _STEP).astype(np.int64), 0, top)
        j = np.clip(((b - first) / _STEP).astype(np.int64), 0, top)
        row = np.broadcast_to(lines[:, None, None], i.shape)
        return b - a, np.minimum(self._sums[row, j] - self._sums[row, i], b - a)


def _inside(
    points: NDArray[np.float64], along: NDArray[np.float64], width: int, height: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From where to where each line lies in the frame, in pixels from its point."""
    import numpy as np

    first, last = np.full(len(points), -1e4), np.full(len(points), 1e4)
    for axis, size in ((0, width - 1), (1, height - 1)):
        step = np.where(np.abs(along[:, axis]) < 1e-9, 1e-9, along[:, axis])
        a, b = -points[:, axis] / step, (size - points[:, axis]) / step
        first, last = np.maximum(first, np.minimum(a, b)), np.minimum(last, np.maximum(a, b))
    return first, np.maximum(first, last)


def _crossings(one: _Side, other: _Side) -> NDArray[np.float64]:
    """Where each line of one side meets each of the other: (ones, others, 2); far away where they are parallel."""
    import numpy as np

    a, b = one.normals, other.normals
    c = (one.points * a).sum(axis=1)[:, None]
    d = (other.points * b).sum(axis=1)[None]
    det = a[:, None, 0] * b[None, :, 1] - a[:, None, 1] * b[None, :, 0]
    det = np.where(np.abs(det) < 0.3, 1e-9, det)
    x = (c * b[None, :, 1] - d * a[:, None, 1]) / det
    y = (d * a[:, None, 0] - c * b[None, :, 0]) / det
    return np.stack((x, y), axis=-1)


def _plausible(corners: NDArray[np.float64], width: int, height: int) -> bool:
    """Convex, clockwise, no corner too sharp, large enough, opposite sides not too unlike."""
    import cv2
    import numpy as np

    steps = np.roll(corners, -1, axis=0) - corners
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    if lengths.min() < 12:
        return False
    unit = steps / lengths[:, None]
    after = np.roll(unit, -1, axis=0)
    sines = unit[:, 0] * after[:, 1] - unit[:, 1] * after[:, 0]
    if sines.min() < _LEAST_ANGLE:
        return False
    if max(lengths[0] / lengths[2], lengths[2] / lengths[0], lengths[1] / lengths[3], lengths[3] / lengths[1]) > 2.2:
        return False
    return bool(cv2.contourArea(corners.astype(np.float32)) > _SMALLEST * width * height)


def _known(corners: NDArray[np.float64], found: list[Outline], near: float) -> bool:
    import numpy as np

    return any(float(np.abs(corners - other.corners).max()) < near for other in found)
