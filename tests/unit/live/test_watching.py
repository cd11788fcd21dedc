"""Who has the engine: the watch, or the user."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from assistant.desktop.desk import Look
from assistant.live import watching
from assistant.live.watching import Watching
from assistant.types import Frame, Raster, Target, TreeSnapshot
from tests.helpers.events import wait

pytestmark = pytest.mark.usefixtures("application")


class Engine(QObject):
    """Writes down what it is asked; nothing is answered."""

    updated = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []

    def ask(self, command: Any, pixels: Any) -> None:
        del pixels
        self.asked.append(command)

    def offer_tree(self, *_: object) -> None: ...
    def hold(self, held: bool) -> None: ...
    def cancel(self) -> None: ...


class Desk:
    """A black screen; at the first look the user asks for something."""

    def __init__(self) -> None:
        self.looks = 0
        self.user_asks = False

    def look(self, target: Target) -> Look:
        self.looks += 1
        self.user_asks = self.looks == 1
        frame = Frame(Raster(64, 64, bytes(64 * 64 * 4)), target)
        return Look(frame, (), None, None, False, False, 0.0)

    def trees(self, *_: object, **__: object) -> TreeSnapshot:
        return TreeSnapshot()


def test_a_request_that_comes_during_a_look_keeps_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "session", lambda: "x11")
    engine, desk = Engine(), Desk()
    watch = Watching(engine, busy=lambda: desk.user_asks, open_desk=lambda: desk)  # type: ignore[arg-type,return-value]
    watch.start("what is new", Target.SCREEN, every=0.0)
    wait(lambda: desk.looks == 1 and not watch._in_lane)
    assert engine.asked == []
    desk.user_asks = False
    wait(lambda: bool(engine.asked))  # and then it is looked again, at all
    assert [command.mode for command in engine.asked] == ["watch"]
    watch.stop()
