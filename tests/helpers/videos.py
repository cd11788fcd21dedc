"""Videos that tests draw themselves: title cards, moving shapes, pans, fades, flashes, noise, screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from models.types import RgbImage

SIZE = (640, 360)
FPS = 25
Scene = Callable[[float], "RgbImage"]
"""The picture at so many seconds from the scene's begin."""


def write(path: Path, pictures: Iterable[RgbImage], *, fps: float = FPS, code: str = "") -> Path:
    """A video file of RGB pictures: MJPG for .avi, MPEG-4 for .mp4."""
    import cv2

    writer: Any = None
    for picture in pictures:
        if writer is None:
            fourcc = cv2.VideoWriter.fourcc(*(code or ("MJPG" if path.suffix == ".avi" else "mp4v")))
            writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, fourcc, fps, picture.shape[1::-1])
            assert writer.isOpened()
        writer.write(np.ascontiguousarray(picture[:, :, ::-1]))
    writer.release()
    return path


def card(
    text: str, ground: str = "black", ink: str = "white", *, height: int = 44, size: tuple[int, int] = SIZE
) -> Scene:
    """A title card."""
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype("DejaVuSans.ttf", height)
    box = draw.multiline_textbbox((0, 0), text, font, align="center")
    draw.multiline_text(((size[0] - box[2]) / 2, (size[1] - box[3]) / 2), text, ink, font, align="center")
    pixels = np.asarray(image)
    return lambda _: pixels


def plain(colour: str, size: tuple[int, int] = SIZE) -> Scene:
    """One colour."""
    pixels = np.asarray(Image.new("RGB", size, colour))
    return lambda _: pixels


def landscape(seed: int, *, width: int = SIZE[0], height: int = SIZE[1]) -> RgbImage:
    """Something like a view: soft colours and hard things, different for every seed."""
    random = np.random.default_rng(seed)
    import cv2

    coarse = random.integers(0, 256, (5, max(5, width // 130), 3), dtype=np.uint8)
    ground = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    tint = random.integers(0, 256, 3)
    ground = (0.5 * ground + 0.5 * tint).astype(np.uint8)
    for _ in range(max(12, width // 40)):
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        w, h = (int(n) for n in random.integers(20, 130, 2))
        colour = tuple(int(n) for n in random.integers(0, 256, 3))
        if random.random() < 0.5:
            cv2.rectangle(ground, (x, y), (x + w, y + h), colour, -1)
        else:
            cv2.circle(ground, (x, y), w // 2, colour, -1)
    return np.asarray(ground)


def still(seed: int) -> Scene:
    """A view that does not move."""
    image = landscape(seed)
    return lambda _: image


def pan(seed: int, speed: float = 120.0) -> Scene:
    """The camera turns, `speed` in pixels a second."""
    image = landscape(seed, width=SIZE[0] + 2400)

    def at(time: float) -> RgbImage:
        left = int(min(2400, abs(speed) * time))
        left = left if speed > 0 else 2400 - left
        return image[:, left : left + SIZE[0]]

    return at


def zoom(seed: int, rate: float = 0.08) -> Scene:
    """The camera goes nearer, by `rate` a second."""
    import cv2

    image = landscape(seed)

    def at(time: float) -> RgbImage:
        scale = 1 + rate * time
        w, h = int(SIZE[0] / scale), int(SIZE[1] / scale)
        x, y = (SIZE[0] - w) // 2, (SIZE[1] - h) // 2
        return np.asarray(cv2.resize(image[y : y + h, x : x + w], SIZE, interpolation=cv2.INTER_LINEAR))

    return at


def shapes(seed: int, *, speed: float = 150.0, count: int = 6) -> Scene:
    """Things that move before a view."""
    import cv2

    image = landscape(seed)
    random = np.random.default_rng(seed + 1000)
    places, speeds = random.uniform(0, 1, (count, 2)) * SIZE, random.uniform(-speed, speed, (count, 2))
    colours = random.integers(0, 256, (count, 3))
    radii = random.integers(20, 70, count)

    def at(time: float) -> RgbImage:
        picture = image.copy()
        for place, velocity, colour, radius in zip(places, speeds, colours, radii, strict=True):
            x, y = (place + velocity * time) % SIZE
            cv2.circle(picture, (int(x), int(y)), int(radius), tuple(int(n) for n in colour), -1)
        return picture

    return at


def page(seed: int, *, pointer: bool = True) -> Scene:
    """A white page of text on a screen, with a mouse pointer that wanders."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype("DejaVuSans.ttf", 15)
    draw.rectangle((0, 0, SIZE[0], 28), fill="#e0e0e8")
    draw.text((10, 5), f"Document {seed}", "black", font)
    for row in range(13):
        words = ["".join(chr(97 + n) for n in random.integers(0, 26, random.integers(2, 9))) for _ in range(9)]
        draw.text((30, 45 + row * 23), " ".join(words)[: int(random.integers(10, 70))], "black", font)
    pixels = np.asarray(image)

    def at(time: float) -> RgbImage:
        if not pointer:
            return pixels
        picture = pixels.copy()
        x, y = int(300 + 200 * np.sin(time)), int(180 + 100 * np.cos(1.3 * time))
        picture[y : y + 14, x : x + 9] = 0
        return picture

    return at


@dataclass(slots=True)
class Film:
    """Scenes one after the other. `cuts`: true times, in seconds, and how long each change lasts."""

    fps: float = FPS
    noise: float = 0.0
    cuts: list[tuple[float, float]] = field(default_factory=list)
    _parts: list[Callable[[], Iterator[RgbImage]]] = field(default_factory=list)
    _count: int = 0
    _last: tuple[Scene, float] | None = None

    @property
    def seconds(self) -> float:
        return self._count / self.fps

    def scene(self, scene: Scene, seconds: float, *, fade: float = 0.0, through: str = "", same: bool = False) -> Film:
        """Go on with another scene: by a hard cut, or a fade of `fade` seconds, `through` a colour if one is named.

        `same`: no cut is counted.
        """
        began = self.seconds
        offset = 0.0
        if fade and self._last is not None:
            before, at = self._last
            self._add(round(fade * self.fps), self._fading(before, at, scene, fade, through))
            offset = fade
        if self._last is not None and not same:
            self.cuts.append((began + fade / 2, fade))
        count = round(seconds * self.fps)
        start = offset
        self._add(count, lambda number: scene(start + number / self.fps))
        self._last = (scene, offset + count / self.fps)
        return self

    def flash(self, pictures: int = 2, colour: str = "white") -> Film:
        """A flash of so many pictures, after which the scene goes on."""
        assert self._last is not None
        scene, at = self._last
        light = plain(colour)(0)
        self._add(pictures, lambda number: (0.15 * scene(at) + 0.85 * light).astype(np.uint8))
        return self

    def on(self, seconds: float) -> Film:
        """The scene goes on."""
        assert self._last is not None
        scene, at = self._last
        count = round(seconds * self.fps)
        self._add(count, lambda number: scene(at + number / self.fps))
        self._last = (scene, at + count / self.fps)
        return self

    def _fading(self, before: Scene, at: float, after: Scene, fade: float, through: str) -> Callable[[int], RgbImage]:
        def picture(number: int) -> RgbImage:
            share = (number + 0.5) / (fade * self.fps)
            time = number / self.fps
            one, other = before(at + time).astype(np.float32), after(time).astype(np.float32)
            if not through:
                return np.asarray((1 - share) * one + share * other).astype(np.uint8)
            middle = plain(through)(0).astype(np.float32)
            if share < 0.5:
                return np.asarray((1 - 2 * share) * one + 2 * share * middle).astype(np.uint8)
            return np.asarray((2 - 2 * share) * middle + (2 * share - 1) * other).astype(np.uint8)

        return picture

    def _add(self, count: int, picture: Callable[[int], RgbImage]) -> None:
        self._count += count
        self._parts.append(lambda: (picture(number) for number in range(count)))

    def pictures(self) -> Iterator[RgbImage]:
        random = np.random.default_rng(7)
        for part in self._parts:
            for picture in part():
                if self.noise:
                    grain = random.normal(0, self.noise, picture.shape)
                    yield np.clip(picture + grain, 0, 255).astype(np.uint8)
                else:
                    yield picture

    def write(self, path: Path) -> Path:
        return write(path, self.pictures(), fps=self.fps)
