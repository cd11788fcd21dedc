"""Clocks: nothing is measured by one that can be set, and an age counts the hours that the machine slept."""

from __future__ import annotations

import ast
import time
from pathlib import Path

import pytest

from assistant.answers import age
from assistant.clock import lasting
from assistant.desktop.changed import Marks, marks
from assistant.types import Frame, Raster, Target

ROOT = Path(__file__).parents[2]
SET_BY_HAND = {
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "QDateTime": {"currentDateTime", "currentDateTimeUtc", "currentMSecsSinceEpoch", "currentSecsSinceEpoch"},
    "QTime": {"currentTime"},
    "QDate": {"currentDate"},
}


@pytest.mark.parametrize("folder", ["assistant", "models"])
def test_no_clock_that_can_be_set_is_read(folder: str) -> None:
    """So no jump of the clock can end a wait, keep one going, or be told as an age."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "time":
                found += [f"{path}: from time import {name.name}" for name in node.names]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                if node.attr in SET_BY_HAND.get(owner, ()):
                    found.append(f"{path}:{node.lineno}: {owner}.{node.attr}")
    assert found == []


def test_only_ages_are_told_by_the_clock_that_goes_on_in_sleep() -> None:
    """A wait must not be over because the machine slept: those go by time.monotonic()."""
    users = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "assistant").rglob("*.py")
        if "import lasting" in path.read_text("utf-8")
    }
    assert users == {"assistant/answers.py", "assistant/desktop/changed.py", "assistant/turns.py"}


@pytest.mark.parametrize(
    ("slept", "told"), [(0.0, "20 seconds"), (300.0, "5 minutes"), (7200.0, "2 hours"), (8 * 3600.0, "8 hours")]
)
def test_a_picture_is_as_old_as_it_is_after_a_sleep(monkeypatch: pytest.MonkeyPatch, slept: float, told: str) -> None:
    before = Marks({}, lasting())
    asleep = {time.CLOCK_BOOTTIME: slept + 20.0}  # what it shows more than before; time.monotonic() stood still
    clock_gettime = time.clock_gettime
    monkeypatch.setattr(time, "clock_gettime", lambda clock: clock_gettime(clock) + asleep.get(clock, 0.0))
    assert age(before) == f"This is about the screen of {told} ago, which has changed since."


def test_the_marks_of_a_frame_are_dated_by_that_clock() -> None:
    taken = marks(Frame(Raster(200, 16, bytes(200 * 16 * 4)), Target.SCREEN, taken_at=-1.0))
    assert taken is not None
    assert 0 <= lasting() - taken.taken_at < 60
