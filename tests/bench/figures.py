"""Small statistics."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any


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
