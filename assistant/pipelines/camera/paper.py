"""Whether an outline in a picture is that of a page: its edges are there, it is mostly plain, and marks stand on it.

A wrong page is worse than none. Thresholds were set on the scenes of tests/helpers/camera_scenes.py (grounds TUNING)
and on a dozen photographs of pages; each says its unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.pipelines.camera.quads import Outline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

STROKES = 9  # pixels: darker marks on a page that are thinner are writing
_GRID = 96  # cells a side, of the page as it is judged
_STEP = 12  # levels between two cells that are four apart; a shadow across the page has 6, the edge of a thing 30
_LONGEST = 640  # pixels of the page's longer side in which marks are counted
_MARK = 14  # levels by which a mark differs from its ground; noise of 4 levels leaves 8
_NOISE = 4.0  # times the median of what noise leaves, for the same
_PRINT = 0.15  # of the page's level: letters of 6 pixels still differ by 0.3, the relief of a door by 0.1
_OTHER_PAPER, _OFFSET = 1.7, 20.0  # times as light, above so many levels; shadows across pages make 1.4
_SMALL_MARK = 0.2  # of the page's smaller side: what is larger in both directions is no writing


@dataclass(frozen=True, slots=True)
class _Demand:
    """What an outline must have, by how many of its sides are edges in the picture.

    `mean`, `least`: of the shares of these sides that are edges; `plain`: share of cells; `marks`: a number.
    """

    mean: float
    least: float
    plain: float
    marks: int


_DEMANDS = {
    4: _Demand(mean=0.84, least=0.6, plain=0.5, marks=18),
    3: _Demand(mean=0.9, least=0.75, plain=0.8, marks=24),
    2: _Demand(mean=0.95, least=0.9, plain=0.85, marks=40),
}
_DARK = _Demand(mean=0.9, least=0.75, plain=0.5, marks=20)
"""Between a page and the frame's side, the table is a dark outline too; so three sides must be edges."""
_STRICT_PLAIN = 0.75
"""Where a corner lies outside, or the page is little: photographs have such outlines by chance, with 0.3 to 0.7."""
_LITTLE = 0.15
"""Share of the frame."""


def confidence(
    outline: Outline, filled: NDArray[np.uint8], picture: RgbImage, *, lighter: bool, scale: float
) -> float | None:
    """How surely it is a page, 0..1; None: it is not taken for one.

    `filled`: the channel in which the outline was found, without its writing; `picture`: the same with finer pixels,
    `scale` times as large.
    """
    import cv2
    import numpy as np

    sides = sum(outline.real)
    demand = _DEMANDS[sides] if lighter else _DARK
    shares = [share for share, real in zip(outline.supported, outline.real, strict=True) if real]
    mean, least = sum(shares) / len(shares), min(shares)
    if mean < demand.mean or least < demand.least or (sides < 3 and not lighter):
        return None
    high, wide = filled.shape
    outside = (outline.corners < -2).any() or (outline.corners > np.array((wide + 2, high + 2))).any()
    plain = _plain(outline, filled)
    strict = outside or cv2.contourArea(outline.corners.astype(np.float32)) < _LITTLE * high * wide
    if plain < max(demand.plain, _STRICT_PLAIN if strict else 0):
        return None
    if _marks(outline.corners * scale, picture, lighter=lighter) < demand.marks:
        return None
    return mean * (0.6 + 0.4 * plain) * {4: 1.0, 3: 0.9, 2: 0.75}[sides]


def _plain(outline: Outline, filled: NDArray[np.uint8]) -> float:
    """The share of the page, as far as it is in the frame, that does not change from place to place."""
    import cv2
    import numpy as np

    square = np.array(((0, 0), (_GRID, 0), (_GRID, _GRID), (0, _GRID)), np.float32)
    matrix = cv2.getPerspectiveTransform(outline.corners.astype(np.float32), square)
    flat = cv2.warpPerspective(filled, matrix, (_GRID, _GRID)).astype(np.int16)
    seen = cv2.warpPerspective(np.full_like(filled, 255), matrix, (_GRID, _GRID)) > 250
    seen[:6] = seen[-6:] = seen[:, :6] = seen[:, -6:] = False
    change = np.maximum(np.abs(flat[2:-2, 4:] - flat[2:-2, :-4]), np.abs(flat[4:, 2:-2] - flat[:-4, 2:-2]))
    inner = seen[2:-2, 2:-2]
    return float((change[inner] < _STEP).mean()) if inner.any() else 0.0


def _leaves_its_paper(filled: Any, strokes: Any) -> bool:
    """Whether the writing stands on something lighter or darker than what the edges enclose: a page on a tile."""
    import numpy as np

    height, width = filled.shape
    rim = np.ones(filled.shape, bool)
    y, x = max(1, height // 20), max(1, width // 20)
    rim[y:-y, x:-x] = False
    written = strokes > max(_MARK, float(np.percentile(strokes, 95)) / 2)
    if not written.any():
        return True
    around, under = _OFFSET + float(np.median(filled[rim])), _OFFSET + float(np.median(filled[written]))
    return not 1 / _OTHER_PAPER < around / under < _OTHER_PAPER


def _marks(corners: NDArray[np.float64], picture: RgbImage, *, lighter: bool) -> int:
    """How many small marks that may be writing lie on the page, away from its edges."""
    import cv2
    import numpy as np

    steps = np.roll(corners, -1, axis=0) - corners
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    wide, high = lengths[[0, 2]].mean(), lengths[[1, 3]].mean()
    shrink = min(1.0, _LONGEST / max(wide, high))
    width, height = max(16, round(wide * shrink)), max(16, round(high * shrink))
    target = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.medianBlur(cv2.warpPerspective(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), 3)
    base = flat.min(axis=2) if lighter else cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (STROKES, STROKES))
    filled = cv2.morphologyEx(base, cv2.MORPH_CLOSE if lighter else cv2.MORPH_OPEN, kernel)
    strokes = cv2.absdiff(filled, base)
    margin = max(4, round(0.03 * min(width, height)))
    strokes, filled = strokes[margin:-margin, margin:-margin], filled[margin:-margin, margin:-margin]
    if not strokes.size:
        return 0
    # most of a page is blank, so that the median is what noise leaves
    if _leaves_its_paper(filled, strokes):
        return 0
    least = max(_MARK, _NOISE * float(np.median(strokes)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats((strokes > least / 2).astype(np.uint8), connectivity=8)
    smaller = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    chosen = (smaller < _SMALL_MARK * min(width, height)) & (stats[:, cv2.CC_STAT_AREA] >= 4)
    printed = np.zeros(len(stats), bool)
    printed[labels[strokes > max(least, _PRINT * float(np.median(filled)))]] = True  # a faint line in pieces is none
    printed[0] = False
    return int((chosen & printed).sum())
