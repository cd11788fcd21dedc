"""tests/run leaves no process behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
