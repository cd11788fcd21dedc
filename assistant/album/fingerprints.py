"""Which of many pictures are copies of one: a difference hash (dHash, N. Krawetz, "Kind of Like That", 2013).

64 bits a picture are kept in the index, so that 10,000 are compared without a look at any of them. What two pictures
that are at hand have in common, and where they differ, is more than bits can tell: `matching.likeness` lays one on the
other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.types import RgbImage

ALIKE = 6
"""Of 64 bits that may differ. Of 377 photos and drawings, halved or saved as JPEG of quality 50 none differed by more,
shrunk to a quarter three did; unrelated ones differed by 8 at least."""
_COLUMNS, _ROWS = 9, 8
_LEAST = 6.0  # levels of 255 between the brightest and the darkest cell; with fewer the bits are chance
_STEP = 1.0  # levels by which a cell must be brighter than the one before it, or the noise of JPEG decides
_ENOUGH = 1000  # pixels a side that are looked at
_BLOCK = 512  # rows compared with all others at a time: 40 MB for 10,000 pictures
_SHAPE = 0.06  # by which the ratio of the sides may differ: a thumbnail's sides are rounded
_SAME_WORDS = 0.7  # share of their words that two pages in the same layout have in common when they are one


def fingerprint(image: RgbImage) -> int | None:
    """64 bits as a signed number: whether each cell of 8 rows by 9 columns is brighter than the one left of it. None
    where the picture is too plain or too small to be told from others."""
    import numpy as np

    step = max(1, max(image.shape[:2]) // _ENOUGH)
    some = image[::step, ::step]
    height, width, _ = some.shape
    if height < _ROWS or width < _COLUMNS:
        return None
    rows = np.arange(_ROWS) * height // _ROWS
    columns = np.arange(_COLUMNS) * width // _COLUMNS
    grey = some.astype(np.float32).mean(axis=2)
    cells = np.add.reduceat(np.add.reduceat(grey, rows, axis=0), columns, axis=1)
    sizes = np.outer(np.diff([*rows, height]), np.diff([*columns, width]))
    cells = cells / sizes
    if float(np.ptp(cells)) < _LEAST:
        return None
    bits = np.packbits((np.diff(cells, axis=1) > _STEP).ravel())
    return int.from_bytes(bits.tobytes(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as it is compared: `digest` of the file, `fingerprint` as above, `shape`: width through height."""

    id: int
    digest: bytes
    fingerprint: int | None
    shape: float


def groups(seen: Sequence[Seen], words: Callable[[int], frozenset[str]]) -> list[list[int]]:
    """The ids of pictures that look nearly the same, two or more together, each in the order of `seen`.

    They are the same file, or few bits apart, of the same shape, and with the same words if there are any; `words`
    gives those of an id.
    """
    leader = {each.id: each.id for each in seen}

    def first(id: int) -> int:
        while leader[id] != id:
            leader[id] = id = leader[leader[id]]
        return id

    by_content: dict[bytes, Seen] = {}
    for each in seen:
        leader[each.id] = by_content.setdefault(each.digest, each).id
    for one, other in _near([each for each in by_content.values() if each.fingerprint is not None]):
        a, b = first(one.id), first(other.id)
        if a != b and abs(one.shape / other.shape - 1) <= _SHAPE and _same_words(words(one.id), words(other.id)):
            leader[b] = a
    found: dict[int, list[int]] = {}
    for each in seen:
        found.setdefault(first(each.id), []).append(each.id)
    return [group for group in found.values() if len(group) > 1]


def _near(seen: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Every two whose fingerprints are few bits apart; numpy compares a block with all that follow."""
    import numpy as np

    bits = np.asarray([each.fingerprint for each in seen], np.int64).view(np.uint64)
    for start in range(0, len(seen), _BLOCK):
        near = np.bitwise_count(bits[start : start + _BLOCK, None] ^ bits[None, start:]) <= ALIKE
        for row, column in zip(*np.nonzero(np.triu(near, 1)), strict=True):
            yield seen[start + int(row)], seen[start + int(column)]


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME_WORDS * len(one | other)
