"""A check that hangs, crashes or breaks is itself a finding; the others go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.doctor import examine
from assistant.doctor.isolation import run_apart
from assistant.doctor.table import Check

HERE = "tests.unit.doctor.broken_checks"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))


@pytest.mark.parametrize(
    ("function", "what"),
    [
        ("crashes", "the check crashed by SIGSEGV"),
        ("breaks", "the check broke: RuntimeError: a defect of ours"),
        ("ends", "the check broke: exit code 1"),
    ],
)
def test_what_goes_wrong_is_reported(function: str, what: str) -> None:
    result = run_apart(Check("Tried", f"{HERE}:{function}"))
    assert (result.name, result.status, result.what) == ("Tried", "fail", what)
    assert result.do


@pytest.mark.parametrize(("name", "status"), [("System packages", "fail"), ("Camera", "not-checked")])
def test_a_missing_library_is_one_problem_and_not_many(name: str, status: str) -> None:
    result = run_apart(Check(name, f"{HERE}:misses_a_library"))
    assert result.status == status
    assert result.what == "a part cannot be loaded: libEGL.so.1: cannot open shared object file"
    assert result.do


def test_an_error_with_a_sentence_is_told_in_it() -> None:
    result = run_apart(Check("Tried", f"{HERE}:raises_ours"))
    assert result.status == "fail"
    assert result.line.startswith("Problem. Tried: There is no screen to look at")


def test_a_check_that_hangs_is_ended_and_the_others_are_told() -> None:
    checks = [Check("Hangs", f"{HERE}:hangs", limit=2.0), Check("Works", f"{HERE}:works")]
    hung, worked = examine(checks)
    assert hung.what == "no answer within 2 seconds"
    assert worked.line == "OK. Tried: it works."
