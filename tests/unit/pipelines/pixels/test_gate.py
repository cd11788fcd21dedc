"""What counts as nothing to see: pale and coloured text never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from assistant.pipelines.pixels.gate import check_pixels
from tests.helpers.negatives import negatives

if TYPE_CHECKING:
    from models.types import RgbImage

Colour = tuple[int, int, int]


def written(text: str, ground: Colour, colour: Colour) -> RgbImage:
    image = Image.new("RGB", (1280, 800), ground)
    ImageDraw.Draw(image).text((40, 40), text, colour, ImageFont.truetype("DejaVuSansMono.ttf", 16))
    return np.asarray(image)


@pytest.mark.parametrize(
    ("ground", "colour"),
    [
        ((0, 0, 0), (205, 0, 0)),
        ((0, 0, 0), (0, 0, 238)),
        ((0, 0, 80), (220, 30, 30)),
        ((255, 255, 255), (255, 255, 0)),
        ((60, 60, 60), (85, 85, 85)),
        ((220, 220, 220), (190, 190, 190)),
        ((255, 255, 255), (225, 225, 225)),
    ],
)
def test_text_in_any_colour_passes(ground: Colour, colour: Colour) -> None:
    assert check_pixels(written("The disk sda1 cannot be mounted", ground, colour)) is None


@pytest.mark.parametrize("word", ["Yes", "OK", "42 %", "3:05"])
def test_a_short_word_is_only_provisionally_a_mark(word: str) -> None:
    gate = check_pixels(written(word, (255, 255, 255), (0, 0, 0)))
    assert gate is not None
    assert gate.provisional


def test_a_dialog_on_noise_is_not_only_noise() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1080, 1920, 3), np.uint8)
    gate = check_pixels(noise)
    assert gate is not None
    assert gate.code == "noise"
    assert gate.provisional
    noise[440:640, 760:1160] = 240
    assert check_pixels(noise) is None


def test_tinted_noise_is_noise() -> None:
    noise = np.random.default_rng(1).integers(0, 128, (540, 960, 3), np.uint8) + np.array([0, 60, 120], np.uint8)
    gate = check_pixels(noise)
    assert gate is not None
    assert gate.code == "noise"


def test_a_blurred_photo_is_not_called_nothing() -> None:
    photo = next(frame for frame in negatives() if frame.name == "landscape 0").image
    gate = check_pixels(np.asarray(Image.fromarray(photo).filter(ImageFilter.GaussianBlur(40))))
    assert gate is None or "only soft changes of colour" in gate.spoken
