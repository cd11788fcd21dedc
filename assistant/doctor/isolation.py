"""A check in a process of its own: one that hangs is ended, one that crashes is reported.

Parent: `run_apart`. Child: `python -m assistant.doctor.isolation NAME MODULE:FUNCTION [--sound]`, which prints the
result as one JSON line, the last one of its output.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import signal
import subprocess
import sys
from collections.abc import Sequence

from assistant.doctor.result import CheckResult
from assistant.doctor.table import Check

REPORT = "Please report this, with these words."


def run_apart(check: Check, *, options: Sequence[str] = ()) -> CheckResult:
    """The check's result, whatever becomes of it. Any thread."""
    command = [sys.executable, "-P", "-m", "assistant.doctor.isolation", check.name, check.function, *options]
    try:
        child = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
            timeout=check.limit, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return CheckResult(
            check.name, "fail", f"no answer within {check.limit:g} seconds", "Log out and in again, then try again."
        )
    lines = child.stdout.splitlines()
    if child.returncode == 0 and lines:
        return CheckResult(**json.loads(lines[-1]))
    if child.returncode < 0:
        return CheckResult(check.name, "fail", f"the check crashed by {signal.Signals(-child.returncode).name}", REPORT)
    last = (child.stderr.strip().splitlines() or [f"exit code {child.returncode}"])[-1]
    return CheckResult(check.name, "fail", f"the check broke: {last.rstrip('.')}", REPORT)


def in_child(name: str, function: str) -> CheckResult:
    """Run the function here. A part that cannot be imported, or an error of ours, is a finding."""
    from assistant.errors import AssistantError
    from models.errors import ModelError

    module, _, attribute = function.partition(":")
    try:
        result = getattr(importlib.import_module(module), attribute)()
    except ImportError as error:
        what = f"a part cannot be loaded: {error}".rstrip(".")
        return CheckResult(name, "fail", what, "See Programs and System packages above.")
    except (AssistantError, ModelError) as error:
        return CheckResult(name, "fail", error.spoken.rstrip("."))
    assert isinstance(result, CheckResult)
    return result


if __name__ == "__main__":
    print(json.dumps(dataclasses.asdict(in_child(*sys.argv[1:3]))), flush=True)
    sys.exit(0)
