"""What is wrong with a camera's pictures, in one sentence that says what to do; before anything is described.

Thresholds were set on the shots of tests/helpers/camera_shots.py (grounds TUNING) and 130 photographs; each says its
unit and what it lies between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from assistant.languages.words import N_, _
from assistant.pipelines.camera.blur import Edges, edges_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

Code = Literal["covered", "plain", "dark", "bright", "shaken", "blurred"]

_WORK = 640  # pixels, the longer side of the picture that is measured
_CELLS = 80  # along the longer side, for the structure; what is smaller is noise in the dark
_NOTHING = 1.7  # levels between a cell and its surroundings; covered lenses have 1.5 at most, dark rooms 1.5 to 8
_PLAIN = 3.0  # the same; walls and tables have 1.6 at most, scenes 20 and more
_PLAIN_EDGES = 0.001  # share of pixels; walls have none, the emptiest scene 0.008
_COVERED = 60  # levels; what is plain and darker is no wall in a lit room
_RED = 2.2  # times the green: light through a finger has 3 to 14, the reddest wall 1.4
_RED_BRIGHTEST = 150  # levels
_DARK = 60  # levels of the lightest hundredth; dark rooms have 36 at most, scenes 108 and more
_NOISE_LIMITED = 2.0  # times the noise; below, the structure is only guessed
_CLIPPED, _ALL_CLIPPED = 0.5, 0.97  # share of pixels; scenes have 0.05 at most
_CLIPPED_EDGES = 0.012  # share of pixels; a scanned page is as white, but has 0.02 and more
_NOT_SHARP = 0.04  # share of sharp edges in the worst direction; blurred shots have 0.02 at most, macros 0.06
_ALONG = 0.3  # share of sharp edges in the best direction from which a single shot is shaken, not out of focus
_ONLY_ALONG = 0.8  # the same for shots that lie still: blurred lines of text seem sharp along them, up to 0.7
_HOPELESS = 5.0  # pixels of blur, of 640
_MOVED = 0.006  # of the longer side, between two shots; a steady hand has 0.003


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one picture; levels are 0..255, measured in a copy of 640 pixels.

    `brightness`, `lightest`: mean, and the level that a hundredth exceeds. `contrast`: standard deviation.
    `structure`: by how much small places differ from their surroundings (the hundredth that differs most).
    `clipped`: share of pixels that are white. `redness`: red by green. `noise`: standard deviation.
    """

    brightness: float
    lightest: float
    contrast: float
    structure: float
    clipped: float
    redness: float
    noise: float
    edges: Edges

    @property
    def good(self) -> bool:
        """Whether there is light, something to see, and something sharp."""
        lit = self.lightest >= _DARK and self.clipped <= _CLIPPED
        return lit and self.structure >= _PLAIN and self.sharp

    @property
    def sharp(self) -> bool:
        """Whether something in the picture is sharp in every direction; True where there are no edges to tell."""
        return self.edges.least_sharp > _NOT_SHARP


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do. `code` is stable; `fatal`: nothing can be described from these pictures."""

    code: Code
    spoken: str
    fatal: bool


_BLACK = N_("The camera sees only black. Its lens may be covered, or it is completely dark.")
_FINGER = N_("The lens seems to be covered, perhaps by a finger.")
_COVER = N_("The lens seems to be covered.")
_SURFACE = N_("The camera sees only a plain surface.")
_TOO_DARK = N_("It is too dark to see anything. Turn on a light.")
_DIM = N_("It is dark here. More light would help.")
_WHITE = N_("The picture is completely white. There is too much light.")
_GLARE = N_("There is too much light in the picture. Turn the camera away from the light.")
_STILL = N_("The picture is blurred by movement. Hold the camera still.")
_FOCUS = N_("The picture is out of focus. Move the camera back a little and wait a moment.")


def assess(image: RgbImage) -> Quality:
    """Measure one picture. 4 ms for 1280 x 720."""
    return _measured(_small(image))


def guidance(shots: Sequence[RgbImage]) -> Guidance | None:
    """What is wrong with all of the shots, taken within a second or two; None where one of them is good enough.

    Under 30 ms for five of 1280 x 720. At least one shot.
    """
    small: list[RgbImage] = []
    found: list[Quality] = []
    for shot in shots:
        small.append(_small(shot))
        found.append(_measured(small[-1]))
        if found[-1].good:
            return None
    return _of_light(found) or _of_sharpness(found, small)


def _of_light(found: Sequence[Quality]) -> Guidance | None:
    bare = all(q.structure < _NOTHING for q in found)
    light, lightest = median(q.brightness for q in found), median(q.lightest for q in found)
    red = median(q.redness for q in found) > _RED and light < _RED_BRIGHTEST
    if red and all(q.structure < _PLAIN for q in found):
        return Guidance("covered", _(_FINGER if lightest > 25 else _BLACK), fatal=True)
    if bare and light < _COVERED:
        return Guidance("covered", _(_COVER if lightest > 25 else _BLACK), fatal=True)
    if all(q.clipped > _CLIPPED and q.edges.share < _CLIPPED_EDGES for q in found):
        if all(q.clipped > _ALL_CLIPPED and q.structure < _PLAIN for q in found):
            return Guidance("bright", _(_WHITE), fatal=True)
        return Guidance("bright", _(_GLARE), fatal=False)
    if lightest < _DARK:
        if all(q.structure < _NOISE_LIMITED * q.noise for q in found):
            return Guidance("dark", _(_TOO_DARK), fatal=True)
        return Guidance("dark", _(_DIM), fatal=False)
    if all(q.structure < _PLAIN and q.edges.share < _PLAIN_EDGES for q in found):
        return Guidance("plain", _(_SURFACE), fatal=True)
    return None


def _of_sharpness(found: Sequence[Quality], small: Sequence[RgbImage]) -> Guidance | None:
    if any(q.sharp for q in found):
        return None
    hopeless = all(q.edges.width > _HOPELESS for q in found)
    moved = _movement(small)
    along = max(q.edges.sharp for q in found)
    shaken = along > _ALONG if moved is None else moved > _MOVED or along > _ONLY_ALONG
    return Guidance("shaken" if shaken else "blurred", _(_STILL if shaken else _FOCUS), hopeless)


def _small(image: RgbImage) -> RgbImage:
    import cv2
    import numpy as np

    scale = _WORK / max(image.shape[:2])
    if scale >= 1:
        return image
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _measured(small: RgbImage) -> Quality:
    import cv2
    import numpy as np

    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    lightest = int(np.searchsorted(np.cumsum(counts), 0.99 * grey.size))
    mean, deviation = cv2.meanStdDev(grey)
    channels = cv2.mean(small)
    exact = grey.astype(np.float32)
    noise = _noise(exact)
    return Quality(
        brightness=float(mean.item()),
        lightest=float(lightest),
        contrast=float(deviation.item()),
        structure=_structure(exact),
        clipped=float(counts[250:].sum() / grey.size),
        redness=channels[0] / max(1.0, channels[1]),
        noise=noise,
        edges=edges_of(exact, noise),
    )


def _noise(grey: NDArray[np.float32]) -> float:
    """Immerkaer 1996, Fast noise variance estimation, by the median, which edges do not raise."""
    import cv2
    import numpy as np

    kernel = np.array(((1, -2, 1), (-2, 4, -2), (1, -2, 1)), np.float32)
    return float(np.median(np.abs(cv2.filter2D(grey, -1, kernel)[::2, ::2])) / (6 * 0.6745))


def _structure(grey: NDArray[np.float32]) -> float:
    import cv2
    import numpy as np

    scale = _CELLS / max(grey.shape)
    cells = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    rest = cells - cv2.GaussianBlur(cells, (0, 0), 3, borderType=cv2.BORDER_REFLECT)
    inner = rest[2:-2, 2:-2] if min(rest.shape) > 8 else rest
    return float(np.percentile(np.abs(inner), 99))


def _movement(small: Sequence[RgbImage]) -> float | None:
    """By how much of the longer side the picture moves from shot to shot; None for a single one."""
    import cv2
    import numpy as np

    if len({each.shape for each in small}) != 1 or len(small) < 2:
        return None
    height, width = small[0].shape[:2]
    scale = 320 / max(height, width)
    grey = [
        cv2.resize(cv2.cvtColor(each, cv2.COLOR_RGB2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for each in small
    ]
    window = cv2.createHanningWindow((grey[0].shape[1], grey[0].shape[0]), cv2.CV_32F)
    steps = []
    for one, other in pairwise(grey):
        (x, y), _sure = cv2.phaseCorrelate(one.astype(np.float32), other.astype(np.float32), window)
        steps.append(float(np.hypot(x, y)) / max(grey[0].shape))
    return float(median(steps))
