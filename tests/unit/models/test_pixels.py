"""Glyphs and pictures found in drawn pixels, and glyphs cut out of their buttons."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from models.pixels.find import glyphs, pictures
from models.pixels.glyphs import square_of
from models.types import Box, TextLine

Pixels = NDArray[np.uint8]


def button(ground: str, ink: str, *, frame: str = "", face: str = "") -> Pixels:
    """48 by 40 with a glyph from (18, 14) to (29, 25)."""
    image = Image.new("RGB", (48, 40), ground)
    draw = ImageDraw.Draw(image)
    if frame or face:
        draw.rounded_rectangle((1, 1, 46, 38), 5, face or None, frame or None)
    draw.line((18, 14, 29, 25), ink, 2)
    draw.line((29, 14, 18, 25), ink, 2)
    return np.asarray(image)


@pytest.mark.parametrize(
    "picture",
    [
        button("white", "black"),
        button("#202020", "#e0e0e0"),
        button("#3367d6", "white"),
        button("#eeeeee", "#222222", frame="#aaaaaa"),
        button("#dddddd", "#222222", frame="#999999", face="#f4f4f4"),
        button("white", "#bbbbbb"),
    ],
)
def test_a_glyph_is_cut_out_without_its_button(picture: Pixels) -> None:
    square = square_of(picture)
    assert square is not None
    height, width, _ = square.shape
    assert height == width
    assert 12 <= width <= 18
    assert (square[0] == square[0, 0]).all()


@pytest.mark.parametrize("picture", [np.full((20, 20, 3), 200, np.uint8), np.zeros((2, 9, 3), np.uint8)])
def test_where_nothing_stands_out_there_is_no_glyph(picture: Pixels) -> None:
    assert square_of(picture) is None


def toolbar() -> tuple[Pixels, list[Box]]:
    image = Image.new("RGB", (400, 120), "#f0f0f0")
    draw = ImageDraw.Draw(image)
    boxes = []
    for at in range(5):
        left = 20 + 40 * at
        draw.ellipse((left, 20, left + 15, 35), outline="#303030", width=2)
        draw.line((left + 4, 28, left + 12, 28), "#303030", 2)
        boxes.append(Box(left, 20, left + 16, 36))
    draw.line((0, 60, 399, 60), "#808080")
    return np.asarray(image), boxes


def test_the_glyphs_of_a_tool_bar_are_found_and_nothing_else() -> None:
    image, boxes = toolbar()
    found = glyphs(image, ())
    assert len(found) == len(boxes)
    for mine, real in zip(found, boxes, strict=True):
        assert mine.covered_by(Box(real.left - 3, real.top - 3, real.right + 3, real.bottom + 3)) == 1
        assert real.covered_by(mine) > 0.7


def test_what_is_text_is_no_glyph() -> None:
    image, boxes = toolbar()
    line = TextLine("ooo", Box(10, 16, boxes[2].right + 4, 40), 0.9)
    assert [box.left > boxes[2].right for box in glyphs(image, (line,))] == [True, True]


def test_a_photo_is_a_picture_and_a_flat_area_is_none() -> None:
    image = np.full((400, 500, 3), 230, np.uint8)
    across, down = np.meshgrid(np.linspace(0, 9, 240), np.linspace(0, 7, 160))
    waves = np.stack([np.sin(across * down), np.cos(across + down), np.sin(3 * across) * np.cos(2 * down)], axis=2)
    rough = np.random.default_rng(1).normal(0, 12, waves.shape)
    image[96:256, 104:344] = np.clip(128 + 90 * waves + rough, 0, 255).astype(np.uint8)
    image[300:380, 20:200] = (40, 90, 200)
    (box,) = pictures(image)
    assert Box(104, 96, 344, 256).covered_by(box) > 0.85
    assert box.covered_by(Box(96, 88, 352, 264)) == 1


def test_an_empty_picture_has_neither() -> None:
    nothing = np.zeros((0, 0, 3), np.uint8)
    assert pictures(nothing) == ()
    assert pictures(np.zeros((5, 5, 3), np.uint8)) == ()


def test_noise_is_given_up_at_once() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (540, 960, 3), np.uint8)
    assert glyphs(noise, ()) == ()
    sparse = np.full((540, 960, 3), 255, np.uint8)
    sparse[::9, ::9] = 0
    assert glyphs(sparse, ()) == ()
