"""Runs lookaloud-export, which has an environment of its own: PyTorch is never part of the app's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from models.cancel import CancelToken
from models.errors import Cancelled
from models.store.errors import ExporterMissing, ExportFailed
from models.words import _

_ROOT = Path(__file__).parents[2]
PYTHON = "LOOKALOUD_EXPORT_PYTHON"
_OURS = "lookaloud-export:"
_STEP = re.compile(r"\d+ of \d+: ")


def exporter() -> Sequence[str] | None:
    """The command that runs lookaloud-export: by LOOKALOUD_EXPORT_PYTHON, from `export-env` beside the program, or
    from the PATH; None where there is none."""
    named = os.environ.get(PYTHON)
    beside = _ROOT / "export-env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    for python in (named, str(beside) if beside.exists() else None):
        if python:
            return (python, "-m", "export.cli")
    found = shutil.which("lookaloud-export")
    return (found,) if found else None


def export_checkpoint(
    checkpoint: Path, out: Path, *, name: str, quantise: str, tell: Callable[[str], None], cancel: CancelToken
) -> None:
    """The model folder at `out`. `tell` hears each step. Raises ExporterMissing, ExportFailed, Cancelled."""
    command = exporter()
    if command is None:
        raise ExporterMissing(name)
    arguments = [*command, str(checkpoint), str(out), "--quantise", quantise, "--id", name]
    try:
        running = subprocess.Popen(
            arguments,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
    except OSError as error:
        line = _("{command} cannot be run: {why}.").format(command=command[0], why=error.strerror)
        raise ExportFailed(name, line) from error
    wrong = ""
    with running, cancel.stopping(running.terminate):
        assert running.stderr is not None
        for line in running.stderr:
            if line.startswith(_OURS):
                wrong = line.removeprefix(_OURS).strip()
            elif _STEP.match(line):
                tell(line.strip())
    if cancel.cancelled:
        raise Cancelled
    if running.returncode:
        raise ExportFailed(name, wrong or _("lookaloud-export ended early."))
