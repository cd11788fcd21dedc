"""The screen's size changes while the app runs: a monitor is plugged in or out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.desktop.desk import Desk
from assistant.types import Target
from models.types import Box
from tests.helpers.desktop import Desktop, wait_for

SMALL, LARGE = (1280, 720), (1920, 1080)


@pytest.fixture(name="screen")
def _screen(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if "small" not in desktop.run(["xrandr"]).stdout:
        timing = "60 1280 1280 1280 1280 720 720 720 720"
        desktop.run(["xrandr", "--newmode", "small", *timing.split()])
        desktop.run(["xrandr", "--addmode", "screen", "small"])
    yield desktop
    _set_size(desktop, LARGE)


def _set_size(desktop: Desktop, size: tuple[int, int]) -> None:
    mode = "small" if size == SMALL else "1920x1080"
    desktop.run(["xrandr", "--output", "screen", "--mode", mode])
    wanted = f"current {size[0]} x {size[1]}"
    wait_for(lambda: wanted in desktop.run(["xrandr"]).stdout, why=wanted)


def test_a_window_on_the_new_part_of_a_grown_screen_is_seen(screen: Desktop) -> None:
    _set_size(screen, SMALL)
    with closing(Desk.open()) as desk:
        look = desk.look(Target.SCREEN)
        assert (look.frame.pixels.width, look.frame.pixels.height) == SMALL
        _set_size(screen, LARGE)
        program = screen.start("xterm", "-geometry", "20x5+1400+800", "-T", "Far")
        window = screen.wait_for_window("Far")
        screen.run(["xdotool", "windowactivate", "--sync", window])
        look = desk.look(Target.SCREEN)
        assert (look.frame.pixels.width, look.frame.pixels.height) == LARGE
        assert [(seen.title, seen.visible) for seen in look.windows or ()] == [("Far", 1.0)]
        look = desk.look(Target.WINDOW)
        assert look.frame.window_title == "Far"
        assert look.frame.to_desktop(look.frame.box).covered_by(Box(*SMALL, *LARGE)) == 1.0
    program.terminate()
    program.wait(5)


def test_a_shrunk_screen_is_captured_at_its_new_size(screen: Desktop) -> None:
    with closing(Desk.open()) as desk:
        desk.look(Target.SCREEN)
        _set_size(screen, SMALL)
        look = desk.look(Target.SCREEN)
        assert (look.frame.pixels.width, look.frame.pixels.height) == SMALL
