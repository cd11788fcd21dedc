"""How fast a model is on this machine: one run over an example, remembered."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from models.cancel import CancelToken
from models.folder import ModelFolder
from models.registry import Registry, notes_directory


def remembered(folder: ModelFolder, notes: Path | None = None) -> float | None:
    """Seconds that were measured, if the model was."""
    try:
        found = json.loads(_note(folder, notes).read_text("utf-8"))
        return float(found["seconds"]) if found["bytes"] == folder.manifest.bytes else None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def measure(folder: ModelFolder, registry: Registry, *, cancel: CancelToken, notes: Path | None = None) -> float:
    """Seconds of the model's second answer to an example of its main task; the first one warms up.

    Raises ModelError, Cancelled.
    """
    model = registry.open(folder)
    seconds = 0.0
    for turn in range(2):
        began = time.monotonic()
        _run(model, folder, turn, cancel)
        seconds = time.monotonic() - began
    note = _note(folder, notes)
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"bytes": folder.manifest.bytes, "seconds": seconds}), "utf-8")
    except OSError:
        return seconds  # it is measured again the next time
    return seconds


def _run(model: Any, folder: ModelFolder, turn: int, cancel: CancelToken) -> None:
    """Another picture each turn: what is kept of the first must not help the second."""
    import numpy as np

    random = np.random.default_rng(turn)
    image = random.integers(0, 256, (480, 640, 3), dtype=np.uint8)
    match folder.manifest.task:
        case "caption":
            list(model.caption(image, cancel=cancel))
        case "answer":
            list(model.answer(image, "what is in the picture?", context="", cancel=cancel))
        case "match":
            model.match(image, ("a dog", "a page of text"), cancel=cancel)
        case "transcribe":
            list(model.transcribe(random.standard_normal(48_000).astype(np.float32) * np.float32(0.1), cancel=cancel))
        case "classify" | "detect":
            model.recognise(image, cancel=cancel)
        case "label":
            model.label((image[:32, :32],) * 50, cancel=cancel)
        case "screen":
            model.parts(image, cancel=cancel)
        case "embed":
            model.embed(("where is the button?",), cancel=cancel)


def _note(folder: ModelFolder, notes: Path | None) -> Path:
    return (notes or notes_directory()).with_name("speed") / f"{folder.id}.json"
