"""Real programs, started one after the other on a display of their own; their picture and accessibility tree kept.

`xvfb-run -s "-screen 0 1600x1000x24" dbus-run-session -- python -m export.train.screens.real OUT [--part train]`
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from assistant.desktop.desk import Desk, Look
from assistant.types import Target, UiNode
from export.train.screens import samples
from models.cancel import CancelToken

APPS = Path(__file__).with_name("apps.txt")
_GTK = (
    "Adwaita",
    "Adwaita:dark",
    "Arc",
    "Arc-Dark",
    "Materia",
    "Materia-dark",
    "Greybird",
    "Numix",
    "Breeze",
    "HighContrast",
)
_QT = ("Fusion", "Breeze", "Windows", "Oxygen")
_FONTS = ("Sans 10", "Cantarell 11", "Noto Sans 10", "Roboto 11", "Lato 12", "DejaVu Sans 9", "Open Sans 13")
_WAIT, _SETTLE = 14.0, 1.6  # seconds for the first window, and for it to be drawn
_DOUBTFUL = frozenset(
    ("chromium", "firefox-esr", "epiphany", "falkon", "thunderbird", "libreoffice", "gimp", "inkscape")
)


@dataclass(frozen=True, slots=True)
class App:
    """A line of apps.txt. `kinds`: what it may rightly be called, the best first."""

    number: int
    part: str
    kinds: tuple[str, ...]
    command: str

    @property
    def program(self) -> str:
        """The program's name."""
        return Path(shlex.split(self.command)[0]).name

    @property
    def name(self) -> str:
        """A name for its files, which stays when the list changes."""
        return f"{self.program}-{zlib.crc32(self.command.encode()) % 10000:04}"


def apps(path: Path = APPS) -> list[App]:
    """All programs of the list."""
    found: list[App] = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            part, kinds, command = line.split(" ", 2)
            found.append(App(len(found), part, tuple(kinds.split(",")), command))
    return found


def tree_of(node: UiNode, look: Look) -> dict[str, Any]:
    """The tree as JSON, boxes in pixels of the picture."""
    box = look.frame.to_frame(node.box) if node.box is not None else None
    return {
        "role": node.role,
        "name": node.name[:40],
        "states": sorted(node.states),
        "box": [box.left, box.top, box.right, box.bottom] if box is not None else None,
        "children": [tree_of(child, look) for child in node.children],
    }


class Stage:
    """A display with a window manager on which programs are started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        samples.write(folder)
        os.environ |= {
            "HOME": str(folder / "home"),
            "PATH": f"/usr/games:{os.environ['PATH']}",
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "GTK_MODULES": "gail:atk-bridge",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_ACCESSIBILITY": "1",
            "GNOME_ACCESSIBILITY": "1",
            "SAL_USE_VCLPLUGIN": "gtk3",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "PULSE_SERVER": "none",
        }
        for name in ("home", "run", "firefox", "chromium"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        (folder / "firefox" / "user.js").write_text(
            'user_pref("browser.aboutwelcome.enabled", false);user_pref("datareporting.policy.dataSubmissionEnabled", '
            'false);user_pref("browser.shell.checkDefaultBrowser", false);user_pref("accessibility.force_disabled",-1);'
        )
        subprocess.run(
            "dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus "
            "org.freedesktop.DBus.Properties.Set string:org.a11y.Status string:IsEnabled variant:boolean:true".split(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(1)
        self._desk = Desk.open()

    def close(self) -> None:
        """End the window manager."""
        self._desk.close()
        self._manager.terminate()

    def shown(self, app: App, rng: random.Random) -> tuple[Look, dict[str, Any]] | None:
        """The program's window in a look and size drawn by `rng`, and its tree; None where it showed none."""
        look_of = {
            "GTK_THEME": rng.choice(_GTK),
            "QT_STYLE_OVERRIDE": rng.choice(_QT),
            "GDK_DPI_SCALE": rng.choice(("1", "1", "1", "1.2")),
            "QT_SCALE_FACTOR": rng.choice(("1", "1", "1", "1.25")),
        }
        self._gtk(rng)
        command = app.command.replace("$F", shlex.quote(str(self._folder)))
        program = subprocess.Popen(
            ["sh", "-c", f"exec {command}"],
            env=os.environ | look_of,
            cwd=self._folder / "repository" if app.program.startswith("git") else self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return self._look(app, rng)
        finally:
            for sign in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(program.pid, sign)
                    time.sleep(0.3)
                except ProcessLookupError:
                    break
            program.wait()
            self._tidy()

    def _gtk(self, rng: random.Random) -> None:
        settings = self._folder / "home" / ".config" / "gtk-3.0" / "settings.ini"
        settings.parent.mkdir(parents=True, exist_ok=True)
        icons = rng.choice(("Adwaita", "Papirus", "breeze", "elementary"))
        settings.write_text(f"[Settings]\ngtk-font-name={rng.choice(_FONTS)}\ngtk-icon-theme-name={icons}\n")

    def _windows(self) -> list[str]:
        listed = subprocess.run(["wmctrl", "-l"], capture_output=True, text=True, check=False).stdout
        return [line.split()[0] for line in listed.splitlines() if line.strip()]

    def _look(self, app: App, rng: random.Random) -> tuple[Look, dict[str, Any]] | None:
        end = time.monotonic() + _WAIT
        while not self._windows():
            if time.monotonic() > end:
                return None
            time.sleep(0.2)
        time.sleep(_SETTLE * (4 if app.program in _DOUBTFUL else 1))
        windows = self._windows()
        if not windows:
            return None
        if app.kinds[0] not in ("message", "calculator", "file-dialog") and rng.random() < 0.75:
            width, height = rng.randint(620, 1500), rng.randint(420, 920)
            subprocess.run(
                ["wmctrl", "-i", "-r", windows[-1], "-e", f"0,{rng.randint(0, 60)},20,{width},{height}"], check=False
            )
            time.sleep(_SETTLE)
        look = self._desk.look(Target.WINDOW)
        snapshot = self._desk.trees(look, cancel=CancelToken())
        active = snapshot.active
        tree = tree_of(active.root, look) if active is not None and active.root is not None else {}
        return look, tree

    def _tidy(self) -> None:
        for window in self._windows():
            subprocess.run(["wmctrl", "-i", "-c", window], check=False)
        time.sleep(0.4)
        for window in self._windows():
            subprocess.run(["xkill", "-id", window], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        time.sleep(0.2)


def captured(folder: Path, chosen: Sequence[App], *, seed: int) -> Iterator[str]:
    """Writes NUMBER-SEED.png and .json a program, those there already left; says one line each."""
    stage = Stage(folder / "samples")
    try:
        for app in chosen:
            path = folder / app.part / f"{app.name}-{seed}.json"
            if path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            made = stage.shown(app, random.Random(f"{app.command} {seed}"))
            if made is None:
                yield f"{app.program}: no window"
                continue
            look, tree = made
            raster = look.frame.pixels
            image = Image.frombuffer("RGB", (raster.width, raster.height), bytes(raster.data), "raw", "BGRX", 0, 1)
            image.save(path.with_suffix(".png"))
            data = {"kinds": app.kinds, "program": app.program, "title": look.frame.window_title, "tree": tree}
            path.write_text(json.dumps(data))
            yield f"{app.program}: {raster.width} x {raster.height}, {'a tree' if tree else 'no tree'}"
    finally:
        stage.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("train", "check", "test"))
    parser.add_argument("--only", help="programs of this name only")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    chosen = [app for app in apps() if asked.part in (None, app.part) and asked.only in (None, app.program)]
    for line in captured(asked.out, chosen, seed=asked.seed):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
