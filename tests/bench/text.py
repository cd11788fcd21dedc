"""Text in pixels: speed and word accuracy, beside RapidOCR with its defaults and beside tesseract, in one run."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from models.cancel import CancelToken
from models.text.reader import TextReader
from models.types import Box, TextLine
from tests.helpers.accuracy import word_accuracy
from tests.helpers.screens import Screen, screens


def _defaults() -> Callable[[Screen], Sequence[TextLine]]:
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(params={"Global.log_level": "critical"})

    def read(screen: Screen) -> Sequence[TextLine]:
        result = engine(np.ascontiguousarray(screen.image[:, :, ::-1]))
        quads = result.boxes if result.boxes is not None else []
        return [
            TextLine(text, Box(*(int(v) for v in (*quad.min(axis=0), *quad.max(axis=0)))), float(score))
            for quad, text, score in zip(quads, result.txts or (), result.scores or (), strict=True)
        ]

    return read


def _tesseract(screen: Screen) -> Sequence[TextLine]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screen.png"
        Image.fromarray(screen.image).save(path)
        out = subprocess.run(["tesseract", path, "-", "tsv"], capture_output=True, text=True, check=True).stdout
    lines = []
    for row in csv.DictReader(out.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["text"] and row["text"].strip():
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            lines.append(TextLine(row["text"], Box(left, top, left + width, top + height), 1.0))
    return lines


def run() -> Iterator[dict[str, Any]]:
    """Seconds and accuracy of each reader on each screen; then the summary with the ratio."""
    cancel = CancelToken()
    with tempfile.TemporaryDirectory() as folder:
        pages = list(screens(Path(folder)))
        second = list(screens(Path(folder), seed=99))
    default = _defaults()
    readers: dict[str, Callable[[Screen], Sequence[TextLine]]] = {
        "lookaloud": lambda screen: reader.read(screen.image, cancel=cancel),
        "rapidocr defaults": default,
    }
    if shutil.which("tesseract"):
        readers["tesseract"] = _tesseract
    totals = dict.fromkeys(readers, 0.0)
    accuracy: dict[str, list[float]] = {name: [] for name in readers}
    for screen in pages:
        for name, read in readers.items():
            reader = TextReader()
            reader.read(np.full((64, 256, 3), 255, np.uint8), cancel=cancel)  # loading is not reading
            began = time.perf_counter()
            lines = read(screen)
            seconds = time.perf_counter() - began
            totals[name] += seconds
            accuracy[name].append(word_accuracy(screen.truth, lines))
            yield {
                "screen": screen.name,
                "reader": name,
                "seconds": round(seconds, 2),
                "accuracy": round(accuracy[name][-1], 4),
            }
    yield {
        "summary": "text",
        "mean accuracy": {name: round(sum(values) / len(values), 4) for name, values in accuracy.items()},
        "lowest accuracy": {name: round(min(values), 4) for name, values in accuracy.items()},
        "times as fast as rapidocr defaults": round(totals["rapidocr defaults"] / totals["lookaloud"], 2),
    }
    reader = TextReader()
    unseen = [word_accuracy(screen.truth, reader.read(screen.image, cancel=cancel)) for screen in second]
    yield {
        "summary": "second set, never used for tuning",
        "mean": round(sum(unseen) / len(unseen), 4),
        "lowest": round(min(unseen), 4),
    }
    began = time.perf_counter()
    reader.read(second[-1].image, cancel=cancel)
    yield {"summary": "an unchanged screen", "seconds": round(time.perf_counter() - began, 4)}
    changed = second[-1].image.copy()
    changed[20:40, 1000:1400] = 255
    began = time.perf_counter()
    reader.read(changed, cancel=cancel)
    yield {"summary": "a screen with one place changed", "seconds": round(time.perf_counter() - began, 3)}


if __name__ == "__main__":
    import json

    for figure in run():
        print(json.dumps(figure), flush=True)
