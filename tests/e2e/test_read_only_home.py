"""A home folder on a disk that can only be read: all works, and what cannot be kept is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers.app import ROOT, RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.desktop import desktop as new_desktop
from tests.helpers.hearing import heard

NOT_SAVED = "The settings cannot be saved: Read-only file system. They hold until LookAloud ends."
NO_INDEX = "The index of the folder cannot be used. Check the disk and its permissions."
BUTTONS = "Buttons: No and Yes, which is the default."
MOUNTED = ("unshare", "--mount", "sh", "-c")
READ_ONLY = 'mount --bind "$HOME" "$HOME" && mount -o remount,ro,bind "$HOME" && exec "$@"'
"""Root writes whatever the mode of a folder says; on a mount that is read-only it does not either."""


def under(env: dict[str, str]) -> tuple[str, ...]:
    """The command that runs another one with a home that is read-only for it alone. Skips where none may be mounted."""
    command = (*MOUNTED, READ_ONLY, "sh")
    tried = subprocess.run(
        [*command, "touch", f"{env['HOME']}/tried"], env=env, capture_output=True, text=True, check=False
    )
    if "Read-only file system" not in tried.stderr:
        pytest.skip(f"this user may not mount: {tried.stderr.strip()}")
    return command


@pytest.fixture(scope="module", name="own")
def _own() -> Iterator[Desktop]:
    with new_desktop() as own:
        own.start("zenity", "--question", "--title=Confirm", "--text=Delete the old letters?")
        own.wait_for_window("Confirm")
        yield own


def run(own: Desktop, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line."""
    return subprocess.run(
        [*under(own.env), sys.executable, "-m", "assistant", *arguments], cwd=ROOT, env=own.env, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip


def files(own: Desktop) -> set[Path]:
    """All there is in the home folder."""
    return set((own.folder / "home").rglob("*"))


def test_the_app_says_what_it_cannot_keep_and_works(own: Desktop, tmp_path: Path) -> None:
    readable = "[speech]\nrate = 220\n"  # its first start, which it would note there
    with own.recording(tmp_path / "heard.raw") as recording, running_app(own, readable, under=under(own.env)) as app:
        before = files(own)
        heard(recording, NOT_SAVED)
        app.layer("s")
        heard(recording, BUTTONS)
        _open_and_accept_the_settings(app)
        wait_for(lambda: app.log().count(f"assistant.app: says: {NOT_SAVED}") == 2, why="the sentence once more")
        log = app.log()
    path = Path(own.env["XDG_CONFIG_HOME"]) / "lookaloud" / "settings.toml"
    assert path.read_text() == readable
    assert {each for each in files(own) - before if "lookaloud" in str(each)} == set()
    assert "Traceback" not in log


def _open_and_accept_the_settings(app: RunningApp) -> None:
    app.layer("comma")
    window = app.desktop.wait_for_window("LookAloud: settings")
    app.desktop.run(["xdotool", "windowactivate", "--sync", window])
    app.desktop.press("Return")


def test_the_command_line_describes_and_says_what_it_cannot_keep(own: Desktop) -> None:
    pictures = own.folder / "home" / "pictures"
    pictures.mkdir(exist_ok=True)
    Image.new("RGB", (64, 64), "white").save(pictures / "white.png")
    described = run(own, "describe", "--silent")
    assert (described.returncode, "Delete the old letters?" in described.stdout) == (0, True)
    assert described.stderr == ""
    kept = run(own, "album", str(pictures), "--silent")
    assert (kept.returncode, kept.stderr) == (1, f"{NO_INDEX}\n")
    listed = run(own, "models", "list")
    assert listed.returncode == 0
    assert "Traceback" not in listed.stderr
