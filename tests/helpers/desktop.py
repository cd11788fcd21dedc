"""A real desktop for tests: Xvfb, openbox, a D-Bus session, the accessibility bus and PulseAudio with null sinks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PROGRAMS = ("Xvfb", "openbox", "dbus-daemon", "pulseaudio", "pactl", "parec", "xdotool")

_PULSE_CONFIG = """load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=out rate=44100 channels=2 norewinds=1
load-module module-null-sink sink_name=micsink rate=16000 channels=1
load-module module-remap-source source_name=fakemic master=micsink.monitor
set-default-sink out
set-default-source fakemic
"""


def missing_programs() -> list[str]:
    """The programs of this helper that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def wait_for(what: Callable[[], T | None], *, timeout: float = 30.0, why: str = "") -> T:
    """Call `what` until it gives something true; AssertionError with `why` after `timeout` seconds."""
    end = time.monotonic() + timeout
    while True:
        found = what()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not within {timeout} s: {why or what}")
        time.sleep(0.02)


class Desktop:
    """A running desktop. `env` is the environment for programs on it; `run` and `start` use it."""

    def __init__(
        self, folder: Path, *, size: str = "1920x1080", sound: bool = True, window_manager: bool = True
    ) -> None:
        self.folder = folder
        self._size = size
        self._sound = sound
        self._window_manager = window_manager
        self._processes: list[subprocess.Popen[bytes]] = []
        self.env: dict[str, str] = {}

    def __enter__(self) -> Desktop:
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self) -> None:
        """Folders and the environment that every desktop has."""
        home = self.folder / "home"
        runtime = self.folder / "run"
        for path in (home, runtime):
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(0o700)
        self.env = {
            k: v for k, v in os.environ.items() if not k.startswith(("DBUS_", "PULSE_", "XDG_", "WAYLAND", "QT_"))
        }
        self.env |= {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_STATE_HOME": str(home / ".local/state"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "GTK_MODULES": "gail:atk-bridge",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_ACCESSIBILITY": "1",
            "GNOME_ACCESSIBILITY": "1",
            "SAL_USE_VCLPLUGIN": "gtk3",
            "NO_AT_BRIDGE": "0",
        }

    def _open(self) -> None:
        self._prepare()
        self.env["XDG_SESSION_TYPE"] = "x11"
        read, write = os.pipe()
        self._spawn(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise AssertionError("Xvfb did not start")
        self.env["DISPLAY"] = f":{number}"
        self._open_bus()
        if self._sound:
            self._open_sound()
        if self._window_manager:
            self._spawn(["openbox", "--sm-disable"])
            wait_for(self._has_window_manager, why="openbox")

    def _open_bus(self) -> None:
        """The session bus, with assistive technologies turned on."""
        bus = self.folder / "bus"
        self._spawn(["dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}"])
        wait_for(bus.exists, why="D-Bus socket")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
        self.run(
            "dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus "
            "org.freedesktop.DBus.Properties.Set string:org.a11y.Status string:IsEnabled variant:boolean:true".split()
        )

    def _open_sound(self) -> None:
        socket = self.folder / "pulse"
        config = self.folder / "pulse.pa"
        config.write_text(_PULSE_CONFIG.format(socket=socket))
        self.env["PULSE_SERVER"] = f"unix:{socket}"
        self._spawn(
            ["pulseaudio", "-n", "-F", str(config), "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no",
             "--disable-shm=yes"]
        )  # fmt: skip
        wait_for(lambda: socket.exists() and self.run(["pactl", "info"], check=False).returncode == 0, why="PulseAudio")

    def _has_window_manager(self) -> bool:
        return "window id" in self.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], check=False).stdout

    def _spawn(self, command: Sequence[str], *, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command, env=self.env, pass_fds=pass_fds, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self._processes.append(process)
        return process

    def start(self, *command: str, **env: str) -> subprocess.Popen[bytes]:
        """Start a program on this desktop; it is killed with the desktop. Output goes to the file `log`."""
        saved, self.env = self.env, self.env | env
        try:
            return self._spawn(command)
        finally:
            self.env = saved

    def run(
        self, command: Sequence[str], *, check: bool = True, timeout: float = 30
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return its output as text."""
        return subprocess.run(command, env=self.env, check=check, timeout=timeout, capture_output=True, text=True)

    def press(self, *keys: str) -> None:
        """Press keys by xdotool's names, such as `ctrl+alt+space`."""
        self.run(["xdotool", "key", "--clearmodifiers", *keys])

    def window_list(self) -> str:
        """What `wmctrl -l` prints, a line a window. While the list changes it fails at times, and is asked again."""

        def ask() -> str:
            listed = self.run(["wmctrl", "-l"], check=False)
            return f"{listed.stdout}\n" if listed.returncode == 0 else ""

        return wait_for(ask, why="the list of windows")

    def wait_for_window(self, title: str, *, timeout: float = 40) -> str:
        """Wait until a window with `title` (a regular expression) is mapped; returns its X id, decimal."""

        def find() -> str:
            return self.run(["xdotool", "search", "--onlyvisible", "--name", title], check=False).stdout.strip()

        return wait_for(find, timeout=timeout, why=f"window {title}").splitlines()[-1]

    @contextmanager
    def recording(self, path: Path, *, channels: int = 1) -> Iterator[Path]:
        """Record what the sink `out` plays, as raw int16 at 16,000 samples a second and channel, into `path`."""
        with path.open("wb") as file:
            recorder = subprocess.Popen(
                ["parec", "--device=out.monitor", "--format=s16le", "--rate=16000", f"--channels={channels}",
                 "--latency-msec=10"],
                env=self.env, stdout=file, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                wait_for(
                    lambda: (
                        "out.monitor" in self.run(["pactl", "list", "short", "source-outputs"], check=False).stdout
                        or self.run(["pactl", "list", "short", "source-outputs"], check=False).stdout.strip()
                    ),
                    why="recorder",
                )
                yield path
                time.sleep(0.2)  # what is still in the sink's buffer
            finally:
                recorder.terminate()
                recorder.wait(5)

    def close(self) -> None:
        """End every program, the newest first."""
        for process in reversed(self._processes):
            for sign in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(process.pid, sign)
                except ProcessLookupError:
                    break
                try:
                    process.wait(2)
                    break
                except subprocess.TimeoutExpired:
                    continue
        self._processes.clear()
        # at-spi-bus-launcher is started by D-Bus activation and outlives its bus only where that crashed
        subprocess.run(["pkill", "-f", str(self.folder)], check=False)


@contextmanager
def desktop(**options: object) -> Iterator[Desktop]:
    """A desktop in a new folder that goes when it ends."""
    with tempfile.TemporaryDirectory(prefix="lookaloud-") as folder, Desktop(Path(folder), **options) as running:  # type: ignore[arg-type]
        yield running
