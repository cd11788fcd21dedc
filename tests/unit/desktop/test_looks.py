"""Looks that take long: what is said, what is not begun, and what is left behind. The desk is a stand-in: it waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from assistant.desktop import looks as module
from assistant.desktop.desk import Desk
from assistant.desktop.looks import ASKS, HANGS, SLOW, Looks
from assistant.errors import CaptureError
from assistant.types import Target
from tests.helpers.events import wait


class SlowDesk:
    """Gives the name of the target once `answers` is set; `begun` are the looks that were begun."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.begun: list[Target] = []

    def look(self, target: Target) -> str:
        self.begun.append(target)
        assert self.answers.wait(20)
        return target.value


@pytest.fixture(name="desks")
def _desks(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SlowDesk]]:
    monkeypatch.setattr(module, "TELL_AFTER", 0.05)
    monkeypatch.setattr(module, "STUCK_AFTER", 30.0)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    opened: list[SlowDesk] = []
    yield opened
    for desk in opened:
        desk.answers.set()
    del application


def _looks(desks: list[SlowDesk]) -> tuple[Looks, list[Any], list[str]]:
    def open_desk() -> Desk:
        desks.append(SlowDesk())
        return cast(Desk, desks[-1])

    looks, said = Looks(open_desk), cast(list[str], [])
    looks.slow.connect(said.append)
    return looks, [], said


def test_only_the_last_of_the_waiting_looks_is_begun(desks: list[SlowDesk]) -> None:
    looks, results, said = _looks(desks)
    for target in (Target.SCREEN, Target.WINDOW, Target.FOCUS, Target.MONITOR):
        looks.look(target, results.append)
        wait(lambda: bool(desks and desks[0].begun))
    wait(lambda: said == [SLOW])
    desks[0].answers.set()
    wait(lambda: bool(results))
    assert results == [Target.MONITOR.value]
    assert desks[0].begun == [Target.SCREEN, Target.MONITOR]
    looks.close()


def test_a_look_that_hangs_ends_with_a_sentence_and_the_next_one_works(
    desks: list[SlowDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STUCK_AFTER", 0.3)
    looks, results, said = _looks(desks)
    looks.look(Target.SCREEN, results.append)
    wait(lambda: bool(results))
    assert isinstance(results[0], CaptureError)
    assert results[0].spoken == HANGS
    assert said == [SLOW]
    looks.look(Target.WINDOW, results.append)
    wait(lambda: len(desks) == 2 and bool(desks[1].begun))
    desks[1].answers.set()
    wait(lambda: len(results) == 2)
    assert results[1] == Target.WINDOW.value
    looks.close()


def test_a_question_of_the_desktop_is_told(desks: list[SlowDesk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    looks, results, said = _looks(desks)
    looks.look(Target.SCREEN, results.append)
    wait(lambda: said == [ASKS])
    looks.drop()
    desks[0].answers.set()
    looks.look(Target.WINDOW, results.append)
    wait(lambda: bool(results))
    assert results == [Target.WINDOW.value]
    looks.close()
