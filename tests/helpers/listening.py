"""Listens to the sink with a clock: when sound begins and ends, in the time of time.monotonic().

Error: the recorder reads the null sink's monitor in chunks of some 10 ms, so a moment is known to about +-15 ms.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from tests.helpers.desktop import Desktop, wait_for

RATE = 44_100  # samples a second
_AUDIBLE = 300  # of 32767: -41 dBFS
_CHUNK = 441 * 2  # bytes: 10 ms of int16 mono


class Listener:
    """Moments of sound, as pairs of begin and end of loud chunks."""

    def __init__(self) -> None:
        self._loud: list[tuple[float, float]] = []
        self.chunks = 0

    def take(self, data: bytes, now: float) -> None:
        """A chunk that ended at `now`."""
        self.chunks += 1
        where = np.nonzero(np.abs(np.frombuffer(data, "<i2").astype(np.int32)) > _AUDIBLE)[0]
        if len(where):
            count = len(data) // 2
            self._loud.append((now - (count - int(where[0])) / RATE, now - (count - 1 - int(where[-1])) / RATE))

    def first_after(self, moment: float) -> float | None:
        """When sound was first heard after `moment`; None if not yet."""
        return next((begin for begin, _ in list(self._loud) if begin >= moment), None)

    def last_after(self, moment: float) -> float:
        """When sound was last heard; `moment` where there was none after it."""
        return max((end for _, end in list(self._loud) if end >= moment), default=moment)

    def quiet_for(self) -> float:
        """Seconds since the last sound."""
        loud = list(self._loud)
        return time.monotonic() - loud[-1][1] if loud else float("inf")


@contextmanager
def listening(desktop: Desktop) -> Iterator[Listener]:
    """A listener on the sink `out`."""
    process = subprocess.Popen(
        ["parec", "--device=out.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=10"],
        env=desktop.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
    )  # fmt: skip
    listener = Listener()

    def read() -> None:
        assert process.stdout is not None
        while data := process.stdout.read(_CHUNK):
            listener.take(data, time.monotonic())

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        wait_for(lambda: listener.chunks > 10, why="the recorder")
        yield listener
    finally:
        process.terminate()
        process.wait(5)
        thread.join(5)
        assert process.stdout is not None
        process.stdout.close()
