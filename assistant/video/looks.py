"""How a picture of a video looks: its colours, its structure, its sharpness, small enough to keep many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.types import Box, RgbImage

_WIDTH, _HEIGHT = 160, 90  # pixels; averaged down to this, film grain is gone and a line of text still shows
_BINS = 8  # of each channel
_ACROSS, _DOWN = 32, 18  # blocks of 5 x 5 of those pixels
_DETAIL = 5.0  # levels of standard deviation in a block that holds something; grain keeps below 2 when averaged down
_CHANGED = 8.0  # levels of mean difference of a block that has changed; codecs move a block by 1 to 4
_LEAST = 0.04  # share of the blocks that changes are measured against at least: a mouse pointer is no change of scene
_SHARP_WIDTH = 480  # pixels; at this width the blur of movement shows
_BESIDE = 0.04  # share of the blocks beside text that may hold something, such as a line under it or a logo
_PLAIN = 10  # levels of 255 between the darkest and the lightest of a plain picture, a hundredth left out


@dataclass(frozen=True, slots=True)
class Look:
    """`colours`: float32 histogram, sum 1. `grey`: float32 (90, 160), 0..255. `sharpness`: variance of the Laplacian.
    `filled`: bool (18, 32), the blocks that hold more than one plain colour. `plain`: one colour, such as black between
    two scenes."""

    colours: NDArray[np.float32]
    grey: NDArray[np.float32]
    filled: NDArray[np.bool_]
    sharpness: float
    plain: bool


def look_at(image: RgbImage) -> Look:
    """About 2 ms for 1920 x 1080 pixels."""
    width = min(_SHARP_WIDTH, image.shape[1])
    size = width, max(1, image.shape[0] * width // image.shape[1])
    middle = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    sharpness = float(cv2.Laplacian(cv2.cvtColor(middle, cv2.COLOR_RGB2GRAY), cv2.CV_32F).var())
    small = cv2.resize(middle, (_WIDTH, _HEIGHT), interpolation=cv2.INTER_AREA)
    histogram = cv2.calcHist([small], [0, 1, 2], None, [_BINS] * 3, [0, 256] * 3)
    # neighbouring bins share what lies between them, or a slow change of light would jump from bin to bin
    smooth = _smoothed(np.asarray(histogram, np.float32))
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    dark, light = np.percentile(grey, (1, 99))
    light_of = grey.astype(np.float32)
    variance = _blocks(light_of * light_of) - _blocks(light_of) ** 2
    filled = np.asarray(variance > _DETAIL**2)
    return Look(smooth, light_of, filled, sharpness, bool(light - dark <= _PLAIN))


def _smoothed(histogram: NDArray[np.float32]) -> NDArray[np.float32]:
    for axis in range(3):
        padded = np.concatenate([histogram.take([0], axis), histogram, histogram.take([-1], axis)], axis)
        size = histogram.shape[axis]
        before, after = padded.take(range(size), axis), padded.take(range(2, size + 2), axis)
        histogram = 0.5 * histogram + 0.25 * (before + after)
    flat = histogram.reshape(-1).astype(np.float32)
    return flat / max(1.0, float(flat.sum()))


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two looks. `colours`: Hellinger's distance of the histograms, 0..1. `structure`: the share of what holds
    something that has changed, 0..1. `light`: the mean change of the pixels, in levels of 255."""

    colours: float
    structure: float
    light: float = 0.0

    def at_least(self, other: Difference) -> Difference:
        """The smaller of each."""
        return Difference(
            min(self.colours, other.colours), min(self.structure, other.structure), min(self.light, other.light)
        )

    def at_most(self, other: Difference) -> Difference:
        """The larger of each."""
        return Difference(
            max(self.colours, other.colours), max(self.structure, other.structure), max(self.light, other.light)
        )


NONE = Difference(0.0, 0.0)


def difference(one: Look, other: Look) -> Difference:
    """About 0.05 ms."""
    if one is other:
        return NONE
    likeness = float(np.sqrt(one.colours * other.colours).sum())
    colours = max(0.0, 1.0 - likeness) ** 0.5
    delta = other.grey - one.grey
    light = float(cv2.norm(delta, cv2.NORM_L1)) / delta.size
    delta = delta - float(np.median(_blocks(delta)))  # a flicker of the light changes no structure
    changed = _blocks(np.abs(delta)) > _CHANGED
    filled = changed | one.filled | other.filled
    structure = float(np.count_nonzero(changed)) / max(float(np.count_nonzero(filled)), _LEAST * filled.size)
    return Difference(colours, structure, light)


def is_mix(pictures: list[Look], one: Look, other: Look) -> float:
    """How badly the pictures between two are explained as a mix of both and of a plain colour, 0 (perfectly) to 1.

    That is what a fade is; a camera that moves, or a thing, is not.
    """
    a, b = (look.grey.ravel() - look.grey.mean() for look in (one, other))
    basis = np.stack([a, b], axis=1)
    scale = max(float((a @ a + b @ b) / 2), 1.0)
    worst = 0.0
    for look in pictures:
        middle = look.grey.ravel() - look.grey.mean()
        weights, *_ = np.linalg.lstsq(basis, middle, rcond=None)
        rest = middle - basis @ weights
        worst = max(worst, float(rest @ rest) / scale)
    return worst


def is_plain_beside(image: RgbImage, boxes: Sequence[Box]) -> bool:
    """Whether next to nothing is drawn outside the boxes, in pixels of `image`; soft changes of colour aside."""
    filled = look_at(image).filled.copy()
    down, across = image.shape[0] / _DOWN, image.shape[1] / _ACROSS  # pixels a block
    for box in boxes:
        rows = slice(max(0, int(box.top / down - 0.5)), int(box.bottom / down + 1.5))
        filled[rows, max(0, int(box.left / across - 0.5)) : int(box.right / across + 1.5)] = False
    return float(filled.mean()) <= _BESIDE


def _blocks(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of each block."""
    return np.asarray(cv2.resize(grey, (_ACROSS, _DOWN), interpolation=cv2.INTER_AREA), np.float32)
