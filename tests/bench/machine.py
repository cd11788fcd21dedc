"""The machine that a run was made on, as a figure."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.helpers.app import ROOT


def described() -> dict[str, Any]:
    """Cores that may be used, processor, memory, system, versions, the commit, the time, and the load now."""
    return {
        "figure": "begin",
        "cores": len(os.sched_getaffinity(0)),
        "processor": _field("/proc/cpuinfo", "model name"),
        "memory, GB": round(int(_field("/proc/meminfo", "MemTotal").split()[0]) / 1024**2, 1),
        "system": _field("/etc/os-release", "PRETTY_NAME").strip('"'),
        "python": sys.version.split()[0],
        "onnxruntime": _onnxruntime(),
        "commit": _commit(),
        "time": now(),
        "load": load(),
    }


def now() -> str:
    """The time, to the minute, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def load() -> float:
    """How many processes wanted to run, on average over the last minute."""
    return round(os.getloadavg()[0], 2)


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        key, _, value = line.replace("=", ":", 1).partition(":")
        if key.strip() == name:
            return value.strip()
    return "0 unknown"


def _onnxruntime() -> str:
    for name in ("onnxruntime-gpu", "onnxruntime"):
        try:
            return version(name)
        except ModuleNotFoundError:
            continue
    return "none"


def _commit() -> str:
    asked = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return asked.stdout.strip() or "unknown"
