"""Labels with places out of tokens, as Florence-2 writes them: text, then location tokens, thousandths of the sides.

The same as transformers' Florence2PostProcessor for boxes and for quadrilaterals of text, but from tokens, so that
the model's certainty of each label and place is kept. What is no whole place, or one without area, is left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.types import Box

BINS = 1000


@dataclass(frozen=True, slots=True)
class Placed:
    """`score`: the mean probability of the tokens of the label and of this place, 0..1."""

    label: str
    box: Box
    score: float


def placed(
    ids: Sequence[int],
    logprobs: Sequence[float],
    *,
    first: int,
    corners: int,
    size: tuple[int, int],
    decode: Callable[[Sequence[int]], str],
) -> Iterator[Placed]:
    """Every label and place. `first`: the token of location 0; `corners`: 2 for boxes, 4 for quadrilaterals, of which
    the box around them is given; `size`: (width, height) of the picture in pixels."""
    text: list[int] = []
    places: list[int] = []
    ends = [*zip(ids, logprobs, strict=True), (-1, 0.0)]
    start = 0
    for at, (token, _) in enumerate(ends):
        if first <= token < first + BINS:
            places.append(token - first)
            continue
        if places:
            yield from _of(text, places, logprobs[start:at], corners, size, decode)
            text, places, start = [], [], at
        text.append(token)


def _of(
    text: Sequence[int],
    places: Sequence[int],
    logprobs: Sequence[float],
    corners: int,
    size: tuple[int, int],
    decode: Callable[[Sequence[int]], str],
) -> Iterator[Placed]:
    label = decode(text).strip()
    if not label:
        return
    named = logprobs[: len(text)]
    each = 2 * corners
    for at in range(0, len(places) - each + 1, each):
        numbers = places[at : at + each]
        xs = [int((x + 0.5) * size[0] / BINS) for x in numbers[0::2]]
        ys = [int((y + 0.5) * size[1] / BINS) for y in numbers[1::2]]
        box = Box(xs[0], ys[0], xs[1], ys[1]) if corners == 2 else Box(min(xs), min(ys), max(xs), max(ys))
        if not box.is_empty:
            sure = [*named, *logprobs[len(text) + at : len(text) + at + each]]
            yield Placed(label, box, math.exp(sum(sure) / len(sure)))


def located(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The thousandths of a box in pixels of a picture of (width, height)."""
    width, height = size

    def bin_of(value: int, side: int) -> int:
        return min(BINS - 1, max(0, int(value * BINS / side)))

    return bin_of(box.left, width), bin_of(box.top, height), bin_of(box.right, width), bin_of(box.bottom, height)
