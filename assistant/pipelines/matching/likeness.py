"""Near-duplicates: fingerprints of pictures, groups of them among thousands, and how two are alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.pipelines.matching.align import Alignment
    from assistant.pipelines.matching.changes import Changes
    from models.types import RgbImage

NEAR_COSINE = 10  # of 64 bits of the pHash that may differ in near-duplicates
NEAR_DIFFERENCE = 12  # the same of the dHash
_PLAIN = 3.0  # levels of standard deviation under which the bits are noise
_SAME_COLOUR = 6.0  # levels by which two plain pictures may differ
_BAND = 8  # bits; two prints that differ in fewer bits than there are bands share one
_ROWS = 2048  # of a large bucket that are compared at once: 2048 x 10,000 pairs are 160 MB

Way = Literal["size", "compression", "brightness", "crop", "mirrored", "turned"]
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
    key.update(image)
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


def groups(prints: Sequence[Fingerprint]) -> list[list[int]]:
    """The places of near-duplicates, groups of two and more, in order.

    Only those are compared that share a band of 8 bits of either hash; 10,000 pictures take about a second.
    """
    import numpy as np

    sets = _Sets(len(prints))
    by_content: dict[bytes, int] = {}
    plain: list[int] = []
    single: list[int] = []
    for at, each in enumerate(prints):
        first = by_content.setdefault(each.content, at)
        sets.join(first, at)
        if first == at:
            (plain if each.detail < _PLAIN else single).append(at)
    for a, b in _near_colours(plain, prints):
        sets.join(a, b)
    where = np.array(single, np.int64)
    cosine = np.array([prints[at].cosine for at in single], np.uint64)
    difference = np.array([prints[at].difference for at in single], np.uint64)
    for key in (cosine, difference):
        for shift in range(0, 64, _BAND):
            bands = (key >> np.uint64(shift)) & np.uint64(2**_BAND - 1)
            order = np.argsort(bands, kind="stable")
            starts = np.flatnonzero(np.diff(bands[order], prepend=np.uint64(2**_BAND)))
            for first, last in zip(starts, [*starts[1:], len(order)], strict=True):
                bucket = order[first:last]
                for one, other in _near_pairs(cosine[bucket], difference[bucket]):
                    sets.join_all(where[bucket[one]], where[bucket[other]])
    return sets.groups()


def _near_pairs(cosine: Any, difference: Any) -> Iterable[tuple[Any, Any]]:
    """The places of pairs in a bucket that are near, in arrays."""
    import numpy as np

    count = len(cosine)
    for start in range(0, count - 1, _ROWS):
        rows = slice(start, start + _ROWS)
        close = np.bitwise_count(cosine[rows, None] ^ cosine[None, start:]) <= NEAR_COSINE
        one, other = np.nonzero(np.triu(close, 1))
        if len(one):
            one, other = one + start, other + start
            kept = np.bitwise_count(difference[one] ^ difference[other]) <= NEAR_DIFFERENCE
            yield one[kept], other[kept]


def _near_colours(plain: Sequence[int], prints: Sequence[Fingerprint]) -> Iterable[tuple[int, int]]:
    ordered = sorted(plain, key=lambda at: prints[at].colour)
    for number, at in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if prints[other].colour[0] - prints[at].colour[0] >= _SAME_COLOUR:
                break
            if near(prints[at], prints[other]):
                yield at, other
                break  # the next one joins the rest


class _Sets:
    """Union-find with path halving."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def _root(self, at: int) -> int:
        parents = self._parents
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        self._parents[max(one, other)] = min(one, other)

    def join_all(self, ones: Any, others: Any) -> None:
        for one, other in zip(ones.tolist(), others.tolist(), strict=True):
            self.join(one, other)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for at in range(len(self._parents)):
            found.setdefault(self._root(at), []).append(at)
        return [members for members in found.values() if len(members) > 1]


def _cosines() -> Any:
    """The first 8 rows of the DCT-II of 32 samples."""
    import numpy as np

    return np.cos(np.pi / 32 * (np.arange(32)[None] + 0.5) * np.arange(8)[:, None]).astype(np.float32)


def _bits(flags: Any) -> int:
    import numpy as np

    return int.from_bytes(np.packbits(flags.ravel()).tobytes(), "big") >> (-flags.size % 8)


@dataclass(frozen=True, slots=True)
class Alike:
    """`relation`: identical to the pixel; the same but for `ways`; the same with places that differ; different.

    `ways`: what the second is against the first. `alignment` and `changes`: what that was seen by, None where there is
    nothing in common (and where all pixels are equal).
    """

    relation: Relation
    ways: tuple[Way, ...] = ()
    alignment: Alignment | None = None
    changes: Changes | None = None


def alike(first: RgbImage, second: RgbImage, *, cancel: CancelToken) -> Alike:
    """How the second picture is the first, if it is. Raises Cancelled.

    "compression" stands for small differences of all pixels, whatever made them.
    """
    import numpy as np

    from assistant.pipelines.matching.align import align
    from assistant.pipelines.matching.changes import changes

    if first.shape == second.shape and np.array_equal(first, second):
        return Alike("identical")
    alignment = align(first, second, cancel=cancel)
    if alignment is None:
        return Alike("different")
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
    if not ways and not found.exact and not found.regions:
        ways.append("compression")
    return Alike("changed" if found.regions else "same", tuple(ways), alignment, found)


_TURNED = 1.5  # degrees
_CUT = 0.97  # share of either picture that the other shows
_SCALED = 0.02
_BRIGHTER = 8.0  # levels of 255 in the mean
