"""Progress that a screen reader can follow: one plain line a step, on standard error, nothing redrawn."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence

HEARTBEAT = 20.0  # seconds of silence after which the user hears that work goes on

Teller = Callable[[str], None]


class SetupFailed(Exception):
    """The environment cannot be made; `str()` is the sentence to say: what happened and what to do."""


def say(sentence: str) -> None:
    """One line, at once; standard output stays free for the program's own words."""
    print(sentence, file=sys.stderr, flush=True)


def run_telling(
    command: Sequence[str], *, tell: Callable[[str], str], say: Teller = say, env: Mapping[str, str] | None = None
) -> tuple[int, list[str]]:
    """Run `command`, say what `tell` makes of each of its lines ("": nothing); returns exit code and all lines.

    A word is said after HEARTBEAT seconds of silence. Raises SetupFailed where the command cannot be started.
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
    try:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise SetupFailed(f"{command[0]} cannot be started: {error.strerror}.") from error
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    kept: list[str] = []
    try:
        while True:
            try:
                line = lines.get(timeout=HEARTBEAT)
            except queue.Empty:
                say("Still working.")
                continue
            if line is None:
                return process.wait(), kept
            kept.append(line)
            if sentence := tell(line):
                say(sentence)
    except BaseException:
        process.terminate()
        raise
    finally:
        reader.join(1)


def _read(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        for line in output:
            lines.put(line.rstrip())
    lines.put(None)
