"""Scenes with texture, drawn from a seed, and what happens to pictures: things added, JPEG, light, other views."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

if TYPE_CHECKING:
    from models.types import RgbImage

WIDE, TALL = 800, 600  # pixels
PLACES = {
    "left": (0.16, 0.5),
    "right": (0.84, 0.5),
    "top": (0.5, 0.15),
    "bottom": (0.5, 0.85),
    "middle": (0.5, 0.5),
}
"""Where a thing can be put, as shares of width and height."""
COLOURS = {"red": (205, 30, 35), "blue": (35, 60, 200), "yellow": (235, 205, 30), "green": (35, 140, 55)}


def _noise(random_of: np.random.Generator, cells: int, depth: float) -> Image.Image:
    """Smooth blotches, `cells` along the longer side."""
    small = random_of.normal(128, depth, (max(2, cells * TALL // WIDE), cells, 3)).clip(0, 255).astype(np.uint8)
    return Image.fromarray(small).resize((WIDE, TALL), Image.Resampling.BICUBIC)


def scene(seed: int) -> RgbImage:
    """A wall, a floor and a dozen things with texture and shading, (600, 800, 3)."""
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    base = np.zeros((TALL, WIDE, 3), np.float32)
    horizon = int(TALL * chance.uniform(0.45, 0.65))
    base[:horizon] = [chance.uniform(90, 200) for _ in range(3)]
    base[horizon:] = [chance.uniform(50, 150) for _ in range(3)]
    for cells, depth in ((6, 14), (40, 10), (200, 9)):
        base += np.asarray(_noise(noise, cells, depth), np.float32) - 128
    picture = Image.fromarray(base.clip(0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        wide, tall = chance.randint(40, 170), chance.randint(40, 170)
        x, y = chance.randint(-20, WIDE - 40), chance.randint(20, TALL - 40)
        colour = tuple(chance.randint(30, 220) for _ in range(3))
        dark = tuple(int(value * 0.6) for value in colour)
        kind = chance.choice(("box", "ellipse", "stripes"))
        if kind == "ellipse":
            draw.ellipse((x, y, x + wide, y + tall), colour, dark, 4)
        else:
            draw.rectangle((x, y, x + wide, y + tall), colour, dark, 3)
        if kind == "stripes":
            for at in range(8, wide - 4, chance.randint(9, 22)):
                draw.line((x + at, y + 3, x + at, y + tall - 3), dark, 3)
    grain = noise.normal(0, 3.5, (TALL, WIDE, 1))
    return (np.asarray(picture.filter(ImageFilter.GaussianBlur(0.7)), np.float32) + grain).clip(0, 255).astype(np.uint8)


def with_thing(image: RgbImage, where: str, *, seed: int = 0, size: int = 110, colour: str = "red") -> RgbImage:
    """A shaded ball or box of one colour at one of PLACES."""
    height, width, _ = image.shape
    x, y = (round(share * side) for share, side in zip(PLACES[where], (width, height), strict=True))
    mask = Image.new("L", (width * 2, height * 2), 0)
    half = size
    corners = (2 * x - half, 2 * y - half, 2 * x + half, 2 * y + half)
    draw = ImageDraw.Draw(mask)
    (draw.ellipse if seed % 2 else draw.rounded_rectangle)(corners, fill=255)
    share = np.asarray(mask.resize((width, height), Image.Resampling.BOX), np.float32)[..., None] / 255
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    shade = 1.1 - 0.4 * ((columns - x) + (rows - y))[..., None] / size
    grain = np.random.default_rng(seed).normal(0, 4, (height, width, 1))
    thing = np.asarray(COLOURS[colour], np.float32) * np.clip(shade, 0.6, 1.3) + grain
    return np.asarray((image * (1 - share) + thing * share).clip(0, 255), np.uint8)


def jpeg(image: RgbImage, quality: int) -> RgbImage:
    """As it comes out of a JPEG."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file).convert("RGB"))


def scaled(image: RgbImage, share: float) -> RgbImage:
    """Smaller or larger."""
    size = (round(image.shape[1] * share), round(image.shape[0] * share))
    return np.array(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))


def brighter(image: RgbImage, gain: float) -> RgbImage:
    """Lighter (above 1) or darker."""
    return np.array(ImageEnhance.Brightness(Image.fromarray(image)).enhance(gain))


def cropped(image: RgbImage, share: float) -> RgbImage:
    """The middle of it, `share` of each side."""
    height, width, _ = image.shape
    top, left = round(height * (1 - share) / 2), round(width * (1 - share) / 2)
    return image[top : height - top, left : width - left].copy()


def mirrored(image: RgbImage) -> RgbImage:
    """Left and right exchanged."""
    return image[:, ::-1].copy()


def seen_again(image: RgbImage, seed: int, *, far: float = 1.0) -> RgbImage:
    """From a little beside: shifted, turned by a degree or two, a hint of perspective, and another sensor's noise."""
    chance = random.Random(seed)
    height, width, _ = image.shape
    angle, grow = np.radians(chance.uniform(-1.5, 1.5) * far), 1 + chance.uniform(-0.02, 0.03) * far
    across, down = chance.uniform(-14, 14) * far, chance.uniform(-10, 10) * far
    tilt = chance.uniform(-2e-5, 2e-5) * far, chance.uniform(-2e-5, 2e-5) * far
    cos, sin = np.cos(angle) * grow, np.sin(angle) * grow
    x, y = width / 2, height / 2
    values = (cos, -sin, x - cos * x + sin * y + across, sin, cos, y - sin * x - cos * y + down, *tilt)
    turned = Image.fromarray(image).transform(
        (width, height), Image.Transform.PERSPECTIVE, values, Image.Resampling.BICUBIC
    )
    # the rim that the turn leaves black is what a camera would not have lost
    edge = 26
    kept = np.asarray(turned, np.float32)[edge:-edge, edge:-edge]
    return (kept + np.random.default_rng(seed).normal(0, 2.5, kept.shape)).clip(0, 255).astype(np.uint8)


def screen(lines: list[str], *, size: tuple[int, int] = (900, 560)) -> RgbImage:
    """A window with a title bar, a list of lines and two buttons."""
    picture = Image.new("RGB", size, (246, 246, 248))
    draw = ImageDraw.Draw(picture)
    font, bold = (ImageFont.truetype(f"DejaVuSans{kind}.ttf", 20) for kind in ("", "-Bold"))
    draw.rectangle((0, 0, size[0], 40), (52, 86, 139))
    draw.text((14, 8), lines[0], "white", bold)
    for at, line in enumerate(lines[1:]):
        draw.text((30, 66 + 44 * at), line, (20, 20, 20), font)
    for x, text in ((size[0] - 300, "Cancel"), (size[0] - 150, "Save")):
        draw.rounded_rectangle((x, size[1] - 60, x + 120, size[1] - 16), 6, (222, 226, 232), (120, 120, 120))
        draw.text((x + 28, size[1] - 51), text, (20, 20, 20), font)
    return np.array(picture)
