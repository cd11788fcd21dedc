"""What is made of recognised text before it counts."""

from __future__ import annotations

import pytest

from models.text.rules import corrected


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("✓I can help at events", "✓ I can help at events"),
        ("☐Send a copy", "☐ Send a copy"),
        ("✓ done", "✓ done"),
        ("•Prune the roses", "• Prune the roses"),
        ("a•b", "a•b"),
    ],
)
def test_marks_stand_apart(read: str, meant: str) -> None:
    assert corrected(read) == meant
