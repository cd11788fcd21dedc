"""How much is logged: the environment variable LOOKALOUD_LOG."""

from __future__ import annotations

import logging
import os


def log_level() -> int:
    """The level that LOOKALOUD_LOG names, in capitals or not, or gives as a number; WARNING for anything else."""
    wanted = os.environ.get("LOOKALOUD_LOG", "").strip().upper()
    if wanted.isascii() and wanted.isdigit():
        return int(wanted[:6])
    return logging.getLevelNamesMapping().get(wanted, logging.WARNING)
