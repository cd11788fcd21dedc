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
from assistant.languages.words import N_, _, n_

REPORT = N_("Please report this, with these words.")


def run_apart(check: Check, *, options: Sequence[str] = ()) -> CheckResult:
    """The check's result, whatever becomes of it. Any thread."""
    command = [sys.executable, "-P", "-m", "assistant.doctor.child", check.name, check.function, *options]
    try:
        child = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
            timeout=check.limit, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        what = n_("no answer within {count} second", "no answer within {count} seconds", round(check.limit))
        do = _("Log out and in again, then try again.")
        return CheckResult(check.name, "fail", what.format(count=f"{check.limit:g}"), do)
    lines = child.stdout.splitlines()
    if child.returncode == 0 and lines:
        return CheckResult(**json.loads(lines[-1]))
    if child.returncode < 0:
        what = _("the check crashed by {signal}").format(signal=signal.Signals(-child.returncode).name)
        return CheckResult(check.name, "fail", what, _(REPORT))
    last = (child.stderr.strip().splitlines() or [_("exit code {code}").format(code=child.returncode)])[-1]
    return CheckResult(check.name, "fail", _("the check broke: {line}").format(line=last.rstrip(".")), _(REPORT))
