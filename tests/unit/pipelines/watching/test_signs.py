"""What a line is about by its words."""

from __future__ import annotations

import pytest

from assistant.pipelines.watching.signs import is_alarm, is_clock, is_only_done, is_prompt


@pytest.mark.parametrize(
    ("line", "waits"),
    [("me@pc:~/src$", True), ("root@pc:/#", True), ("C:\\Users>", True), ("$", True), ("[me@pc ~]$", True),
     ("pc%", False), ("me@pc ~ %", True), ("Progress: 40 %", False), ("Sum: 5 $", False), ("made all of it", False),
     ("a <b>", False)],
)  # fmt: skip
def test_prompts_of_shells(line: str, waits: bool) -> None:
    assert is_prompt(line) is waits


@pytest.mark.parametrize(
    ("line", "alarm"),
    [("error: no rule", True), ("0 errors, 0 warnings", False), ("no errors were found", False), ("Build FAILED", True),
     ("failed: 0", False), ("3 tests failed", True), ("Permission denied", True), ("I am fine", False),
     ("0 failed, 12 passed", False), ("Could not connect", True), ("2 errors", True)],
)  # fmt: skip
def test_lines_that_tell_of_errors(line: str, alarm: bool) -> None:
    assert is_alarm(line) is alarm


@pytest.mark.parametrize(
    ("line", "clock"),
    [("12:34:05", True), ("Mon 4 May 14:35", True), ("0:34 / 12:10", True), ("2:15 PM", True), ("5 minutes ago", True),
     ("12:34:05 request done", False), ("42", False), ("Lunch at 12:30", False), ("just now", True)],
)  # fmt: skip
def test_clocks(line: str, clock: bool) -> None:
    assert is_clock(line) is clock


@pytest.mark.parametrize(
    ("line", "done"),
    [("Done.", True), ("Complete!", True), ("100 % complete", True), ("Completed - 1.2 GB", True), ("Not done", False),
     ("Incomplete", False), ("Step one: done", False), ("All finished", True), ("Installed", True)],
)  # fmt: skip
def test_lines_that_say_only_that_it_is_done(line: str, done: bool) -> None:
    assert is_only_done(line) is done
