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
_FLOOD = re.compile(r"FLOOD\? Queue size is (\d+)")


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

    @property
    def has_begun(self) -> bool:
        """Whether it has said that it is there."""
        return any("Screen reader on" in line for line in self.said)

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

    def most_waiting(self) -> int:
        """The most events that have waited for it at once, 0 for 50 or fewer: Orca notes what it calls a flood."""
        return max(map(int, _FLOOD.findall(self._log.read_text(errors="replace"))), default=0)

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
    log.unlink(missing_ok=True)  # that of an Orca before would be read as this one's
    # Orca ends every other Orca of the user, or does not start beside one; it finds them with pgrep
    (alone := desktop.folder / "alone").mkdir(exist_ok=True)
    (alone / "pgrep").write_text("#!/bin/sh\nexit 1\n")
    (alone / "pgrep").chmod(0o755)
    process = desktop.start("orca", f"--debug-file={log}", PATH=f"{alone}:{desktop.env['PATH']}")
    orca = Orca(desktop, log, process)
    try:
        # no key is pressed before: it would come while Orca asks the registry for the keys, and both would then hang
        wait_for(lambda: orca.has_begun or process.poll() is not None, timeout=60, why="Orca")
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        yield orca
    finally:
        # asked to end, Orca waits for its speech server, which the test desktop does not have
        process.kill()
        process.wait(10)
