"""`lookaloud doctor`: checks every part and says what to do. Each check runs in a process of its own."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from assistant.cli.parser import Parser, parse
from assistant.doctor.isolation import run_apart
from assistant.doctor.result import CheckResult
from assistant.doctor.table import CHECKS, Check
from assistant.languages.words import N_, _, n_

EPILOG = N_("""exit codes:
  0  all that is needed works; notes may remain
  1  at least one problem""")
DESCRIPTION = N_("Check every part of LookAloud and say what to do.")


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line a check, or with --json one object; 0 if there is no problem, otherwise 1."""
    parser = Parser(prog="lookaloud doctor", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--json", action="store_true", help=N_("print one JSON object: works, checks"))
    parser.add_argument("--sound", action="store_true", help=N_("play a test tone as well"))
    arguments = parse(parser, argv)
    results: list[CheckResult] = []
    for result in examine(CHECKS, options=("--sound",) if arguments.sound else ()):
        results.append(result)
        if not arguments.json:
            print(result.line, flush=True)
    problems = [result.name for result in results if result.status == "fail"]
    if arguments.json:
        checks = [dataclasses.asdict(result) for result in results]
        print(json.dumps({"works": not problems, "checks": checks}, ensure_ascii=False, indent=2))
    elif problems:
        words = n_(
            "{count} of {all} checks found a problem: {names}.",
            "{count} of {all} checks found a problem: {names}.",
            len(problems),
        )
        names = ", ".join(map(_, problems))
        print(words.format(count=len(problems), all=len(results), names=names))
    else:
        print(_("All that is needed works."))
    return 1 if problems else 0


def examine(checks: Sequence[Check], *, options: Sequence[str] = ()) -> Iterator[CheckResult]:
    """The results in the order of `checks`, each as soon as it and those before it are there."""
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        yield from pool.map(lambda check: run_apart(check, options=options), checks)
