"""Drawn pictures with captions that are right and captions that are nearly right: colours, relations, counts swapped.

No published set can be had with a package, so this one is generated: every picture has a meaning of its own, and which
part of the set it belongs to depends on the objects in it. What is tested was never seen in that combination.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from models.types import RgbImage

SIDE = 64  # pixels
Part = Literal["train", "calibrate", "test"]
COLOURS = {
    "red": (215, 40, 40),
    "green": (40, 160, 60),
    "blue": (45, 80, 215),
    "yellow": (235, 205, 40),
    "black": (20, 20, 20),
    "purple": (150, 50, 170),
}
SHAPES = ("circle", "square", "triangle", "ring")
_COUNTS = ("no", "one", "two", "three", "four")
_OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}
_PLACES = {
    "in the top left corner": (0.2, 0.2),
    "in the top right corner": (0.8, 0.2),
    "in the bottom left corner": (0.2, 0.8),
    "in the bottom right corner": (0.8, 0.8),
    "in the middle": (0.5, 0.5),
}
_MORE = "a left right of above below in the top bottom corner middle and there is"
WORDS = (*COLOURS, *SHAPES, *(f"{shape}s" for shape in SHAPES), *_COUNTS[1:], *_MORE.split())


@dataclass(frozen=True)
class Thing:
    """So many shapes of one kind and colour."""

    colour: str
    shape: str
    count: int = 1

    @property
    def words(self) -> str:
        """As a caption counts it."""
        return f"{_COUNTS[self.count]} {self.colour} {self.shape}{'s' * (self.count > 1)}"

    @property
    def single(self) -> str:
        """As a caption names one."""
        return f"a {self.colour} {self.shape}"


@dataclass(frozen=True)
class Scene:
    """One thing at a place (`where` is one of the places), two in a relation, or two counted (`where` is empty)."""

    first: Thing
    second: Thing | None
    where: str

    @cached_property
    def meaning(self) -> object:
        """Equal for scenes that the same captions are true of."""
        if self.where in ("right of", "below"):
            assert self.second is not None
            return Scene(self.second, self.first, _OPPOSITE[self.where]).meaning
        ordered = (self.first, self.second) if self.where else frozenset((self.first, self.second))
        return ordered, self.where

    @property
    def part(self) -> Part:
        """Three of five combinations of objects are for training, one for calibration, one for the test."""
        names = sorted(each.single for each in (self.first, self.second) if each is not None)
        parts: tuple[Part, ...] = ("calibrate", "test", "train", "train", "train")
        return parts[zlib.crc32(" ".join(names).encode()) % len(parts)]

    def caption(self, chance: random.Random) -> str:
        """One of the captions that are true."""
        if self.second is None:
            said = f"{self.first.single} {self.where}"
        elif not self.where:
            one, two = chance.sample((self.first, self.second), 2)
            said = f"{one.words} and {two.words}"
        elif chance.random() < 0.5:
            said = f"{self.first.single} {self.where} {self.second.single}"
        else:
            said = f"{self.second.single} {_OPPOSITE[self.where]} {self.first.single}"
        return said if self.first.count > 1 or chance.random() < 0.7 else f"there is {said}"

    def near(self) -> list[Scene]:
        """Scenes that differ in one thing said: colours, relation, counts, place."""
        one, two = self.first, self.second
        other = list(COLOURS)[(list(COLOURS).index(one.colour) + 1) % len(COLOURS)]
        if two is None:
            moved = [place for place in _PLACES if place != self.where]
            return [replace(self, first=replace(one, colour=other)), *(replace(self, where=place) for place in moved)]
        swapped = replace(self, first=replace(one, colour=two.colour), second=replace(two, colour=one.colour))
        found = [swapped, replace(self, first=replace(one, colour=other))]
        if self.where:
            found.append(replace(self, where=_OPPOSITE[self.where]))
        else:
            more = replace(one, count=one.count % 4 + 1)
            counts = replace(self, first=replace(one, count=two.count), second=replace(two, count=one.count))
            found += [replace(self, first=more), counts]
        return [
            each
            for each in found
            if each.meaning != self.meaning and each.second is not None and each.first.single != each.second.single
        ]

    def draw(self, chance: random.Random) -> RgbImage:
        """(SIDE, SIDE, 3) uint8: on a light ground, with strokes as of small print, nothing overlaps."""
        ground = tuple(chance.randint(215, 255) for _ in range(3))
        image = Image.new("RGB", (SIDE, SIDE), ground)
        pen = ImageDraw.Draw(image)
        for _ in range(chance.randint(0, 4)):
            x, y, width = chance.randint(0, SIDE), chance.randint(0, SIDE), chance.randint(4, 14)
            pen.line((x, y, x + width, y), fill=(150, 150, 150))
        for (across, down), thing, radius in self._places(chance):
            _shape(pen, thing, (across * SIDE, down * SIDE), radius)
        return np.asarray(image)

    def _places(self, chance: random.Random) -> Iterator[tuple[tuple[float, float], Thing, float]]:
        def about(x: float, y: float, by: float) -> tuple[float, float]:
            return x + chance.uniform(-by, by), y + chance.uniform(-by, by)

        if self.second is None:
            yield about(*_PLACES[self.where], 0.06), self.first, chance.uniform(6, 10)
        elif not self.where:
            cells = [(column, row) for column in range(3) for row in range(3)]
            chosen = chance.sample(cells, self.first.count + self.second.count)
            things = (self.first,) * self.first.count + (self.second,) * self.second.count
            for (column, row), thing in zip(chosen, things, strict=True):
                yield about((column + 0.5) / 3, (row + 0.5) / 3, 0.03), thing, chance.uniform(6, 8)
        else:
            start, across = chance.uniform(0.2, 0.3), chance.uniform(0.3, 0.7)
            ends = (start, 1 - start)
            one, two = ends if self.where in ("left of", "above") else ends[::-1]
            for along, thing in ((one, self.first), (two, self.second)):
                place = (along, across) if self.where in ("left of", "right of") else (across, along)
                yield about(*place, 0.06), thing, chance.uniform(7, 11)


def scenes(part: Part, chance: random.Random) -> Iterator[Scene]:
    """Without end; half with a relation, the others counted or at a place."""
    while True:
        one, two = (Thing(chance.choice(list(COLOURS)), chance.choice(SHAPES)) for _ in range(2))
        kind = chance.random()
        if kind < 0.15:
            scene = Scene(one, None, chance.choice(list(_PLACES)))
        elif one.single == two.single:
            continue
        elif kind < 0.6:
            scene = Scene(one, two, chance.choice(list(_OPPOSITE)))
        else:
            counts = chance.randint(1, 4), chance.randint(1, 4)
            if sum(counts) == 2:
                continue
            scene = Scene(replace(one, count=counts[0]), replace(two, count=counts[1]), "")
        if scene.part == part:
            yield scene


def write_set(folder: Path, part: Part, *, count: int, seed: int) -> None:
    """So many pictures as `export.calibrate` reads them, each with one right caption and all that are nearly right.

    No two mean the same, and about half have a neighbour that differs in one thing only.
    """
    chance = random.Random(seed)
    chosen: dict[object, Scene] = {}
    for scene in scenes(part, chance):
        chosen.setdefault(scene.meaning, scene)
        neighbours = [each for each in scene.near() if each.part == part]
        if neighbours and chance.random() < 0.5:
            neighbour = chance.choice(neighbours)
            chosen.setdefault(neighbour.meaning, neighbour)
        if len(chosen) >= count:
            break
    folder.mkdir(parents=True)
    lines = []
    for at, scene in enumerate(list(chosen.values())[:count]):
        name = f"{at:04}.png"
        Image.fromarray(scene.draw(chance)).save(folder / name)
        wrong = [each.caption(chance) for each in scene.near()]
        lines.append(json.dumps({"file_name": name, "text": scene.caption(chance), "wrong": wrong}))
    (folder / "metadata.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def _shape(pen: ImageDraw.ImageDraw, thing: Thing, centre: tuple[float, float], radius: float) -> None:
    x, y = centre
    box = (x - radius, y - radius, x + radius, y + radius)
    colour = COLOURS[thing.colour]
    if thing.shape == "circle":
        pen.ellipse(box, fill=colour)
    elif thing.shape == "ring":
        pen.ellipse(box, outline=colour, width=3)
    elif thing.shape == "square":
        pen.rectangle(box, fill=colour)
    else:
        pen.polygon(((x, y - radius), (x - radius, y + radius), (x + radius, y + radius)), fill=colour)
