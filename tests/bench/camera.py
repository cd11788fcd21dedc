"""What a camera's pictures are good for, on scenes that no threshold was set on: other grounds, other seeds.

`python -m tests.bench.camera [folder]`: photographs in the folder, none of which shows a page, are looked at too.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

import cv2
import numpy as np
from PIL import Image

from assistant.pipelines.camera.best import best_of
from assistant.pipelines.camera.page import Page, find_page
from assistant.pipelines.camera.quality import guidance
from assistant.pipelines.camera.read_page import read
from models.cancel import CancelToken
from models.text.reader import TextReader
from models.types import TextLine
from tests.helpers.camera_grounds import HEIGHT, UNSEEN, WIDTH
from tests.helpers.camera_scenes import Scene, empty_scene, mapped, page_scene
from tests.helpers.camera_shots import KINDS, one_sharp, shots

SEED = 700_000
_BEZEL = ((30, 30), (1350, 30), (1350, 830), (30, 830))
_DIAGONAL = float(np.hypot(WIDTH, HEIGHT))


def run(*, pages: int = 240, empty: int = 240, each: int = 30, texts: int = 24) -> Iterator[dict[str, Any]]:
    """Pages found, false ones, cut sides, guidance, the best of five shots, and words read; misses included."""
    yield from _pages(pages)
    yield from _empty(empty)
    yield from _guidance(each)
    yield from _best(2 * each)
    yield from _reading(texts)


def corner_error(page: Page, scene: Scene) -> float:
    """Of a whole page the farthest corner in parts of the diagonal; of one that is cut off, what of both areas in the
    frame is not common. A screen may be taken with its bezel or without."""
    assert scene.corners is not None
    assert scene.to_frame is not None
    corners = np.array(page.corners)
    if scene.cut:
        frame = np.array(((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), np.float32)
        one, first = cv2.intersectConvexConvex(corners.astype(np.float32), frame)
        other, second = cv2.intersectConvexConvex(scene.corners.astype(np.float32), frame)
        common, _ = cv2.intersectConvexConvex(np.asarray(first), np.asarray(second))
        return 1 - common / (one + other - common)
    wanted = [scene.corners, *([mapped(scene.to_frame, _BEZEL)] if scene.kind == "screen" else [])]
    return min(float(np.hypot(*(corners - each).T).max()) for each in wanted) / _DIAGONAL


def _pages(count: int) -> Iterator[dict[str, Any]]:
    results: dict[str, Counter[str]] = {}
    times, errors = [], []
    for number in range(count):
        scene = page_scene(SEED + number, UNSEEN)
        began = time.perf_counter()
        page = find_page(scene.image)
        times.append(1000 * (time.perf_counter() - began))
        tally = results.setdefault(scene.kind, Counter())
        tally["scenes"] += 1
        if page is None:
            tally["not found"] += 1
            continue
        error = corner_error(page, scene)
        # a fiftieth of the diagonal, or a twentieth of the area of one that is cut off
        right = error < (0.05 if scene.cut else 0.02)
        tally["right" if right else "wrong"] += 1
        if right and not scene.cut:
            errors.append(error)
        if right:
            tally["cut sides right"] += set(page.cut) == scene.cut
    for kind, tally in sorted(results.items()):
        yield {"summary": "pages", "kind": kind, **tally}
    total = sum(results.values(), Counter[str]())
    yield {
        "summary": "pages, all",
        **total,
        "share right": round(total["right"] / count, 4),
        "median corner error": round(median(errors), 5),
        "ms": round(median(times), 1),
        "ms at most": round(max(times), 1),
    }


def _empty(count: int) -> Iterator[dict[str, Any]]:
    found: Counter[str] = Counter()
    for number in range(count):
        scene = empty_scene(SEED + number, UNSEEN)
        found[scene.kind] += 1
        found[f"{scene.kind}, false page"] += find_page(scene.image) is not None
    yield {"summary": "scenes without a page", **found}


def _guidance(each: int) -> Iterator[dict[str, Any]]:
    times = []
    for kind in KINDS:
        said: Counter[str] = Counter()
        for number in range(each):
            frames = shots(kind, SEED + number, UNSEEN)
            began = time.perf_counter()
            result = guidance(frames)
            times.append(1000 * (time.perf_counter() - began))
            said[f"{result.code}{', fatal' if result.fatal else ''}" if result is not None else "good"] += 1
        yield {"summary": "guidance", "shots are": kind, "said": dict(said)}
    yield {"summary": "guidance, five shots", "ms": round(median(times), 1), "ms at most": round(max(times), 1)}


def _best(count: int) -> Iterator[dict[str, Any]]:
    pick = random.Random(SEED)
    right, taken, by_chance, times = 0, [], [], []
    for number in range(count):
        frames, sharpest, amounts = one_sharp(SEED + number, UNSEEN)
        began = time.perf_counter()
        chosen = best_of(frames)
        times.append(1000 * (time.perf_counter() - began))
        right += chosen == sharpest
        taken.append(amounts[chosen])
        by_chance.append(amounts[pick.randrange(len(frames))])
    yield {
        "summary": "best of five shots",
        "the sharpest taken": round(right / count, 3),
        "its blur in pixels": round(mean(taken), 2),
        "at most": round(max(taken), 2),
        "blur of one by chance": round(mean(by_chance), 2),
        "ms": round(median(times), 1),
    }


def _reading(count: int) -> Iterator[dict[str, Any]]:
    reader, cancel, pick = TextReader(), CancelToken(), random.Random(SEED)
    shares: dict[str, list[float]] = {"straightened": [], "the frame as it is": [], "best of five": [], "by chance": []}
    seconds, ratios = [], []
    doubts: Counter[str] = Counter()
    for number in range(count):
        scene = page_scene(SEED + number, UNSEEN)
        assert scene.sheet is not None
        if scene.cut:
            continue
        began = time.perf_counter()
        reading = read([scene.image], reader, cancel=cancel)
        seconds.append(time.perf_counter() - began)
        shares["straightened"].append(words_found(scene.sheet.truth, reading.lines))
        shares["the frame as it is"].append(words_found(scene.sheet.truth, reader.read(scene.image, cancel=cancel)))
        wanted = {line.text for line in scene.sheet.truth}
        for line, doubtful in zip(reading.lines, reading.doubtful, strict=True):
            doubts[f"{'right' if line.text in wanted else 'wrong'}{', doubtful' if doubtful else ''}"] += 1
        if reading.page is not None and scene.kind != "screen":
            high, wide = scene.sheet.image.shape[:2]
            ratios.append(reading.picture.shape[1] / reading.picture.shape[0] / (wide / high))
    for number in range(count // 2):
        frames, _, _ = one_sharp(SEED + number, UNSEEN)
        truth = page_scene(SEED + number, UNSEEN, kind="page").sheet
        assert truth is not None
        shares["best of five"].append(words_found(truth.truth, read(frames, reader, cancel=cancel).lines))
        one = [frames[pick.randrange(len(frames))]]
        shares["by chance"].append(words_found(truth.truth, read(one, reader, cancel=cancel).lines))
    for name, values in shares.items():
        yield {"summary": "words read", "from": name, "mean": round(mean(values), 4), "lowest": round(min(values), 4)}
    yield {"summary": "lines read", **doubts}
    yield {
        "summary": "reading a page",
        "seconds": round(median(seconds), 2),
        "ratio of the sides by the true one": [round(float(n), 3) for n in np.percentile(ratios, (5, 50, 95))],
    }


def words_found(truth: Sequence[TextLine], lines: Sequence[TextLine]) -> float:
    """The share of the truth's words that are among those read, wherever."""
    wanted = Counter(word for line in truth for word in line.text.split())
    got = Counter(word for line in lines for word in line.text.split())
    return (wanted & got).total() / wanted.total()


def photographs(folder: Path) -> Iterator[dict[str, Any]]:
    """Guidance and pages in photographs, which are good and show no page."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png"):
            continue
        picture = Image.open(path).convert("RGB")
        picture.thumbnail((1280, 1280))
        image = np.asarray(picture)
        result, page = guidance([image]), find_page(image)
        if result is not None or page is not None:
            code = result.code if result is not None else ""
            yield {"photograph": path.name, "guidance": code, "page": page is not None}


if __name__ == "__main__":  # folders with photographs; all else: `python -m tests.bench camera`
    import json
    import sys

    for folder in sys.argv[1:]:
        for figure in photographs(Path(folder)):
            print(json.dumps(figure), flush=True)
