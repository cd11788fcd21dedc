"""Text in pixels: speed and word accuracy, beside RapidOCR with its defaults and beside tesseract, in one run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from models.cancel import CancelToken
from models.text.reader import TextReader
from tests.bench import peers
from tests.helpers.accuracy import word_accuracy
from tests.helpers.screens import screens

_OURS, _DEFAULTS = "lookaloud", "rapidocr defaults"


def run(*, most: int | None = None) -> Iterator[dict[str, Any]]:
    """Seconds and accuracy of each reader on each screen; then the summary with the ratio. `most`: screens a set."""
    cancel = CancelToken()
    with tempfile.TemporaryDirectory() as folder:
        pages = list(islice(screens(Path(folder)), most))
        second = list(islice(screens(Path(folder), seed=99), most))
    readers: dict[str, peers.Read] = {
        _OURS: lambda image: reader.read(image, cancel=cancel),
        _DEFAULTS: peers.rapidocr_defaults(),
    }
    if peers.has_tesseract():
        readers["tesseract"] = peers.tesseract
    totals = dict.fromkeys(readers, 0.0)
    accuracy: dict[str, list[float]] = {name: [] for name in readers}
    for screen in pages:
        for name, read in readers.items():
            reader = TextReader()
            reader.read(np.full((64, 256, 3), 255, np.uint8), cancel=cancel)  # loading is not reading
            began = time.perf_counter()
            lines = read(screen.image)
            seconds = time.perf_counter() - began
            totals[name] += seconds
            accuracy[name].append(word_accuracy(screen.truth, lines))
            yield {
                "screen": screen.name,
                "reader": name,
                "seconds": round(seconds, 2),
                "accuracy": round(accuracy[name][-1], 4),
            }
    means = {name: round(sum(values) / len(values), 4) for name, values in accuracy.items()}
    yield {
        "summary": "text",
        "mean accuracy": means,
        "lowest accuracy": {name: round(min(values), 4) for name, values in accuracy.items()},
        "mean accuracy over the defaults'": round(means[_OURS] - means[_DEFAULTS], 4),
        "lowest of a screen over the defaults'": round(
            min(ours - theirs for ours, theirs in zip(accuracy[_OURS], accuracy[_DEFAULTS], strict=True)), 4
        ),
        "times as fast as rapidocr defaults": round(totals[_DEFAULTS] / totals[_OURS], 2),
        "times as fast as tesseract": round(totals.get("tesseract", 0) / totals[_OURS], 2),
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
