"""Windows that the user marked as private: neither their pixels nor their trees nor their titles leave the desk."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from assistant.desktop.desk import Desk
from assistant.desktop.private import (
    NOT_TOLD,
    OWN,
    OWN_FOCUS,
    PLACE_UNKNOWN,
    PRIVATE,
    behind_ours,
    marked,
    marks_of,
    painted_over,
    with_own,
    without_private,
)  # fmt: skip
from assistant.desktop.stacking import NoWindowList
from assistant.errors import CaptureError
from assistant.languages.words import speaking
from assistant.pipelines.defaults import Sight
from assistant.pipelines.request import Request
from assistant.types import Final, Frame, Raster, Target, TreeSnapshot, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.types import Box
from tests.helpers.desktop import Desktop, wait_for

SECRET, OPEN = "swordfish", "harvest"
VAULT = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow(windowTitle="Vault of Anna")
window.setStyleSheet("font-size: 40px; background: white; color: black")
window.setCentralWidget(QLabel(sys.argv[1]))
window.setGeometry(300, 200, 600, 300)
window.show()
app.exec()
"""


def window(title: str, box: Box, *, app: str = "", pid: int = 0) -> WindowInfo:
    return WindowInfo(title, box, app=app, pid=pid)


def test_names_are_parted_by_commas_whatever_their_case_and_spaces() -> None:
    assert marks_of("") == ()
    assert marks_of(" KeePassXC ,, Online   Banking,") == ("keepassxc", "online banking")


def test_a_mark_is_found_in_title_and_program_and_holds_for_menus_of_the_same_program() -> None:
    box = Box(0, 0, 10, 10)
    windows = (
        window("", box, pid=7),  # a menu
        window("My  ONLINE banking - Browser", box, pid=7),
        window("News - Browser", box, pid=7),
        window("Database", box, app="KeePassXC", pid=8),
        window("", box, pid=0),
    )
    found = [each.private for each in marked(windows, marks_of("online banking, keepass"))]
    assert found == [True, True, False, True, False]
    assert marked(windows, ()) == windows


def grey(raster: Raster, x: int, y: int) -> bool:
    return bytes(raster.data[(y * raster.width + x) * 4 :][:3]) == b"\x80\x80\x80"


def test_what_shows_of_a_private_window_is_painted_over_and_nothing_else() -> None:
    frame = Frame(Raster(40, 20, bytes(range(200)) * 16), Target.SCREEN, origin=(100, 50))
    over = window("Note", Box(100, 50, 110, 60))
    secret = dataclasses.replace(window("Vault", Box(105, 55, 120, 65)), outer=Box(104, 52, 121, 66), private=True)
    under = window("Editor", Box(100, 50, 140, 70))
    painted = painted_over(frame, (over, secret, under))
    assert painted.private == 1
    for y in range(20):
        for x in range(40):
            inside = 4 <= x < 21 and 2 <= y < 16 and not (x < 10 and y < 10)
            assert grey(painted.pixels, x, y) == inside, (x, y)
    assert frame.pixels.data == bytes(range(200)) * 16


def test_a_window_that_moves_while_the_picture_is_taken_is_painted_over_in_both_places() -> None:
    frame = Frame(Raster(40, 20, bytes(40 * 20 * 4)), Target.SCREEN)
    before, after = (dataclasses.replace(window("Vault", Box(x, 0, x + 10, 10)), private=True) for x in (0, 20))
    painted = painted_over(frame, (before,), (after,))
    assert painted.private == 1
    assert grey(painted.pixels, 5, 5)
    assert grey(painted.pixels, 25, 5)
    assert not grey(painted.pixels, 15, 5)


def test_where_nothing_else_is_in_the_picture_it_is_said_why() -> None:
    frame = Frame(Raster(40, 20, bytes(40 * 20 * 4)), Target.SCREEN)
    with pytest.raises(CaptureError) as caught:
        painted_over(frame, (dataclasses.replace(window("Vault", Box(0, 0, 40, 20)), private=True),))
    assert caught.value.spoken == PRIVATE


def test_a_tree_whose_window_has_got_a_private_title_since_is_dropped() -> None:
    box = Box(0, 0, 1, 1)
    trees = TreeSnapshot((WindowTree(window("Vault", box)), WindowTree(window("Note", box))), (window("vault", box),))
    kept = without_private(trees, ("vault",))
    assert [tree.window.title for tree in kept.windows] == ["Note"]
    assert kept.hidden == ()


@pytest.fixture(scope="module", name="screen")
def _screen(desktop: Desktop) -> Iterator[Desktop]:
    """A terminal, and over a part of it a window that is private in these tests."""
    before = dict(os.environ)
    os.environ.update(desktop.env)
    desktop.start(
        "xterm", "-fa", "DejaVu Sans Mono", "-fs", "14", "-geometry", "60x20+40+560", "-T", "Build",
        "-e", f"echo The {OPEN} is in; sleep 900",
    )  # fmt: skip
    desktop.wait_for_window("Build")
    desktop.start(sys.executable, "-c", VAULT, f"{SECRET} 4711")
    desktop.wait_for_window("Vault of Anna")
    wait_for(lambda: SECRET in described(Target.SCREEN, ""), timeout=60, why="both programs")
    yield desktop
    os.environ.clear()
    os.environ.update(before)


_sight: list[Sight] = []


def described(target: Target, private: str, *, region: Box | None = None, own: int = 0) -> str:
    """What is told of the desktop by all that looks at it."""
    if not _sight:
        _sight.append(Sight())
    with closing(Desk.open(lambda: marks_of(private), own)) as desk:
        look = desk.look(target, region=region)
        trees = desk.trees(look, cancel=CancelToken())
    request = Request(1, look.frame, focus_box=look.focus, pointer=look.pointer)
    with speaking("en"):
        *_, final = _sight[0].describer.run(request, lambda _seconds: trees, cancel=CancelToken())
    assert isinstance(final, Final)
    return final.description.text


@pytest.mark.parametrize("private", ["Vault", "some other, vault of anna"])
def test_the_rest_of_the_screen_is_described_without_it(screen: Desktop, private: str) -> None:
    text = described(Target.SCREEN, private)
    assert "A window that is marked private is left out." in text
    assert OPEN in text
    assert SECRET not in text.casefold()
    assert "4711" not in text
    assert "vault" not in text.casefold()
    assert "anna" not in text.casefold()  # neither in the tree nor on the window's frame


@pytest.mark.parametrize("target", [Target.WINDOW, Target.FOCUS, Target.POINTER])
def test_the_window_itself_is_refused_in_a_sentence(screen: Desktop, target: Target) -> None:
    screen.run(["xdotool", "search", "--name", "Vault of Anna", "windowactivate", "--sync", "mousemove", "600", "350"])
    with pytest.raises(CaptureError) as caught:
        described(target, "vault")
    assert caught.value.spoken == PRIVATE
    assert SECRET in described(Target.WINDOW, "")  # and without the mark it is told


def test_a_part_of_the_screen_that_only_it_fills_is_refused(screen: Desktop) -> None:
    with pytest.raises(CaptureError):
        described(Target.REGION, "vault", region=Box(350, 250, 600, 400))


def test_a_desktop_with_nothing_but_private_windows_is_not_called_empty(screen: Desktop) -> None:
    text = described(Target.SCREEN, "vault, xterm")
    assert text.startswith("2 windows that are marked private are left out.")
    assert "No window is open" not in text
    assert OPEN not in text


def test_a_watched_window_that_is_private_is_refused_and_glances_do_not_see_it(screen: Desktop) -> None:
    with closing(Desk.open(lambda: ("vault",))) as desk:
        number = next(each.number for each in desk.windows() if "Vault" in each.title)
        with pytest.raises(CaptureError):
            desk.window(number)
        assert desk.glance(None).private == 1
        assert desk.window(next(each.number for each in desk.windows() if each.title == "Build")) is not None


class Blind(NoWindowList):
    """As on Wayland: no list of windows."""


class NoPixels:
    """Nothing may be captured."""

    def grab(self, box: Box | None, *, target: Target, window_title: str = "") -> Frame:
        raise AssertionError("looked")

    def close(self) -> None:
        """Nothing is open."""


def refused(marks: Sequence[str]) -> str:
    with pytest.raises(CaptureError) as caught:
        Desk(NoPixels(), Blind(), lambda: marks).look(Target.SCREEN)
    return caught.value.spoken


def test_where_no_place_is_known_an_open_private_window_keeps_the_whole_screen_from_being_looked_at(
    screen: Desktop,
) -> None:
    assert refused(("vault",)) == PLACE_UNKNOWN
    with pytest.raises(AssertionError, match="looked"):
        Desk(NoPixels(), Blind(), lambda: ("keepassxc",)).look(Target.SCREEN)


def test_where_programs_do_not_tell_their_windows_nothing_is_looked_at(
    screen: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert refused(("vault",)) == NOT_TOLD


def test_below_ours_that_is_active_the_next_window_is() -> None:
    box = Box(0, 0, 10, 10)
    windows = (
        window("Panel", box, pid=3),
        dataclasses.replace(window("LookAloud: window", box, pid=7), active=True),
        window("", box, pid=7),
        dataclasses.replace(window("Hidden", box, pid=4), minimised=True),
        window("Build", box, pid=5),
    )
    found = behind_ours(with_own(windows, 7))
    assert [each.title for each in found if each.active] == ["Build"]
    assert [each.own for each in found] == [False, True, True, False, False]
    assert behind_ours(with_own(windows, 9)) == windows
    alone = behind_ours(with_own(windows[1:3], 7))
    assert not any(each.active for each in alone)


def test_our_own_window_is_left_out_and_what_is_behind_it_is_the_window(screen: Desktop) -> None:
    screen.run(["xdotool", "search", "--name", "Build", "windowactivate", "--sync"])
    screen.run(["xdotool", "search", "--name", "Vault of Anna", "windowactivate", "--sync"])
    with closing(Desk.open()) as desk:
        ours = next(each.pid for each in desk.windows() if "Vault" in each.title)
    text = described(Target.SCREEN, "", own=ours)
    assert "A window of LookAloud's own is left out." in text
    assert OPEN in text
    assert SECRET not in text.casefold()
    behind = described(Target.WINDOW, "", own=ours)
    assert behind.startswith("Build")
    assert SECRET not in behind.casefold()
    with pytest.raises(CaptureError) as caught:
        described(Target.FOCUS, "", own=ours)
    assert caught.value.spoken == OWN_FOCUS
    screen.run(["xdotool", "mousemove", "600", "350"])
    with pytest.raises(CaptureError) as caught:
        described(Target.POINTER, "", own=ours)
    assert caught.value.spoken == OWN
