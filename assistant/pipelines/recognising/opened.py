"""A model that is opened when it is first needed, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from models.cancel import CancelToken

T = TypeVar("T")


class Opened(Generic[T]):
    """A model that is opened when it is first needed, once; None where none is installed."""

    def __init__(self, open_model: Callable[[], T | None]) -> None:
        self._open = open_model
        self.model: T | None = None
        """What was opened; None as long as nothing was."""
        self._looked = False

    def get(self, cancel: CancelToken) -> T | None:
        """Raises nothing: a model that cannot be opened counts as none, of which the log says why."""
        if not self._looked:
            self._looked = True  # one that cannot be opened is not tried again until the engine starts anew
            with cancel.stopping(lambda: None):
                self.model = self._open()
        return self.model
