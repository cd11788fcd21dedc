"""What tests/run does once the environment is there: ruff, mypy, pytest, and no process left behind.

Every check runs, so that one run shows everything. pytest comes last, so its closing line is the last one where all
is well; the exit code is pytest's, or 1 where only another check failed.

All tests are run in two halves at once. One is of apps, windows and speech, and mostly waits for them. The other has
ruff, mypy and the tests that mostly work; it takes what is left of the processor, and is shown when both have ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

CHECKS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy", "--no-error-summary"],
}
WORK = ("album", "negatives")  # of tests/e2e, without a desktop; with them the halves take about the same time
_NICE = "5"  # of the half that works: where both want one processor, the other half gets three quarters of it
GRACE = 3.0  # seconds for programs that were told to end to be gone; D-Bus services need about one
_PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


def main(arguments: Sequence[str]) -> int:
    """Run all checks in the current folder; `arguments` go to pytest. Without any, all tests run, in two halves."""
    adopt_orphans()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        return _checked(arguments) if arguments else _in_halves(*halves(Path("tests")))
    finally:
        for name in end_orphans():
            print(f"tests/run: a test left {name} running; it was ended.", file=sys.stderr)


def halves(tests: Path) -> tuple[list[str], list[str]]:
    """All files of tests: those that mostly wait, and those that mostly work."""
    files = sorted(tests.rglob("test_*.py"))
    work = {tests / "e2e" / f"test_{name}.py" for name in WORK}
    wait = [path for path in files if path.parent.name == "e2e" and path not in work]
    return [str(path) for path in wait], [str(path) for path in files if path not in wait]


def _checked(arguments: Sequence[str]) -> int:
    failed = []
    for name, command in CHECKS.items():
        if subprocess.run([Path(sys.executable).parent / command[0], *command[1:]], check=False).returncode != 0:
            failed.append(name)
    code = _pytest(arguments)
    if failed:
        print(f"tests/run: failed: {', '.join(failed)}.", file=sys.stderr)
    return code or int(bool(failed))


def _in_halves(wait: Sequence[str], work: Sequence[str]) -> int:
    command = ["nice", "-n", _NICE, sys.executable, "-m", "tests.helpers.checks", *work]
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT, start_new_session=True) as other,
    ):
        with contextlib.suppress(OSError):  # Linux may share processors among sessions before it does among processes
            Path(f"/proc/{other.pid}/autogroup").write_text(_NICE)
        try:
            code = _pytest(wait)
        except BaseException:
            os.killpg(other.pid, signal.SIGTERM)
            raise
        finally:
            other.wait()
            told.seek(0)
            shutil.copyfileobj(told, sys.stdout.buffer)
            sys.stdout.flush()
    if code:
        print("tests/run: failed: the first half, above.", file=sys.stderr)
    return code or other.returncode


def _pytest(arguments: Sequence[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", "-q", *arguments], check=False).returncode


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
