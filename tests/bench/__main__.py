"""Measures all that LookAloud promises: `python -m tests.bench [PART ...]`.

Each part runs in a process of its own. Prints a readable table a part; with --json, JSON lines only. A part that fails
is a line with its error, and the others go on; then the exit code is 1. A part that this machine cannot run says why.
Without the parts that need PyTorch a run is made for less than 20 minutes on two quiet cores; --full takes all cases.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench import compare, machine, table_of_promises
from tests.bench.parts import PARTS
from tests.bench.running import figures_of
from tests.bench.shown import table
from tests.helpers.checks import adopt_orphans, end_orphans

Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts; the value is the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        before = compare.read_run(chosen.against) if chosen.against else None
    except (OSError, ValueError) as error:
        parser.error(f"the stored run cannot be read: {error}")
    say = _as_json if chosen.json else _as_table
    run: list[Row] = []
    failed: list[str] = []

    def take(name: str, figures: list[Row]) -> None:
        run.extend(figures)
        say(name, figures)

    command = f"python -m tests.bench {' '.join(sys.argv[1:] if arguments is None else arguments)}".strip()
    take("machine", [{"part": "machine", "command": command} | machine.described()])
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("LOOKALOUD_BENCH_DIR", folder)  # what one part makes, another may need
        for name in chosen.parts or PARTS:
            figures = list(figures_of(name, chosen.scale))
            failed += [name] * any("failed" in each for each in figures)
            take(name, figures)
            if chosen.keep:
                _keep(chosen.keep, run)
    seconds = round(time.monotonic() - began)
    end = {"part": "machine", "figure": "end", "seconds": seconds, "load": machine.load(), "time": machine.now()}
    take("machine", [end | {"failed": failed}])
    if chosen.keep:
        _keep(chosen.keep, run)
    if chosen.table:
        chosen.table.write_text(table_of_promises.page(run), "utf-8")
    if before is not None:
        _compare(before, run, say)
    return int(bool(failed))


def _parser() -> argparse.ArgumentParser:
    parts = "\n".join(f"  {name:<10} {part.about}" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=f"{__doc__}\nparts:\n{parts}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help="the default is all of them")
    parser.add_argument("--json", action="store_true", help="print JSON lines, one a figure, and nothing else")
    scale = parser.add_mutually_exclusive_group()
    for name, about in (
        ("full", "all cases of every set"),
        ("quick", "a smoke run: figures say that it works, no more"),
    ):
        scale.add_argument(f"--{name}", dest="scale", action="store_const", const=name, default="usual", help=about)
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the figures to FILE, as JSON lines")
    parser.add_argument("--against", type=Path, metavar="FILE", help="print ratios to the figures kept in FILE")
    parser.add_argument(
        "--table", type=Path, metavar="FILE", help="write the table of promises, such as docs/figures.md"
    )
    return parser


def _as_json(_name: str, figures: list[Row]) -> None:
    for each in figures:
        print(json.dumps(each, ensure_ascii=False), flush=True)


def _as_table(name: str, figures: list[Row]) -> None:
    rows = [{key: value for key, value in each.items() if key != "part"} for each in figures]
    print(f"\n{name}\n{'-' * len(name)}\n{table(rows)}", flush=True)


def _keep(path: Path, run: list[Row]) -> None:
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in run), "utf-8")


def _compare(before: list[Row], run: list[Row], say: Callable[[str, list[Row]], None]) -> None:
    every = list(compare.ratios(before, run))
    found = [each for each in every if each.before != each.now]
    rows: list[Row] = [
        {"part": "against", "of": each.part, "figure": each.figure, "key": each.key, "before": each.before,
         "now": each.now, "ratio": each.ratio, "worse": "worse" if each.worse else ""}
        for each in found
    ]  # fmt: skip
    say("against", [*rows, {"part": "against", "figures compared": len(every), "the same": len(every) - len(found)}])
    worse = [row for row in rows if row["worse"]]
    say(f"worse than before: {len(worse)} of {len(every)}", [] if say is _as_json else worse)


if __name__ == "__main__":
    adopt_orphans()
    code = main()
    end_orphans()
    sys.exit(code)
