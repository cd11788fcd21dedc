"""What a part yields: small statistics, and the news that something cannot be measured here."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class NotHere(Exception):
    """This machine or environment lacks what a part needs; the message is the reason, in one line."""


def spread(values: Sequence[float], *, unit: str = "ms") -> dict[str, Any]:
    """Median, 95th percentile, lowest and highest."""
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
        "low": round(ordered[0], 1),
        "high": round(ordered[-1], 1),
        "n": len(ordered),
        "unit": unit,
    }


def flat(figure: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The items of a figure; those of a mapping inside it are called "outer: inner"."""
    for key, value in figure.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{key}: ")
        else:
            yield f"{before}{key}", value
