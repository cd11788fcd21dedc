"""Whether a screen has changed since: a text that came, a blinking cursor, what one's own window covers."""

from __future__ import annotations

from assistant.desktop.changed import has_changed, marks
from assistant.types import Frame, Raster, Target
from models.types import Box

WIDTH, HEIGHT = 1280, 800


def frame(*drawn: Box, origin: tuple[int, int] = (0, 0), scale: float = 1.0) -> Frame:
    data = bytearray(b"\xff" * (WIDTH * HEIGHT * 4))
    for box in drawn:
        for y in range(box.top, box.bottom):
            start = (y * WIDTH + box.left) * 4
            data[start : start + box.width * 4] = bytes(box.width * 4)
    return Frame(Raster(WIDTH, HEIGHT, bytes(data)), Target.SCREEN, origin=origin, scale=scale)


def test_what_is_drawn_anew_is_a_change_and_a_cursor_is_none() -> None:
    before = marks(frame(Box(100, 100, 300, 130)))
    assert before is not None
    assert not has_changed(before, frame(Box(100, 100, 300, 130)))
    assert not has_changed(before, frame(Box(100, 100, 300, 130), Box(500, 300, 502, 320)))
    assert has_changed(before, frame(Box(100, 100, 300, 130), Box(200, 300, 1100, 420)))
    assert has_changed(before, frame())


def test_what_lies_under_our_own_windows_does_not_count() -> None:
    before = marks(frame())
    assert before is not None
    ours = Box(150, 200, 1150, 600)
    assert has_changed(before, frame(ours))
    assert not has_changed(before, frame(ours), without=[ours])


def test_a_part_of_the_desktop_is_found_again_by_its_place() -> None:
    part = frame(Box(0, 0, 400, 400), origin=(-100, 40))
    before = marks(part)
    assert before is not None
    assert not has_changed(before, part)
    assert has_changed(before, frame(Box(0, 0, 400, 400)))


def test_without_a_place_nothing_is_compared() -> None:
    assert marks(frame(scale=1.5)) is None
