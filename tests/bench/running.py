"""Runs one part in a process of its own, which may be of another environment, and takes its figures."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Any

from tests.bench.parts import PARTS, Scale
from tests.helpers.app import ROOT

_LONGEST = 7200.0  # seconds; a part that takes longer hangs: exporting five large models takes most of an hour
_GRACE = 20.0  # seconds for its desktop to be closed


def figures_of(name: str, scale: Scale = "usual", *, longest: float = _LONGEST) -> Iterator[dict[str, Any]]:
    """What the part `name` measures, each with "part"; then how long it took. In place of what cannot be measured a
    figure with "not here" or "failed"."""
    began, used = time.monotonic(), _processor()
    measured = False
    for each in _run(name, scale, longest):
        measured = measured or "not here" not in each
        yield {"part": name} | each
    if measured:
        spent = {"seconds": round(time.monotonic() - began, 1), "processor seconds": round(_processor() - used, 1)}
        yield {"part": name, "figure": "the part itself"} | spent


def _run(name: str, scale: Scale, longest: float) -> Iterator[dict[str, Any]]:
    command = [PARTS[name].executable(), "-m", "tests.bench.one", name, scale]
    with tempfile.TemporaryFile("w+") as errors:
        try:
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        except OSError as failure:
            yield {"failed": f"{command[0]} cannot be started: {failure}"}
            return
        late = threading.Event()
        timer = threading.Timer(longest, _stop, (process, late))
        timer.start()
        try:
            assert process.stdout is not None
            with process.stdout as lines:
                for line in lines:
                    if line.startswith("{"):  # a library may print, too
                        yield json.loads(line)
            code = process.wait()
        finally:
            timer.cancel()
            if process.poll() is None:  # whoever asked has had enough
                _stop(process, late)
                process.wait()
        if late.is_set():
            yield {"failed": f"it took more than {longest:.0f} seconds"}
        elif code != 0:
            yield {"failed": _last_line(errors) or f"exit code {code}"}


def _stop(process: subprocess.Popen[str], late: threading.Event) -> None:
    """As Ctrl C does, so that it closes its desktop; then by force."""
    late.set()
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()


def _last_line(errors: Any) -> str:
    errors.seek(0)
    lines = [line.strip() for line in errors.read().splitlines() if line.strip()]
    return lines[-1][:400] if lines else ""


def _processor() -> float:
    """Seconds of processor time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
