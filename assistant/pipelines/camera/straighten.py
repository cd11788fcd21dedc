"""A page seen at an angle, as it looks from straight above, evenly lit; and the way back to the frame.

The ratio of the sides follows Zhang and He, Whiteboard scanning and image enhancement (2007), section 3: the picture of
a rectangle tells the camera's focal length and with it the ratio.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.pipelines.camera.page import Page
from models.types import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

LONGEST = 2000  # pixels; letters of 12 points on A4 are then 28 high, more than the reader needs
_WANTED = 1400  # pixels of the longer side up to which a small page is enlarged, at most twice
_FOCAL = (0.5, 3.0)  # of the frame's diagonal: from very wide lenses to small telephoto lenses
_RATIO = (0.18, 5.5)  # from a till receipt to a sign over a shop
_LIGHT_MOST = 2.5  # times by which a dark place is made lighter; noise grows with it


@dataclass(frozen=True, slots=True)
class Map:
    """From the straightened picture's pixels to the frame's: a homography, row by row."""

    matrix: tuple[float, float, float, float, float, float, float, float, float]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the straightened picture in the frame."""
        a, b, c, d, e, f, g, h, i = self.matrix
        w = g * x + h * y + i
        return (a * x + b * y + c) / w, (d * x + e * y + f) / w

    def to_frame(self, box: Box) -> Box:
        """The smallest box in the frame that holds `box`, rounded outwards, not clipped."""
        xs, ys = zip(
            *(self.point(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)),
            strict=True,
        )
        return Box(math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys)))

    def after(self, other: Map) -> Map:
        """First `other`, then this one."""
        rows = [self.matrix[n : n + 3] for n in (0, 3, 6)]
        columns = [other.matrix[n::3] for n in range(3)]
        return Map(tuple(sum(p * q for p, q in zip(r, c, strict=True)) for r in rows for c in columns))  # type: ignore[arg-type]


SAME = Map((1, 0, 0, 0, 1, 0, 0, 0, 1))
"""Of a picture that is the frame itself."""


def straighten(image: RgbImage, page: Page, *, longest: int = LONGEST) -> tuple[RgbImage, Map]:
    """The page as a rectangle, at most `longest` pixels long, evenly lit; and the map back to `image`."""
    import cv2
    import numpy as np

    corners = np.array(page.corners, np.float64)
    width, height = _size(corners, image.shape[1], image.shape[0], longest)
    target = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    # corners lie between pixels, whose middles OpenCV counts from
    forward = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(image, forward, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = np.linalg.inv(forward)
    return evened(np.asarray(flat)), Map(tuple((back / back[2, 2]).ravel().tolist()))


def evened(image: RgbImage) -> RgbImage:
    """With shadows taken off: each place is made as light as the lightest part of the paper, up to 2.5 times.

    For a picture that is mostly paper; one that is mostly dark is left as it is.
    """
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    scale = min(1.0, 160 / max(height, width))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13)))
    if float(np.median(grey)) < 0.6 * float(np.median(paper)) or float(np.median(paper)) < 40:
        return image  # light writing on a dark ground, or a picture
    paper = cv2.GaussianBlur(paper.astype(np.float32), (0, 0), 7)
    gain = np.clip(float(np.percentile(paper, 90)) / np.maximum(paper, 1), 1.0, _LIGHT_MOST)
    wide: Any = cv2.resize(gain.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(image.astype(np.float32), cv2.merge((wide, wide, wide))).clip(0, 255), np.uint8)


def _size(corners: NDArray[np.float64], frame_width: int, frame_height: int, longest: int) -> tuple[int, int]:
    """Pixels across and down: as many as the longest side has in the frame, more for a small page."""
    import numpy as np

    steps = np.roll(corners, -1, axis=0) - corners
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    wide, high = max(lengths[0], lengths[2]), max(lengths[1], lengths[3])
    plain = (lengths[0] + lengths[2]) / (lengths[1] + lengths[3])
    ratio = _ratio(corners - (frame_width / 2, frame_height / 2), math.hypot(frame_width, frame_height))
    if ratio is None or not 0.5 < ratio / plain < 2:
        ratio = plain
    ratio = min(max(ratio, _RATIO[0]), _RATIO[1])
    height = max(high, wide / ratio)
    width = height * ratio
    scale = min(max(1.0, min(2.0, _WANTED / max(width, height))), longest / max(width, height))
    return max(8, round(width * scale)), max(8, round(height * scale))


def _ratio(corners: NDArray[np.float64], diagonal: float) -> float | None:
    """Width by height of the rectangle; None where it is seen so straight that perspective says nothing."""
    import numpy as np

    tl, tr, br, bl = np.column_stack((corners, np.ones(4)))
    k2 = np.cross(tl, br) @ bl / (np.cross(tr, br) @ bl)
    k3 = np.cross(tl, br) @ tr / (np.cross(bl, br) @ tr)
    across, down = k2 * tr - tl, k3 * bl - tl
    if abs(across[2] * down[2]) < 1e-4:
        return None
    square = -(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2])
    if not (_FOCAL[0] * diagonal) ** 2 < square < (_FOCAL[1] * diagonal) ** 2:
        return None
    lengths = [math.sqrt((v[0] ** 2 + v[1] ** 2) / square + v[2] ** 2) for v in (across, down)]
    return float(lengths[0] / lengths[1])
