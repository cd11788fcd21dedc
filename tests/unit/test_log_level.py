"""LOOKALOUD_LOG: whatever is in it, both processes start."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import BadImage
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


def logged(error: BaseException) -> str:
    record = logging.LogRecord(
        "name", logging.ERROR, "path", 1, "a defect", (), (type(error), error, error.__traceback__)
    )
    return PrintableFormatter("%(message)s").format(record)


def test_the_trace_of_a_defect_does_not_quote_what_it_choked_on() -> None:
    words = "Account 4711 Quartz falcon"
    try:
        try:
            int(words)
        except ValueError as error:
            raise KeyError(words) from error
    except KeyError as error:
        text = logged(error)
    assert "ValueError\nThen:\n" in text
    assert text.endswith("KeyError")
    assert "int(words)" in text
    assert "Quartz" not in text
    assert "4711" not in text


def test_what_our_own_errors_and_the_system_say_is_told() -> None:
    try:
        try:
            Path("/nowhere/Quartz falcon.png").read_bytes()
        except OSError as error:
            raise BadImage("It cannot be opened.", detail="the disk") from error
    except BadImage as error:
        text = logged(error)
    assert "FileNotFoundError: No such file or directory\n" in text
    assert text.endswith("BadImage: It cannot be opened. (the disk)")
    assert "falcon" not in text.replace('Path("/nowhere/Quartz falcon.png")', "")


def test_a_trace_that_leads_to_itself_ends() -> None:
    one, other = ValueError("a"), TypeError("b")
    one.__cause__, other.__cause__ = other, one
    assert logged(one).count("Traceback") == 2
