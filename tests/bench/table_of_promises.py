"""The table of promises, made from a run: what was promised, what was measured, and whether that keeps it.

`python -m tests.bench --table FILE` makes it from its own run; `python -m tests.bench.table_of_promises RUN... >FILE`
from runs that were kept, such as one of the parts that need another environment.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.compare import read_run
from tests.bench.figures import flat
from tests.bench.promise import ByTest, Figure, Promise, Unmeasurable
from tests.bench.promises import PROMISES

KEPT, MISSED, REPORTED, TESTED, NOT_HERE = "kept", "MISSED", "reported", "by a test", "not measured here"
_TITLES = {
    2: "The main job", 3: "Models and export", 4: "Ask", 5: "Built-in models", 6: "Beyond one screenshot", 7: "Proof",
}  # fmt: skip
Run = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise, what was measured (None where nothing was), and what comes of it: one of the words above."""

    promise: Promise
    value: float | None
    verdict: str
    why: str = ""


def judge(promise: Promise, run: Run) -> Judged:
    """The worst of the figures that the promise names."""
    proof = promise.proof
    if isinstance(proof, ByTest):
        return Judged(promise, None, TESTED, proof.path)
    if isinstance(proof, Unmeasurable):
        return Judged(promise, None, NOT_HERE, proof.reason)
    found = list(values(proof, run))
    if not found:
        return Judged(promise, None, NOT_HERE, _why_not(proof, run))
    value = (min(found) if promise.least is not None else max(found)) * promise.scale
    # what is told is rounded, and nothing is missed by less than what is told
    value = round(value, 2)
    if promise.most is None and promise.least is None:
        return Judged(promise, value, REPORTED)
    missed = (promise.most is not None and value > promise.most) or (
        promise.least is not None and value < promise.least
    )
    return Judged(promise, value, MISSED if missed else KEPT)


def values(figure: Figure, run: Run) -> Iterator[float]:
    """The numbers that a figure names in a run."""
    for each in run:
        if each.get("part") != figure.part or any(each.get(key) != value for key, value in figure.where.items()):
            continue
        value = dict(flat(each)).get(figure.key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield float(value)


def _why_not(figure: Figure, run: Run) -> str:
    lines = [each for each in run if each.get("part") == figure.part]
    for each in lines:
        about = all(each.get(key, value) == value for key, value in figure.where.items())
        if "not here" in each and about:
            return str(each["not here"])
        if "failed" in each:
            return f"the part {figure.part} failed, see below"
    return f"the part {figure.part} did not measure it" if lines else f"the part {figure.part} was not run"


def page(run: Run) -> str:
    """Markdown: what was missed first, then all by issue."""
    judged = [judge(promise, run) for promise in PROMISES]
    lines = ["# Figures", "", *_head(run), ""]
    missed = [each for each in judged if each.verdict == MISSED]
    lines += ["## Missed", ""]
    lines += [f"- Issue {each.promise.issue}: {_told(each)}" for each in missed] or ["Nothing that was measured."]
    counts = {word: sum(each.verdict == word for each in judged) for word in (KEPT, MISSED, REPORTED, TESTED, NOT_HERE)}
    lines += ["", "Of all promises: " + ", ".join(f"{count} {word}" for word, count in counts.items()) + ".", ""]
    for issue, title in _TITLES.items():
        lines += [f"## Issue {issue}: {title}", "", "| promise | limit | measured | |", "|---|---|---|---|"]
        lines += [_row(each) for each in judged if each.promise.issue == issue]
        lines.append("")
    lines += _failed(run)
    return "\n".join(lines).rstrip() + "\n"


def joined(runs: Iterable[Run]) -> list[Mapping[str, Any]]:
    """One run of several; of a part that several measured the last one counts."""
    found: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for number, run in enumerate(runs):
        parts: dict[str, list[Mapping[str, Any]]] = {}
        for each in run:
            parts.setdefault(each["part"], []).append(each)
        for name, figures in parts.items():
            key = (name, number if name == "machine" else 0)
            if key not in found or any(_is_measured(each) for each in figures):
                found[key] = figures
    return [each for figures in found.values() for each in figures]


def _is_measured(figure: Mapping[str, Any]) -> bool:
    return "failed" not in figure and "not here" not in figure and figure.get("figure") != "the part itself"


def _head(run: Run) -> Iterator[str]:
    machines = [each for each in run if each.get("part") == "machine"]
    yield "Made by the commands below; do not edit it. What the limits stand for is in the issues."
    for begin, end in itertools.pairwise([*machines, {}]):
        if begin.get("figure") != "begin":
            continue
        yield from ("", f"`{begin.get('command', '')}`")
        yield (
            f"on {begin.get('time', '')}, commit {begin.get('commit', '')}, {begin.get('cores', '')} cores "
            f"({begin.get('processor', '')}), {begin.get('memory, GB', '')} GB, {begin.get('system', '')}, "
            f"Python {begin.get('python', '')}, onnxruntime {begin.get('onnxruntime', '')}; "
            f"load {begin.get('load', '')} at the start, {end.get('load', '')} at the end, after "
            f"{end.get('seconds', '')} seconds."
        )
        if begin.get("load", 0) > begin.get("cores", 1) / 2:
            yield "**Other programs ran beside it: the times are longer than they would be on a quiet machine.**"
        if "--quick" in str(begin.get("command", "")).split():
            yield "**A smoke run: it shows that everything works; its figures are of a few cases and prove nothing.**"


def _failed(run: Run) -> Iterator[str]:
    failed = [each for each in run if "failed" in each and each.get("part") != "machine"]
    if failed:
        yield from ("## Parts that failed", "")
        yield from (f"- {each['part']}: {each['failed']}" for each in failed)


def _row(each: Judged) -> str:
    cells = (each.promise.words, _limit(each.promise), _measured(each), _verdict(each))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _told(each: Judged) -> str:
    return f"{each.promise.words}: {_measured(each)}, where {_limit(each.promise)} was promised."


def _verdict(each: Judged) -> str:
    word = f"**{each.verdict}**" if each.verdict == MISSED else each.verdict
    why = f"`{each.why}`" if each.verdict == TESTED else each.why
    return f"{word}: {why}" if each.why else word


def _limit(promise: Promise) -> str:
    if promise.most is not None:
        return f"at most {_number(promise.most, promise.unit)}"
    return f"at least {_number(promise.least, promise.unit)}" if promise.least is not None else ""


def _measured(each: Judged) -> str:
    return "" if each.value is None else _number(each.value, each.promise.unit)


def _number(value: float, unit: str) -> str:
    text = f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:,.2f}".rstrip("0")
    return f"{text} {unit}".strip()


if __name__ == "__main__":
    sys.stdout.write(page(joined(read_run(Path(each)) for each in sys.argv[1:])))
