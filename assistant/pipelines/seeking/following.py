"""Follows a part of a picture from frame to frame, cheaply, while what knows things by sight is at work elsewhere."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from models.types import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

    Grey = NDArray[np.uint8]

WIDTH = 320  # pixels of the frames that are compared
_POINTS = 60
_LEAST_POINTS = 6
_BACK = 1.5  # pixels by which a point may miss itself when it is followed there and back
_SCATTER = 3.0  # pixels, the median distance of the points from where the rest says they are
_GROWTH = (0.8, 1.25)  # from a frame to the next
_SAME = 0.45  # correlation with what was found at first, below which it is something else
_TEMPLATE = 0.72  # correlation of a patch that is found again elsewhere
_APART = 0.08  # by which it must be better than the next place
_PLAIN = 4.0  # standard deviation of grey values below which a patch looks like any other


def small_grey(image: RgbImage) -> Grey:
    """The frame as it is compared: grey, WIDTH pixels wide."""
    import cv2
    import numpy as np

    height, width, _ = image.shape
    size = (WIDTH, max(8, round(height * WIDTH / width)))
    grey = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    return np.asarray(grey, np.uint8)


class Follower:
    """Optical flow of corners (Lucas and Kanade, in pyramids); a template where there are too few of them."""

    def __init__(self) -> None:
        self._before: Grey | None = None
        self._patch: Grey | None = None  # as it was when something knew it
        self._box = (0.0, 0.0, 0.0, 0.0)

    def start(self, image: RgbImage, place: Box) -> None:
        """Follow `place`, in pixels of `image`, from now on."""
        grey = small_grey(image)
        scale = grey.shape[1] / image.shape[1]
        self._box = (place.left * scale, place.top * scale, place.right * scale, place.bottom * scale)
        self._before, self._patch = grey, _cut(grey, self._box)

    def stop(self) -> None:
        """Follow nothing."""
        self._before = self._patch = None

    def follow(self, image: RgbImage) -> Box | None:
        """Where it is now, in pixels of `image`, clipped to it; None where it is lost, for good."""
        before, self._before = self._before, small_grey(image)
        if before is None or self._patch is None or before.shape != self._before.shape:
            self.stop()
            return None
        box = _flow(before, self._before, self._box) or _again(before, self._before, self._box)
        height, width = self._before.shape
        inside = box is not None and 0 <= (box[0] + box[2]) / 2 < width and 0 <= (box[1] + box[3]) / 2 < height
        if box is None or not inside or not _is_same(self._patch, self._before, box):
            self.stop()
            return None
        self._box = box
        scale = image.shape[1] / width
        found = Box(*(round(value * scale) for value in box)).intersection(Box(0, 0, image.shape[1], image.shape[0]))
        return None if found.is_empty else found


Part = tuple[float, float, float, float]


def _cut(grey: Grey, box: Part) -> Grey:
    height, width = grey.shape
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    return grey[top : min(height, max(top + 2, round(box[3]))), left : min(width, max(left + 2, round(box[2])))]


def _grown(box: Part, share: float) -> Part:
    dx, dy = (box[2] - box[0]) * share, (box[3] - box[1]) * share
    return box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy


def _flow(before: Grey, now: Grey, box: Part) -> Part | None:
    import cv2
    import numpy as np

    mask = np.zeros_like(before)
    _cut(mask, _grown(box, 0.15))[:] = 255
    points: Any = cv2.goodFeaturesToTrack(before, _POINTS, 0.01, 4, mask=mask)
    if points is None or len(points) < _LEAST_POINTS:
        return None
    flow: Any = functools.partial(cv2.calcOpticalFlowPyrLK, winSize=(21, 21), maxLevel=4)
    there, fine, _ = flow(before, now, points, None)
    back, fine_back, _ = flow(now, before, there, None)
    missed = np.linalg.norm((back - points).reshape(-1, 2), axis=1)
    kept = (fine.ravel() == 1) & (fine_back.ravel() == 1) & (missed < _BACK)
    if kept.sum() < max(_LEAST_POINTS, 0.4 * len(points)):
        return None
    old, new = points.reshape(-1, 2)[kept], there.reshape(-1, 2)[kept]
    middle_old, middle_new = np.median(old, axis=0), np.median(new, axis=0)
    spread = np.median(np.linalg.norm(old - middle_old, axis=1))
    growth = float(np.median(np.linalg.norm(new - middle_new, axis=1)) / spread) if spread > 1 else 1.0
    growth = min(_GROWTH[1], max(_GROWTH[0], growth))
    scatter = np.linalg.norm((new - middle_new) - growth * (old - middle_old), axis=1)
    if np.median(scatter) > _SCATTER:
        return None
    centre = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    x, y = (float(value) for value in middle_new + growth * (centre - middle_old))
    wide, tall = (box[2] - box[0]) * growth / 2, (box[3] - box[1]) * growth / 2
    return x - wide, y - tall, x + wide, y + tall


def _again(before: Grey, now: Grey, box: Part) -> Part | None:
    """Where the patch is found again, if it is in one place only."""
    import cv2

    patch = _cut(before, box)
    if min(patch.shape) < 6 or patch.std() < _PLAIN or patch.shape[0] >= now.shape[0] or patch.shape[1] >= now.shape[1]:
        return None
    fits = cv2.matchTemplate(now, patch, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(fits)
    if best < _TEMPLATE:
        return None
    tall, wide = max(2, patch.shape[0] // 2), max(2, patch.shape[1] // 2)
    fits[max(0, y - tall) : y + tall + 1, max(0, x - wide) : x + wide + 1] = -1
    if fits.max() > best - _APART:
        return None
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    return box[0] + x - left, box[1] + y - top, box[2] + x - left, box[3] + y - top


def _is_same(patch: Grey, now: Grey, box: Part) -> bool:
    """Whether what lies there still looks as it did when it was known."""
    import cv2
    import numpy as np

    part = _cut(now, box)
    if min(part.shape) < 4 or min(patch.shape) < 4 or patch.std() < _PLAIN:
        return True  # too small or too plain to say
    whole_width, whole_height = box[2] - box[0], box[3] - box[1]
    if part.shape[1] < 0.8 * whole_width or part.shape[0] < 0.8 * whole_height:
        return True  # half out of the frame: it cannot be compared
    sized = cv2.resize(part, (patch.shape[1], patch.shape[0]), interpolation=cv2.INTER_AREA)
    inner = np.asarray(sized)[2:-2, 2:-2] if min(patch.shape) > 8 else np.asarray(sized)
    return float(cv2.matchTemplate(patch, inner, cv2.TM_CCOEFF_NORMED).max()) >= _SAME
