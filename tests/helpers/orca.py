"""The real screen reader, and what it says."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.desktop import Desktop, wait_for

_SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)'")


class Orca:
    """A running Orca. `said` grows as it speaks."""

    def __init__(self, desktop: Desktop, log: Path, process: subprocess.Popen[bytes]) -> None:
        self._desktop = desktop
        self._log = log
        self.process = process
        self._mark = 0
        self._offset = 0
        self._heard: list[str] = []

    @property
    def said(self) -> list[str]:
        """Everything it has said since the last `forget`."""
        self._read()
        return self._heard[self._mark :]

    def forget(self) -> None:
        """Start a new list."""
        self._read()
        self._mark = len(self._heard)

    def wait_until_said(self, text: str, *, timeout: float = 30) -> list[str]:
        """Wait for an utterance that holds `text`; returns all since `forget`."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            with contextlib.suppress(AssertionError):
                wait_for(lambda: any(text in line for line in self.said), timeout=1.5)
                return self.said
            # on a test desktop Orca 43 takes up some of Qt's events only with the next one: a bare modifier is one
            self._desktop.press("shift")
        raise AssertionError(f"Orca did not say {text!r} but {self.said}")

    def settle(self) -> None:
        """Wait until it has worked off its events: for a second its debug file has not grown."""
        size, since = -1, time.monotonic()
        while time.monotonic() - since < 1.0:
            now = self._log.stat().st_size
            if now != size:
                size, since = now, time.monotonic()
            time.sleep(0.05)

    def _read(self) -> None:
        """Only what is new: the debug file grows by megabytes, and reading it all would starve Orca itself."""
        if not self._log.exists():
            return
        with self._log.open(errors="replace") as file:
            file.seek(self._offset)
            text = file.read()
        whole = text.rfind("\n") + 1
        self._offset += len(text[:whole].encode("utf-8", "replace"))
        self._heard += _SPOKEN.findall(text[:whole])


@contextmanager
def running_orca(desktop: Desktop) -> Iterator[Orca]:
    """Start Orca on a test desktop."""
    assert shutil.which("orca") is not None
    log = desktop.folder / "orca.log"
    process = desktop.start("orca", "--replace", f"--debug-file={log}")
    orca = Orca(desktop, log, process)
    try:
        orca.wait_until_said("Screen reader on")
        yield orca
    finally:
        # asked to end, Orca waits for its speech server, which the test desktop does not have
        process.kill()
        process.wait(10)
