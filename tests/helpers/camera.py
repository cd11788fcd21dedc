"""A camera that does not exist: a wall larger than the picture, and a user who turns the camera as the words and the
tones say, a moment late and with a hand that shakes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.pipelines.seeking.guide import Guidance, Guide
from assistant.pipelines.seeking.seeker import Seeker
from assistant.pipelines.seeking.sighting import Sighting
from models.cancel import CancelToken
from models.types import Box, TextLine

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

    from models.types import RgbImage

WIDTH, HEIGHT = 640, 480  # pixels of a frame
WORLD = (1900, 1200)  # pixels of the wall
FRAME = 0.2  # seconds from a frame to the next
READING = 0.5  # seconds that a frame takes longer in which text is read
DELAY = 0.5  # seconds from a word or tone to the hand
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
PHOTOS = Path(__file__).parents[1] / "data" / "photos"
_SWEEP = 215.0  # pixels a second of a user who has heard nothing yet
_FAST, _SLOW = 260.0, 90.0  # "left", "a little left"


@dataclass(frozen=True)
class World:
    """`place`: where the thing is; None where it is not there."""

    image: RgbImage = field(repr=False)
    place: Box | None = None


def wall(seed: int, *, avoid: Sequence[str] = ()) -> tuple[Any, ImageDraw, random.Random]:
    """A wall with shelves, posters and other people's signs; none of the words in `avoid`."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    rng = random.Random(seed)
    noise = np.random.default_rng(seed)
    small = noise.normal(0, 9, (WORLD[1] // 6, WORLD[0] // 6, 1))
    ground = np.clip(np.array([205, 198, 186]) + small, 0, 255).astype(np.uint8)
    image = Image.fromarray(ground).resize(WORLD, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1))
    draw = ImageDraw.Draw(image)
    for _ in range(26):
        x, y = rng.randrange(WORLD[0]), rng.randrange(WORLD[1])
        wide, tall = rng.randrange(40, 220), rng.randrange(40, 220)
        tone = rng.randrange(70, 200)
        shade = (tone, tone - rng.randrange(12), tone - rng.randrange(20))
        draw.rectangle((x, y, x + wide, y + tall), fill=shade, outline=(90, 86, 80), width=3)
        for line in range(y + 12, y + tall - 8, 14):
            draw.line((x + 8, line, x + wide - 8, line + rng.randrange(-2, 3)), fill=(60, 60, 60), width=2)
    others = [word for word in ("Kitchen", "Office 12", "Notice", "Staff only", "Library", "Push", "Room 7", "Meeting")
              if word.casefold() not in avoid]  # fmt: skip
    for word in rng.sample(others, 4):
        x, y = rng.randrange(60, WORLD[0] - 400), rng.randrange(60, WORLD[1] - 120)
        font = ImageFont.truetype(FONT, rng.randrange(24, 44))
        draw.rectangle((*(value - 10 for value in (x, y)), x + font.getlength(word) + 10, y + 60), fill=(240, 240, 235))
        draw.text((x, y), word, font=font, fill=(30, 30, 40))
    return image, draw, rng


def somewhere(rng: random.Random, width: int, height: int) -> Box:
    """Where the camera can have it in the middle, and not in its first picture."""
    while True:
        x = rng.randrange(WIDTH // 2, WORLD[0] - WIDTH // 2 - width // 2)
        y = rng.randrange(HEIGHT // 2, WORLD[1] - HEIGHT // 2 - height // 2)
        if abs(x - WORLD[0] / 2) > 0.4 * WIDTH or abs(y - WORLD[1] / 2) > 0.4 * HEIGHT:
            return Box(x - width // 2, y - height // 2, x + width // 2, y + height // 2)


def with_sign(seed: int, text: str, *, there: bool = True) -> World:
    """A sign that says `text`."""
    from PIL import ImageFont

    image, draw, rng = wall(seed, avoid=[text.casefold()])
    if not there:
        return World(np.asarray(image))
    font = ImageFont.truetype(FONT, rng.randrange(26, 48))
    box = somewhere(rng, int(font.getlength(text)) + 40, int(font.size) + 36)
    ground: Any
    ground, ink = rng.choice(
        [((20, 120, 60), "white"), ("white", "black"), ((250, 220, 60), "black"), ("navy", "white")]
    )
    draw.rectangle((box.left, box.top, box.right, box.bottom), fill=ground, outline="black", width=2)
    draw.text((box.left + 20, box.top + 14), text, font=font, fill=ink)
    return World(np.asarray(image), box)


def with_folder(seed: int, colour: tuple[int, int, int], *, there: bool = True) -> World:
    """A folder of a colour."""
    image, draw, rng = wall(seed)
    if not there:
        return World(np.asarray(image))
    box = somewhere(rng, rng.randrange(90, 190), rng.randrange(110, 210))
    dark = tuple(value * 2 // 3 for value in colour)
    draw.rectangle((box.left, box.top, box.right, box.bottom), fill=colour, outline=dark, width=4)
    draw.rectangle((box.left + 14, box.top + 20, box.right - 40, box.top + 34), fill=dark)
    return World(np.asarray(image), box)


def with_photo(seed: int, name: str, *, width: int = 420, there: bool = True) -> World:
    """A thing as a photo shows it, cut out as a poster on the wall."""
    from PIL import Image

    image, _, rng = wall(seed)
    if not there:
        return World(np.asarray(image))
    photo = Image.open(PHOTOS / f"{name}.jpg").convert("RGB")
    photo = photo.resize((width, round(width * photo.height / photo.width)), Image.Resampling.LANCZOS)
    box = somewhere(rng, *photo.size)
    image.paste(photo, (box.left, box.top))
    return World(np.asarray(image), Box(box.left, box.top, box.left + photo.width, box.top + photo.height))


class TimedReader:
    """A real reader that counts its readings."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.count = 0

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        self.count += 1
        return tuple(self._reader.read(image, cancel=cancel))

    def rest(self) -> None:
        self._reader.rest()


@dataclass(frozen=True)
class Searched:
    """`offset`: of the thing from the middle of the last picture, in shares of half of it; None where it was not in
    it. `words`: with the second in which each was said."""

    found: bool
    seconds: float
    offset: float | None
    frames: int
    words: tuple[tuple[float, str], ...]
    last: Guidance
    in_view: int = 0
    """Frames that held all of the thing."""


def search(
    world: World, seeker: Seeker, *, reader: TimedReader | None = None, seed: int = 0, tones: bool = True
) -> Searched:
    """A whole search, from the middle of the wall. `tones`: the user goes by them too, and not by words alone."""
    noise = np.random.default_rng(seed)
    guide, cancel = Guide(seeker.sought), CancelToken()
    x, y = WORLD[0] / 2, WORLD[1] / 2  # the middle of the picture
    now, frames, in_view = 0.0, 0, 0
    heard: list[tuple[float, Guidance]] = []
    said: list[tuple[float, str]] = []
    hand = _Hand(seed, tones=tones)
    while True:
        frame = view(world.image, x, y, hand.speed, noise)
        before = reader.count if reader is not None else 0
        sighting: Sighting = seeker.see(frame, cancel=cancel)
        frames += 1
        whole = Box(round(x - WIDTH / 2), round(y - HEIGHT / 2), round(x + WIDTH / 2), round(y + HEIGHT / 2))
        in_view += world.place is not None and world.place.covered_by(whole) == 1
        took = FRAME + (READING if reader is not None and reader.count > before else 0.0)
        seen_at = (x, y)
        for _ in range(round(took / 0.05)):  # meanwhile the hand goes on
            while heard and heard[0][0] + DELAY <= now:
                hand.hear(heard.pop(0)[1])
            dx, dy = hand.move(0.05)
            x = min(WORLD[0] - WIDTH / 2, max(WIDTH / 2, x + dx))
            y = min(WORLD[1] - HEIGHT / 2, max(HEIGHT / 2, y + dy))
            now += 0.05
        guidance = guide.step(sighting, width=WIDTH, height=HEIGHT, now=now)
        heard.append((now, guidance))
        if guidance.words:
            said.append((round(now, 1), guidance.words))
        if guidance.done:
            return Searched(guidance.found, now, _offset(world.place, *seen_at), frames, tuple(said), guidance, in_view)


def view(image: RgbImage, x: float, y: float, speed: tuple[float, float], noise: np.random.Generator) -> RgbImage:
    """What the camera sees with its middle there: a hand that shakes, motion blur of a 30th of a second, grain."""
    import cv2

    left = round(min(WORLD[0] - WIDTH, max(0, x - WIDTH / 2 + noise.normal(0, 1.5))))
    top = round(min(WORLD[1] - HEIGHT, max(0, y - HEIGHT / 2 + noise.normal(0, 1.5))))
    part: Any = image[top : top + HEIGHT, left : left + WIDTH]
    blur = [max(1, round(abs(each) / 30)) for each in speed]
    if max(blur) > 1:
        part = cv2.blur(part, (blur[0], blur[1]))
    grain = noise.normal(0, 4, (HEIGHT // 2, WIDTH // 2, 1)).repeat(2, 0).repeat(2, 1)
    return np.asarray(np.clip(part + grain, 0, 255), np.uint8)


def _offset(place: Box | None, x: float, y: float) -> float | None:
    if place is None:
        return None
    dx = max(0.0, place.left - x, x - place.right) / (WIDTH / 2)
    dy = max(0.0, place.top - y, y - place.bottom) / (HEIGHT / 2)
    return max(dx, dy)


class _Hand:
    """Turns the camera as it hears; before that it sweeps over the wall, row by row."""

    def __init__(self, seed: int, *, tones: bool) -> None:
        self._rng = random.Random(seed)
        self._tones = tones
        self._leads = False
        self._turn = (0.0, 0.0)
        self._pace = 1.0
        self._last = (0, 0)  # the way it was turned last, across and down
        self._swept = 0.0
        self._path = [(-1, 0, 2.9), (0, -1, 1.7), (1, 0, 5.9), (0, 1, 3.4), (-1, 0, 5.9), (0, -1, 1.7), (1, 0, 2.9)]
        self.speed = (0.0, 0.0)

    def hear(self, guidance: Guidance) -> None:
        words = guidance.words.casefold().rpartition(": ")[2]
        if words.startswith("lost"):
            self._leads = False
            self._turn = (-self._turn[0] / 2, -self._turn[1] / 2)
            return
        if words:
            self._leads = True
            across = -1 if "left" in words else 1 if "right" in words else 0
            down = -1 if "up" in words else 1 if "down" in words else 0
            if across * self._last[0] < 0 or down * self._last[1] < 0:  # who went too far turns back more slowly
                self._pace = max(0.3, 0.6 * self._pace)
            self._last = (across or self._last[0], down or self._last[1])
            pace = self._pace * (_SLOW if "little" in words else _FAST)
            self._turn = (across * pace, down * pace)
        if self._tones and guidance.rate:
            self._leads = True
            height = -float(np.log2(guidance.pitch / 600.0))
            self._turn = tuple(max(-1.0, min(1.0, each)) * _FAST * 0.9 for each in (guidance.pan, height))  # type: ignore[assignment]

    def move(self, seconds: float) -> tuple[float, float]:
        if self._leads:
            self.speed = self._turn
        else:
            self._swept += seconds
            total = 0.0
            for across, down, lasts in self._path * 4:
                total += lasts
                if self._swept < total:
                    self.speed = (across * _SWEEP, down * _SWEEP)
                    break
        shake = (self._rng.gauss(0, 8), self._rng.gauss(0, 8))
        return (self.speed[0] + shake[0]) * seconds, (self.speed[1] + shake[1]) * seconds
