"""The real screen reader, and what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.desktop import Desktop, wait_for

_SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)'")


class Orca:
    """A running Orca. `said` grows as it speaks."""

    def __init__(self, log: Path, process: subprocess.Popen[bytes]) -> None:
        self._log = log
        self.process = process
        self._mark = 0

    @property
    def said(self) -> list[str]:
        """Everything it has said since the last `forget`."""
        return self._all()[self._mark :]

    def forget(self) -> None:
        """Start a new list."""
        self._mark = len(self._all())

    def wait_until_said(self, text: str, *, timeout: float = 20) -> list[str]:
        """Wait for an utterance that holds `text`; returns all since `forget`."""
        wait_for(lambda: any(text in line for line in self.said), timeout=timeout, why=f"Orca to say {text!r}: {self.said}")
        return self.said

    def _all(self) -> list[str]:
        if not self._log.exists():
            return []
        return _SPOKEN.findall(self._log.read_text(errors="replace"))


@contextmanager
def running_orca(desktop: Desktop) -> Iterator[Orca]:
    """Start Orca on a test desktop."""
    assert shutil.which("orca") is not None
    log = desktop.folder / "orca.log"
    process = desktop.start("orca", "--replace", f"--debug-file={log}")
    orca = Orca(log, process)
    try:
        orca.wait_until_said("Screen reader on", timeout=40)
        yield orca
    finally:
        process.terminate()
        process.wait(10)
