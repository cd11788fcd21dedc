"""LookAloud on a real Wayland desktop: sway, its portal, a terminal without a tree, and a Qt window with one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.desktop.capture.place import NO_POINTER, WHICH_MONITOR
from assistant.desktop.hotkeys.portal import MISSING as NO_KEYS
from assistant.desktop.stacking import Monitor
from assistant.pipelines.telling.unplaced import NO_ACTIVE, NO_PLACE, PICTURE_ALSO, PICTURE_ONLY
from models.types import Box
from tests.helpers.desktop import wait_for
from tests.helpers.hearing import load, was_heard
from tests.helpers.wayland import WaylandDesktop, missing, wayland_desktop

_PORTAL_FILE = Path("/tmp/out.png")  # where xdg-desktop-portal-wlr 0.7 writes
ROOT = Path(__file__).parents[2]
_FORM = """
import sys
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget
app = QApplication(sys.argv)
window = QWidget(windowTitle="Tickets")
layout = QFormLayout(window)
name, city, secret = QLineEdit("Anna"), QLineEdit("Vienna"), QLineEdit("sekrit99", echoMode=QLineEdit.EchoMode.Password)
for label, field in (("Name", name), ("City", city), ("Password", secret)):
    layout.addRow(label, field)
layout.addRow(QLabel("Berths are still free"))
layout.addRow(QPushButton("Book now"))
font = window.font()
font.setPointSize(16)
window.setFont(font)
window.show()
city.setFocus()
app.exec()
"""


@pytest.fixture(scope="module", name="wayland")
def _wayland() -> Iterator[WaylandDesktop]:
    if absent := missing():
        pytest.fail(f"these programs are missing, run tests/run to install them: {', '.join(absent)}")
    with wayland_desktop() as running:
        yield running


@pytest.fixture(scope="module", name="terminal")
def _terminal(wayland: WaylandDesktop) -> WaylandDesktop:
    """A terminal without an accessibility tree, over the whole screen."""
    wayland.start("foot", "-f", "monospace:size=18", "-T", "Build", "sh", "-c", "echo The harvest is in; sleep 900")
    wayland.wait_for_window("Build")
    return wayland


@pytest.fixture(scope="module", name="form")
def _form(terminal: WaylandDesktop) -> WaylandDesktop:
    """A form beside the terminal; its field City has the focus."""
    terminal.start(sys.executable, "-c", _FORM)
    terminal.wait_for_window("Tickets")
    wait_for(lambda: "City" in _text(terminal, "--focus"), why="the form's tree")
    return terminal


def _answer(desktop: WaylandDesktop, *arguments: str) -> dict[str, Any]:
    result = desktop.python("assistant", "describe", *arguments, "--json", "--silent")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer | {"code": result.returncode}


def _text(desktop: WaylandDesktop, *arguments: str) -> str:
    answer = _answer(desktop, *arguments)
    return str(answer["text"] or answer.get("error"))


def test_a_window_without_a_tree_is_read_from_the_picture(terminal: WaylandDesktop) -> None:
    answer = _answer(terminal, "--screen")
    assert (answer["code"], answer["gate"]) == (0, None)
    assert answer["text"].startswith(PICTURE_ONLY)
    assert "The harvest is in" in answer["text"]
    assert "No window is open" not in answer["text"]
    # and the picture is gone
    assert not _PORTAL_FILE.exists()
    assert [path for path in terminal.folder.rglob("*.png") if "fontconfig" not in str(path)] == []


def test_the_window_is_not_claimed_where_nobody_knows_it(terminal: WaylandDesktop) -> None:
    text = _text(terminal, "--window")
    assert text.startswith(NO_ACTIVE)
    assert "The harvest is in" in text
    assert "No program says which element has the focus" in _text(terminal, "--focus")
    assert _answer(terminal, "--focus")["code"] == 4


def test_the_active_window_is_told_by_its_tree(form: WaylandDesktop) -> None:
    answer = _answer(form, "--screen")
    lines = answer["text"].splitlines()
    assert lines[0].startswith("Tickets")
    assert lines[1] == "The focus is on the text field City: Vienna."
    assert "Button: Book now." in lines
    assert PICTURE_ALSO in lines
    assert "The harvest is in" in "\n".join(lines[lines.index(PICTURE_ALSO) :])
    assert answer["text"].count("Berths are still free") == 1
    assert "sekrit" not in answer["text"]
    assert all(claim["box"] is None for claim in answer["claims"] if claim["source"] == "tree")


def test_a_window_is_not_said_to_hold_the_text_of_the_screen(form: WaylandDesktop) -> None:
    lines = _text(form, "--window").splitlines()
    assert lines[0].startswith("Tickets")
    own, rest = lines[: lines.index(NO_PLACE)], lines[lines.index(NO_PLACE) :]
    assert not any("harvest" in line for line in own)
    assert any("harvest" in line for line in rest)


def test_the_focus_is_told_without_the_text_around_it(form: WaylandDesktop) -> None:
    lines = _text(form, "--focus").splitlines()
    assert lines[0] == "The focus is on the text field City: Vienna."
    assert lines[1].startswith("In the window Tickets")
    assert len(lines) == 2


def test_the_pointer_is_not_guessed(form: WaylandDesktop) -> None:
    answer = _answer(form, "--pointer")
    assert (answer["code"], answer["error"]) == (4, NO_POINTER)


def test_scaled_outputs_are_cut_where_they_lie(form: WaylandDesktop) -> None:
    whole = _answer(form, "--screen", "--length", "full")
    harvest = next(claim["box"] for claim in whole["claims"] if "harvest" in claim["text"])
    form.sway("output HEADLESS-1 scale 1.5")
    form.sway("create_output")
    form.sway("output HEADLESS-2 resolution 800x600 position -800 100 transform 90")
    try:
        program = "from assistant.desktop.stacking import open_window_system as o; print(o().monitors())"
        monitors = form.run([sys.executable, "-c", program]).stdout
        first = Monitor(Box(0, 0, 853, 480), scale=1280 / 853, name="HEADLESS-1")
        assert monitors.strip() == repr((first, Monitor(Box(-800, 100, -200, 900), name="HEADLESS-2")))
        assert _answer(form, "--monitor")["error"] == WHICH_MONITOR
        right, bottom = harvest[2] + 40, harvest[3] + 20
        text = _text(form, f"--region=0,0,{right},{bottom}")
        assert "The harvest is in" in text
        below = _answer(form, f"--region=-750,{bottom + 150},500,200")
        assert "harvest" not in below["text"]
        assert below["gate"] == "one-colour"
    finally:
        form.sway("output HEADLESS-2 disable")
        form.sway("output HEADLESS-1 scale 1")


@pytest.fixture(name="app")
def _app(form: WaylandDesktop) -> Iterator[WaylandDesktop]:
    """The app at its first start."""
    process = _start(form)
    yield form
    _end(process)


def _start(desktop: WaylandDesktop, *arguments: str) -> subprocess.Popen[bytes]:
    before = _log(desktop).count("assistant.app: ready")
    process = desktop.start(sys.executable, "-m", "assistant", *arguments, PYTHONPATH=str(ROOT), LOOKALOUD_LOG="INFO")
    wait_for(lambda: _log(desktop).count("assistant.app: ready") > before or process.poll() is not None, why="the app")
    assert process.poll() is None, _log(desktop)[-2000:]
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(5)


def _log(desktop: WaylandDesktop) -> str:
    return (desktop.folder / "log").read_text(errors="replace")


def _do(desktop: WaylandDesktop, action: str) -> None:
    """What a key of the desktop does that is bound to this command."""
    done = desktop.python("assistant", "do", action)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_app_says_how_to_get_keys_and_takes_commands(app: WaylandDesktop, tmp_path: Path) -> None:
    said = _log(app)
    assert f"says: {NO_KEYS}" in said
    assert "says: LookAloud is ready." in said
    assert "Press Control Alt Space" not in said
    with app.recording(tmp_path / "heard.raw") as recording:
        _do(app, "describe-focus")
        wait_for(
            lambda: was_heard(load(recording), "The focus is on the text field City: Vienna."),
            timeout=60,
            why="the answer",
        )
    _do(app, "copy")
    wait_for(lambda: "says: Copied." in _log(app), why="Copied")
    pasted = app.run(["wl-paste", "--no-newline"]).stdout
    assert pasted.startswith("The focus is on the text field City: Vienna.")
    _do(app, "show-result")
    app.wait_for_window("LookAloud: focus")
    wait_for(lambda: "City: Vienna" in _text(app, "--focus"), why="the answer in the result window")
    assert "Traceback" not in _log(app)


def test_a_command_starts_the_app_where_none_runs(form: WaylandDesktop, tmp_path: Path) -> None:
    with form.recording(tmp_path / "heard.raw") as recording:
        process = _start(form, "do", "describe-focus")
        wait_for(
            lambda: was_heard(load(recording), "The focus is on the text field City: Vienna."),
            timeout=60,
            why="the answer",
        )
    again = form.python("assistant")
    assert (again.returncode, again.stderr) == (0, "LookAloud is already running.\n")
    wait_for(lambda: "says: LookAloud is already running." in _log(form), why="the sentence")
    _end(process)


def test_a_picture_on_the_clipboard(form: WaylandDesktop) -> None:
    assert "There is no picture on the clipboard" in _text(form, "--clipboard")
    sample = ROOT / "resources" / "sample" / "sample.png"
    form.run(["sh", "-c", f"wl-copy --type image/png < {sample} 2> /dev/null > /dev/null"])
    assert "Two loaves of bread" in _text(form, "--clipboard")
