"""Frames in which there is nothing to caption: no word may come out that is not really there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from models.types import RgbImage

WIDTH, HEIGHT = 960, 540  # pixels


@dataclass(frozen=True, slots=True)
class Negative:
    """`words` are really there and may be said; `gate` is the code expected of the input gate, None for none."""

    name: str
    image: RgbImage
    words: frozenset[str] = frozenset()
    gate: str | None = None


def negatives() -> Iterator[Negative]:
    """More than 60 frames, the same at every call."""
    yield from _plain()
    yield from _gradients()
    yield from _noises()
    yield from _patterns()
    yield from _icons()
    yield from _wallpapers()
    yield from _locked()
    yield from _texts()


def _array(image: Image.Image) -> RgbImage:
    return np.asarray(image.convert("RGB"))


def _flat(colour: tuple[int, int, int]) -> Image.Image:
    return Image.new("RGB", (WIDTH, HEIGHT), colour)


def _plain() -> Iterator[Negative]:
    yield Negative("black", _array(_flat((0, 0, 0))), gate="black")
    yield Negative("video black", _array(_flat((16, 16, 16))), gate="black")
    for name, colour in {
        "white": (255, 255, 255), "grey": (128, 128, 128), "red": (200, 20, 20), "green": (20, 160, 40),
        "blue": (0, 60, 200), "beige": (240, 230, 200),
    }.items():  # fmt: skip
        yield Negative(f"plain {name}", _array(_flat(colour)), gate="one-colour")
    for ground, code in (((0, 0, 0), "black"), ((255, 255, 255), "one-colour"), ((40, 60, 90), "one-colour")):
        image = _flat(ground)
        fill = (255, 255, 255) if sum(ground) < 300 else (0, 0, 0)
        ImageDraw.Draw(image).polygon(
            [(400, 200), (400, 219), (404, 215), (408, 222), (411, 220), (407, 214), (413, 214)], fill
        )
        yield Negative(f"pointer on {ground}", _array(image), gate=code)


def _gradients() -> Iterator[Negative]:
    x, y = np.linspace(0, 1, WIDTH)[None, :], np.linspace(0, 1, HEIGHT)[:, None]
    for name, field in {
        "across": x + 0 * y, "down": y + 0 * x, "diagonal": (x + y) / 2,
        "radial": np.clip(np.hypot(x - 0.5, y - 0.5) * 1.4, 0, 1), "faint": 0.48 + 0.04 * (x + 0 * y),
    }.items():  # fmt: skip
        rgb = np.stack([30 + 180 * field, 60 + 120 * field, 200 - 120 * field], axis=2)
        yield Negative(f"gradient {name}", rgb.astype(np.uint8), gate="blank")


def _noises() -> Iterator[Negative]:
    rng = np.random.default_rng(1)
    for level in (255, 128):
        yield Negative(f"noise {level}", rng.integers(0, level, (HEIGHT, WIDTH, 3), np.uint8), gate="noise")
    grey = rng.normal(128, 50, (HEIGHT, WIDTH, 1)).clip(0, 255).astype(np.uint8)
    yield Negative("grey noise", np.repeat(grey, 3, axis=2), gate="noise")
    for radius in (2, 6, 20):
        soft = Image.fromarray(np.repeat(grey, 3, axis=2)).filter(ImageFilter.GaussianBlur(radius))
        yield Negative(f"soft noise {radius}", _array(soft), gate="blank" if radius > 2 else None)
    speckled = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    speckled[rng.random((HEIGHT, WIDTH)) < 0.01] = 0
    yield Negative("speckles", speckled)


def _patterns() -> Iterator[Negative]:
    for step in (3, 8, 24, 60):
        image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        image[(np.arange(HEIGHT) // step) % 2 == 0] = 200
        yield Negative(f"stripes {step}", image)
        board = ((np.arange(HEIGHT)[:, None] // step + np.arange(WIDTH)[None] // step) % 2 * 220).astype(np.uint8)
        yield Negative(f"checkerboard {step}", np.repeat(board[:, :, None], 3, axis=2))
    for step in (20, 60):
        page = _flat((245, 245, 245))
        draw = ImageDraw.Draw(page)
        for x in range(0, WIDTH, step):
            draw.line([(x, 0), (x, HEIGHT)], (180, 180, 200))
        for y in range(0, HEIGHT, step):
            draw.line([(0, y), (WIDTH, y)], (180, 180, 200))
        yield Negative(f"grid {step}", _array(page))


def _icons() -> Iterator[Negative]:
    shapes = {
        "cross": [("line", (0.2, 0.2, 0.8, 0.8)), ("line", (0.8, 0.2, 0.2, 0.8))],
        "plus": [("line", (0.5, 0.1, 0.5, 0.9)), ("line", (0.1, 0.5, 0.9, 0.5))],
        "menu": [("line", (0.1, 0.25, 0.9, 0.25)), ("line", (0.1, 0.5, 0.9, 0.5)), ("line", (0.1, 0.75, 0.9, 0.75))],
        "circle": [("ellipse", (0.1, 0.1, 0.9, 0.9))],
        "magnifier": [("ellipse", (0.1, 0.1, 0.6, 0.6)), ("line", (0.55, 0.55, 0.9, 0.9))],
        "square": [("rectangle", (0.15, 0.15, 0.85, 0.85))],
        "check": [("line", (0.1, 0.5, 0.4, 0.8)), ("line", (0.4, 0.8, 0.9, 0.2))],
        "arrow": [("line", (0.1, 0.5, 0.9, 0.5)), ("line", (0.6, 0.2, 0.9, 0.5)), ("line", (0.6, 0.8, 0.9, 0.5))],
    }
    for name, parts in shapes.items():
        for size in (24, 48, 160):
            image = _flat((250, 250, 250))
            draw = ImageDraw.Draw(image)
            for kind, (a, b, c, d) in parts:
                box = (400 + a * size, 200 + b * size, 400 + c * size, 200 + d * size)
                width = max(2, size // 12)
                if kind == "line":
                    draw.line(box, (40, 40, 40), width)
                else:
                    getattr(draw, kind)(box, outline=(40, 40, 40), width=width)
            tiny = size == 24 or (size == 48 and name == "cross")
            yield Negative(f"icon {name} {size}", _array(image), gate="one-colour" if tiny else None)


def _wallpapers() -> Iterator[Negative]:
    for seed in range(6):
        rng = np.random.default_rng(seed)
        image = Image.new("RGB", (WIDTH, HEIGHT))
        draw = ImageDraw.Draw(image)
        for y in range(HEIGHT):
            draw.line([(0, y), (WIDTH, y)], (80 + y // 8, 120 + y // 10, 220 - y // 6))
        for layer in range(4):
            top = 180 + layer * 90
            points = [
                (x, top + int(60 * np.sin(x / rng.uniform(60, 160) + layer)) + int(rng.integers(0, 20)))
                for x in range(0, WIDTH + 20, 20)
            ]
            shade = 130 - 28 * layer
            draw.polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], (shade // 2, shade, shade // 2 + 20))
        yield Negative(f"landscape {seed}", _array(image))
    for seed in range(4):
        rng = np.random.default_rng(100 + seed)
        image = _flat((15, 20, 45))
        draw = ImageDraw.Draw(image, "RGBA")
        for _ in range(60):
            x, y, r = int(rng.integers(0, WIDTH)), int(rng.integers(0, HEIGHT)), int(rng.integers(8, 70))
            draw.ellipse((x - r, y - r, x + r, y + r), (*(int(v) for v in rng.integers(80, 255, 3)), 70))
        yield Negative(f"bokeh {seed}", _array(image))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans.ttf", size)


def _locked() -> Iterator[Negative]:
    base = next(n for n in _wallpapers() if n.name == "landscape 0").image
    clock = Image.fromarray(base.copy())
    ImageDraw.Draw(clock).text((380, 150), "14:35", (255, 255, 255), _font(72))
    yield Negative("lock screen with clock", _array(clock), frozenset({"14:35"}))
    field = clock.copy()
    draw = ImageDraw.Draw(field)
    draw.rectangle((350, 330, 610, 370), fill=(255, 255, 255))
    draw.text((360, 338), "Password", (90, 90, 90), _font(18))
    yield Negative("lock screen with field", _array(field), frozenset({"14:35", "password"}))


def _texts() -> Iterator[Negative]:
    for number, text in enumerate(
        ("The meeting starts at nine", "Low battery", "Nothing to show here", "Page 3 of 12")
    ):
        image = _flat((255, 255, 255) if number % 2 else (20, 20, 20))
        colour = (0, 0, 0) if number % 2 else (240, 240, 240)
        ImageDraw.Draw(image).text((60, 80 + 60 * number), text, colour, _font(20))
        yield Negative(f"text {text}", _array(image), frozenset(text.casefold().split()))
