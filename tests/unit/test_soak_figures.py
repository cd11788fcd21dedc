"""What the soak measures and how it judges."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.figures import COUNTS, MEMORY, descendants, is_there, judge, shared_memory


def samples(**late: float) -> list[dict[str, float]]:
    """1,000 requests; the last ones have `late` in place of what all have."""
    same = dict.fromkeys((*MEMORY, *COUNTS), 100.0) | {"zombies": 0}
    made = [{"request": number, **same} for number in range(25, 1001, 25)]
    for each in made[-8:]:
        each.update({name.replace("_", " "): value for name, value in late.items()})
    return made


@pytest.mark.parametrize(
    ("late", "problems"),
    [
        ({}, []),
        ({"app_own": 104.9, "engine_own": 90.0, "threads": 103}, []),
        ({"app_own": 105.5}, ["app own: 100.0 to 105.5 MB"]),
        ({"engine_own": 106.0}, ["engine own: 100.0 to 106.0 MB"]),
        ({"app_pss": 200.0}, []),
        ({"threads": 105}, ["threads: 100.0 to 105.0"]),
        ({"shared_memory": 105}, ["shared memory: 100.0 to 105.0"]),
    ],
)
def test_growth_is_told(late: dict[str, float], problems: list[str]) -> None:
    assert judge(samples(**late), warm=200, span=200)["problems"] == problems


def test_one_sample_that_is_off_decides_nothing_but_one_zombie_does() -> None:
    made = samples()
    made[-1]["app own"] = 900
    assert judge(made, warm=200, span=200)["problems"] == []
    made[3]["zombies"] = 1
    assert judge(made, warm=200, span=200)["problems"] == ["1 zombies at 100"]


def test_a_short_run_is_not_called_good() -> None:
    assert judge(samples()[:8], warm=200, span=200)["problems"] == ["too few requests to judge growth"]


def test_children_are_found_until_they_are_reaped() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in descendants(os.getpid())
    finally:
        child.communicate(b"\n")
    assert not is_there(child.pid)
    assert child.pid not in descendants(os.getpid())


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no /dev/shm")
def test_shared_memory_that_is_left_is_found() -> None:
    path = Path(f"/dev/shm/lookaloud-test-{os.getpid()}")
    path.write_bytes(b"x")
    try:
        assert str(path) in shared_memory([os.getpid()])
    finally:
        path.unlink()
    assert str(path) not in shared_memory([os.getpid()])
