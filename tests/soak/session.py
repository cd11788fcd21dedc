"""The desktop of the soak: windows that are looked at, a camera, an album, the app; and how it is asked."""

from __future__ import annotations

import contextlib
import random
import select
import shutil
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xfixes

from assistant.actions import Action
from tests.helpers.album import COMMAND, write_text
from tests.helpers.app import CHORD, ROOT, RunningApp, running_app
from tests.helpers.desktop import Desktop, desktop, wait_for
from tests.helpers.stream import StreamedCamera, streamed_camera

FORECAST = "Rain until Friday, then sunny and warm with light winds"
SIGN = "EXIT"
FASTEST = 600  # words a minute
_PATIENCE = 60.0  # seconds for an answer; on a busy machine a description takes some
_PRESSES = 30  # of a key that closes a window, a second apart
_SETTINGS = """first_run_done = true
[speech]
rate = {rate}
[answers]
copy = true
[watch]
every = 1
live = 3
[camera]
source = "{url}"
"""


class Ended:
    """Tells when an answer is whole: the app copies each, and the X server tells of a new owner of the clipboard."""

    def __init__(self, display: Display) -> None:
        self.display = display
        display.xfixes_query_version()
        clipboard = display.intern_atom("CLIPBOARD")
        mask = xfixes.XFixesSetSelectionOwnerNotifyMask
        display.xfixes_select_selection_input(display.screen().root, clipboard, mask)
        display.sync()
        self._kind = display.extension_event.SetSelectionOwnerNotify

    def forget(self) -> None:
        """What has ended so far is not meant."""
        while self.display.pending_events():
            self.display.next_event()

    def within(self, seconds: float) -> bool:
        """Wait for the next end of an answer, `seconds` at most."""
        end = time.monotonic() + seconds
        while True:
            while self.display.pending_events():
                event = self.display.next_event()
                if (event.type, getattr(event, "sub_code", None)) == self._kind and event.owner != X.NONE:
                    return True
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.display.fileno()], [], [], left)[0]:
                return False


class Session:
    """What the requests need. `pick` decides all that is random."""

    def __init__(self, app: RunningApp, camera: StreamedCamera, windows: list[str], pick: random.Random) -> None:
        self.app = app
        self.desktop: Desktop = app.desktop
        self.camera = camera
        self.windows = windows
        self.pick = pick
        self.display = Display(self.desktop.env["DISPLAY"])
        self.ended = Ended(self.display)
        self.number = 0
        """Of the request."""
        self._address = next(Path(self.desktop.env["XDG_RUNTIME_DIR"]).glob("lookaloud-*"))

    @property
    def temporary(self) -> Path:
        """The app's folder for temporary files."""
        return self.desktop.folder / "temporary"

    @property
    def rate(self) -> int:
        """Of the voice, as it is in the settings file."""
        path = Path(self.desktop.env["XDG_CONFIG_HOME"]) / "lookaloud" / "settings.toml"
        return int(tomllib.loads(path.read_text())["speech"]["rate"])

    @property
    def log(self) -> Path:
        """What the terminal shows: its newest lines."""
        return self.desktop.folder / "build.log"

    def ask_for(self, action: Action) -> None:
        """By its key, or as another program asks the app that runs."""
        if self.pick.random() < 0.5:
            self.desktop.press(CHORD, action.layer_key)
            return
        with socket.socket(socket.AF_UNIX) as channel:
            channel.settimeout(_PATIENCE)
            channel.connect(str(self._address))
            channel.sendall(f"{action.slug}\n".encode())
            assert channel.recv(8) == b"ok\n"

    def answered(self) -> bool:
        """Wait for the answer in hand; False where none came."""
        return self.ended.within(_PATIENCE)

    def look_elsewhere(self) -> None:
        """Another window gets the focus."""
        self.activate(self.pick.choice(self.windows))

    def activate(self, window: str) -> None:
        """Give the window with that title the focus, which xdotool fails at while another one closes."""
        activate = ["xdotool", "search", "--onlyvisible", "--name", window, "windowactivate", "--sync"]
        wait_for(lambda: self.desktop.run(activate, check=False).returncode == 0, timeout=_PATIENCE, why="the focus")

    def in_window(self, title: str, *steps: str) -> None:
        """Bring the app's window with that title to the front, then xdotool's `steps`."""
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync"]

        def activated() -> bool:  # a window that is just replaced by another one fails it
            return self.desktop.run(find, check=False, timeout=_PATIENCE).returncode == 0

        wait_for(activated, timeout=_PATIENCE, why=f"the window {title}")
        if steps:
            self.desktop.run(["xdotool", *steps])

    def press_until_gone(self, title: str, key: str) -> None:
        """Press a key that closes the app's window; once more where a list that opened above it took the key."""

        def gone() -> bool:
            return title not in self.desktop.window_list()

        def pressed() -> bool:
            found = self.desktop.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}"], check=False).stdout
            if found:
                self.desktop.run(["xdotool", "windowactivate", "--sync", found.split()[-1], "key", key], check=False)
            return wait_for(gone, timeout=1, why="") if found else gone()

        for _ in range(_PRESSES):
            with contextlib.suppress(AssertionError):
                if pressed():
                    return
        raise AssertionError(f"{title} does not close")

    def close_windows(self) -> None:
        """Those that a request which went wrong has left open."""
        for title in ("Folder of pictures", "LookAloud"):
            with contextlib.suppress(AssertionError):
                self.press_until_gone(title, "Escape")

    def copied(self) -> str:
        """The text on the clipboard: the last answer, once `answered` has told of it."""
        return self.desktop.run(["xclip", "-selection", "clipboard", "-o", "-t", "UTF8_STRING"], check=False).stdout

    def newest_log(self) -> str:
        """The last lines that the app printed, and the windows, for what went wrong."""
        lines = [line for line in self.app.log().splitlines() if line.startswith("assistant.")]
        return " | ".join([*lines[-8:], self.desktop.window_list()])

    def copy_picture(self, text: str) -> None:
        """A picture file with `text` onto the clipboard."""
        path = write_text(self.desktop.folder / "copied.png", text)
        quiet = subprocess.DEVNULL  # it stays behind to hand the picture out, and would hold a pipe open
        subprocess.run(["xclip", "-selection", "clipboard", "-t", "image/png", "-i", str(path)],
                       env=self.desktop.env, stdout=quiet, stderr=quiet, check=True)  # fmt: skip


def camera_picture() -> Image.Image:
    """A wooden table with a sign in its middle."""
    grain = np.random.default_rng(5).normal(0, 12, (60, 16, 1))
    ground = np.clip(np.array([112, 76, 48]) + grain, 0, 255).astype(np.uint8)
    image = Image.fromarray(ground).resize((640, 480), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    draw.rectangle((210, 190, 430, 290), fill=(10, 110, 50))
    draw.text((320, 240), SIGN, "white", ImageFont.truetype("DejaVuSans.ttf", 54), anchor="mm")
    return image


@contextmanager
def soaking(seed: int) -> Iterator[Session]:
    """The app on a desktop with a dialog and a terminal."""
    with desktop(size="1024x768") as running, streamed_camera(camera_picture()) as camera:
        temporary = running.folder / "temporary"
        temporary.mkdir()
        running.env["TMPDIR"] = str(temporary)
        log = running.folder / "build.log"
        log.write_text("Compiling the parser\n")
        running.start("xterm", "-fa", "DejaVu Sans Mono", "-geometry", "60x12+20+380", "-T", "Build",
                      "-e", f"tail -f {log}")  # fmt: skip
        # a key that is meant for another window may close it
        running.start("sh", "-c", f"while :; do zenity --info --title=Weather --text='{FORECAST}'; done")
        windows = ["^Build$", "^Weather$"]
        for title in windows:
            running.wait_for_window(title)
        pictures = Path(running.env["HOME"])  # where the dialog that asks for the folder begins
        for number, word in enumerate("Receipt Ticket Letter Invoice Menu".split()):
            write_text(pictures / f"{number}.png", f"{word} {100 + number}")
        running.env["PYTHONFAULTHANDLER"] = "1"
        running.env["PYTHONPATH"] = str(ROOT)
        running.run([*COMMAND, "album", str(pictures), "--silent"], timeout=240)
        shutil.rmtree(temporary)
        temporary.mkdir()
        with running_app(running, _SETTINGS.format(url=camera.url, rate=FASTEST)) as app:
            session = Session(app, camera, windows, random.Random(seed))
            try:
                yield session
            finally:
                session.display.close()
