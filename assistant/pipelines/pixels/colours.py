"""Colours measured from pixels, by the names people use."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from assistant.languages.wording import with_last
from assistant.languages.words import _
from assistant.pipelines.pixels import colour_words
from assistant.pipelines.pixels.colour_words import COLOURS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.types import RgbImage

NAMES = COLOURS
ALSO = {"violet": "purple", "turquoise": "cyan", "magenta": "pink", "dark": "black", "light": "white"}
_MOST_PIXELS = 40_000  # looked at; more tell nothing new


def shares(image: RgbImage) -> list[tuple[str, float]]:
    """The named colours of an image with their shares of its area, the largest first; none for an empty image."""
    if image.size == 0:
        return []
    step = max(1, int((image.shape[0] * image.shape[1] / _MOST_PIXELS) ** 0.5))
    indices = named(image[::step, ::step].reshape(-1, 3).astype(np.float32) / np.float32(255))
    counts = np.bincount(indices, minlength=len(NAMES)) / len(indices)
    return [(NAMES[n], float(counts[n])) for n in np.argsort(-counts) if counts[n] > 0]


def words(image: RgbImage) -> str:
    """`blue`, or `mostly white with some blue`; empty for an empty image."""
    found = [(colour_words.named(colour), share) for colour, share in shares(image) if share >= 0.06]
    if not found:
        return ""
    (first, most), rest = found[0], [colour for colour, share in found[1:3]]
    if most >= 0.92 or not rest:
        return first
    said = _("mostly {colour} with some {others}") if most >= 0.55 else _("partly {colour} with some {others}")
    return said.format(colour=first, others=functools.reduce(with_last, rest))


def named(rgb: NDArray[np.float32]) -> NDArray[np.intp]:
    """The index in NAMES of each pixel; (n, 3) in 0..1."""
    high, low = rgb.max(axis=1), rgb.min(axis=1)
    span = high - low
    red, green, blue = rgb[:, 0], rgb[:, 1], rgb[:, 2]
    safe = np.where(span > 0, span, 1)
    hue = np.where(
        high == red,
        (green - blue) / safe % 6,
        np.where(high == green, (blue - red) / safe + 2, (red - green) / safe + 4),
    ) * 60  # fmt: skip
    saturation = np.where(high > 0, span / np.where(high > 0, high, 1), 0)
    index = np.select(
        [hue < 14, hue < 42, hue < 68, hue < 165, hue < 195, hue < 255, hue < 292, hue < 342],
        [3, 4, 6, 7, 8, 9, 10, 11],
        3,
    )
    # dark orange is brown, light red is pink
    index = np.where((index == 4) & (high < 0.72), 5, index)
    index = np.where((index == 3) & (saturation < 0.5) & (high > 0.8), 11, index)
    plain = (saturation < 0.14) | (span < 0.09)
    index = np.where(plain, np.select([high < 0.22, high > 0.86], [0, 2], 1), index)
    return np.where(high < 0.14, 0, index).astype(np.intp)
