"""Near-duplicates: fingerprints of pictures, and how two pictures are alike."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.pipelines.matching.align import Alignment
    from assistant.pipelines.matching.changes import Changes
    from models.types import RgbImage

NEAR_COSINE = 10  # of 64 bits of the pHash that may differ in near-duplicates
NEAR_DIFFERENCE = 12  # the same of the dHash
_EMPTY = 1.0  # the same under which there is hardly anything to see
_PLAIN = 3.0  # levels of standard deviation under which the bits are noise
_SAME_COLOUR = 6.0  # levels by which two plain pictures may differ
_TURNED = 1.5  # degrees
_CUT = 0.97  # share of either picture that the other shows
_SCALED = 0.02
_BRIGHTER = 8.0  # levels of 255 in the mean
_TINTED = 8.0  # levels by which the colours differ in the mean; a JPEG of quality 20 changes them by 5

Way = Literal["size", "compression", "brightness", "colour", "crop", "mirrored", "turned"]
Relation = Literal["identical", "same", "changed", "different"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a picture is known by again. `content`: a hash of size and pixels. `difference`: 64 bits, whether each of
    8 x 8 places is lighter than its neighbour (dHash). `cosine`: 64 bits of the lowest frequencies of a 32 x 32 copy
    (pHash, Zauner 2010). `detail`: standard deviation of that copy. `colour`: its mean red, green, blue, 0..255."""

    content: bytes
    difference: int
    cosine: int
    detail: float
    colour: tuple[float, float, float]


def fingerprint(image: RgbImage) -> Fingerprint:
    """Two milliseconds for a megapixel."""
    import cv2
    import numpy as np

    image = np.ascontiguousarray(image)
    key = hashlib.blake2b(repr(image.shape).encode(), digest_size=16)
    key.update(image.data)
    small = cv2.resize(image, (32, 32), interpolation=cv2.INTER_AREA)
    grey = small.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    cosines = _cosines()
    low = (cosines @ grey @ cosines.T).ravel()[1:]
    steps = cv2.resize(image, (9, 8), interpolation=cv2.INTER_AREA).astype(np.float32).sum(axis=2)
    red, green, blue = (float(value) for value in small.reshape(-1, 3).mean(axis=0))
    return Fingerprint(
        key.digest(),
        _bits(steps[:, 1:] > steps[:, :-1]),
        _bits(low > np.median(low)) << 1,
        float(grey.std()),
        (red, green, blue),
    )


def apart(one: Fingerprint, other: Fingerprint) -> tuple[int, int]:
    """The bits that differ: of the pHash, of the dHash."""
    return (one.cosine ^ other.cosine).bit_count(), (one.difference ^ other.difference).bit_count()


def near(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one is probably a copy of the other: scaled, compressed, lighter or darker, or hardly changed."""
    if one.content == other.content:
        return True
    if min(one.detail, other.detail) < _PLAIN:
        off = max(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True))
        return max(one.detail, other.detail) < _PLAIN and off < _SAME_COLOUR
    cosine, difference = apart(one, other)
    return cosine <= NEAR_COSINE and difference <= NEAR_DIFFERENCE


def _cosines() -> Any:
    """The first 8 rows of the DCT-II of 32 samples."""
    import numpy as np

    return np.cos(np.pi / 32 * (np.arange(32)[None] + 0.5) * np.arange(8)[:, None]).astype(np.float32)


def _bits(flags: Any) -> int:
    import numpy as np

    number = int.from_bytes(np.packbits(flags.ravel()).tobytes(), "big")
    return number >> int(-flags.size % 8)


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
    one, other = fingerprint(first), fingerprint(second)
    plain = one.detail < _EMPTY, other.detail < _EMPTY
    # one with something on it, or in another colour, stands against a plain one: nothing can be laid on each other
    alignment = None if any(plain) and not near(one, other) else align(first, second, cancel=cancel)
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
