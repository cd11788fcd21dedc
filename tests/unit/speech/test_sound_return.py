"""When the app starts again for its sound: where the server is back, and QtMultimedia has not found it by itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from assistant.speech import sound_return as module
from assistant.speech.sound_return import SoundReturn
from tests.helpers.events import wait


@pytest.mark.parametrize(
    ("lost_for", "back_after", "starts_again"),
    [(100, 0, True), (100, 8, True), (2, 0, False), (0, 0, False)],
    ids=["back at once, unheard", "back later, unheard", "found by Qt", "never lost"],
)
def test_only_what_is_lost_for_good_is_a_reason(
    application: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    lost_for: int,
    back_after: int,
    starts_again: bool,
) -> None:
    del application
    looks = 0

    def is_lost() -> bool:
        nonlocal looks
        looks += 1
        return looks <= lost_for

    monkeypatch.setattr(module, "is_lost", is_lost)
    monkeypatch.setattr(module, "answers", lambda: looks > back_after)
    waiting = SoundReturn()
    waiting._timer.setInterval(1)
    came: list[int] = []
    waiting.came.connect(lambda: came.append(looks))
    waiting.await_if_lost()
    wait(lambda: not waiting._timer.isActive())
    assert bool(came) is starts_again
    if came:
        assert came[0] > max(back_after, 3)
