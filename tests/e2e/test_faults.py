"""What the user hears when something breaks: each fault is made on a real desktop. The list is docs/faults.md."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.app import SOUND_IS_BACK
from assistant.pipelines.telling.window import HUNG
from assistant.process import ALREADY_RUNNING, NO_SCREEN
from assistant.running_app import SILENT
from assistant.speech.player import LOST, NO_DEVICE
from assistant.turns import ASKED_AGAIN
from tests.helpers.app import ROOT, RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.desktop import desktop as new_desktop
from tests.helpers.hearing import RATE, load, was_heard
from tests.helpers.wayland import wayland_desktop

SAID = "It says: Delete the old letters?"
BUTTONS = "Buttons: No and Yes, which is the default."
_SILENCE = 3 * RATE // 2  # samples
PRICE = "The bread costs 1.50 and the milk 2.25."
NOT_SAVED = "The settings cannot be saved: No such file or directory. They hold until LookAloud ends."
PICTURE_ALONE = "The programs did not say what is on the screen; this is read from the picture alone."


def ask_to_confirm(desktop: Desktop) -> subprocess.Popen[bytes]:
    """A dialog on the desktop, with the focus."""
    dialog = desktop.start("zenity", "--question", "--title=Confirm", "--text=Delete the old letters?")
    desktop.wait_for_window("Confirm")
    return dialog


def picture_of(path: Path) -> Path:
    """A picture of a sentence with decimals."""
    image = Image.new("RGB", (700, 120), "white")
    ImageDraw.Draw(image).text((20, 30), PRICE, "black", ImageFont.truetype("DejaVuSans.ttf", 26))
    image.save(path)
    return path


def told(recording: Path, *sentences: str, since: int = 0) -> None:
    """Wait until `sentences` have been heard from sample `since` on, and silence after them."""
    end = time.monotonic() + 60

    def loud_then_silent() -> bool:
        loud = abs(load(recording)[since:]) > 300
        return bool(loud[:-_SILENCE].any()) and not loud[-_SILENCE:].any()

    while True:  # only in silence: listening takes the processor from the program that is to speak
        wait_for(loud_then_silent, timeout=60, why=f"silence after {sentences}")
        samples = load(recording)[since:]
        missing = [sentence for sentence in sentences if not was_heard(samples, sentence)]
        if not missing:
            return
        assert time.monotonic() < end, missing
        time.sleep(1)


def server(desktop: Desktop, name: str) -> int:
    """The process id of one of the desktop's own programs."""
    return next(each.pid for each in desktop._processes if each.args[0] == name)  # type: ignore[index]


def kill(desktop: Desktop, name: str) -> None:
    process = next(each for each in desktop._processes if name in each.args)  # type: ignore[operator]
    desktop._processes.remove(process)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or waits only for somebody to take note of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def unread(pid: int) -> int:
    """How many bytes wait in the pipe that a process reads."""
    with Path(f"/proc/{pid}/fd/0").open("rb", buffering=0) as pipe:
        return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@contextlib.contextmanager
def stopped(*pids: int) -> Iterator[None]:
    """These processes stand still in the block, as if they hung."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    ask_to_confirm(desktop)
    with running_app(desktop) as app:
        yield app


def start_app(desktop: Desktop, **env: str) -> subprocess.Popen[bytes]:
    """A start of the app that changes no settings file before."""
    return desktop.start(sys.executable, "-m", "assistant", PYTHONPATH=str(ROOT), LOOKALOUD_LOG="INFO", **env)


def start_to_the_end(desktop: Desktop) -> subprocess.CompletedProcess[str]:
    """A start of the app that is expected to end at once."""
    return subprocess.run(
        [sys.executable, "-m", "assistant"], cwd=ROOT, env=desktop.env, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_an_engine_that_is_killed_at_work_is_told_and_answers(app: RunningApp, tmp_path: Path) -> None:
    app.layer("s")
    app.answer(containing=BUTTONS)
    (engine,) = app.children()
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        os.kill(engine, signal.SIGSTOP)  # so that it is killed before it has answered
        app.layer("s")
        wait_for(lambda: unread(engine), why="the frame on its way")
        os.kill(engine, signal.SIGKILL)
        told(recording, ASKED_AGAIN, SAID)
    assert app.copied().count(SAID) == 1


def test_a_second_start_is_told_by_the_first(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        second = start_to_the_end(app.desktop)
        assert (second.returncode, second.stderr) == (0, f"{ALREADY_RUNNING}\n")
        told(recording, ALREADY_RUNNING)


def test_a_start_beside_an_app_that_hangs_says_what_to_do(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        with stopped(app.process.pid, *app.children()):
            second = start_to_the_end(app.desktop)
            assert (second.returncode, second.stderr) == (1, f"{SILENT}\n")
            told(recording, SILENT)
        app.layer("s")  # and all that stood still goes on, as after a suspend
        told(recording, BUTTONS, since=len(load(recording)))


def test_names_that_steer_or_run_from_right_to_left_are_told(app: RunningApp, tmp_path: Path) -> None:
    title, text = "\x1b]0;owned\x07Cats 😀 <speak>\u202egnp", "האם למחוק את המכתבים? \x1b[2J &amp; go 👍🏽"
    dialog = app.desktop.start("zenity", "--question", f"--title={title}", f"--text={text}")
    app.desktop.wait_for_window("Cats")
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("w")
        told(recording, BUTTONS)  # the voice has survived what it was handed before this
        answer = app.copied()
    printed = subprocess.run(
        [sys.executable, "-m", "assistant", "describe", "--window", "--silent"], cwd=ROOT, env=app.desktop.env,
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    dialog.kill()
    dialog.wait()
    for shown in (answer, printed, app.log()):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    for sentence in ("A dialog: ]0;owned Cats 😀 <speak> gnp.", "It says: האם למחוק את המכתבים? [2J & go 👍🏽."):
        assert sentence in answer.splitlines()
        assert sentence in printed.splitlines()


def test_a_program_that_hangs_is_named_as_such_and_read_from_its_picture(app: RunningApp, tmp_path: Path) -> None:
    dialog = app.desktop.start("zenity", "--info", "--title=News", "--text=The kettle is on")
    app.desktop.wait_for_window("News")
    app.layer("w")
    app.answer(containing="It says: The kettle is on")
    with app.desktop.recording(tmp_path / "heard.raw") as recording, stopped(dialog.pid):
        app.layer("w")
        told(recording, HUNG)
        assert "The kettle is on" in app.copied()
    dialog.kill()
    dialog.wait()


def test_decimal_commas_change_nothing(desktop: Desktop, tmp_path: Path) -> None:
    """In a locale that writes 1,5 the C library reads no 1.5: Qt asks for the user's locale, in the same process."""
    made = subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "UTF-8", str(tmp_path / "de_DE.UTF-8")], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("the package locales is missing")
    german = desktop.env | {"LOCPATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8", "LOOKALOUD_LANGUAGE": "en"}
    picture = picture_of(tmp_path / "price.png")
    with desktop.recording(tmp_path / "heard.raw") as recording:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "describe", str(picture)], cwd=ROOT, env=german, capture_output=True,
            text=True, timeout=120, check=True,
        )  # fmt: skip
    assert (done.stdout, done.stderr) == (f"{PRICE}\n", "")
    assert was_heard(load(recording), PRICE)


def test_a_home_that_cannot_be_written_costs_a_sentence() -> None:
    with new_desktop() as own:
        ask_to_confirm(own)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            own.env[name] = "/proc/self"  # where nobody can make a file, root neither
        process = start_app(own)
        app = RunningApp(own, process)
        wait_for(lambda: "assistant.app: ready" in app.log(), timeout=60, why="the app")
        assert f"assistant.app: says: {NOT_SAVED}" in app.log()
        app.layer("s")
        assert "Delete the old letters" in app.answer(containing="old letters", timeout=60)
        process.terminate()
        assert process.wait(10) == 0


def test_buses_that_hang_or_are_gone_cost_the_trees_alone(tmp_path: Path) -> None:
    with new_desktop() as own:
        dialog = ask_to_confirm(own)
        with running_app(own) as app:
            app.layer("s")
            assert BUTTONS in app.answer(containing=BUTTONS)
            bus = int(own.run(["pgrep", "-f", f"address=unix:path={own.folder}/run/at-spi"]).stdout.split()[0])
            launcher = int(Path(f"/proc/{bus}/stat").read_text().rsplit(")", 1)[1].split()[1])  # its parent
            with own.recording(tmp_path / "heard.raw") as recording, stopped(bus):
                app.layer("s")
                told(recording, PICTURE_ALONE)
                assert "Delete the old letters" in app.copied()
            with stopped(server(own, "dbus-daemon")):
                app.layer("s")
                assert "Delete the old letters" in app.answer(containing=PICTURE_ALONE)
            app.layer("s")
            assert BUTTONS in app.answer(containing=BUTTONS)
            kill(own, "dbus-daemon")
            app.layer("s")
            assert "Delete the old letters" in app.answer(containing=PICTURE_ALONE)
            (own.folder / "bus").unlink()
            own._open_bus()
            with contextlib.suppress(ProcessLookupError):  # mostly it outlives a bus that was killed
                os.kill(launcher, signal.SIGKILL)
            own.run(["xprop", "-root", "-remove", "AT_SPI_BUS"])  # where GTK would go
            dialog.kill()
            dialog.wait()
            ask_to_confirm(own)
            app.layer("s")
            assert BUTTONS in app.answer(containing=BUTTONS)


def test_a_wayland_screen_that_is_gone_ends_the_app_with_a_sentence(tmp_path: Path) -> None:
    with wayland_desktop() as own, own.recording(tmp_path / "heard.raw") as recording:
        process = start_app(own)
        log = own.folder / "log"
        wait_for(lambda: "assistant.app: ready" in log.read_text(errors="replace"), timeout=60, why="the app")
        begin = len(load(recording))
        kill(own, "sway")
        told(recording, NO_SCREEN, since=begin)
        assert process.wait(10) != 0
        assert NO_SCREEN in log.read_text(errors="replace")


def module(desktop: Desktop, what: str) -> str:
    """The number of a module of the sound server."""
    lines = desktop.run(["pactl", "list", "short", "modules"]).stdout.splitlines()
    return next(line.split("\t")[0] for line in lines if what in line)


def test_a_sound_device_and_a_sound_server_that_were_gone_are_used_again(tmp_path: Path) -> None:
    with new_desktop() as own:
        ask_to_confirm(own)
        with running_app(own) as app:
            app.layer("s")
            app.answer(containing=BUTTONS)
            for what in ("fakemic", "sink_name=micsink", "sink_name=out"):
                own.run(["pactl", "unload-module", module(own, what)])
            app.layer("s")
            wait_for(lambda: f"assistant.app: {NO_DEVICE}" in app.log(), timeout=60, why="the line")
            own.run(["pactl", "load-module", "module-null-sink", "sink_name=out", "rate=44100", "norewinds=1"])
            with own.recording(tmp_path / "device.raw") as recording:
                app.layer("s")
                told(recording, SAID)
            kill(own, "pulseaudio")
            app.layer("s")
            wait_for(lambda: f"assistant.app: {LOST}" in app.log(), timeout=60, why="the line")
            time.sleep(4)  # QtMultimedia tries once more after three seconds; a server that is back by then is found
            (own.folder / "pulse").unlink()
            own._open_sound()
            with own.recording(tmp_path / "server.raw") as recording:
                told(recording, SOUND_IS_BACK)
                app.layer("s")
                told(recording, SAID, since=len(load(recording)))
            assert app.process.poll() is None  # the same process, with a new app in it


def test_an_app_that_was_killed_starts_again_and_ends_with_the_screen(tmp_path: Path) -> None:
    with new_desktop() as own:
        ask_to_confirm(own)
        with running_app(own, "[speech]\nrate = 200\n") as app:  # its first start: it notes that in the file
            app.layer("s")
            app.answer(containing=BUTTONS)
            (engine,) = app.children()
            app.process.kill()
            wait_for(lambda: has_ended(engine), why="the end of the engine")
        path = Path(own.env["XDG_CONFIG_HOME"]) / "lookaloud" / "settings.toml"
        assert tomllib.loads(path.read_text()) == {"first_run_done": True, "speech": {"rate": 200}}
        assert list(path.parent.iterdir()) == [path]
        path.write_text("first_run_done = true\n")  # its own voice is known to the test at its own rate
        ready = app.log().count("assistant.app: ready")
        with own.recording(tmp_path / "heard.raw") as recording:
            again = RunningApp(own, start_app(own))
            wait_for(lambda: again.log().count("assistant.app: ready") > ready, timeout=60, why="the app")
            again.layer("s")
            told(recording, SAID)
            (engine,) = again.children()
            kill(own, "Xvfb")
            told(recording, NO_SCREEN, since=len(load(recording)))
        assert again.process.wait(10) == 1
        assert NO_SCREEN in again.log()
        wait_for(lambda: has_ended(engine), why="the end of the engine")
