"""Standard output whose reader may have read enough, such as `| head -1`."""

from __future__ import annotations

import os
import sys


def print_line(text: str) -> None:
    """Print at once. Where nobody reads any more, this and all that follows goes nowhere."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        stop_printing()


def stop_printing() -> None:
    """Standard output goes nowhere from now on, also what is flushed at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
