"""Does joining the two scores of image-text matching rank better than either alone? `python -m tests.bench.matching`

Trains a small BLIP on drawn pictures, exports it, calibrates it on a second set and measures on others, whose
combinations of objects were in neither. One core is enough: OMP_NUM_THREADS=1. Needs the extra `export`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.drawn import write_set
from tests.bench.parts import needs_torch

STEPS = 2800
PICTURES = 200  # of the calibration set, and of each test set
SETS = 5  # for the test; the figures are their means
_RECALLS = tuple(f"{which}_recall_at_{among}" for which in ("text", "picture") for among in (1, 5))


def run(
    place: Path,
    *,
    steps: int = STEPS,
    pictures: int = PICTURES,
    sets: int = SETS,
    seed: int = 0,
    triton: Path | None = None,
) -> dict[str, Any]:
    """The table. `place`: a folder for checkpoint, sets and model; a checkpoint that is there is used again. `triton`:
    where the export makes a model repository besides."""
    from export.calibrate import measure
    from export.pipeline import Request, export
    from models.folder import read_folder
    from models.registry import open_model

    checkpoint, model = place / "checkpoint", place / "model"
    seconds = None
    if not checkpoint.exists():
        from tests.bench.tiny_blip import train

        seconds = train(checkpoint, steps=steps, seed=seed)
    write_set(place / "calibrate", "calibrate", count=pictures, seed=seed + 1)
    report = export(Request(checkpoint=checkpoint, out=model, calibrate=place / "calibrate", triton=triton))
    options = report.manifest.options
    opened = open_model(read_folder(model))
    tables = []
    for at in range(sets):
        write_set(place / f"test{at}", "test", count=pictures, seed=seed + 2 + at)
        tables.append(measure(opened, place / f"test{at}", most=pictures))
    return {
        "seconds": seconds and round(seconds),
        "alpha": options["alpha"],
        "threshold": options["threshold"],
        "on the calibration set": options["calibration"],
        "pictures": pictures * sets,
        "wrong captions": sum(int(table.wrong.sum()) for table in tables),
        "cosine": _mean([table.figures(table.cosine) for table in tables]),
        "cross": _mean([table.figures(table.cross) for table in tables]),
        "fused": _mean([table.figures(table.joined(options["alpha"])) for table in tables]),
        **_mean([_judged(table, options) for table in tables]),
    }


def figures(*, steps: int = STEPS, pictures: int = PICTURES, sets: int = SETS) -> Iterator[dict[str, Any]]:
    """The table as one figure. Raises NotHere."""
    needs_torch()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), steps=steps, pictures=pictures, sets=sets)
    both = [max(found["cosine"][each], found["cross"][each]) for each in _RECALLS]
    gains = {each: round(found["fused"][each] - best, 4) for each, best in zip(_RECALLS, both, strict=True)}
    yield {"figure": "image-text matching"} | found | {"fused over the better of both": gains}


def _judged(table: Any, options: dict[str, Any]) -> dict[str, float]:
    fits = table.joined(options["alpha"]) >= options["threshold"]
    return {"kept": float(fits[table.right].mean()), "refused": float(1 - fits[table.wrong].mean())}


def _mean(figures: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(sum(each[name] for each in figures) / len(figures), 4) for name in figures[0]}


def main() -> None:
    """Print the table as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="where everything made is left; the default is nowhere")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = run(chosen.keep or Path(folder), steps=chosen.steps, pictures=chosen.pictures, seed=chosen.seed)
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
