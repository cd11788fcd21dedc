"""A thread of its own for calls that may block or hang; results come back to the GUI thread.

A shared resource (an X connection, an accessibility bus) is used by one lane only, so it needs no lock. A lane
that hangs is abandoned: its thread is left behind, its results are dropped, and the next call gets a new one.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from assistant.errors import AssistantError
from assistant.languages.words import _
from models.errors import Cancelled

log = logging.getLogger(__name__)

T = TypeVar("T")
FAILED = _("Something went wrong in LookAloud itself. Try again; if it happens again, run lookaloud doctor.")
_Task = Callable[[], None]


class Lane(QObject):
    """Runs calls one after the other in a daemon thread. Public methods: GUI thread."""

    _finished = Signal(object)

    def __init__(self, name: str, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._tasks: queue.SimpleQueue[_Task | None] | None = None
        self._busy_since = 0.0
        self._finished.connect(lambda deliver: deliver())

    def run(self, call: Callable[[], T], done: Callable[[T | AssistantError], None]) -> None:
        """Run `call` in the lane, then `done(result or error)` in the GUI thread; nothing after `Cancelled`."""
        if self._tasks is None:
            self._tasks = queue.SimpleQueue()
            threading.Thread(target=self._loop, args=(self._tasks,), name=self._name, daemon=True).start()
        tasks = self._tasks

        def task() -> None:
            result: T | AssistantError
            try:
                result = call()
            except Cancelled:
                return
            except AssistantError as error:
                result = error
            except Exception:  # the lane's barrier: a defect is logged once and said, and the lane goes on
                log.exception("lane %s", self._name)
                result = AssistantError(FAILED)

            def deliver() -> None:
                if tasks is self._tasks:
                    done(result)

            self._finished.emit(deliver)

        tasks.put(task)

    def abandon_if_stuck(self, seconds: float) -> bool:
        """Leave the thread behind if one call has taken longer than `seconds`; tells whether it did."""
        if self._busy_since and time.monotonic() - self._busy_since > seconds:
            log.warning("lane %s hangs and is left behind", self._name)
            self.close()
            return True
        return False

    def close(self) -> None:
        """Drop what waits; a call that runs is not waited for."""
        if self._tasks is not None:
            self._tasks.put(None)
            self._tasks = None
        self._busy_since = 0.0

    def _loop(self, tasks: queue.SimpleQueue[_Task | None]) -> None:
        while (task := tasks.get()) is not None:
            if tasks is self._tasks:
                self._busy_since = time.monotonic()
                task()
            if tasks is self._tasks:
                self._busy_since = 0.0
