"""What must hold in the processes that see the screen: a crash leaves nothing of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CRASH = """
import os, resource, sys
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
if sys.argv[1] == "ours":
    from assistant.engine.environment import without_core_dumps
    without_core_dumps()
print(*resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.chdir(sys.argv[2])
os.abort()
"""


def crashed(kind: str, folder: Path) -> list[int]:
    command = [sys.executable, "-c", CRASH, kind, str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False)
    assert done.returncode == -6, done.stderr
    return [int(number) for number in done.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="core files are Linux's here")
def test_a_crash_leaves_no_core_file_and_none_for_a_program_that_collects_them(tmp_path: Path) -> None:
    soft, hard = crashed("ours", tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert soft == (0 if hard == 0 else 1)  # 1: the one limit for which Linux starts no such program


@pytest.mark.skipif(sys.platform != "linux", reason="core files are Linux's here")
def test_without_it_there_would_be_one(tmp_path: Path) -> None:
    pattern = Path("/proc/sys/kernel/core_pattern").read_text()
    soft, _hard = crashed("as it is", tmp_path)
    if pattern.startswith(("|", "/", "@")) or soft == 0:
        pytest.skip("what a crash leaves goes elsewhere here")
    assert len(list(tmp_path.iterdir())) == 1
