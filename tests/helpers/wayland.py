"""A real Wayland desktop for tests: headless sway, and xdg-desktop-portal with sway's own backend (wlr).

Everything on it runs as a user who is not root, since sway refuses root. Where the tests run as root, that user is
`nobody`, who may read (not write) what root may: the tests' Python may lie in root's home.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.desktop import Desktop, wait_for

PROGRAMS = ("sway", "swaymsg", "dbus-daemon", "pipewire", "grim", "wtype", "foot", "setpriv", "wl-copy", "pulseaudio")
BACKEND = Path("/usr/libexec/xdg-desktop-portal-wlr")
PORTALS = (BACKEND, Path("/usr/libexec/xdg-desktop-portal"), Path("/usr/libexec/xdg-desktop-portal-gtk"))
_USER = "nobody"
_AS_USER = (
    # no_setuid_fixup: access(2), by which Qt looks for its plugins, must know of that right too
    f"setpriv --reuid={_USER} --regid=nogroup --clear-groups --securebits +no_setuid_fixup "
    "--inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search"
).split()
_CONFIG = """output HEADLESS-1 resolution 1280x720 position 0 0
default_border none
focus_on_window_activation focus
"""


def missing() -> list[str]:
    """The programs of this helper that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None] + [
        path.name for path in PORTALS if not path.exists()
    ]


class WaylandDesktop(Desktop):
    """A running desktop with one output of 1280 x 720, HEADLESS-1."""

    def _open(self) -> None:
        self._prepare()
        self.env.pop("DISPLAY", None)
        self.env |= {
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",
            "SWAYSOCK": str(self.folder / "run" / "sway.sock"),
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
            "GDK_BACKEND": "wayland",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        config = self.folder / "sway.conf"
        config.write_text(_CONFIG)
        (self.folder / "log").touch()
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, _USER, "nogroup")
        self._open_bus()
        self._spawn(["pipewire"])  # the portal's backend ends without it, though a screenshot needs none
        self._spawn(["sway", "-c", str(config)])
        runtime = self.folder / "run"
        socket = wait_for(
            lambda: next((p for p in runtime.glob("wayland-*") if p.is_socket()), None), why="sway's socket"
        )
        self.env["WAYLAND_DISPLAY"] = socket.name
        # what the bus starts later, the portals among it, must know the desktop
        self.run("dbus-update-activation-environment WAYLAND_DISPLAY XDG_CURRENT_DESKTOP SWAYSOCK".split())
        # the backend first: started by the portal itself, version 0.7 at times loses the portal's first call, so that
        # the first picture comes 25 seconds late (seen in 5 of about 30 starts)
        self._spawn([str(BACKEND)])
        wait_for(self._has_backend, why="xdg-desktop-portal-wlr")
        # a keyboard that stays: without one no window has the focus
        self._spawn(["wtype", "-s", "86400000"])
        if self._sound:
            self._open_sound()

    def _has_backend(self) -> bool:
        name = "string:org.freedesktop.impl.portal.desktop.wlr"
        call = "dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner"
        return "true" in self.run([*call.split(), name], check=False).stdout

    def _spawn(self, command: Sequence[str], *, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
        return super()._spawn(_as_user(command), pass_fds=pass_fds)

    def run(
        self, command: Sequence[str], *, check: bool = True, timeout: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, in the project's folder, and return its output as text."""
        return super().run(_as_user(command), check=check, timeout=timeout)

    def sway(self, command: str) -> str:
        """A command of sway, such as `output HEADLESS-1 scale 1.5`."""
        return self.run(["swaymsg", "--", *command.split()]).stdout

    def press(self, *keys: str) -> None:
        """Type keys by their XKB names into the window with focus."""
        self.run(["wtype", *(part for key in keys for part in ("-k", key))])

    def wait_for_window(self, title: str, *, timeout: float = 20) -> str:
        """Wait until a window with exactly this title is there; returns the title."""
        wait_for(
            lambda: f'"name": "{title}"' in self.run(["swaymsg", "-t", "get_tree"]).stdout,
            timeout=timeout, why=f"window {title}",
        )  # fmt: skip
        return title

    def python(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """`python -m ARGUMENTS` of the project under test."""
        pairs = [f"{name}={value}" for name, value in env.items()]
        return self.run(["env", *pairs, sys.executable, "-m", *arguments], check=False)


def _as_user(command: Sequence[str]) -> list[str]:
    return [*(_AS_USER if os.geteuid() == 0 else ()), *command]


@contextmanager
def wayland_desktop(**options: bool) -> Iterator[WaylandDesktop]:
    """A desktop in a new folder that goes when it ends."""
    with tempfile.TemporaryDirectory(prefix="lookaloud-") as folder:
        running = WaylandDesktop(Path(folder), **options)  # type: ignore[arg-type]
        with running:
            yield running
