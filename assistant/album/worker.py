"""A process that describes pictures, so that one that hangs or crashes it is left out and the rest goes on."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import msgspec

from assistant.album.picture import Describe, Described, Pictures
from assistant.engine.environment import low_memory_environment
from assistant.errors import AlbumError, AssistantError, BadImage
from assistant.languages.words import N_, _
from assistant.printable import printable_name
from models.cancel import CancelToken
from models.errors import ModelError

log = logging.getLogger(__name__)

PATIENCE = 300.0  # seconds for one picture; a captioner on a slow machine takes some tens
_START = 120.0  # seconds until the process is there
_LOOK = 0.1  # seconds between two looks whether to stop
_ENDED = N_("{name} took the part that looks at pictures down with it, so it is left out.")
_TOO_LONG = N_("{name} took longer than {seconds} seconds, so it is left out.")
NO_START = N_("The part that looks at pictures does not start. Run lookaloud doctor to see what is missing.")
DEFECT = N_("The part that looks at pictures failed.")

Make: TypeAlias = Callable[[], Describe]
"""Makes what describes, in the other process: a function or class at the top of a module."""


class PictureFailed(AssistantError):
    """A picture could not be described, though it may be another time."""


class _Order(msgspec.Struct, frozen=True, array_like=True):
    path: bytes
    place: bool
    only_facts: bool


class _Answer(msgspec.Struct, frozen=True, array_like=True):
    described: Described | None = None
    bad: str = ""
    failed: str = ""


class Worker:
    """Has a process describe picture after picture; it is started with the first. Called from one thread."""

    def __init__(self, make: Make = Pictures, *, patience: float = PATIENCE) -> None:
        self._make = make
        self._patience = patience
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def __call__(self, path: Path, *, place: bool, only_facts: bool, cancel: CancelToken) -> Described:
        """Raises BadImage, PictureFailed, Cancelled; AlbumError where the process does not start."""
        connection = self._connection if self._connection is not None else self._start(cancel)
        order = _Order(os.fsencode(path), place, only_facts)
        name = printable_name(path.name)
        try:
            connection.send_bytes(msgspec.json.encode(order))
            data = self._wait(connection, self._patience, cancel)
        except (EOFError, OSError):
            self.close()
            raise BadImage(_(_ENDED).format(name=name)) from None
        if data is None:
            self.close()
            raise BadImage(_(_TOO_LONG).format(name=name, seconds=f"{self._patience:.0f}"))
        answer = msgspec.json.decode(data, type=_Answer)
        if answer.described is not None:
            return answer.described
        if answer.failed:
            raise PictureFailed(answer.failed)
        raise BadImage(answer.bad)

    @property
    def pid(self) -> int | None:
        """The process's number, while there is one."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process, whatever it does. It is started again where another picture comes."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _start(self, cancel: CancelToken) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._make), name="album", daemon=True)
        self._connection = ours
        low_memory_environment()
        self._process.start()
        theirs.close()
        try:
            if self._wait(ours, _START, cancel) is not None:
                return ours
        except (EOFError, OSError):
            pass
        self.close()
        raise AlbumError(_(NO_START))

    def _wait(self, connection: Connection, seconds: float, cancel: CancelToken) -> bytes | None:
        """What the process says; None where it says nothing in time. Raises EOFError or OSError where it ended."""
        end = time.monotonic() + seconds
        while not connection.poll(_LOOK):
            if cancel.cancelled:
                self.close()
            cancel.check()
            if time.monotonic() > end:
                return None
        return connection.recv_bytes()


def serve(connection: Connection, make: Make) -> None:
    """The other process: describe what is asked for until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to both; the other one ends this
    _lower_priority()
    describe = make()
    with contextlib.suppress(EOFError, OSError):
        connection.send_bytes(b"ready")
        while True:
            order = msgspec.json.decode(connection.recv_bytes(), type=_Order)
            connection.send_bytes(_answer(describe, order))


def _answer(describe: Describe, order: _Order) -> bytes:
    path = Path(os.fsdecode(order.path))
    try:
        described = describe(path, place=order.place, only_facts=order.only_facts, cancel=CancelToken())
        return msgspec.json.encode(_Answer(described))
    except BadImage as error:
        answer = _Answer(bad=error.spoken)
    except (AssistantError, ModelError) as error:
        log.error("%s", error)
        answer = _Answer(failed=error.spoken)
    except Exception:  # the process's barrier: a defect at one picture is logged, and said
        log.exception("describing a picture")
        answer = _Answer(failed=_(DEFECT))
    return msgspec.json.encode(answer)


def _lower_priority() -> None:
    """A long run must not slow down the screen reader."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(5)
