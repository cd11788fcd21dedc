"""Icons as screens show them: small, in all colours, on buttons and bare, pressed, disabled, slightly off."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from export.train.icons.sets import Icon
from models.pixels.glyphs import square_of

SIDE = 32  # pixels of what the network takes
SIZES = (12, 48)  # pixels of an icon on the screen

Pixels = NDArray[np.uint8]
_FILTERS = (cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR)


def shown(icon: Icon, rng: random.Random, *, size: int | None = None, plain: bool = False) -> Pixels:
    """A crop of a screen around the icon (height, width, 3). `plain`: dark on light or light on dark, no button."""
    side = size or rng.choice((12, 14, 16, 16, 18, 20, 20, 22, 24, 24, 28, 32, 36, 40, 48))
    source = icon.pixels
    if not plain and rng.random() < 0.3:  # off the grid of pixels
        source = np.roll(source, (rng.randint(-3, 3), rng.randint(-3, 3)), (0, 1))
    small = cv2.resize(source, (side, side), interpolation=rng.choice(_FILTERS)).astype(np.float32)
    ground, ink = _colours(rng, plain=plain)
    pad_x = rng.randint(2, max(3, side // 2)) if plain else rng.randint(1, max(2, side))
    pad_y = rng.randint(2, max(3, side // 2)) if plain else rng.randint(1, max(2, side // 2))
    height, width = side + 2 * pad_y, side + 2 * pad_x
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = ground
    if not plain:
        _button(canvas, ground, rng)
        if rng.random() < 0.15:
            canvas += np.linspace(-8, 8, height, dtype=np.float32)[:, None, None] * rng.choice((-1, 1))
    opacity = small[..., 3:] / 255
    if not plain and rng.random() < 0.12:
        opacity = opacity * rng.uniform(0.35, 0.6)  # disabled
    colour = small[..., :3] if icon.coloured else np.asarray(ink, np.float32)
    place = canvas[pad_y : pad_y + side, pad_x : pad_x + side]
    place[:] = place * (1 - opacity) + colour * opacity
    if not plain and rng.random() < 0.1:
        canvas += np.random.default_rng(rng.randrange(1 << 30)).normal(0, 3, canvas.shape)
    return np.clip(canvas, 0, 255).astype(np.uint8)


def taken(crop: Pixels) -> Pixels | None:
    """What the network gets of a crop: (SIDE, SIDE, 3); None where nothing stands out."""
    square = square_of(crop)
    if square is None:
        return None
    larger = square.shape[0] < SIDE
    way = cv2.INTER_LINEAR if larger else cv2.INTER_AREA
    return np.asarray(cv2.resize(square, (SIDE, SIDE), interpolation=way), np.uint8)


def _colours(rng: random.Random, *, plain: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Ground and ink that can be told apart."""
    if plain or rng.random() < 0.5:
        light = rng.randint(225, 255)
        dark = rng.randint(0, 90)
        pair = ((light,) * 3, (dark,) * 3)
        return pair if rng.random() < 0.6 else (pair[1], pair[0])
    while True:
        ground = tuple(rng.randint(0, 255) for _ in range(3))
        ink = tuple(rng.randint(0, 255) for _ in range(3)) if rng.random() < 0.6 else (rng.choice((0, 40, 255)),) * 3
        if abs(sum(ground) - sum(ink)) > 200:
            return ground, ink


def _button(canvas: NDArray[np.float32], ground: tuple[int, ...], rng: random.Random) -> None:
    """Sometimes a frame, sometimes a face of another shade with what lies around it."""
    height, width = canvas.shape[:2]
    kind = rng.random()
    shade = tuple(float(np.clip(value + rng.choice((-1, 1)) * rng.randint(12, 60), 0, 255)) for value in ground)
    if kind < 0.2:
        cv2.rectangle(canvas, (0, 0), (width - 1, height - 1), shade, 1)
    elif kind < 0.3:
        canvas[:1] = canvas[-1:] = canvas[:, :1] = canvas[:, -1:] = shade
        for y in (0, height - 1):
            for x in (0, width - 1):
                canvas[y, x] = ground
    elif kind < 0.36:
        canvas[-1:] = shade


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789&%$éßøñçаяжд漢字한글あ"
_FONTS = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSerif.ttf",
    "LiberationSans-Regular.ttf",
    "DejaVuSansMono.ttf",
)


def letters(rng: random.Random) -> Pixels:
    """A crop with a letter or a few."""
    from PIL import Image, ImageDraw, ImageFont

    text = "".join(rng.choice(_LETTERS) for _ in range(rng.choice((1, 1, 2, 2, 3, 5))))
    font = ImageFont.truetype(rng.choice(_FONTS), rng.randint(10, 36))
    ground, ink = _colours(rng, plain=rng.random() < 0.5)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("RGB", (int(right - left) + 12, int(bottom - top) + 10), ground)
    ImageDraw.Draw(image).text((6 - left, 5 - top), text, ink, font)
    return np.asarray(image)


def patch(picture: Pixels, rng: random.Random) -> Pixels:
    """A crop of a photo or drawing, as a thumbnail."""
    height, width = picture.shape[:2]
    side = rng.randint(40, min(height, width))
    y, x = rng.randint(0, height - side), rng.randint(0, width - side)
    target = rng.randint(16, 64)
    piece = picture[y : y + side, x : x + side]
    small = np.asarray(cv2.resize(piece, (target, target), interpolation=cv2.INTER_AREA), np.uint8)
    if rng.random() < 0.5:
        return small
    ground, _ = _colours(rng, plain=True)
    return np.asarray(cv2.copyMakeBorder(small, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=ground), np.uint8)


def scribble(rng: random.Random) -> Pixels:
    """A crop with lines or shapes that mean nothing."""
    ground, ink = _colours(rng, plain=rng.random() < 0.5)
    side = rng.randint(16, 48)
    canvas = np.empty((side, side, 3), np.uint8)
    canvas[:] = ground
    for _ in range(rng.randint(2, 6)):
        a, b = ((rng.randint(2, side - 3), rng.randint(2, side - 3)) for _ in range(2))
        if rng.random() < 0.7:
            cv2.line(canvas, a, b, ink, rng.randint(1, 2), cv2.LINE_AA)
        else:
            cv2.circle(canvas, a, rng.randint(1, side // 4), ink, rng.choice((-1, 1)), cv2.LINE_AA)
    return canvas
