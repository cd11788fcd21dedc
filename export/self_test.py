"""The table of families: a tiny random model of each is exported and compared. One that only one side knows fails."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from export.errors import ExportError
from export.pipeline import Request, export
from export.recipe import Recipe, recipes
from models.family import families

COLUMNS = ("family", "exporter", "tokens", "max difference", "largest value", "seconds", "result")


def unpaired(known: Collection[Recipe] | None = None) -> list[str]:
    """What only one side knows: `family/task` that runs but has no recipe, or has a recipe but does not run."""
    run = {f"{family.name}/{task}" for family in families().values() for task in family.tasks}
    made = {f"{each.family}/{task}" for each in (recipes() if known is None else known) for task in each.tasks}
    return sorted(run ^ made)


def rows(chosen: Collection[Recipe] | None = None) -> Iterator[dict[str, Any]]:
    """One row a recipe, then one for each that is unpaired."""
    for recipe in recipes() if chosen is None else chosen:
        yield _row(recipe)
    for name in unpaired():
        yield {
            "family": name,
            "ok": False,
            "error": f"{name} is registered on one side only, in models/families or in export/families.",
        }


def _row(recipe: Recipe) -> dict[str, Any]:
    began = time.monotonic()
    row: dict[str, Any] = {"family": recipe.name, "exporter": "torch.onnx dynamo", "ok": False}
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = Path(folder) / "checkpoint"
        checkpoint.mkdir()
        recipe.tiny(checkpoint)
        try:
            report = export(Request(checkpoint=checkpoint, out=Path(folder) / "model", task=recipe.task))
        except ExportError as error:
            return row | {"error": f"{error}", "seconds": round(time.monotonic() - began, 1)}
    verified = report.verified
    return row | {
        "ok": True,
        "compared": verified.compared,
        "equal": verified.equal,
        "distinct": verified.distinct,
        "max_difference": verified.max_difference,
        "graph_difference": report.graph_difference,
        "largest": verified.largest,
        "seconds": round(time.monotonic() - began, 1),
    }


def as_text(row: dict[str, Any], *, heading: bool) -> str:
    """The row as a line, under a heading before the first."""
    widths = (32, 18, 9, 15, 14, 8, 0)
    if row["ok"]:
        cells = (
            row["family"],
            row["exporter"],
            f"{row['equal']}/{row['compared']}",
            f"{row['max_difference']:.2g}",
            f"{row['largest']:.3g}",
            f"{row['seconds']}",
            "equal",
        )
    else:
        cells = (row["family"], row.get("exporter", ""), "", "", "", f"{row.get('seconds', '')}", row["error"])
    lines = [cells] if not heading else [COLUMNS, cells]
    return "\n".join(
        " ".join(f"{cell:<{width}}" for cell, width in zip(each, widths, strict=True)).rstrip() for each in lines
    )
