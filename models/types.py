"""The data that models take and give. Importing this costs no numpy: the app process imports it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    RgbImage: TypeAlias = NDArray[np.uint8]
    """uint8, shape (height, width, 3), channels red, green, blue, range 0..255."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole units; `right` and `bottom` lie just outside it. Which units, the owner says."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return max(0, self.width) * max(0, self.height)

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def intersection(self, other: Box) -> Box:
        """The common part; empty (`is_empty`) where there is none."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def covered_by(self, other: Box) -> float:
        """The share of this box's area that lies in `other`, 0..1; 0 for an empty box."""
        return self.intersection(other).area / self.area if self.area else 0.0

    def grown(self, by: int) -> Box:
        """With so many pixels more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, dx: int, dy: int) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text read from pixels.

    `box` is in pixels of the image that was read; `score` is the recogniser's mean probability, 0..1.
    `readable` is False where the recogniser cannot read the script that seems to be there: `text` is then
    empty, because a guess would be an invention.
    """

    text: str
    box: Box
    score: float
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound: `samples` are little-endian int16, mono; `rate` in samples a second."""

    samples: bytes
    rate: int
