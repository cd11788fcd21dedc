"""Sets from which probability on the captioner speaks, by the programs of the part `check`, and writes it into the
checkpoint: `python -m export.train.screens.calibrate MODEL --real DIR --checkpoint CHECKPOINT`.

MODEL is the checkpoint as exported once; it is exported again afterwards.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export.train.screens import judge, words
from export.train.screens.labels import KINDS
from export.train.screens.store import Sample, read_real
from models.cancel import CancelToken
from models.devices import CPU, Devices
from models.folder import read_folder
from models.networks.screens import CAN_NOT_TELL, ScreenTeller
from models.registry import open_model

_RIGHT = {"kind": 0.85, "part": 0.9, "answer": 0.9}
"""The share of what is said that must be right."""
_NOT_ALONE = [KINDS["picture"], KINDS["video"]]
_LEAST = {"kind": 0.4, "part": 0.5, "answer": 0.4}

Scored = list[tuple[float, bool]]


def opened(folder: Path) -> ScreenTeller:
    """The exported captioner, on the processor."""
    model = open_model(read_folder(folder), Devices(use=CPU))
    assert isinstance(model, ScreenTeller)
    return model


def scored(model: ScreenTeller, samples: Sequence[Sample], folder: Path) -> dict[str, Scored]:
    """Each kind, part and answer with its probability and whether it is right, by what was written down of
    the windows, else by their trees."""
    known = judge.truths()
    found: dict[str, Scored] = {"kind": [], "part": [], "answer": []}
    for sample in samples:
        image = picture_of(sample, folder)
        said = model.all_parts(image, cancel=CancelToken())
        written = known.get(sample.title.rpartition("-")[0])
        truth = written or (judge.by_tree(sample) if sample.window is not None else None)
        if truth is None:
            continue
        if said:
            found["kind"].append((said[0].score, bool(judge.judged(said, truth).kind)))
        for part, right in zip(said[1:], judge.judged(said, truth).parts, strict=False):
            found["part"].append((part.score, right))
        for question, answers in judge.asked(sample, truth, 7, 14):
            answer = model.any_reply(image, question, cancel=CancelToken())
            if answer.label != CAN_NOT_TELL:
                found["answer"].append((answer.score, answer.label in answers))
    return found


def picture_of(sample: Sample, folder: Path) -> np.ndarray:
    """The window's picture at its own size."""
    with Image.open(folder / f"{sample.title}.png") as picture:
        return np.asarray(picture.convert("RGB"))


def threshold_of(pairs: Scored, right: float, least: float) -> float:
    """The least probability from which on that share is right; never below `least`, at most 0.95."""
    for at in np.arange(least, 0.951, 0.01):
        said = [good for score, good in pairs if score >= at]
        if not said or sum(said) >= right * len(said):
            return round(float(at), 2)
    return 0.95


def bins(pairs: Scored) -> list[list[Any]]:
    """[from, how many, share right] for each tenth."""
    made: list[list[Any]] = []
    for low in range(10):
        inside = [good for score, good in pairs if low <= min(9, int(score * 10)) < low + 1]
        made.append([low / 10, len(inside), round(sum(inside) / len(inside), 2) if inside else None])
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--real", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    asked = parser.parse_args(arguments)
    found = scored(opened(asked.model), list(read_real(asked.real)), asked.real)
    options: dict[str, Any] = {name: threshold_of(pairs, _RIGHT[name], _LEAST[name]) for name, pairs in found.items()}
    print(json.dumps({"thresholds": options, "bins": {name: bins(pairs) for name, pairs in found.items()}}))
    config = asked.checkpoint / "config.json"
    data = json.loads(config.read_text("utf-8"))
    data["options"] = {**options, "questions": sorted(words.every_question()), "not_alone": _NOT_ALONE}
    config.write_text(json.dumps(data, indent=2), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
