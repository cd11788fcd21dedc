"""What tests/run does once the environment is there: ruff, mypy, pytest, and no process left behind.

Every check runs, so that one run shows everything. pytest comes last, so its closing line is the last one where all
is well; the exit code is pytest's, or 1 where only another check failed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

CHECKS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy", "--no-error-summary"],
}
GRACE = 3.0  # seconds for programs that were told to end to be gone; D-Bus services need about one
_PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


def main(arguments: Sequence[str]) -> int:
    """Run all checks in the current folder; `arguments` go to pytest."""
    adopt_orphans()
    scripts = Path(sys.executable).parent
    failed = []
    for name, command in CHECKS.items():
        if subprocess.run([scripts / command[0], *command[1:]], check=False).returncode != 0:
            failed.append(name)
    code = subprocess.run([sys.executable, "-m", "pytest", "-q", *arguments], check=False).returncode
    for name in end_orphans():
        print(f"tests/run: a test left {name} running; it was ended.", file=sys.stderr)
    if failed:
        print(f"tests/run: failed: {', '.join(failed)}.", file=sys.stderr)
    return code or int(bool(failed))


def adopt_orphans() -> None:
    """From now on, what a test leaves behind becomes this process's child, also where it made itself a daemon."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans() -> list[str]:
    """End every child that is left; returns the names of those that did not go by themselves within GRACE."""
    end = time.monotonic() + GRACE
    while _children() and time.monotonic() < end:
        time.sleep(0.05)
    names = []
    while left := _children():  # their own children come to us when they end
        for pid, name in left.items():
            names.append(name)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return names


def _children() -> dict[int, str]:
    """Process id to name of the children that run; those that have ended are reaped."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            before, _, after = path.read_text().rpartition(")")
        except OSError:
            continue  # it ended meanwhile
        pid = int(path.parent.name)
        if int(after.split()[1]) == os.getpid() and os.waitpid(pid, os.WNOHANG)[0] == 0:
            found[pid] = before.partition("(")[2]
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
