"""What is logged, on standard error: as much as the environment variable LOOKALOUD_LOG says, fit for a terminal."""

from __future__ import annotations

import logging
import os

from assistant.printable import printable


class PrintableFormatter(logging.Formatter):
    """Leaves nothing in a line, nor in a defect's trace, that steers a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


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
