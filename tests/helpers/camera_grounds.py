"""What lies behind a page before a camera: tables, floors, cloths, clutter, a room. Generated, 1280 x 720."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 720  # pixels of a camera's frame


def noise_map(pick: np.random.Generator, rows: int, columns: int) -> NDArray[np.float32]:
    small = pick.normal(0, 1, (rows, columns)).astype(np.float32)
    return np.asarray(cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC))


def _coloured(value: NDArray[Any], colour: Any) -> NDArray[np.float32]:
    return np.asarray(value[..., None] * np.array(colour, np.float32), np.float32)


def plain(pick: np.random.Generator) -> NDArray[np.float32]:
    """One colour, lit unevenly."""
    level = pick.uniform(50, 165)
    light = level + 8 * noise_map(pick, 2, 3)
    return _coloured(light, pick.uniform(0.75, 1.0, 3))


def wood(pick: np.random.Generator) -> NDArray[np.float32]:
    """Grain along one direction."""
    level = pick.uniform(70, 150)
    rows = int(pick.integers(40, 160))
    grain: Any = noise_map(pick, rows, int(pick.integers(2, 6))) * pick.uniform(6, 16) + 6 * noise_map(pick, 500, 12)
    if pick.random() < 0.4:
        grain = cv2.resize(np.ascontiguousarray(grain.T), (WIDTH, HEIGHT))
    return _coloured(level + grain, (1.0, 0.78, 0.55))


def cloth(pick: np.random.Generator) -> NDArray[np.float32]:
    """A weave with soft folds."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    period = pick.uniform(5, 14)
    weave = 9 * np.sin(2 * np.pi * x / period) * np.sin(2 * np.pi * y / period)
    return _coloured(pick.uniform(60, 140) + weave + 12 * noise_map(pick, 4, 6), pick.uniform(0.6, 1.0, 3))


def planks(pick: np.random.Generator) -> NDArray[np.float32]:
    """Boards with dark joints."""
    image = wood(pick)
    step = int(pick.integers(90, 200))
    for x in range(int(pick.integers(step)), WIDTH, step):
        image[:, x : x + 4] *= 0.45
        image[:, x : x + step] *= pick.uniform(0.88, 1.1)
    return image


def granite(pick: np.random.Generator) -> NDArray[np.float32]:
    """Speckles of a worktop."""
    speckle = 14 * noise_map(pick, 240, 420) + 9 * noise_map(pick, 60, 100)
    return _coloured(pick.uniform(60, 150) + speckle, pick.uniform(0.9, 1.0, 3))


def tiles(pick: np.random.Generator) -> NDArray[np.float32]:
    """Square tiles with lighter joints, turned a little."""
    angle, step = pick.uniform(-0.3, 0.3), pick.uniform(110, 230)
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    joint = (np.mod(u, step) < 5) | (np.mod(v, step) < 5)
    number = np.floor(u / step) * 7 + np.floor(v / step) * 13
    level = pick.uniform(70, 140) + 6 * np.sin(number)
    return _coloured(np.where(joint, level * 1.25, level) + 3 * noise_map(pick, 200, 300), pick.uniform(0.8, 1.0, 3))


def stripes(pick: np.random.Generator) -> NDArray[np.float32]:
    """A tablecloth with stripes, of two widths, perhaps crossed."""
    angle, step = pick.uniform(0, np.pi), pick.uniform(30, 150)
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    band = (np.mod(u, step) < step * pick.uniform(0.2, 0.6)).astype(np.float32)
    if pick.random() < 0.5:
        band = (band + (np.mod(v, step) < 0.4 * step)) / 2
    one, other = pick.uniform(30, 110, 3), pick.uniform(60, 190, 3)
    image = one * (1 - band[..., None]) + other * band[..., None]
    return np.asarray(image + 3 * noise_map(pick, 240, 420)[..., None], np.float32)


def parquet(pick: np.random.Generator) -> NDArray[np.float32]:
    """Square fields of narrow strips, turned by turns."""
    size, strips = int(pick.integers(110, 220)), int(pick.integers(4, 7))
    image = np.empty((HEIGHT, WIDTH, 3), np.float32)
    base = pick.uniform(80, 150)
    for row, y in enumerate(range(0, HEIGHT, size)):
        for column, x in enumerate(range(0, WIDTH, size)):
            field = np.empty((size, size), np.float32)
            for strip in range(strips):
                first, last = strip * size // strips, (strip + 1) * size // strips
                field[:, first:last] = base * pick.uniform(0.8, 1.2)
                field[:, first : first + 2] = 0.6 * base
            field = field.T if (row + column) % 2 else field
            field = field[: HEIGHT - y, : WIDTH - x]
            image[y : y + size, x : x + size] = _coloured(field, (1.0, 0.76, 0.5))
    return image + 4 * noise_map(pick, 200, 350)[..., None]


def marble(pick: np.random.Generator) -> NDArray[np.float32]:
    """Veins on a stone that may be light."""
    veins = np.abs(noise_map(pick, 6, 9) + 0.4 * noise_map(pick, 24, 40))
    level = pick.uniform(70, 175) - 45 * np.exp(-12 * veins)
    return _coloured(level + 4 * noise_map(pick, 120, 200), pick.uniform(0.9, 1.0, 3))


TUNING: tuple[Callable[[np.random.Generator], NDArray[np.float32]], ...] = (plain, wood, cloth)
"""Grounds that thresholds were set on."""
LATER: tuple[Callable[[np.random.Generator], NDArray[np.float32]], ...] = (planks, granite, tiles)
"""Grounds that were kept for a first measurement, which showed that joints of tiles were taken for edges of pages."""
UNSEEN: tuple[Callable[[np.random.Generator], NDArray[np.float32]], ...] = (stripes, parquet, marble)
"""Grounds that were kept for measuring."""


def clutter(image: NDArray[np.float32], pick: np.random.Generator, count: int) -> None:
    """Cups, pens, boxes, books and cables, drawn into `image`."""
    for _ in range(count):
        colour = tuple(float(n) for n in pick.uniform(10, 225, 3))
        x, y = int(pick.integers(-40, WIDTH + 40)), int(pick.integers(-40, HEIGHT + 40))
        kind = int(pick.integers(5))
        if kind == 0:
            radius = int(pick.integers(30, 90))
            cv2.circle(image, (x, y), radius, colour, -1, cv2.LINE_AA)
            cv2.circle(image, (x, y), int(radius * 0.8), tuple(0.6 * n for n in colour), -1, cv2.LINE_AA)
        elif kind == 1:
            ends = (x + int(pick.integers(-300, 300)), y + int(pick.integers(-300, 300)))
            cv2.line(image, (x, y), ends, colour, int(pick.integers(5, 16)), cv2.LINE_AA)
        elif kind == 2:
            size = (float(pick.uniform(60, 240)), float(pick.uniform(50, 200)))
            points = cv2.boxPoints(((x, y), size, float(pick.uniform(0, 90)))).astype(np.int32)
            cv2.fillPoly(image, [points], colour, cv2.LINE_AA)
            cv2.polylines(image, [points], True, tuple(0.7 * n for n in colour), 2, cv2.LINE_AA)
        elif kind == 3:
            way = np.cumsum(pick.normal(0, 70, (14, 2)), axis=0) + np.array((x, y))
            cv2.polylines(image, [way.astype(np.int32)], False, colour, 4, cv2.LINE_AA)
        else:
            axes = (int(pick.integers(30, 120)), int(pick.integers(20, 60)))
            cv2.ellipse(image, (x, y), axes, float(pick.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)


def room(pick: np.random.Generator) -> NDArray[np.float32]:
    """A wall and a floor with furniture: many straight edges, no page."""
    image = np.empty((HEIGHT, WIDTH, 3), np.float32)
    image[:] = pick.uniform(130, 215) * pick.uniform(0.85, 1.0, 3)
    floor = int(pick.uniform(0.55, 0.85) * HEIGHT)
    image[floor:] = pick.uniform(60, 130) * np.array((1.0, 0.8, 0.6))
    image[floor - 10 : floor] *= 0.8
    x, wide = int(pick.integers(0, 900)), int(pick.integers(150, 300))
    door = pick.uniform(90, 230) * pick.uniform(0.8, 1.0, 3)
    cv2.rectangle(image, (x, floor - int(pick.integers(330, 460))), (x + wide, floor), tuple(map(float, door)), -1)
    cv2.rectangle(image, (x + 20, floor - 300), (x + wide - 20, floor - 180), tuple(map(float, 0.85 * door)), 3)
    cv2.circle(image, (x + wide - 18, floor - 160), 8, (200.0, 190.0, 120.0), -1)
    x, y = int(pick.integers(0, 1000)), int(pick.integers(20, 160))
    cv2.rectangle(image, (x, y), (x + 240, y + 200), tuple(float(n) for n in pick.uniform(150, 250, 3)), -1)
    for bar in (0, 120, 240):
        cv2.line(image, (x + bar, y), (x + bar, y + 200), (90.0, 80.0, 70.0), 8)
    for bar in (0, 200):
        cv2.line(image, (x, y + bar), (x + 240, y + bar), (90.0, 80.0, 70.0), 8)
    if pick.random() < 0.6:  # a shelf of books
        x, y = int(pick.integers(0, 800)), int(pick.integers(60, floor - 200))
        for _ in range(int(pick.integers(4, 14))):
            wide, tall = int(pick.integers(14, 44)), int(pick.integers(90, 160))
            cv2.rectangle(
                image, (x, y + 160 - tall), (x + wide, y + 160), tuple(float(n) for n in pick.uniform(20, 230, 3)), -1
            )
            x += wide + 1
    clutter(image, pick, int(pick.integers(0, 4)))
    return image + 3 * noise_map(pick, 180, 320)[..., None]
