"""LOOKALOUD_LOG: whatever is in it, both processes start."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.log_level import PrintableFormatter, log_level

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", logging.WARNING),
        ("debug", logging.DEBUG),
        (" Info ", logging.INFO),
        ("ERROR", logging.ERROR),
        ("10", 10),
        ("9" * 5000, 999_999),
        ("banana", logging.WARNING),
    ],
)
def test_the_level_is_named_in_any_case(monkeypatch: pytest.MonkeyPatch, text: str, level: int) -> None:
    monkeypatch.setenv("LOOKALOUD_LOG", text)
    assert log_level() == level


@pytest.mark.parametrize("module", ["assistant.process", "assistant.engine.server"])
def test_both_processes_take_it(module: str) -> None:
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    result = subprocess.run(
        [sys.executable, "-m", module], env=clean | {"LOOKALOUD_LOG": "debug"}, cwd=ROOT, stdin=subprocess.DEVNULL,
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == (3 if module == "assistant.process" else 0)
    assert b"Traceback" not in result.stderr


def test_what_is_logged_does_not_steer_the_terminal() -> None:
    record = logging.LogRecord("name", logging.WARNING, "path", 1, "no file %s", ("a\x1b]0;owned\x07\u202eb",), None)
    assert PrintableFormatter("%(name)s: %(message)s").format(record) == "name: no file a ]0;owned b"
