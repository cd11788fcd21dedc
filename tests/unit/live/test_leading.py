"""Leading the mouse pointer: which way, how it sounds, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication

from assistant.desktop.stacking import NoWindowList
from assistant.errors import NoDisplay
from assistant.live.leading import FOLLOW, THERE, Leading, bearing_of, direction_of, way_to
from models.types import Box
from tests.helpers.events import wait

PLACE = Box(100, 200, 180, 230)


@dataclass
class Pointer(NoWindowList):
    """A window system that only knows where the pointer is."""

    at: tuple[int, int] | None = (900, 210)
    closed: bool = False
    said: list[str] = field(default_factory=list)

    def pointer(self) -> tuple[int, int] | None:
        return self.at

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("at", "way", "words"),
    [
        ((900, 210), (-721, 0), "Left."),
        ((10, 229), (90, 0), "Right."),
        ((30, 229), (70, 0), "A little right."),
        ((100, 900), (0, -671), "Up."),
        ((179, 10), (0, 190), "Down."),
        ((0, 0), (100, 200), "Down and right."),
        ((900, 900), (-721, -671), "Up and left."),
        ((900, 300), (-721, -71), "Left."),
    ],
)
def test_the_way(at: tuple[int, int], way: tuple[int, int], words: str) -> None:
    assert way_to(PLACE, at) == way
    assert direction_of(way) == words


def test_in_the_place_there_is_no_way() -> None:
    assert {way_to(PLACE, at) for at in ((100, 200), (179, 229), (140, 215))} == {(0, 0)}


def test_it_sounds_from_where_it_is_and_faster_the_nearer() -> None:
    left, right, above, below = (bearing_of(way) for way in ((-300, 0), (300, 0), (0, -300), (0, 300)))
    assert left.pan == -right.pan < 0 == above.pan
    assert above.pitch > left.pitch == right.pitch == 600 > below.pitch
    rates = [bearing_of((way, 0)).rate for way in (5, 50, 500, 5000)]
    assert rates == sorted(rates, reverse=True)
    assert bearing_of((50_000, 0)).pan == 1


@pytest.fixture(name="led")
def _led(application: QApplication) -> tuple[Leading, Pointer]:
    pointer = Pointer()
    leading = Leading(speaking=lambda: False, open_system=lambda: pointer)
    leading.said.connect(pointer.said.append)
    leading.arrived.connect(lambda: pointer.said.append("arrived"))
    return leading, pointer


def test_it_says_the_way_until_the_pointer_is_there(led: tuple[Leading, Pointer]) -> None:
    leading, pointer = led
    leading.start(PLACE)
    wait(lambda: bool(pointer.said))
    assert pointer.said == [f"Left. {FOLLOW}"]
    pointer.at = (140, 215)
    wait(lambda: pointer.closed)
    assert pointer.said[1:] == [THERE, "arrived"]
    pointer.at = (140, 900)
    leading.start(PLACE)
    wait(lambda: len(pointer.said) == 4)
    assert pointer.said[3] == "Up."  # how to follow it is said once
    leading.stop()


def test_a_pointer_that_rests_is_left_alone(led: tuple[Leading, Pointer]) -> None:
    leading, pointer = led
    leading.start(PLACE)
    wait(lambda: pointer.closed)
    assert pointer.said == [f"Left. {FOLLOW}"]


def test_it_waits_until_the_answer_was_said(application: QApplication) -> None:
    pointer, speaking = Pointer(at=(140, 215)), [True] * 3
    leading = Leading(speaking=lambda: bool(speaking) and speaking.pop(), open_system=lambda: pointer)
    leading.said.connect(lambda words: pointer.said.append(f"{words} {len(speaking)}"))
    leading.start(PLACE)
    wait(lambda: pointer.closed)
    assert pointer.said == [f"{THERE} 0"]


def test_where_nothing_is_known_of_the_pointer_nothing_is_said(led: tuple[Leading, Pointer]) -> None:
    leading, pointer = led
    pointer.at = None
    leading.start(PLACE)
    wait(lambda: pointer.closed)
    assert pointer.said == []

    def no_system() -> Pointer:
        raise NoDisplay

    Leading(speaking=lambda: False, open_system=no_system).start(PLACE)
