"""How long things take to start: the app, the engine, the command line."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench import cold
from tests.bench.figures import spread
from tests.helpers.app import ROOT, running_app
from tests.helpers.desktop import Desktop, desktop


def run(*, rounds: int = 5) -> Iterator[dict[str, Any]]:
    """Each of them so many times, its files in the disk's cache."""
    with desktop() as screen:
        _app(screen)  # from the disk
        yield {"figure": "start of the app until the keys are taken", **_times(rounds, lambda: _app(screen))}
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder) / "models"
        models.mkdir()
        starts = [cold.started(models, Path(folder) / "cache") for _ in range(rounds)]
    for key in ("first words", "the whole description"):
        found = [1000 * each[key] for each in starts]
        yield {"figure": f"start of the engine until {key} of a picture", **spread(found)}
    for name, command in {
        "lookaloud --version": ["--version"],
        "lookaloud describe --sample --silent": ["describe", "--sample", "--silent"],
    }.items():
        yield {"figure": name, **_times(rounds, lambda command=command: _command(command))}  # type: ignore[misc]


def _app(screen: Desktop) -> None:
    with running_app(screen):
        pass


def _command(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "assistant", *arguments]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


def _times(rounds: int, work: Callable[[], None]) -> dict[str, Any]:
    times = []
    for _ in range(rounds):
        began = time.monotonic()
        work()
        times.append(1000 * (time.monotonic() - began))
    return spread(times)
