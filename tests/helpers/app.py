"""The app as its user has it: a process on a test desktop, driven by keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.desktop import Desktop, wait_for

ROOT = Path(__file__).parents[2]
CHORD = "ctrl+alt+space"


class RunningApp:
    """A started app. What it says is found by copying the answer, as a user would."""

    def __init__(self, desktop: Desktop, process: subprocess.Popen[bytes]) -> None:
        self.desktop = desktop
        self.process = process

    def layer(self, key: str) -> None:
        """Press the master chord, then one key."""
        self.desktop.press(CHORD, key)

    def copied(self) -> str:
        """The last answer, through the clipboard."""
        self.layer("c")
        return self.desktop.run(["xclip", "-selection", "clipboard", "-o"], check=False).stdout

    def answer(self, *, containing: str = "", timeout: float = 30) -> str:
        """Wait until the sink has been quiet after an answer that holds `containing`, then copy it."""

        def found() -> str:
            text = self.copied()
            return text if text and containing in text else ""

        return wait_for(found, timeout=timeout, why=f"an answer with {containing!r}")

    def resident_megabytes(self) -> float:
        """Of the app's process alone."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def children(self) -> list[int]:
        """Process ids of the engine, if it runs."""
        listing = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in listing.split()]

    def log(self) -> str:
        """What all programs of the desktop have printed."""
        return (self.desktop.folder / "log").read_text(errors="replace")


@contextmanager
def running_app(
    desktop: Desktop, settings: str = "first_run_done = true\n", *, under: Sequence[str] = (), **environment: str
) -> Iterator[RunningApp]:
    """Start the app with a settings file; it ends with the block. `under`: a command that runs it in its place."""
    path = Path(desktop.env["XDG_CONFIG_HOME"]) / "lookaloud" / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(settings)
    before = (desktop.folder / "log").read_text(errors="replace").count("assistant.app: ready")
    environment = {"PYTHONPATH": str(ROOT), "LOOKALOUD_LOG": "INFO", **environment}
    process = desktop.start(*under, sys.executable, "-m", "assistant", **environment)
    app = RunningApp(desktop, process)
    try:
        wait_for(lambda: app.log().count("assistant.app: ready") > before or process.poll() is not None, why="the app")
        assert process.poll() is None, app.log()[-2000:]
        yield app
    finally:
        process.terminate()
        process.wait(5)
