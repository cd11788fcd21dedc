"""The system's own voice, as far as it can be tested elsewhere: what it is handed."""

from __future__ import annotations

import pytest

from assistant.speech.voices.system import without_commands


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        ("<volume level='0'>hush", "\u2039volume level='0'>hush"),
        ("a < b and [1]", "a \u2039 b and [1]"),
        ("[[rate 900]] quick [[[volm 0]]]", "[ [rate 900]] quick [ [ [volm 0]]]"),
    ],
)
def test_what_a_screen_says_cannot_steer_the_voice(text: str, handed: str) -> None:
    assert without_commands(text) == handed
    assert "<" not in handed
    assert "[[" not in handed
