"""What is logged, on standard error: as much as the environment variable LOOKALOUD_LOG says, fit for a terminal."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias

from assistant.errors import AssistantError
from assistant.printable import printable
from models.errors import ModelError

_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrintableFormatter(logging.Formatter):
    """Leaves nothing in a line, nor in a defect's trace, that steers a terminal; and no words of the screen in a trace.

    A desktop keeps what its programs print. A KeyError or a ValueError quotes what it choked on, which may be the
    user's text, so that of errors that are not ours only the kind is told, and where they were raised.
    """

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))

    def formatException(self, ei: _Raised) -> str:
        return "" if ei[1] is None else "\n".join(_traces(ei[1], set()))


def _traces(error: BaseException, seen: set[int]) -> Iterator[str]:
    """Of the error, after those that led to it."""
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _traces(before, seen)
        yield "Then:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    yield f"{type(error).__qualname__}{_told(error)}"


def _told(error: BaseException) -> str:
    if isinstance(error, AssistantError | ModelError):
        return f": {error}"
    if isinstance(error, OSError) and error.errno is not None:
        return f": {os.strerror(error.errno)}"
    return ""


def log_to_terminal(form: str) -> None:
    """Log from now on; `form`: of each line, as logging.Formatter takes it. Once a process."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter(form))
    logging.basicConfig(level=log_level(), handlers=[handler])


def log_level() -> int:
    """The level that LOOKALOUD_LOG names, in capitals or not, or gives as a number; WARNING for anything else."""
    wanted = os.environ.get("LOOKALOUD_LOG", "").strip().upper()
    if wanted.isascii() and wanted.isdigit():
        return int(wanted[:6])
    return logging.getLevelNamesMapping().get(wanted, logging.WARNING)
