"""The measured questions are what they are said to be: enough, of enough screens, a fifth without an answer."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.bench.questions.programs import programs
from tests.bench.questions.run import questions


def test_the_set_is_large_enough_and_a_fifth_has_no_answer(tmp_path: Path) -> None:
    every = questions()
    screens = {question.screen for question in every}
    assert len(every) >= 150
    assert len(screens) >= 25
    assert sum(not question.answerable for question in every) >= len(every) / 5
    assert max(Counter((question.screen, question.text) for question in every).values()) == 1
    for question in every:
        for pattern in question.wanted:
            re.compile(pattern)
    shown = {program.name for program in programs(tmp_path)}
    assert screens - shown <= {"coloured shapes", *(f"picture of the {name}" for name in shown)}
