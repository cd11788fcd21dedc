"""Inputs to compare with PyTorch: pictures of many shapes, some drawn, some noise, one real screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from models.proof import Case

if TYPE_CHECKING:
    from models.types import RgbImage

SAMPLE = Path(__file__).parents[1] / "resources" / "sample" / "sample.png"
QUESTIONS = (
    "what is in the picture?",
    "is there a red circle on the left?",
    "how many shapes are there?",
    "what does the sign say",
)
TEXTS = ("a red circle", "a page of text with two columns", "noise", "a blue square beside a line")
_SHAPES = ((48, 64), (200, 120), (37, 37), (64, 300), (480, 640), (31, 90))


def pictures(count: int) -> list[RgbImage]:
    """So many pictures, always the same ones: the sample screen first, then drawings and noise."""
    found: list[RgbImage] = []
    if SAMPLE.exists():
        found.append(np.asarray(Image.open(SAMPLE).convert("RGB")))
    for number in range(count):
        height, width = _SHAPES[number % len(_SHAPES)]
        found.append(_noise(number, height, width) if number % 3 == 2 else _drawing(number, height, width))
    return found[:count]


def captions(count: int, prompt: str = "") -> Sequence[Case]:
    """A case a picture; every third starts with a prompt where there is one."""
    return [Case(image=image, text=prompt if at % 3 == 1 else "") for at, image in enumerate(pictures(count))]


def questions(count: int) -> Sequence[Case]:
    """A case a picture, with questions of several lengths."""
    return [Case(image=image, text=QUESTIONS[at % len(QUESTIONS)]) for at, image in enumerate(pictures(count))]


def matches(count: int) -> Sequence[Case]:
    """A case a picture, with texts of several lengths."""
    return [Case(image=image, texts=TEXTS) for image in pictures(count)]


def _drawing(seed: int, height: int, width: int) -> RgbImage:
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (width, height), tuple(int(c) for c in random.integers(0, 256, 3)))
    draw = ImageDraw.Draw(image)
    for _ in range(6):
        left, right = sorted(int(x) for x in random.integers(0, width, 2))
        top, bottom = sorted(int(y) for y in random.integers(0, height, 2))
        colour = tuple(int(c) for c in random.integers(0, 256, 3))
        (draw.ellipse if random.random() < 0.5 else draw.rectangle)((left, top, right, bottom), fill=colour)
    return np.asarray(image)


def _noise(seed: int, height: int, width: int) -> RgbImage:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
