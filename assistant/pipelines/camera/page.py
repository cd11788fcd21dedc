"""Where a page lies in a camera's picture: a sheet, a screen, a sign; and where the camera must go.

The search works on a small copy in which writing is filled, so that only large edges are left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.languages.wording import joined
from assistant.languages.words import _, p_
from assistant.pipelines.camera.edges import edge_lines
from assistant.pipelines.camera.paper import STROKES
from assistant.pipelines.camera.paper import confidence as confidence_of
from assistant.pipelines.camera.quads import SIDES, Outline, outlines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage

Side = Literal["left", "right", "top", "bottom"]

_WORK = 640  # pixels, the longer side of the picture that is searched
_FINE = 1280  # pixels, the longer side of the picture in which writing is looked for
_OUT = 0.004  # of the frame's diagonal: what reaches out by less is not cut off
_LEAST_CUT = 0.15  # share of the frame; smaller ones at its side were never pages in photographs of streets
_FAR_AWAY = 0.15  # share of the frame below which letters get too small: 12 point text on A4 is then 6 pixels high


@dataclass(frozen=True, slots=True)
class Page:
    """`corners`: top left, top right, bottom right, bottom left as it lies in the frame, in the frame's pixels; a
    corner may lie outside. `cut`: the frame's sides beyond which the page goes on. `share` of the frame it fills, 0..1;
    `confidence` 0..1."""

    corners: tuple[tuple[float, float], ...]
    cut: tuple[Side, ...]
    share: float
    confidence: float


def find_page(image: RgbImage) -> Page | None:
    """The page in the picture; None where there is none, or none that is sure. About 30 ms for 1280 x 720."""
    import numpy as np

    height, width = image.shape[:2]
    if min(height, width) * min(1.0, _WORK / max(height, width)) < 64:
        return None
    fine = _shrunk(image, _FINE)
    small = _shrunk(fine, _WORK)
    found = _outline(small, fine)
    if found is None:
        return None
    outline, confidence = found
    # the middle of a pixel of the small picture lies in the middle of those it was made of
    ratio = np.array((small.shape[1] / width, small.shape[0] / height))
    corners = (outline.corners + 0.5) / ratio - 0.5
    cut, share = _cut(outline, corners, width, height), _share(corners, width, height)
    if cut and share < _LEAST_CUT:
        return None
    return Page(tuple((float(x), float(y)) for x, y in corners), cut, share, confidence)


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
            _("The page is too close. Move it away from the camera.")
            if held
            else _("The page is larger than the picture. Move the camera away from it.")
        )
    if cut:
        return _towards(cut, held=held)
    if page.share < _FAR_AWAY:
        held_far, far = _("The page is far away. Move it closer."), _("The page is far away. Move the camera closer.")
        return held_far if held else far
    return None


def _towards(cut: list[str], *, held: bool) -> str:
    if held:
        # who faces the camera has the picture's left on the right hand; a page that leaves there comes back leftwards
        text = _("The page is cut off {place}. Move it {way}.")
        left, right = _("on your right"), _("on your left")
        ways = {"left": _("to your left"), "right": _("to your right"), "top": p_("to move", "down"),
                "bottom": p_("to move", "up")}  # fmt: skip
    else:
        text = _("The page is cut off {place}. Move the camera {way}.")
        left, right = _("on the left"), _("on the right")
        ways = {"left": _("to the left"), "right": _("to the right"), "top": _("towards the top"),
                "bottom": _("towards the bottom")}  # fmt: skip
    places = {"left": left, "right": right, "top": _("at the top"), "bottom": _("at the bottom")}
    return text.format(place=joined([places[side] for side in cut]), way=joined([ways[side] for side in cut]))


def _shrunk(image: RgbImage, longest: int) -> RgbImage:
    import cv2
    import numpy as np

    scale = longest / max(image.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(image)
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _outline(small: RgbImage, fine: RgbImage) -> tuple[Outline, float] | None:
    """The page's outline in the small picture and how sure it is: one lighter than its ground, else a darker one."""
    import cv2

    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (STROKES, STROKES))
    smooth = cv2.medianBlur(small, 3)
    scale = fine.shape[1] / small.shape[1]
    for lighter in (True, False):
        # paper is light in every channel; a coloured table is dark in one
        base = smooth.min(axis=2) if lighter else cv2.cvtColor(smooth, cv2.COLOR_RGB2GRAY)
        filled: Any = cv2.morphologyEx(base, cv2.MORPH_CLOSE if lighter else cv2.MORPH_OPEN, kernel)
        # lines that are thin the other way, such as the joints of tiles, are no areas either
        filled = cv2.morphologyEx(filled, cv2.MORPH_OPEN if lighter else cv2.MORPH_CLOSE, kernel)
        for outline in outlines(filled, edge_lines(filled), lighter=lighter):
            sure = confidence_of(outline, filled, fine, lighter=lighter, scale=scale)
            if sure is not None:
                return outline, sure  # the others have less of an outline
    return None


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
    area, _polygon = cv2.intersectConvexConvex(corners.astype(np.float32), frame)
    return min(1.0, max(0.0, float(area) / (width * height)))
