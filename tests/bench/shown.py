"""Figures as a table that can be read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from tests.bench.figures import flat

_WIDEST = 60  # signs of a cell; longer ones are cut


def table(figures: Iterable[dict[str, Any]]) -> str:
    """Aligned columns with their names above; a new table wherever the names change."""
    rows = [{key: _cell(value) for key, value in flat(each)} for each in figures]
    groups = [list(group) for _, group in itertools.groupby(rows, key=tuple)]
    return "\n\n".join(aligned([tuple(group[0]), *(tuple(row.values()) for row in group)]) for group in groups)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of as many cells each as lines; numbers are set to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if _is_number(cell) else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(str(each) for each in value)
    text = "-" if value is None else " ".join(str(value).split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).replace("-", "", 1).isdigit()
