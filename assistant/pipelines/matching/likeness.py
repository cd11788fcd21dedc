"""How two pictures are alike: one is laid on the other, and what is the same is told from what differs.

Both must be at hand, and each pair takes its time. Copies among thousands are found by `album.fingerprints`, which do
not know a part that was cut out, nor a picture that was mirrored or turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.pipelines.matching.align import Alignment
    from assistant.pipelines.matching.changes import Changes
    from models.types import RgbImage

_EMPTY = 1.0  # levels of standard deviation under which there is hardly anything to see
_PLAIN = 3.0  # the same under which the other is hardly anything but its colour either
_SAME_COLOUR = 6.0  # levels by which two plain pictures may differ
_TURNED = 1.5  # degrees
_CUT = 0.97  # share of either picture that the other shows
_SCALED = 0.02
_BRIGHTER = 8.0  # levels of 255 in the mean
_TINTED = 8.0  # levels by which the colours differ in the mean; a JPEG of quality 20 changes them by 5

Way = Literal["size", "compression", "brightness", "colour", "crop", "mirrored", "turned"]
Relation = Literal["identical", "same", "changed", "different"]


@dataclass(frozen=True, slots=True)
class Alike:
    """`relation`: identical to the pixel; the same but for `ways`; the same with places that differ; different.

    `ways`: what the second is against the first. `alignment` and `changes`: what that was seen by, None where there is
    nothing in common (and where all pixels are equal). `plain`: whether there is hardly anything but one colour in the
    first, and in the second.
    """

    relation: Relation
    ways: tuple[Way, ...] = ()
    alignment: Alignment | None = None
    changes: Changes | None = None
    plain: tuple[bool, bool] = (False, False)


def alike(first: RgbImage, second: RgbImage, *, cancel: CancelToken) -> Alike:
    """How the second picture is the first, if it is. Raises Cancelled.

    "compression" stands for small differences of all pixels, whatever made them.
    """
    import numpy as np

    from assistant.pipelines.matching.align import align
    from assistant.pipelines.matching.changes import changes

    if first.shape == second.shape and np.array_equal(first, second):
        return Alike("identical")
    one, other = _ground(first), _ground(second)
    plain = one.detail < _EMPTY, other.detail < _EMPTY
    # one with something on it, or in another colour, stands against a plain one: nothing can be laid on each other
    alignment = None if any(plain) and not _is_same(one, other) else align(first, second, cancel=cancel)
    if alignment is None:
        return Alike("different", plain=plain)
    cancel.check()
    found = changes(first, second, alignment)
    ways: list[Way] = []
    if alignment.way == "mirrored":
        ways.append("mirrored")
    if abs(alignment.angle) >= _TURNED:
        ways.append("turned")
    if alignment.way in ("moved", "mirrored") and min(alignment.covers, alignment.inside) < _CUT:
        ways.append("crop")
    if abs(alignment.scale - 1) > _SCALED:
        ways.append("size")
    if abs(found.brighter) >= _BRIGHTER:
        ways.append("brightness")
    if found.tint >= _TINTED:
        ways.append("colour")
    if not ways and not found.exact and not found.regions:
        ways.append("compression")
    return Alike("changed" if found.regions else "same", tuple(ways), alignment, found)


@dataclass(frozen=True, slots=True)
class _Ground:
    """`detail`: standard deviation of the light of a copy of 32 x 32 pixels. `colour`: its mean red, green, blue."""

    detail: float
    colour: tuple[float, float, float]


def _ground(image: RgbImage) -> _Ground:
    import cv2
    import numpy as np

    small = cv2.resize(np.ascontiguousarray(image), (32, 32), interpolation=cv2.INTER_AREA)
    grey = small.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    red, green, blue = (float(value) for value in small.reshape(-1, 3).mean(axis=0))
    return _Ground(float(grey.std()), (red, green, blue))


def _is_same(one: _Ground, other: _Ground) -> bool:
    """Whether two pictures of which one is plain are both plain, and of one colour."""
    off = max(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True))
    return max(one.detail, other.detail) < _PLAIN and off < _SAME_COLOUR
