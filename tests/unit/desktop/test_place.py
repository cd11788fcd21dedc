"""Frames convert between desktop units and pixels; `locate` decides where to look; windows cover each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.desktop.capture.place import (
    ALL_MINIMISED,
    MINIMISED,
    NO_FOCUS,
    NO_POINTER,
    NO_WINDOW,
    NO_WINDOW_HERE,
    OFF_SCREEN,
    OUT_OF_VIEW,
    WHICH_MONITOR,
    locate,
)
from assistant.desktop.stacking import Monitor, with_visibility
from assistant.errors import CaptureError
from assistant.types import Frame, Raster, Target, WindowInfo
from models.types import Box

LEFT = Monitor(Box(-1280, 0, 0, 1024), name="left")
MAIN = Monitor(Box(0, 0, 1920, 1080), primary=True, name="main")
EDITOR = WindowInfo("Editor", Box(100, 100, 900, 700), active=True)
MAIL = WindowInfo("Mail", Box(-1200, 50, -200, 800))

numbers = st.integers(-5000, 5000)
sizes = st.integers(1, 3000)


def frame(width: int, height: int, *, origin: tuple[int, int] = (0, 0), scale: float = 1.0) -> Frame:
    return Frame(Raster(width, height, bytes(width * height * 4)), Target.SCREEN, origin=origin, scale=scale)


@given(numbers, numbers, sizes, sizes, numbers, numbers, st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0]))
def test_desktop_boxes_survive_the_way_to_pixels_and_back(
    left: int, top: int, width: int, height: int, x: int, y: int, scale: float
) -> None:
    there = Box(left, top, left + width, top + height)
    place = frame(1, 1, origin=(x, y), scale=scale)
    back = place.to_desktop(place.to_frame(there))
    assert abs(back.left - there.left) <= 1
    assert abs(back.bottom - there.bottom) <= 1
    assert there.covered_by(back) == 1.0


def test_a_monitor_left_of_the_first_has_a_negative_origin() -> None:
    assert frame(10, 10, origin=(-1280, 0), scale=1.5).to_frame(Box(-1280, 0, -1180, 100)) == Box(0, 0, 150, 150)


def test_a_raster_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        Raster(2, 2, b"123")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target.SCREEN, None),
        (Target.WINDOW, EDITOR.box),
        (Target.MONITOR, MAIN.box),
        (Target.POINTER, MAIL.box),
        (Target.FOCUS, Box(194, 194, 306, 226)),
        (Target.REGION, Box(1900, 0, 1920, 50)),
    ],
)
def test_each_target_has_its_place(target: Target, expected: Box | None) -> None:
    found = locate(
        target, (EDITOR, MAIL), (MAIN, LEFT), pointer=(-500, 300), focus=Box(200, 200, 300, 220),
        region=Box(1900, 0, 2500, 50),
    )  # fmt: skip
    assert found == expected


def test_without_a_focused_window_the_pointer_chooses_the_monitor() -> None:
    assert locate(Target.MONITOR, (), (MAIN, LEFT), pointer=(-5, 5)) == LEFT.box


@pytest.mark.parametrize(
    ("target", "windows", "sentence"),
    [
        (Target.WINDOW, (MAIL,), NO_WINDOW),
        (Target.WINDOW, (WindowInfo("E", EDITOR.box, active=True, minimised=True),), MINIMISED),
        (Target.WINDOW, (WindowInfo("E", Box(5000, 0, 5100, 50), active=True),), OFF_SCREEN),
        (Target.FOCUS, (EDITOR,), NO_FOCUS),
        (Target.POINTER, (EDITOR,), NO_WINDOW_HERE),
    ],
)
def test_what_cannot_be_seen_is_said(target: Target, windows: tuple[WindowInfo, ...], sentence: str) -> None:
    with pytest.raises(CaptureError) as caught:
        locate(target, windows, (MAIN,), pointer=(1800, 1000))
    assert caught.value.spoken == sentence


@pytest.mark.parametrize("target", [Target.SCREEN, Target.WINDOW, Target.FOCUS])
def test_without_a_list_of_windows_the_whole_desktop_is_grabbed(target: Target) -> None:
    assert locate(target, None, (MAIN, LEFT), focus=Box(1, 1, 50, 50)) is None


def test_without_a_list_of_windows_only_what_is_known_has_a_place() -> None:
    assert locate(Target.REGION, None, (MAIN,), region=Box(1900, 0, 2500, 50)) == Box(1900, 0, 1920, 50)
    assert locate(Target.MONITOR, None, (MAIN,)) is None
    for target, sentence in ((Target.POINTER, NO_POINTER), (Target.MONITOR, WHICH_MONITOR)):
        with pytest.raises(CaptureError) as caught:
            locate(target, None, (MAIN, LEFT))
        assert caught.value.spoken == sentence


def test_a_desktop_without_windows_has_no_active_one() -> None:
    with pytest.raises(CaptureError) as caught:
        locate(Target.WINDOW, (), (MAIN,))
    assert caught.value.spoken == NO_WINDOW


def test_windows_hide_what_lies_below_them() -> None:
    top = WindowInfo("top", Box(0, 0, 100, 100))
    half = WindowInfo("half", Box(50, 0, 150, 100))
    hidden = WindowInfo("hidden", Box(10, 10, 90, 90))
    away = WindowInfo("away", Box(-50, 0, 50, 50), minimised=True)
    seen = with_visibility((top, half, hidden, away), Box(0, 0, 1000, 1000))
    assert [window.visible for window in seen] == [1.0, 0.5, 0.0, 0.0]
    assert seen[1].covered == (Box(50, 0, 100, 100),)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 40)), max_size=6))
def test_visibility_counts_pixels_exactly(places: list[tuple[int, int, int, int]]) -> None:
    windows = [WindowInfo(str(n), Box(x, y, x + w, y + h)) for n, (x, y, w, h) in enumerate(places)]
    taken: set[tuple[int, int]] = set()
    for window in with_visibility(windows, None):
        box = window.box
        own = {(x, y) for x in range(box.left, box.right) for y in range(box.top, box.bottom)}
        assert window.visible == pytest.approx(len(own - taken) / len(own))
        taken |= own


def test_focus_that_is_scrolled_out_of_its_window_is_not_looked_for_elsewhere() -> None:
    with pytest.raises(CaptureError) as raised:
        locate(Target.FOCUS, [EDITOR], [MAIN], focus=Box(150, 20, 400, 45))
    assert raised.value.spoken == OUT_OF_VIEW


def test_focus_in_a_popup_of_the_same_program_is_found() -> None:
    popup = WindowInfo("", Box(300, 700, 500, 900), pid=7)
    editor = WindowInfo("Editor", Box(100, 100, 900, 700), pid=7, active=True)
    found = locate(Target.FOCUS, [popup, editor], [MAIN], focus=Box(300, 750, 500, 775))
    assert found is not None
    assert Box(300, 750, 500, 775).covered_by(found) == 1.0


def test_minimised_windows_alone_are_said_to_be_so() -> None:
    hidden = [WindowInfo("Mail", Box(0, 0, 10, 10), minimised=True)]
    with pytest.raises(CaptureError) as raised:
        locate(Target.WINDOW, hidden, [MAIN])
    assert raised.value.spoken == ALL_MINIMISED
