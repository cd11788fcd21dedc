"""Where two pictures that lie on each other differ, by their pixels: after the light was evened out, with room for
what a hand-held camera or a JPEG moves by a pixel or two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from models.types import Box

if TYPE_CHECKING:
    from assistant.pipelines.matching.align import Alignment
    from models.types import RgbImage

Side = Literal["second", "first", "both"]

_LONGEST = 1000  # pixels of the copies
_LEAST_SIDE = 200  # pixels; a thumbnail is not made smaller
_ROOM = ((0.6, 0), (1.0, 1), (1.4, 2), (2.0, 3))  # blur (sigma) and pixels that an edge may be off, from exact to loose
_LEVELS = 26.0  # of 255 that count as another colour, on photos; JPEG at quality 30 stays below 20 after the blur
_EXACT_LEVELS = 12.0  # the same where nearly all pixels are equal, as on screenshots
_EDGES_OFF = 0.06  # share of edges that may differ before more room is given
_LEAST = 0.0004  # share of what both show that a change must fill; a coin of 20 x 20 pixels in a copy of 1000 x 1000
_LEAST_EXACT = 10  # pixels, where nearly all pixels are equal
_JOINS = 0.02  # of the longest side: parts this near are one change
_STANDS_OUT = 1.5  # times as strong an outline in one picture as in the other
_SLIVER = 3  # pixels of the copies; narrower strips are edges that lie a little beside
_FAINT = 0.002  # share that differs at least where neither an outline nor a colour tells how
_WEAK = 0.02  # the same where the colour has one name in both
_SHIFT = 8  # pixels that something near may have moved between two views of it
_SOLID = 5.0  # pixels of the copies around a pixel of which all differ: no edge is that wide
_STILL_THERE = 0.85  # correlation of something that was only shifted


@dataclass(frozen=True, slots=True)
class Region:
    """A place that differs. `box` in pixels of the first picture; `share` of what both show, 0..1.

    `side`: the picture in which its outline stands out, so that something is there that is not in the other; "both":
    it cannot be told which. `light`: levels of 255 by which the second is lighter there where nothing else differs, 0
    where something does. `colours`: the name of the commonest colour in it in the first and in the second picture, ""
    where there is none.
    """

    box: Box
    share: float
    side: Side
    light: float
    colours: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """`regions`: the largest first. `exact`: nearly all pixels are equal. `brighter`: levels of 255 by which the second
    is lighter as a whole; `tint`: by which its colours differ otherwise, in the mean. `most`: the share of what both
    show that differs, 0..1. `mask`, `scale`: the pixels that differ, in a copy of the first picture of that scale."""

    regions: tuple[Region, ...]
    exact: bool
    brighter: float
    tint: float
    most: float
    mask: Any
    scale: float

    def touch(self, box: Box) -> bool:
        """Whether any pixel in `box`, in pixels of the first picture, differs."""
        left, top = int(box.left * self.scale), int(box.top * self.scale)
        right, bottom = int(box.right * self.scale) + 1, int(box.bottom * self.scale) + 1
        return bool(self.mask[max(0, top) : bottom, max(0, left) : right].any())


def changes(first: RgbImage, second: RgbImage, alignment: Alignment) -> Changes:
    """What differs where both pictures show something."""
    import cv2
    import numpy as np

    from assistant.pipelines.matching.copies import laid

    one, two, scales = _copies(first, second, alignment)
    matrix = scales[0] @ alignment.matrix @ np.linalg.inv(scales[1])
    one, two, shown = laid(one, two, matrix)
    shown = cv2.erode(shown.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=1) > 0
    scale = float(scales[0][0, 0])
    if not shown.any():
        return Changes((), False, 0.0, 0.0, 0.0, np.zeros(one.shape[:2], bool), scale)
    raw = np.abs(one - two).max(axis=2)
    exact = _is_exact(raw[shown], alignment.matrix)
    even = one if exact else evened(one, two, shown)
    mask, room = _different(even, two, shown, exact=exact)
    brighter, tint = _light(one, two, shown, mask)
    found = sorted(_regions(even, two, mask, shown, exact=exact, room=room), key=lambda each: -each.share)
    regions = tuple(_unscaled(region, scale) for region in found)
    return Changes(regions, exact, brighter, tint, float(mask[shown].mean()), mask, scale)


def _is_exact(apart: Any, matrix: Any) -> bool:
    """Whether nearly all pixels are equal, and what differs differs by much: no camera and no JPEG came between."""
    import numpy as np

    turned = matrix[:2, :2]
    if np.abs(turned - np.round(turned)).max() > 1e-9 or np.abs(turned).max() > 1:
        return False
    little, much = float(((apart > 0) & (apart <= _EXACT_LEVELS)).mean()), float((apart > _EXACT_LEVELS).mean())
    return little + much < 0.1 and little <= much


def _light(one: Any, two: Any, shown: Any, mask: Any) -> tuple[float, float]:
    """`brighter` and `tint` of `Changes`, where nothing else differs."""
    import cv2
    import numpy as np

    rest = shown & (cv2.dilate(mask.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0)
    where = rest if rest.sum() > 0.1 * shown.sum() else shown
    a, b = one[where], two[where]
    first, second = (pixels - pixels.mean(axis=1, keepdims=True) for pixels in (a, b))
    gain = np.clip(float((first * second).sum()) / max(1.0, float((first**2).sum())), 0.5, 2.0)
    return float(b.mean() - a.mean()), float(np.abs(second - gain * first).mean())


def _copies(first: RgbImage, second: RgbImage, alignment: Alignment) -> tuple[Any, Any, list[Any]]:
    """Float copies in the detail of the coarser picture, and the matrices from the pictures to them."""
    import cv2
    import numpy as np

    longest = max(first.shape[:2])
    least = min(1.0, _LEAST_SIDE / longest)
    share = max(least, min(1.0, _LONGEST / longest, 1.0 / max(1.0, alignment.scale)))
    shares = [share, min(1.0, max(share * alignment.scale, _LEAST_SIDE / max(second.shape[:2])))]
    copies, scales = [], []
    for image, part in zip((first, second), shares, strict=True):
        height, width = image.shape[:2]
        size = (max(1, round(width * part)), max(1, round(height * part)))
        small = cv2.resize(np.ascontiguousarray(image), size, interpolation=cv2.INTER_AREA) if part < 1 else image
        copies.append(small.astype(np.float32))
        scales.append(np.diag([size[0] / width, size[1] / height, 1.0]))
    return copies[0], copies[1], scales


def evened(one: Any, two: Any, shown: Any) -> Any:
    """`one` in the light of `two`: a gain, a curve, and a slow change over the picture for each channel,
    and something of the other channels.

    Fitted by least squares from which what does not fit is left out, round by round; the gain stays near 1 where the
    picture is too plain to tell it.
    """
    import numpy as np

    height, width = one.shape[:2]
    step = max(1, int((height * width / 20_000) ** 0.5))
    rows, columns = np.mgrid[0:height:step, 0:width:step]
    kept = shown[::step, ::step].ravel()
    x, y = (columns.ravel() / width - 0.5)[kept], (rows.ravel() / height - 0.5)[kept]
    whole_y, whole_x = np.mgrid[0:height, 0:width].astype(np.float32)
    whole_y, whole_x = whole_y / height - 0.5, whole_x / width - 0.5
    result = np.empty_like(one)
    ridge = np.diag([1e-3, *[1e-1] * 9]) * 0.02
    start = np.zeros(10)
    start[6] = 1
    few = one[::step, ::step].reshape(-1, 3)[kept].astype(float) / 255
    for channel in range(3):
        a, rest = few[:, channel], [few[:, other] for other in range(3) if other != channel]
        b = two[::step, ::step, channel].ravel()[kept].astype(float) / 255
        design = np.column_stack([np.ones_like(x), x, y, x * x, x * y, y * y, a, a * a, *rest])
        weights = ((b > 0.02) & (b < 0.98)).astype(float)  # what is cut off tells nothing of the light
        weights = weights if weights.mean() > 0.2 else np.ones_like(weights)
        base, found = weights, start
        for _ in range(8):
            normal = design.T @ (design * weights[:, None]) / len(a) + ridge
            found = start + np.linalg.solve(normal, design.T @ (weights * (b - design @ start)) / len(a))
            residual = np.abs(b - design @ found)
            limit = max(0.03, 2.5 * float(np.median(residual[base > 0])))
            weights = base * np.minimum(1.0, (limit / np.maximum(residual, 1e-6)) ** 2)
        plane = one[:, :, channel] / np.float32(255)
        f = found.astype(np.float32)
        lit = f[0] + f[1] * whole_x + f[2] * whole_y + f[3] * whole_x**2 + f[4] * whole_x * whole_y
        lit += f[5] * whole_y**2 + f[6] * plane + f[7] * plane * plane
        for factor, other in zip(f[8:], (each for each in range(3) if each != channel), strict=True):
            lit += factor / 255 * one[:, :, other]
        result[:, :, channel] = np.clip(lit, 0, 1) * 255
    return result


def _different(one: Any, two: Any, shown: Any, *, exact: bool) -> tuple[Any, int]:
    """The pixels that differ, and the room that was given."""
    import cv2
    import numpy as np

    if exact:
        return (np.abs(one - two).max(axis=2) > _EXACT_LEVELS) & shown, 0
    edges = None
    mask, room = np.zeros(shown.shape, bool), 0
    for sigma, room in _ROOM:
        a, b = cv2.GaussianBlur(one, (0, 0), sigma), cv2.GaussianBlur(two, (0, 0), sigma)
        if edges is None:
            edges = ((_slope(a) > 20) | (_slope(b) > 20)) & shown
        mask = (_apart(a, b, room) > _LEVELS) & shown
        if not edges.any() or float(mask[edges].mean()) < _EDGES_OFF:
            break
    kernel = np.ones((3, 3), np.uint8)
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0, room


def _apart(a: Any, b: Any, room: int) -> Any:
    """By how many levels a pixel of either lies outside of what the other has within `room` pixels."""
    import cv2
    import numpy as np

    if room == 0:
        return np.abs(a - b).max(axis=2)
    kernel = np.ones((2 * room + 1, 2 * room + 1), np.uint8)
    apart = np.zeros(a.shape[:2], np.float32)
    for here, there in ((a, b), (b, a)):
        low, high = cv2.erode(there, kernel), cv2.dilate(there, kernel)
        apart = np.maximum(apart, np.maximum(here - high, low - here).max(axis=2))
    return apart


def _slope(image: Any) -> Any:
    import cv2

    grey = image.mean(axis=2)
    return cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0) / 4, cv2.Sobel(grey, cv2.CV_32F, 0, 1) / 4)


def _regions(one: Any, two: Any, mask: Any, shown: Any, *, exact: bool, room: int) -> Iterator[Region]:
    """Boxes in pixels of the copies."""
    import cv2
    import numpy as np

    height, width = mask.shape
    reach = max(3, round(_JOINS * max(height, width)) | 1)
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    area = int(shown.sum())
    least = _LEAST_EXACT if exact else max(30.0, _LEAST * area)
    slopes = _slope(cv2.GaussianBlur(one, (0, 0), 1.0)), _slope(cv2.GaussianBlur(two, (0, 0), 1.0))
    for number in range(1, count):
        left, top, wide, tall = (int(value) for value in stats[number, :4])
        # work in the window around it
        x0, y0, x1, y1 = max(0, left - 6), max(0, top - 6), min(width, left + wide + 6), min(height, top + tall + 6)
        window = (slice(y0, y1), slice(x0, x1))
        whole = labels[window] == number
        inside = mask[window] & whole
        size = int(inside.sum())
        if size < least:
            continue
        a, b = one[window], two[window]
        box = Box(left, top, left + wide, top + tall)
        if not exact and room and _is_shifted(one, two, box, mask):
            continue
        lit = not exact and _only_light(a, b, inside)
        light = float(np.mean(b[inside]) - np.mean(a[inside])) if lit else 0.0
        side: Side = "both"
        if not lit:
            side = _side(slopes[0][window], slopes[1][window], whole)
        colours = (_colour(a, inside), _colour(b, inside))
        if not exact and (
            min(wide, tall) <= _SLIVER
            or (side == "both" and not lit and not _is_solid(inside) and _is_weak(size / area, colours))
        ):
            continue
        yield Region(box, size / area, side, light, colours)


def _is_weak(share: float, colours: tuple[str, str]) -> bool:
    """Whether edges that were scaled or compressed otherwise can be all that differs."""
    one, two = colours
    return share < (_WEAK if one and one == two else _FAINT if not (one and two) else 0.0)


def _is_solid(inside: Any) -> bool:
    """Whether a whole patch differs, rather than the edges in it."""
    import cv2
    import numpy as np

    framed = np.pad(inside.astype(np.uint8), 1)
    return bool(cv2.distanceTransform(framed, cv2.DIST_L2, 3).max() > _SOLID)


def _side(first: Any, second: Any, whole: Any) -> Side:
    """In which picture the outline of the place is drawn."""
    import cv2
    import numpy as np

    kernel = np.ones((5, 5), np.uint8)
    filled = whole.astype(np.uint8)
    band = cv2.dilate(filled, kernel) - cv2.erode(filled, kernel) > 0
    strengths = float(first[band].mean()), float(second[band].mean())
    if max(strengths) < 3:
        return "both"
    if strengths[1] > _STANDS_OUT * strengths[0]:
        return "second"
    return "first" if strengths[0] > _STANDS_OUT * strengths[1] else "both"


def _only_light(a: Any, b: Any, inside: Any) -> bool:
    """Whether the same texture is there, lighter or darker."""
    import cv2
    import numpy as np

    if int(inside.sum()) < 200:
        return False
    fine = []
    for image in (a, b):
        grey = image.mean(axis=2)
        fine.append((grey - cv2.GaussianBlur(grey, (0, 0), 3.0))[inside])
    spreads = [float(each.std()) for each in fine]
    if min(spreads) < 2.5:
        return False
    return float(np.mean((fine[0] - fine[0].mean()) * (fine[1] - fine[1].mean()))) / (spreads[0] * spreads[1]) > 0.75


def _is_shifted(one: Any, two: Any, box: Box, mask: Any) -> bool:
    """Whether what is there in the first is there in the second too, a little beside: it stands nearer to the camera
    than the rest, or a feature was a pixel off."""
    import cv2
    import numpy as np

    height, width = one.shape[:2]
    if box.width > 0.4 * width or box.height > 0.4 * height:
        return False
    edge = 4
    left, top, right, bottom = (
        max(0, box.left - edge), max(0, box.top - edge), min(width, box.right + edge), min(height, box.bottom + edge),
    )  # fmt: skip
    for here, there in ((one, two), (two, one)):
        patch = here[top:bottom, left:right]
        if float(patch.std(axis=(0, 1)).max()) < 6:
            return False
        around = there[max(0, top - _SHIFT) : bottom + _SHIFT, max(0, left - _SHIFT) : right + _SHIFT]
        alike = cv2.matchTemplate(around, patch, cv2.TM_CCOEFF_NORMED)
        if alike.max() < _STILL_THERE:
            return False
        y, x = np.unravel_index(alike.argmax(), alike.shape)
        moved = around[y : y + patch.shape[0], x : x + patch.shape[1]]
        if _is_solid((np.abs(moved - patch).max(axis=2) > _LEVELS) & mask[top:bottom, left:right]):
            return False  # something else in the box has not moved, but come or gone
    return True


def _colour(image: Any, inside: Any) -> str:
    """The colour of at least half of the place."""
    import numpy as np

    from assistant.pipelines.pixels.colours import shares

    pixels = np.clip(image[inside], 0, 255).astype(np.uint8).reshape(1, -1, 3)
    found = shares(pixels)
    return found[0][0] if found and found[0][1] >= 0.5 else ""


def _unscaled(region: Region, scale: float) -> Region:
    from dataclasses import replace

    box = region.box
    whole = Box(*(round(value / scale) for value in (box.left, box.top, box.right, box.bottom)))
    return replace(region, box=whole)
