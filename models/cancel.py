"""Cancellation that is heard from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.errors import Cancelled


class CancelToken:
    """Set once, by any thread; checked between steps by the thread that works."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # Ctrl+C may come while its own thread holds it
        self._cancelled = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        """Set the token and run what `on_cancel` was given, in this thread, once."""
        with self._lock:
            if self._cancelled:
                return
            self._cancelled = True
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def check(self) -> None:
        """Raise `Cancelled` if the token is set."""
        if self._cancelled:
            raise Cancelled

    def on_cancel(self, callback: Callable[[], None]) -> None:
        """Call `callback` when the token is set, or now if it already is."""
        with self._lock:
            if not self._cancelled:
                self._callbacks.append(callback)
                return
        callback()

    @contextmanager
    def stopping(self, callback: Callable[[], None]) -> Iterator[None]:
        """`on_cancel` for the length of a block: a long answer must not gather a callback a step."""
        self.on_cancel(callback)
        try:
            yield
        finally:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)
