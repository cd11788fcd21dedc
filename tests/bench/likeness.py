"""Copies found among pictures, and pairs of pictures compared: drawn ones that no threshold was chosen on.

Not one of the parts that `python -m tests.bench` runs unasked: `python -m tests.bench.likeness`.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.album.fingerprints import Seen, fingerprint, groups
from assistant.pipelines.defaults import new_sources
from assistant.pipelines.matching.compare import Compared, compare
from assistant.pipelines.matching.likeness import alike
from assistant.pipelines.matching.sources import Sources
from models.cancel import CancelToken
from tests.bench.figures import spread
from tests.helpers import drawn_scenes as drawn
from tests.helpers.drawn_scenes import PLACES, scene, screen, seen_again, with_thing

if TYPE_CHECKING:
    from models.types import RgbImage

_SEED = 7000  # the thresholds were looked at with seeds below 6000
_CANCEL = CancelToken()
_WORDS = "Milk Bread Apples Coffee Paper Candles Total Rent Ticket Seat Gate Train Invoice Paid Open Closed".split()

Change = Callable[["RgbImage"], "RgbImage"]
COPIES: dict[str, Change] = {
    "jpeg-30": lambda image: drawn.jpeg(image, 30),
    "half-size": lambda image: drawn.scaled(image, 0.5),
    "quarter-size": lambda image: drawn.scaled(image, 0.25),
    "lighter": lambda image: drawn.brighter(image, 1.25),
    "darker": lambda image: drawn.brighter(image, 0.7),
    "small-dark-jpeg": lambda image: drawn.jpeg(drawn.brighter(drawn.scaled(image, 0.6), 0.8), 50),
}
CUTS: dict[str, Change] = {
    "crop-90": lambda image: drawn.cropped(image, 0.9),
    "crop-60": lambda image: drawn.cropped(image, 0.6),
    "mirrored": drawn.mirrored,
    "turned": lambda image: np.rot90(image).copy(),
    "crop-mirrored-jpeg": lambda image: drawn.jpeg(drawn.mirrored(drawn.cropped(image, 0.85)), 60),
}


def run(*, count: int = 24) -> Iterator[dict[str, Any]]:
    """One figure after the other, from so many scenes."""
    scenes = [scene(_SEED + number) for number in range(count)]
    yield from _copies(scenes)
    yield from _alike(scenes)
    sources = new_sources()
    yield from _same(scenes, sources)
    yield from _changed(scenes, sources)
    yield from _texts(sources, count // 2)


def _copies(scenes: list[RgbImage]) -> Iterator[dict[str, Any]]:
    """As in a folder of pictures: by their fingerprints, two at a time."""
    prints = [_seen(image) for image in scenes]
    hits = misses = 0
    for name, change in COPIES.items():
        found = sum(_are_near(own, _seen(change(image))) for own, image in zip(prints, scenes, strict=True))
        hits, misses = hits + found, misses + len(scenes) - found
        yield {"figure": "near", "what": name, "found": found, "of": len(scenes)}
    pairs = list(itertools.combinations(prints, 2))
    wrong = sum(_are_near(a, b) for a, b in pairs)
    yield {"figure": "near", "what": "different pictures", "wrong": wrong, "of": len(pairs)}
    yield {"figure": "near", "precision": hits / max(1, hits + wrong), "recall": hits / (hits + misses)}


def _seen(image: RgbImage) -> Seen:
    return Seen(0, b"", fingerprint(image), image.shape[1] / image.shape[0])


def _are_near(one: Seen, other: Seen) -> bool:
    two = [replace(each, id=id, digest=bytes([id])) for id, each in enumerate((one, other))]
    return groups(two, lambda id: frozenset()) != []


def _alike(scenes: list[RgbImage]) -> Iterator[dict[str, Any]]:
    for name, change in (COPIES | CUTS).items():
        found = [alike(image, change(image), cancel=_CANCEL).relation for image in scenes]
        yield {"figure": "alike", "what": name, "same": found.count("same"), "changed": found.count("changed"),
               "different": found.count("different"), "of": len(found)}  # fmt: skip
    others = [alike(a, b, cancel=_CANCEL).relation for a, b in itertools.pairwise(scenes)]
    yield {"figure": "alike", "what": "different pictures", "wrong": len(others) - others.count("different"),
           "of": len(others)}  # fmt: skip


def _same(scenes: list[RgbImage], sources: Sources) -> Iterator[dict[str, Any]]:
    """Pairs in which nothing was added: what is told as a difference is invented."""
    ways: dict[str, Callable[[RgbImage, int], RgbImage]] = {
        "identical": lambda image, _: image.copy(),
        "jpeg-25": lambda image, _: drawn.jpeg(image, 25),
        "small-dark-jpeg": lambda image, _: COPIES["small-dark-jpeg"](image),
        "seen-again": lambda image, seed: seen_again(image, seed),
        "seen-again-dark-jpeg": lambda image, seed: drawn.jpeg(drawn.brighter(seen_again(image, seed), 0.8), 70),
        "seen-from-farther": lambda image, seed: seen_again(image, seed, far=2.0),
    }
    for name, change in ways.items():
        results = [compare(image, change(image, at), sources, cancel=_CANCEL) for at, image in enumerate(scenes)]
        yield {"figure": "nothing changed", "what": name, "of": len(results),
               "with false changes": sum(bool(each.differences) for each in results),
               "not known as the same": sum(each.alike.relation == "different" for each in results)}  # fmt: skip


def _changed(scenes: list[RgbImage], sources: Sources) -> Iterator[dict[str, Any]]:
    """One thing is new in the second, or gone from it."""
    chance = random.Random(_SEED)
    ways: dict[str, Callable[[RgbImage, int], RgbImage]] = {
        "still": lambda image, _: image,
        "jpeg": lambda image, _: drawn.jpeg(image, 50),
        "seen-again": lambda image, seed: seen_again(image, seed),
        "seen-again-dark-jpeg": lambda image, seed: drawn.jpeg(drawn.brighter(seen_again(image, seed), 0.8), 70),
    }
    words = {
        "left": "left",
        "right": "right",
        "top": "at the top",
        "bottom": "at the bottom",
        "middle": "in the middle",
    }
    for name, change in ways.items():
        counts = {"place right": 0, "side right": 0, "side wrong": 0, "colour right": 0, "colour wrong": 0,
                  "false changes": 0, "missed": 0, "names invented": 0}  # fmt: skip
        seconds = []
        for at, image in enumerate(scenes):
            where = chance.choice(list(PLACES))
            colour, size = chance.choice(list(drawn.COLOURS)), chance.choice((50, 80, 120))
            more = with_thing(image, where, seed=at, colour=colour, size=size)
            new = chance.random() < 0.5
            first, second = (image, more) if new else (more, image)
            begun = time.perf_counter()
            result = compare(first, change(second, at + 300), sources, cancel=_CANCEL)
            seconds.append(1000 * (time.perf_counter() - begun))
            _count(counts, result, words[where], "second" if new else "first", colour)
        yield {"figure": "one change", "what": name, "of": len(scenes)} | counts
        yield {"figure": "time", "what": name} | spread(seconds)


def _count(counts: dict[str, int], result: Compared, place: str, side: str, colour: str) -> None:
    told = [each.text for each in result.differences]
    right = [text for text in told if place in text.casefold()]
    counts["place right"] += bool(right)
    counts["missed"] += not right
    counts["false changes"] += len(told) - bool(right)
    counts["names invented"] += sum(each.source == "object" for each in result.differences)
    for text in right[:1]:
        if "something" in text:
            counts["side right" if f"the {side} has" in text else "side wrong"] += 1
        if "something " in text and "something that" not in text:
            counts["colour right" if colour in text else "colour wrong"] += 1


def _texts(sources: Sources, count: int) -> Iterator[dict[str, Any]]:
    """Screens of which one line says something else."""
    chance = random.Random(_SEED + 1)
    ways: dict[str, Change] = {
        "still": lambda image: image,
        "jpeg-80": lambda image: drawn.jpeg(image, 80),
        "scaled-jpeg": lambda image: drawn.jpeg(drawn.scaled(image, 0.8), 85),
    }
    for name, change in ways.items():
        right = false = invented = 0
        for _ in range(count):
            lines = [f"{word} {chance.randint(2, 99)}.{chance.randint(10, 99)}" for word in chance.sample(_WORDS, 7)]
            at = chance.randrange(1, len(lines))
            other = list(lines)
            other[at] = f"{lines[at].split()[0]} {chance.randint(100, 999)}.{chance.randint(10, 99)}"
            result = compare(screen(lines), change(screen(other)), sources, cancel=_CANCEL)
            told = [each.text for each in result.differences]
            hit = [text for text in told if lines[at] in text and other[at] in text]
            right += bool(hit)
            false += len(told) - bool(hit)
            invented += len(compare(screen(lines), change(screen(lines)), sources, cancel=_CANCEL).differences)
        yield {"figure": "changed text", "what": name, "right": right, "of": count, "false changes": false,
               "false changes where nothing changed": invented}  # fmt: skip
