"""A run beside a stored one: the ratio of each figure, and which of them are worse."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import flat

_COSTS = re.compile(
    r"\b(ms|s|seconds|median|p95|high|low|max|MB|megabytes|resident|peak|percent of a core|word error rate|wrong|"
    r"wrongly found|missed|invented|false|told twice|cannot tell|growth)\b"
)
"""Figures of which less is better. "median", "high" and such stand in spreads of times."""
_GAINS = re.compile(
    r"accuracy|\b(right|mean|lowest|read|recall|precision|times as fast|told once|true|found|a second)\b"
)
"""Figures of which more is better, where their own name is not one of costs."""
_COUNTS = re.compile(r"^(n|of|count|pictures|searches|words|videos|questions|new|screens|seconds of video|load)$")
"""Figures that say how much was measured."""
_SLOWER = 1.2  # times the stored figure: less is noise on a machine that does nothing else
_POORER = 0.99  # times the stored figure


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure `now` over the stored one (`ratio`, None where that was nought). `worse`: None where nobody can tell.

    Both are None where the stored one was below nought, as the difference of two times may be.
    """

    part: str
    figure: str
    key: str
    before: float
    now: float
    ratio: float | None
    worse: bool | None


def read_run(path: Path) -> list[dict[str, Any]]:
    """The figures of a run that was kept. Raises OSError, and ValueError where it is none."""
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not all(isinstance(each, dict) and "part" in each for each in found):
        raise ValueError(f"{path} does not hold a run of the bench")
    return found


def ratios(before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> Iterator[Ratio]:
    """One for each number that both runs have; of parts that only one ran, nothing."""
    stored = dict(_named(before))
    for name, value in _named(now):
        if name not in stored:
            continue
        part, figure, key, _ = name
        was = stored[name]
        ratio = round(value / was, 3) if was > 0 else None
        worse = _is_worse(f"{figure} {key}", key, was, value) if was >= 0 else None
        yield Ratio(part, figure, key, was, value, ratio, worse)


def _named(figures: Iterable[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str, str, int], float]]:
    """Numbers by part, what the figure's words say, key, and how many of that name came before."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in figures:
        items = dict(flat(each))
        words = [str(v) for k, v in items.items() if isinstance(v, str) and k not in ("part", "unit")]
        if items["part"] == "machine":
            continue
        for key, value in items.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or _COUNTS.search(key):
                continue
            name = (str(items["part"]), ", ".join(words), key)
            yield (*name, seen[name]), float(value)
            seen[name] += 1


def _is_worse(name: str, key: str, before: float, now: float) -> bool | None:
    if not _COSTS.search(key) and _GAINS.search(key):
        return now < before * _POORER
    return now > before * _SLOWER if _COSTS.search(name) else None
