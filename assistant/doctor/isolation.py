"""A check in a process of its own: one that hangs is ended, one that crashes is reported.

The process runs the module `child` beside this one.
"""

from __future__ import annotations

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
    command = [sys.executable, "-P", "-m", "assistant.doctor.child", check.name, check.function, *options]
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
