"""`lookaloud doctor` on a real desktop, and where there is none."""

from __future__ import annotations

import array
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from Xlib import XK, X, display

from assistant.doctor.machine import PACKAGES
from assistant.doctor.table import CHECKS
from tests.helpers.desktop import Desktop, wait_for

ROOT = Path(__file__).parents[3]


# The command with some of its checks: each takes a process, and all of them many seconds of a processor.
SOME = """
import sys
from assistant import doctor
doctor.CHECKS = tuple(check for check in doctor.CHECKS if check.name in sys.argv[1].split())
sys.exit(doctor.main(sys.argv[2:]))
"""


def doctor(env: Mapping[str, str], *arguments: str, checks: str = "") -> subprocess.CompletedProcess[str]:
    """`checks`: the names of those to be made, with spaces between them; all where it is empty."""
    command = ["-c", SOME, checks] if checks else ["-m", "assistant", "doctor"]
    return subprocess.run(
        [sys.executable, *command, *arguments],
        env={**env, "PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip


def results(env: Mapping[str, str], checks: str, *arguments: str) -> dict[str, dict[str, Any]]:
    """The checks of --json by name."""
    answer = json.loads(doctor(env, "--json", *arguments, checks=checks).stdout)
    assert answer["works"] is all(check["status"] != "fail" for check in answer["checks"])
    found = {check["name"]: check for check in answer["checks"]}
    assert set(found) == set(checks.split())
    return found


@pytest.fixture(name="bare")
def _bare(tmp_path: Path) -> dict[str, str]:
    """An environment without display, bus or sound."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(tmp_path)}


def test_on_a_desktop_all_that_is_needed_works(desktop: Desktop) -> None:
    result = doctor(desktop.env)
    lines = result.stdout.splitlines()
    assert result.returncode == 0, result.stdout
    assert len(lines) == len(CHECKS) + 1
    assert "OK. Screen: X11, one monitor, 1920 by 1080; a picture of 1920 by 1080 was taken." in lines
    assert "OK. Keys: Ctrl+Alt+Space is free." in lines
    assert lines[-1] == "All that is needed works."
    for line in lines[:-1]:
        assert re.match(r"(OK|Note|Problem|Not checked)\. [A-Z][a-z ]+: \S", line), line
        assert line.isprintable()


def test_windows_and_programs_are_counted_and_a_hung_one_is_noticed(desktop: Desktop) -> None:
    dialog = desktop.start("zenity", "--info", "--title=Doctor test", "--text=Hello")
    desktop.wait_for_window("Doctor test")
    wait_for(
        lambda: (
            "1 program" in (what := results(desktop.env, "Accessibility")["Accessibility"]["what"])
            or "one program" in what
        ),
        why="zenity on the accessibility bus",
    )
    found = results(desktop.env, "Windows")
    assert found["Windows"]["what"] == "one window; the active one is Doctor test"
    dialog.send_signal(signal.SIGSTOP)
    try:
        assert "1 did not answer" in results(desktop.env, "Accessibility")["Accessibility"]["what"]
    finally:
        dialog.kill()
        dialog.wait(5)


def test_a_taken_key_is_named(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XAUTHORITY", raising=False)
    other = display.Display(desktop.env["DISPLAY"])
    code = other.keysym_to_keycode(XK.string_to_keysym("space"))
    other.screen().root.grab_key(code, X.ControlMask | X.Mod1Mask, True, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    try:
        found = results(desktop.env, "Keys")["Keys"]
    finally:
        other.close()
    assert found["status"] == "warn"
    assert found["what"] == "another program holds Ctrl+Alt+Space"
    assert "choose other keys" in found["do"]


def test_the_test_tone_is_heard_at_the_sink(desktop: Desktop, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard") as path:
        found = results(desktop.env, "Sound", "--sound")["Sound"]
    assert found["status"] == "ok"
    assert "a test tone was played" in found["what"]
    data = path.read_bytes()
    assert max(map(abs, array.array("h", data[: len(data) & ~1]))) > 1000


def test_without_desktop_and_sound_each_problem_says_what_to_do(bare: dict[str, str]) -> None:
    result = doctor(bare)
    assert result.returncode == 1
    problems = [line for line in result.stdout.splitlines() if line.startswith("Problem.")]
    assert [line.split(": ")[0] for line in problems] == ["Problem. Screen", "Problem. Sound"]
    assert "Start LookAloud in a desktop session" in problems[0]
    assert "Connect headphones or speakers" in problems[1]
    assert result.stdout.splitlines()[-1] == f"2 of {len(CHECKS)} checks found a problem: Screen, Sound."
    assert result.stderr == ""


def test_a_display_that_does_not_answer_is_not_called_missing(bare: dict[str, str]) -> None:
    found = results({**bare, "DISPLAY": ":4711"}, "Screen Windows")
    assert found["Screen"]["what"] == "the display :4711 does not answer"
    assert found["Windows"]["status"] == "not-checked"


def test_no_accessibility_bus_is_a_note(bare: dict[str, str], desktop: Desktop) -> None:
    found = results(
        {**bare, "DISPLAY": desktop.env["DISPLAY"], "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}, "Accessibility"
    )
    assert found["Accessibility"]["status"] == "warn"
    assert "at-spi2-core" in found["Accessibility"]["do"]


def test_wayland_without_portals(bare: dict[str, str]) -> None:
    found = results(
        {**bare, "WAYLAND_DISPLAY": "wayland-7", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}, "Portals Keys"
    )
    assert found["Portals"]["status"] == "fail"
    assert found["Portals"]["what"] == "missing: Screenshot, GlobalShortcuts"
    assert found["Keys"]["status"] == "not-checked"


def test_problems_in_the_settings_are_told(bare: dict[str, str]) -> None:
    path = Path(bare["HOME"]) / ".config" / "lookaloud" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("[speech]\nrate = 9000\n")
    found = results(bare, "Settings")["Settings"]
    assert found["status"] == "warn"
    assert "Rate must be a whole number from 80 to 600" in found["what"]
    assert str(path) in found["do"]


def test_the_packages_are_those_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [Requirement(each) for each in project["dependencies"]]
    named = {each.name for each in needed if each.marker is None or each.marker.evaluate()}
    assert set(PACKAGES) == named


def test_every_check_exists_and_is_documented() -> None:
    import importlib

    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    for check in CHECKS:
        module, _, function = check.function.partition(":")
        assert getattr(importlib.import_module(module), function).__doc__, check
