"""The main job: a chord is pressed while a browser has the focus, and the screen is described aloud."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.app import CHORD, RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import correlation, load, was_heard

PAGE = """<!doctype html><title>Travel shop</title>
<h1>Night trains</h1><p id=p>Berths to Vienna are still free.</p><button>Book now</button>
<script>const ours = ['Control', 'Alt', 'Shift'];
addEventListener('keydown', e => { if (!ours.includes(e.key)) document.title = 'KEY ' + e.key })</script>"""

CHROMIUM = (
    "chromium --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-quic --force-renderer-accessibility --window-size=900,500 --window-position=0,0"
).split()


@pytest.fixture(scope="module", name="programs")
def _programs(desktop: Desktop) -> Desktop:
    """Six programs, none wholly covered; Chromium last, so that it has the focus."""
    (desktop.folder / "notes.txt").write_text("Bring the blue folder\n")
    desktop.start("libreoffice", "--writer", "--norestore", "--nologo")
    writer = desktop.wait_for_window("LibreOffice Writer")
    desktop.start("pcmanfm", "/usr/share")
    files = desktop.wait_for_window("share")
    desktop.start("mousepad", str(desktop.folder / "notes.txt"))
    editor = desktop.wait_for_window("Mousepad")
    desktop.start(
        "xterm", "-fa", "DejaVu Sans Mono", "-fs", "12", "-T", "Build", "-e", "echo The harvest is complete; sleep 900"
    )
    terminal = desktop.wait_for_window("Build")
    desktop.start("zenity", "--question", "--title=Confirm", "--text=Delete the old letters?")
    dialog = desktop.wait_for_window("Confirm")
    page = desktop.folder / "page.html"
    page.write_text(PAGE)
    desktop.start(*CHROMIUM, f"--user-data-dir={desktop.folder}/chromium", f"--app=file://{page}")
    browser = desktop.wait_for_window("Travel shop")
    for window, place in (
        (writer, "900 0 1000 400"), (files, "0 560 600 480"), (editor, "620 560 500 400"),
        (terminal, "1150 450 700 250"), (dialog, "1200 800 400 200"),
    ):  # fmt: skip
        left, top, width, height = place.split()
        desktop.run(["wmctrl", "-i", "-r", hex(int(window)), "-e", f"0,{left},{top},{width},{height}"])
    desktop.run(["xdotool", "windowactivate", "--sync", browser])
    return desktop


@pytest.fixture(scope="module", name="app")
def _app(programs: Desktop) -> Iterator[RunningApp]:
    with running_app(programs) as app:
        yield app


def _quiet(recording: Path, seconds: float) -> bool:
    """Whether the last `seconds` of a recording that goes on are silent."""
    heard = load(recording)
    tail = heard[-int(seconds * 16000) :]
    return len(heard) > len(tail) and bool(abs(tail).max() < 300)


def test_the_screen_is_described_aloud(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("s")
        wait_for(lambda: recording.stat().st_size > 16000 * 2 * 4 and _quiet(recording, 4.0), timeout=90, why="silence")
    text = app.answer(containing="harvest")
    heard = load(recording)
    lines = text.splitlines()
    assert lines[0].startswith("Travel shop")
    assert "A dialog: Confirm." in lines
    assert "It says: Delete the old letters?" in lines
    assert "Buttons: No and Yes, which is the default." in lines
    assert any("The harvest is complete" in line for line in lines)
    assert "Night trains" in text
    assert "Berths to Vienna are still free" in text
    terminal = next(line for line in lines if "harvest" in line)
    question = "It says: Delete the old letters?"
    for sentence in (lines[0], question, "Buttons: No and Yes, which is the default.", terminal):
        assert was_heard(heard, sentence), f"{sentence}: {correlation(heard, sentence):.2f}"
    assert not was_heard(heard, "Your battery is nearly empty.")


def test_chromium_never_saw_the_key(app: RunningApp) -> None:
    # the modifiers reach it, as they do before every global key; the chord's key and the layer's do not
    titles = app.desktop.window_list()
    assert "KEY" not in titles
    assert "Travel shop" in titles
    app.desktop.press("x")  # and an ordinary key still arrives
    wait_for(lambda: "KEY x" in app.desktop.window_list(), why="the key in Chromium")


def test_stop_is_heard_at_once(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("s")
        wait_for(lambda: not _quiet(recording, 0.3) and recording.stat().st_size > 16000 * 2 * 2, why="speech")
        app.layer("Escape")
        wait_for(lambda: _quiet(recording, 0.5), timeout=5, why="silence after stop")
        size = recording.stat().st_size
        wait_for(lambda: recording.stat().st_size > size + 16000 * 2 * 2, why="two more seconds of recording")
        assert _quiet(recording, 2.0)


def test_fifty_presses_leave_one_answer(app: RunningApp) -> None:
    for _ in range(50):
        app.desktop.press(CHORD, "w")
    text = app.answer(containing="Night trains")
    assert text.count("Night trains") == 1
    assert len(app.children()) == 1
    names = {thread.name for thread in threading.enumerate()}
    assert "hotkeys" not in names  # the app's threads are the app's


def test_an_engine_that_is_killed_is_replaced(app: RunningApp) -> None:
    app.layer("w")
    app.answer(containing="Night trains")
    (engine,) = app.children()
    app.desktop.run(["kill", "-STOP", str(engine)])  # so that it is killed before it has answered
    app.layer("s")
    app.desktop.run(["kill", "-9", str(engine)])
    text = app.answer(containing="harvest")
    assert "A dialog: Confirm." in text
    wait_for(lambda: engine not in app.children() and len(app.children()) == 1, why="another engine")


def test_an_unknown_key_says_so_and_the_app_goes_on(app: RunningApp) -> None:
    app.layer("z")
    wait_for(lambda: "That key does nothing here" in app.log(), why="the sentence")
    app.layer("w")
    assert "Night trains" in app.answer(containing="Night trains")
