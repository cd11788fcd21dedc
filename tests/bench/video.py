"""Shots of generated videos: found, missed and invented boundaries; and how fast a video is gone through."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from assistant.video.frames import Video
from assistant.video.shots import shots
from models.cancel import CancelToken
from tests.helpers.videos import Film, Scene, card, landscape, page, pan, plain, shapes, still, write, zoom

_NEAR = 0.25  # seconds beside half of a fade that a boundary may lie from the true one

_SETS = ((1, "first set"), (3, "second set, never used for tuning"))
"""Seed and name."""
_VIDEOS = (("640 x 360", (640, 360), 60), ("1920 x 1080", (1920, 1080), 60), ("640 x 360, long", (640, 360), 1200))
"""Name, size, seconds."""

_MEMORY = """
import json, resource, sys, time
from pathlib import Path
from assistant.video.frames import Video
from assistant.video.shots import shots
from models.cancel import CancelToken
began = time.perf_counter()
with Video(Path(sys.argv[1])) as video:
    count = sum(1 for _ in shots(video, cancel=CancelToken()))
print(json.dumps({"shots": count, "seconds": round(time.perf_counter() - began, 1),
                  "processor seconds": round(time.process_time(), 1),
                  "peak megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""


def _any_scene(random: np.random.Generator) -> Scene:
    seed = int(random.integers(1, 10**6))
    makers: list[Callable[[], Scene]] = [
        lambda: still(seed),
        lambda: pan(seed, float(random.choice([-300, -120, 60, 200, 400]))),
        lambda: zoom(seed, float(random.uniform(0.02, 0.25))),
        lambda: shapes(seed, speed=float(random.uniform(40, 300))),
        lambda: card(f"Chapter {seed}", *[("black", "white"), ("white", "black"), ("navy", "yellow")][seed % 3]),
    ]
    return makers[int(random.integers(0, len(makers)))]()


def films(seed: int) -> Iterator[tuple[str, Film]]:
    """Named by what is hard in them; four of each kind."""
    for number in range(4):
        random = np.random.default_rng([seed, number])

        def long(least: float = 1.0, most: float = 4.0, random: np.random.Generator = random) -> float:
            return float(random.uniform(least, most))

        film = Film()
        for _ in range(6):
            film.scene(_any_scene(random), long())
        yield "hard cuts", film
        film = Film()
        for _ in range(5):
            film.scene(_any_scene(random), long(2, 4), fade=float(random.choice([0.5, 1.0, 1.6])))
        yield "dissolves", film
        film = Film()
        for _ in range(5):
            film.scene(_any_scene(random), long(2, 4), fade=float(random.choice([0.8, 1.5, 2.0])), through="black")
        yield "fades through black", film
        film = Film().scene(_any_scene(random), 2)
        for _ in range(3):
            film.scene(plain("black"), 2).scene(_any_scene(random), 3)
            film.scene(plain("black"), 0.5, same=True).scene(_any_scene(random), 3)
        yield "black stretches", film
        film = Film().scene(shapes(seed * 10 + number), 2)
        for count in (1, 2, 4, 7):
            film.flash(count, "white" if count != 4 else "black").on(long())
        film.scene(_any_scene(random), 2).flash().on(2)
        yield "flashes", film
        film = Film(noise=float(random.uniform(6, 25)))
        for _ in range(4):
            film.scene(_any_scene(random), long())
        yield "noise", film
        yield "one shot: pan", Film().scene(pan(seed * 31 + number, [50, 150, -350, 600][number]), 5)
        yield "one shot: zoom", Film().scene(zoom(seed * 31 + number, [0.03, 0.1, 0.2, 0.4][number]), 6)
        yield "one shot: movement", Film().scene(shapes(seed * 37 + number, speed=100 + 150 * number, count=10), 6)
        yield "one shot: nothing moves", Film().scene(_still(number, seed), 6)
        film = Film()
        for part in range(5):
            film.scene(page(seed * 100 + number * 10 + part), long(1.5, 4))
        yield "screen: pages", film
        film = Film(fps=[5, 8, 12, 2][number])
        for _ in range(5):
            film.scene(_any_scene(random) if number < 3 else still(int(random.integers(1, 10**6))), long(3, 5))
        yield "few pictures a second", film


def _still(number: int, seed: int) -> Scene:
    return [still(seed), card("A single slide"), plain("teal"), page(seed)][number]


def judged(film: Film, path: Path) -> tuple[int, int, int]:
    """Boundaries found rightly, missed, and invented."""
    film.write(path)
    with Video(path) as video:
        found = [shot.begin for shot in shots(video, cancel=CancelToken())][1:]
    right = 0
    for true, fade in film.cuts:
        near = [each for each in found if abs(each - true) <= _NEAR + fade / 2 + 1 / film.fps]
        if near:
            right += 1
            found.remove(min(near, key=lambda each: abs(each - true)))
    return right, len(film.cuts) - right, len(found)


def run(*, most: int | None = None, tuned: bool = True, long: bool = True) -> Iterator[dict[str, Any]]:
    """By kind of film, for the set that thresholds were set on and for another; then speed and memory. `most`: films of
    a set; `tuned`: the first set, too; `long`: a video of 20 minutes, too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.avi"
        for seed, name in _SETS[not tuned :]:
            kinds: dict[str, list[int]] = {}
            for kind, film in islice(films(seed), most):
                counts = kinds.setdefault(kind, [0, 0, 0, 0])
                for place, count in enumerate((1, *judged(film, path))):
                    counts[place] += count
            for kind, (count, right, missed, invented) in kinds.items():
                yield {"set": name, "kind": kind, "videos": count, "right": right, "missed": missed,
                       "invented": invented}  # fmt: skip
            right, missed, invented = (sum(counts[place] for counts in kinds.values()) for place in (1, 2, 3))
            yield {
                "summary": name,
                "videos": sum(counts[0] for counts in kinds.values()),
                "precision": round(right / max(1, right + invented), 3),
                "recall": round(right / max(1, right + missed), 3),
            }
        yield from _speed(Path(folder), _VIDEOS if long else _VIDEOS[:2])


def _speed(folder: Path, videos: Sequence[tuple[str, tuple[int, int], int]]) -> Iterator[dict[str, Any]]:
    for name, size, seconds in videos:
        path = write(folder / "long.mp4", _long(size, seconds))
        result = subprocess.run([sys.executable, "-c", _MEMORY, str(path)], capture_output=True, text=True, check=True)
        figures = json.loads(result.stdout)
        speed = round(seconds / figures["seconds"], 1)
        yield {
            "summary": "speed",
            "video": name,
            "seconds of video": seconds,
            "times as fast as it plays": speed,
        } | figures


def _long(size: tuple[int, int], seconds: int) -> Iterator[Any]:
    views = [landscape(seed, width=size[0] + 300, height=size[1]) for seed in range(6)]
    for number in range(seconds * 25):
        at = number % 300
        yield views[number // 300 % 6][:, at : at + size[0]]
