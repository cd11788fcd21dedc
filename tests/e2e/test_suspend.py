"""What the user hears when the machine slept in the middle of something, by a stand-in for logind.

While it sleeps, app and engine stand still, as all processes do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import SLEPT
from tests.e2e.test_faults import stopped
from tests.helpers.app import RunningApp, running_app
from tests.helpers.asking import is_listening
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import heard, last_sound, load, was_heard
from tests.helpers.logind import FakeLogind, fake_logind
from tests.helpers.portal import private_bus

BUTTONS = "Buttons: No and Yes, which is the default."
_SILENCE = 2.0  # seconds


@pytest.fixture(scope="module", name="logind")
def _logind() -> Iterator[tuple[FakeLogind, str]]:
    with private_bus() as address, fake_logind(address) as logind:
        yield logind, address


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop, logind: tuple[FakeLogind, str]) -> Iterator[RunningApp]:
    desktop.start("zenity", "--question", "--title=Confirm", "--text=Delete the old letters?")
    desktop.wait_for_window("Confirm")
    with running_app(desktop, DBUS_SYSTEM_BUS_ADDRESS=logind[1]) as app:
        yield app


def sleep(app: RunningApp, logind: FakeLogind, recording: Path) -> int:
    """To sleep, and awake again; how many samples had been recorded when the machine woke."""
    logind.wait_for_lock()
    logind.tell_sleep()
    logind.wait_until_released()
    with stopped(app.process.pid, *app.children()):
        begin = len(load(recording))
        wait_for(lambda: len(load(recording)) - begin > _SILENCE * 16_000, why="silence")
        assert last_sound(load(recording)[begin:]) < 0.5  # what was on its way to the recorder
        woke = len(load(recording))
    logind.wake()
    return woke


def test_speech_ends_before_the_machine_sleeps_and_does_not_go_on(
    app: RunningApp, logind: tuple[FakeLogind, str], tmp_path: Path
) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("h")  # the help lasts for minutes
        wait_for(lambda: last_sound(load(recording)) > 3, timeout=60, why="the help")
        woke = sleep(app, logind[0], recording)
        heard(recording, SLEPT)
        app.layer("s")
        heard(recording, BUTTONS)
        assert not app.copied().count("Copied")
        after = load(recording)[woke:]
        assert was_heard(after, SLEPT)
    assert app.log().count(f"assistant.app: says: {SLEPT}") == 1


def test_a_request_ends_with_a_sentence(app: RunningApp, logind: tuple[FakeLogind, str], tmp_path: Path) -> None:
    says = app.log().count(SLEPT)
    wait_for(app.children, why="the engine, which the test before has started")
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        with stopped(*app.children()):  # so that it has not answered before
            app.layer("s")
            logind[0].wait_for_lock()
            logind[0].tell_sleep()
            logind[0].wait_until_released()
        logind[0].wake()
        heard(recording, SLEPT)
        assert not was_heard(load(recording), BUTTONS)
    assert app.log().count(SLEPT) == says + 1


def test_the_microphone_is_closed(app: RunningApp, logind: tuple[FakeLogind, str], tmp_path: Path) -> None:
    app.layer("a")
    wait_for(lambda: is_listening(app.desktop), why="the open microphone")
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        logind[0].wait_for_lock()
        logind[0].tell_sleep()
        logind[0].wait_until_released()
        wait_for(lambda: not is_listening(app.desktop), why="the closed microphone")
        logind[0].wake()
        heard(recording, SLEPT)


def test_a_watch_goes_on_and_where_nothing_was_under_way_nothing_is_said(
    app: RunningApp, logind: tuple[FakeLogind, str], tmp_path: Path
) -> None:
    desktop = app.desktop
    lines = desktop.folder / "build.log"
    lines.write_text("Compiling the parser\n")
    shell = desktop.start("xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-T", "Build", "-e", f"tail -f {lines}")
    window = desktop.wait_for_window("Build")
    desktop.run(["xdotool", "windowactivate", "--sync", window])
    says = app.log().count(SLEPT)
    with desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("n")
        heard(recording, "I will read what is new in this window.")
        wait_for(lambda: len(load(recording)) / 16_000 - last_sound(load(recording)) > _SILENCE, why="silence")
        sleep(app, logind[0], recording)
        with lines.open("a") as file:
            file.write("Linking the program\n")
        heard(recording, "Linking the program.")
        app.layer("n")
    shell.kill()
    shell.wait()
    assert app.log().count(SLEPT) == says
