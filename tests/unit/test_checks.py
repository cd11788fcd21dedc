"""tests/run runs every test, tells of both halves, and leaves no process behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import checks

ROOT = Path(__file__).parents[2]

# A child that makes itself a daemon, tells its number, and would stay for ten minutes
PROGRAM = """
import subprocess, sys
from tests.helpers import checks
checks.GRACE = 0.2
checks.adopt_orphans()
subprocess.run(["sh", "-c", "setsid sleep 600 >/dev/null 2>&1 & echo $!"], check=True)
print(*checks.end_orphans())
"""


def test_a_daemon_of_a_test_is_ended_and_named() -> None:
    result = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    number, names = result.stdout.splitlines()
    assert names == "sleep"
    assert not Path(f"/proc/{number}").exists()


def test_every_file_of_tests_is_in_one_half() -> None:
    wait, work = checks.halves(ROOT / "tests")
    assert sorted(wait + work) == sorted(map(str, (ROOT / "tests").rglob("test_*.py")))
    assert {Path(path).parent.name for path in wait} == {"e2e"}
    moved = {f"test_{name}.py" for name in checks.WORK}
    assert {Path(path).name for path in work if Path(path).parent.name == "e2e"} == moved


@pytest.mark.timeout(300)  # for a busy machine; it takes less than ten seconds
def test_both_halves_are_told_and_what_failed_is_named(tmp_path: Path) -> None:
    """In a folder where a test of the first half fails, and mypy has nothing to check, which it calls an error."""
    for name, content in (("e2e", "assert False"), ("unit", "pass")):
        (tmp_path / "tests" / name).mkdir(parents=True)
        (tmp_path / "tests" / name / f"test_{name}.py").write_text(f"def test_of_{name}():\n    {content}\n")
    result = subprocess.run(
        [sys.executable, "-m", "tests.helpers.checks"], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    closing = [line[:8] for line in result.stdout.splitlines() if line.startswith("1 ")]
    assert closing == ["1 failed", "1 passed"]
    assert result.stdout.endswith("tests/run: failed: mypy.\n")
    assert result.stderr == "tests/run: failed: the first half, above.\n"
    assert result.returncode == 1
