"""How loud 16-bit samples are, without numpy: the app process does without it."""

from __future__ import annotations

import math
from collections.abc import Iterator

FULL = 32_768
BYTES = 2  # of one sample


def rms(samples: bytes) -> float:
    """The root mean square, 0..1 of full scale, of little-endian int16; 0 for none."""
    view = memoryview(samples[: len(samples) // BYTES * BYTES]).cast("h")
    return math.sqrt(sum(value * value for value in view) / len(view)) / FULL if len(view) else 0.0


def frames(samples: bytes, size: int) -> Iterator[bytes]:
    """Pieces of `size` bytes; a shorter rest is left out."""
    for start in range(0, len(samples) - size + 1, size):
        yield samples[start : start + size]


def is_constant(samples: bytes) -> bool:
    """Whether nothing but one value was recorded: a microphone that is muted by a switch, or no microphone."""
    view = memoryview(samples[: len(samples) // BYTES * BYTES]).cast("h")
    return len(view) == 0 or (max(view) - min(view)) <= 1
