"""Does joining the two scores of image-text matching rank better than either alone? `python -m tests.bench.matching`

Trains a small BLIP on drawn pictures, exports it, calibrates it on a second set and measures on a third, whose
combinations of objects were in neither. One core is enough: OMP_NUM_THREADS=1. Needs the extra `export`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.drawn import write_set

STEPS = 2400
PICTURES = 200  # of the calibration set, and of the test set


def run(
    place: Path, *, steps: int = STEPS, pictures: int = PICTURES, seed: int = 0, triton: Path | None = None
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
    write_set(place / "test", "test", count=pictures, seed=seed + 2)
    report = export(Request(checkpoint=checkpoint, out=model, calibrate=place / "calibrate", triton=triton))
    options = report.manifest.options
    table = measure(open_model(read_folder(model)), place / "test", most=pictures)
    fused = table.joined(options["alpha"])
    return {
        "seconds": seconds and round(seconds),
        "alpha": options["alpha"],
        "threshold": options["threshold"],
        "on the calibration set": options["calibration"],
        "pictures": pictures,
        "wrong captions": int(table.wrong.sum()),
        "cosine": _rounded(table.figures(table.cosine)),
        "cross": _rounded(table.figures(table.cross)),
        "fused": _rounded(table.figures(fused)),
        "kept": round(float((fused[table.right] >= options["threshold"]).mean()), 4),
        "refused": round(float((fused[table.wrong] < options["threshold"]).mean()), 4),
    }


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


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
