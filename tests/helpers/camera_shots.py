"""Several shots of one moment by a camera that is covered, in the dark, out of focus, shaken or well. Generated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from tests.helpers.camera_grounds import HEIGHT, WIDTH
from tests.helpers.camera_scenes import empty_scene, motion, page_scene, sensed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.types import RgbImage

KINDS = ("good", "covered", "dark", "bright", "blurred", "shaken", "plain")
_Ground = Callable[[np.random.Generator], "NDArray[np.float32]"]


def shots(kind: str, seed: int, grounds: Sequence[_Ground], *, count: int = 5) -> list[RgbImage]:
    """`count` frames of 1280 x 720 of a scene that `seed` chooses: a page, a desk or a room."""
    pick = np.random.default_rng(seed + 77_000)
    if kind == "covered":
        return _covered(pick, count)
    if kind == "plain":
        return _plain(pick, count)
    scene = page_scene(seed, grounds) if pick.random() < 0.5 else empty_scene(seed, grounds)
    image = scene.image.astype(np.float32)
    frames = []
    focus = pick.uniform(3.2, 9)
    dimmed, noise = pick.uniform(0.04, 0.12), pick.uniform(5, 9)
    angle = pick.uniform(0, np.pi)
    for _ in range(count):
        steady = pick.normal(0, 1.2, 2)
        frame = _moved(image, steady)
        if kind == "good":
            frames.append(sensed(frame, pick, blur=pick.uniform(0, 0.8), noise=2))
        elif kind == "dark":
            frames.append(sensed(frame * dimmed + 6, pick, blur=0.8, noise=noise, quality=75))
        elif kind == "bright":
            frames.append(sensed(frame * 3.2 + 120, pick, blur=0.8, noise=2))
        elif kind == "blurred":
            frames.append(sensed(frame, pick, blur=focus * pick.uniform(0.95, 1.05), noise=2))
        else:
            length, way = pick.uniform(18, 55), angle + pick.normal(0, 0.5)
            jump = _moved(image, pick.normal(0, 14, 2))
            frames.append(sensed(motion(jump, length, way), pick, blur=0.6, noise=2.5))
    return frames


def one_sharp(seed: int, grounds: Sequence[_Ground], *, count: int = 5) -> tuple[list[RgbImage], int, list[float]]:
    """Shots of a page by an unsteady hand, the number of the sharpest, and how far each is blurred in pixels."""
    pick = np.random.default_rng(seed + 99_000)
    scene = page_scene(seed, grounds, kind="page")
    image = scene.image.astype(np.float32)
    amounts = [float(n) for n in np.sort(pick.uniform(0, 14, count - 1))]
    amounts.insert(int(pick.integers(count)), 0.0)
    pick.shuffle(amounts)
    frames = []
    for amount in amounts:
        frame = _moved(image, pick.normal(0, 3, 2))
        if amount:
            if pick.random() < 0.3:
                frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), max(0.3, amount / 4)), np.float32)
            else:
                frame = motion(frame, max(1.0, amount), pick.uniform(0, np.pi))
        frames.append(sensed(frame * pick.uniform(0.9, 1.0), pick, blur=0, noise=3))
    return frames, amounts.index(0.0), amounts


def _moved(image: NDArray[np.float32], by: NDArray[np.float64]) -> NDArray[np.float32]:
    matrix = np.array([[1, 0, by[0]], [0, 1, by[1]]], np.float64)
    return np.asarray(cv2.warpAffine(image, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT))


def _glow(pick: np.random.Generator) -> NDArray[np.float32]:
    """A soft slope of light, 0..1."""
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
    at = pick.uniform(-1.2, 1.2, 2)
    return np.asarray(np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / pick.uniform(0.8, 4)), np.float32)


def _covered(pick: np.random.Generator, count: int) -> list[RgbImage]:
    """A lid (black), a finger (dark red, light at a side), a cloth or a palm (dark, without any structure)."""
    glow = _glow(pick)[..., None]
    kind = int(pick.integers(3))
    if kind == 0:
        image = np.full((HEIGHT, WIDTH, 3), pick.uniform(0, 12), np.float32)
    elif kind == 1:
        colour = np.array((pick.uniform(70, 190), pick.uniform(8, 40), pick.uniform(4, 30)))
        image = (colour * (0.35 + 0.65 * glow)).astype(np.float32)
    else:
        colour = pick.uniform(18, 40) * pick.uniform(0.8, 1.0, 3)
        image = (colour * (0.5 + 0.5 * glow)).astype(np.float32)
    return [sensed(image * pick.uniform(0.97, 1.03), pick, blur=0, noise=pick.uniform(2, 7)) for _ in range(count)]


def _plain(pick: np.random.Generator, count: int) -> list[RgbImage]:
    """A wall, a table, a ceiling: one colour, lit unevenly."""
    light = 0.75 + 0.25 * _glow(pick)[..., None]
    colour = pick.uniform(95, 235) * pick.uniform(0.8, 1.0, 3)
    grain = cv2.GaussianBlur(pick.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 1.2)
    image = (colour * light).astype(np.float32) + (pick.uniform(0, 6) * grain)[..., None]
    return [sensed(image, pick, noise=pick.uniform(1.5, 4)) for _ in range(count)]
