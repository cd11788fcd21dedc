"""Finding with the camera: simulated searches on drawn walls by text, colour, a small detector and the built-in
classifier, and for what is not there."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.pipelines.seeking.seeker import Seeker
from assistant.pipelines.seeking.wanted import parse
from models.devices import CPU, Devices
from models.folder import read_folder
from models.registry import built_in_directory, open_model
from models.text.reader import TextReader
from tests.helpers.camera import Searched, TimedReader, World, search, with_folder, with_photo, with_sign
from tests.helpers.detectors import CYAN, MAGENTA, write_detector

IN_MIDDLE = 0.35  # of half the picture: the thing, or a part of it, lies no farther out
TEXTS = ("Exit", "Toilets", "Platform 3", "Room 214", "Reception", "Fire exit", "Milk", "Danger")
COLOURS = {"red": (205, 30, 35), "blue": (35, 70, 200), "green": (30, 150, 60), "yellow": (240, 215, 40)}


def _cases() -> Iterator[tuple[str, str, World]]:
    """(kind, what is asked, the wall)."""
    for at, text in enumerate(TEXTS * 2):
        yield "text", f"find the sign that says “{text}”", with_sign(100 + at, text)
    for at, (name, colour) in enumerate([*COLOURS.items()] * 3):
        yield "colour", f"find the {name} folder", with_folder(200 + at, colour)
    for at in range(12):
        name, colour = (("mug", MAGENTA), ("bottle", CYAN))[at % 2]
        yield "detector", f"find my {name}", with_folder(300 + at, colour)
    for at in range(12):
        word, photo = (("cup", "coffee"), ("cat", "cat"))[at % 2]
        yield "classifier", f"find the {word}", with_photo(400 + at, photo)


def _absent() -> Iterator[tuple[str, str, World]]:
    for at, text in enumerate(("Exit", "Toilets", "Room 214")):
        yield "text", f"find the sign that says “{text}”", with_sign(500 + at, text, there=False)
    for at, (asked, other) in enumerate((("Room 214", "Room 215"), ("Exit", "Exist"), ("Platform 3", "Platform 8"))):
        yield "text", f"find the sign that says “{asked}”", replace(with_sign(510 + at, other), place=None)
    for at, name in enumerate(("red", "blue", "green")):
        yield "colour", f"find the {name} folder", with_folder(520 + at, (0, 0, 0), there=False)
    for at, name in enumerate(("mug", "bottle")):
        yield "detector", f"find my {name}", with_folder(540 + at, (0, 0, 0), there=False)
    yield "classifier", "find the cup", with_photo(560, "cat")
    yield "classifier", "find the cat", with_photo(561, "coffee")
    yield "classifier", "find the dog", with_photo(562, "coffee")
    yield "classifier", "find my umbrella", with_photo(563, "cat", there=False)


def run(*, step: int = 1) -> Iterator[dict[str, Any]]:
    """Each search, then the shares by kind. `step`: only every so many."""
    devices = Devices(use=CPU)
    classifier = open_model(read_folder(built_in_directory() / "pictures"), devices)
    with tempfile.TemporaryDirectory() as folder:
        detector = open_model(read_folder(write_detector(Path(folder) / "toy")), devices)
        searched: dict[str, list[tuple[Searched, float]]] = {}
        for there, cases in ((True, _cases()), (False, _absent())):
            for number, (kind, asked, world) in enumerate(islice(cases, None, None, step)):
                sought = parse(asked)
                assert sought is not None, asked
                reader = TimedReader(TextReader())
                seeker = Seeker(
                    sought,
                    detector=partial(_one, detector if kind == "detector" else None),
                    recogniser=partial(_one, classifier if kind != "detector" else None),
                    reader=partial(_one, reader),
                )
                began = time.perf_counter()
                tones = number % 3 > 0  # every third user goes by words alone
                result = search(world, seeker, reader=reader, seed=number, tones=tones)
                a_frame = (time.perf_counter() - began) / result.frames
                name = kind if there else f"{kind}, not there"
                searched.setdefault(name, []).append((result, a_frame))
                yield {
                    "search": name, "asked": asked, "tones": tones, "found": result.found,
                    "seconds": round(result.seconds, 1),
                    "offset": None if result.offset is None else round(result.offset, 2),
                    "frames in view": result.in_view, "ms a frame": round(1000 * a_frame), "last": result.last.words,
                }  # fmt: skip
    right = wrong = 0
    for name, results in searched.items():
        found = [result for result, _ in results if result.found]
        there = "not there" not in name
        good = [result for result in found if there and result.offset is not None and result.offset <= IN_MIDDLE]
        right, wrong = right + len(good), wrong + len(found) - len(good)
        yield {
            "summary": name, "searches": len(results), "found": len(found),
            "never in view": sum(not result.in_view for result, _ in results) if there else None,
            "in the middle": len(good) if there else None, "wrongly found": len(found) - len(good),
            "median seconds": round(statistics.median(result.seconds for result, _ in results), 1),
            "longest": round(max(result.seconds for result, _ in results), 1),
            "ms a frame": round(1000 * statistics.median(a_frame for _, a_frame in results)),
        }  # fmt: skip
    count = sum(len(results) for name, results in searched.items() if "not there" not in name)
    yield {"summary": "all", "in the middle": right, "of": count, "wrongly found": wrong}


def _one(model: Any) -> Any:
    return model
