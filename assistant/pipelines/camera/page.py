"""Where a page lies in a camera's picture: a sheet, a screen, a sign; and where the camera must go to see all of it.

A wrong page is worse than none: it is taken only where its edges are really there, what lies inside is mostly plain,
and small dark marks stand on it (light ones on a dark page). Thresholds were set on the generated scenes of
tests/helpers/camera_scenes.py (grounds TUNING) and a dozen photographs of pages; each says its unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.pipelines.camera.edges import edge_lines
from assistant.pipelines.camera.quads import SIDES, Outline, outlines
from assistant.pipelines.wording import joined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

Side = Literal["left", "right", "top", "bottom"]

_WORK = 640  # pixels, the longer side of the picture that is searched
_STROKES = 9  # pixels there: darker marks that are thinner are writing, and are filled
_MARK = 14  # levels by which writing differs from its ground; noise of 4 levels leaves 8
_NOISE = 4.0  # times the median of what noise leaves, for the same
_PRINT = 0.15  # of the level of the page: writing of 6 pixels, smoothed, still differs by 0.3
_GRID = 96  # cells a side, of the page as it is judged
_STEP = 12  # levels between two cells that are four apart; a shadow across the page has 6, the edge of a thing 30
_SMALL_MARK = 0.2  # of the page's smaller side: what is larger in both directions is no writing
_OUT = 0.004  # of the frame's diagonal: what reaches out by less is not cut off
_FAR_AWAY = 0.15  # share of the frame below which letters get too small: 12 point text on A4 is then 6 pixels high


@dataclass(frozen=True, slots=True)
class _Demand:
    """What an outline must have to be taken for a page, by how many of its sides are edges in the picture.

    `mean`, `least`: of the shares of the sides that are edges; `plain`: share of cells; `marks`: a number.
    """

    mean: float
    least: float
    plain: float
    marks: int
    sides: int = 2


_DARK_DEMAND = _Demand(mean=0.9, least=0.75, plain=0.5, marks=20, sides=3)
"""Between a page and the frame's side, a table is a dark outline too."""
_DEMANDS = {
    4: _Demand(mean=0.84, least=0.6, plain=0.3, marks=18),
    3: _Demand(mean=0.9, least=0.75, plain=0.6, marks=24),
    2: _Demand(mean=0.95, least=0.9, plain=0.85, marks=40),
}


@dataclass(frozen=True, slots=True)
class Page:
    """`corners`: top left, top right, bottom right, bottom left as it lies in the frame, in the frame's pixels; a
    corner may lie outside. `cut`: the frame's sides beyond which the page goes on. `share` of the frame it fills, 0..1;
    `confidence` 0..1."""

    corners: tuple[tuple[float, float], ...]
    cut: tuple[Side, ...]
    share: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    outline: Outline
    worth: float
    confidence: float


def find_page(image: RgbImage) -> Page | None:
    """The page in the picture; None where there is none, or none that is sure. About 60 ms for 1280 x 720."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    scale = min(1.0, _WORK / max(height, width))
    if min(height, width) * scale < 64:
        return None
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    best = max(_candidates(np.ascontiguousarray(small)), key=lambda each: each.worth, default=None)
    if best is None:
        return None
    # the middle of a pixel of the small picture lies in the middle of those it was made of
    ratio = np.array((small.shape[1] / width, small.shape[0] / height))
    corners = (best.outline.corners + 0.5) / ratio - 0.5
    return Page(
        corners=tuple((float(x), float(y)) for x, y in corners),
        cut=_cut(best.outline, corners, width, height),
        share=_share(corners, width, height),
        confidence=best.confidence,
    )


def direction(page: Page, *, mirrored: bool = False, held: bool = False) -> str | None:
    """What to do so that more of the page can be read; None where all of it is well in view.

    `mirrored`: the picture shows the world as a mirror does. `held`: the camera stands before the user, who holds the
    page towards it: then the page is to be moved, and left and right are the user's own.
    """
    swap = {"left": "right", "right": "left"} if mirrored else {}
    cut = [swap.get(side, side) for side in page.cut]
    across, down = {"left", "right"} <= set(cut), {"top", "bottom"} <= set(cut)
    if across or down:
        return (
            "The page is too close. Move it away from the camera."
            if held
            else "The page is larger than the picture. Move the camera away from it."
        )
    if cut:
        return _towards(cut, held=held)
    if page.share < _FAR_AWAY:
        return f"The page is far away. Move {'it' if held else 'the camera'} closer."
    return None


def _towards(cut: list[str], *, held: bool) -> str:
    where = joined([f"on the {side}" if side in ("left", "right") else f"at the {side}" for side in cut])
    # who faces the camera has the picture's left on the right hand; a page that leaves at the left goes to the right
    mine = {"left": "to your left", "right": "to your right", "top": "down", "bottom": "up"}
    ways = {"left": "to the left", "right": "to the right", "top": "towards the top", "bottom": "towards the bottom"}
    way = joined([(mine if held else ways)[side] for side in cut])
    return f"The page is cut off {where}. Move {'it' if held else 'the camera'} {way}."


def _candidates(small: RgbImage) -> Iterator[_Candidate]:
    """Outlines that are pages: those lighter than their ground; darker ones where there is none."""
    import cv2

    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_STROKES, _STROKES))
    smooth = cv2.medianBlur(small, 3)
    # paper is light in every channel; a coloured table is dark in one
    lightest = smooth.min(axis=2)
    for lighter, base in ((True, lightest), (False, cv2.cvtColor(smooth, cv2.COLOR_RGB2GRAY))):
        filled = cv2.morphologyEx(base, cv2.MORPH_CLOSE if lighter else cv2.MORPH_OPEN, kernel)
        strokes = cv2.absdiff(filled, base)
        for outline in outlines(filled, edge_lines(filled), lighter=lighter):
            candidate = _judged(outline, filled, strokes, lighter=lighter)
            if candidate is not None:
                yield candidate
                return  # the others have less of an outline


def _judged(outline: Outline, filled: NDArray[np.uint8], strokes: NDArray[np.uint8], *, lighter: bool) -> _Candidate | None:
    import cv2
    import numpy as np

    demand = _DEMANDS[sum(outline.real)] if lighter else _DARK_DEMAND
    shares = [share for share, real in zip(outline.supported, outline.real, strict=True) if real]
    mean, least = sum(shares) / len(shares), min(shares)
    if sum(outline.real) < demand.sides or mean < demand.mean or least < demand.least:
        return None
    square = np.array(((0, 0), (_GRID, 0), (_GRID, _GRID), (0, _GRID)), np.float32)
    matrix = cv2.getPerspectiveTransform(outline.corners.astype(np.float32), square)
    flat = cv2.warpPerspective(filled, matrix, (_GRID, _GRID)).astype(np.int16)
    seen = cv2.warpPerspective(np.full_like(filled, 255), matrix, (_GRID, _GRID)) > 250
    seen[:6] = seen[-6:] = seen[:, :6] = seen[:, -6:] = False
    change = np.maximum(np.abs(flat[2:-2, 4:] - flat[2:-2, :-4]), np.abs(flat[4:, 2:-2] - flat[:-4, 2:-2]))
    inner = seen[2:-2, 2:-2]
    plain = float((change[inner] < _STEP).mean()) if inner.any() else 0.0
    if plain < demand.plain or _marks(outline, strokes, matrix, float(np.median(flat))) < demand.marks:
        return None
    sides = sum(outline.real)
    confidence = mean * (0.6 + 0.4 * plain) * {4: 1.0, 3: 0.9, 2: 0.75}[sides]
    return _Candidate(outline, outline.score, confidence)


def _marks(outline: Outline, strokes: NDArray[np.uint8], matrix: NDArray[np.float64], paper: float) -> int:
    """How many small marks that may be writing lie in the outline, away from its edges."""
    import cv2
    import numpy as np

    height, width = strokes.shape
    (left, top), (right, bottom) = outline.corners.min(axis=0), outline.corners.max(axis=0)
    x, y = max(0, int(left)), max(0, int(top))
    part = strokes[y : min(height, int(bottom) + 1), x : min(width, int(right) + 1)]
    flat = cv2.warpPerspective(strokes, matrix, (_GRID, _GRID), flags=cv2.INTER_NEAREST)
    # most of a page is blank, so that the median is what noise leaves
    least = max(_MARK, _NOISE * float(np.median(flat)))
    _, labels, stats, middles = cv2.connectedComponentsWithStats((part > least / 2).astype(np.uint8), connectivity=8)
    smaller = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    steps = np.roll(outline.corners, -1, axis=0) - outline.corners
    side = float(np.hypot(steps[:, 0], steps[:, 1]).min())
    places = np.column_stack((middles + (x, y), np.ones(len(middles)))) @ matrix.T
    places = places[:, :2] / places[:, 2:] / _GRID
    chosen = ((places > 0.03) & (places < 0.97)).all(axis=1) & (smaller < _SMALL_MARK * side)
    chosen &= stats[:, cv2.CC_STAT_AREA] >= 4
    dark = np.zeros(len(stats), bool)
    dark[labels[part > max(least, _PRINT * paper)]] = True  # a faint line in pieces is none
    chosen &= dark
    chosen[0] = False
    return int(chosen.sum())


def _cut(outline: Outline, corners: NDArray[np.float64], width: int, height: int) -> tuple[Side, ...]:
    out = _OUT * math.hypot(width, height)
    x, y = corners[:, 0], corners[:, 1]
    beyond = {"left": -x.min(), "right": x.max() - width, "top": -y.min(), "bottom": y.max() - height}
    real = dict(zip(SIDES, outline.real, strict=True))
    names: tuple[Side, ...] = ("left", "right", "top", "bottom")
    return tuple(side for side in names if not real[side] or beyond[side] > out)


def _share(corners: NDArray[np.float64], width: int, height: int) -> float:
    import cv2
    import numpy as np

    frame = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    area, _ = cv2.intersectConvexConvex(corners.astype(np.float32), frame)
    return min(1.0, max(0.0, float(area) / (width * height)))
