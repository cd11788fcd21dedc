"""Text is read, not captioned; a picture with some text in it is captioned."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.pipelines.pixels.gate import is_text_only
from models.types import Box

_FONT = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 16)


def _page(rows: int) -> tuple[Image.Image, list[Box]]:
    image = Image.new("RGB", (640, 400), "white")
    draw = ImageDraw.Draw(image)
    lines = []
    for row in range(rows):
        place = (40, 30 + 28 * row)
        text = f"Line {row} of a letter about the garden"
        draw.text(place, text, fill="black", font=_FONT)
        lines.append(
            Box(*(int(value) for value in draw.textbbox(place, f"Line {row} of a letter about the garden", _FONT)))
        )
    return image, lines


@pytest.mark.parametrize("rows", [1, 5, 12])
def test_a_page_of_text_is_text_only(rows: int) -> None:
    image, lines = _page(rows)
    ImageDraw.Draw(image).rectangle((10, 10, 629, 389), outline=(200, 200, 200))
    assert is_text_only(np.asarray(image), lines)


def test_a_picture_beside_text_is_not() -> None:
    image, lines = _page(3)
    noise = np.random.default_rng(1).integers(0, 255, (160, 300, 3), np.uint8)
    image.paste(Image.fromarray(noise).resize((300, 160)), (200, 200))
    assert not is_text_only(np.asarray(image), lines)


def test_a_picture_without_text_is_not() -> None:
    assert not is_text_only(np.zeros((100, 100, 3), np.uint8), [])
