"""A short soak of the running app. The long one is `python -m tests.soak --requests 2000 --seed 1`."""

from __future__ import annotations

import pytest

from tests.soak.__main__ import run


@pytest.mark.slow
@pytest.mark.timeout(900)  # a minute on a quiet machine
def test_mixed_requests_are_answered_and_leave_nothing() -> None:
    *samples, summary = run(50, 3)
    assert [each["request"] for each in samples] == [25, 50]
    # so few requests tell nothing of growth: models and windows are still loaded for the first time
    grown = tuple(f"{name}: " for name in summary["figures"])
    assert [each for each in summary["problems"] if not each.startswith(grown)] == []
    assert summary["counted"]["answered"] > 15
    assert summary["counted"]["cancelled"] > 5
