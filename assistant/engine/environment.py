"""What must hold in the process: before numpy is imported, and for a crash."""

from __future__ import annotations

import contextlib
import os
import sys

from assistant.heap import ENVIRONMENT

LOW_MEMORY = {
    # OpenBLAS commits 25 to 30 MB a thread at import (numpy#13432); nothing here multiplies large matrices
    "OPENBLAS_NUM_THREADS": "1",
    **ENVIRONMENT,
}


def low_memory_environment() -> None:
    """Set LOW_MEMORY for this process; what the user has set stays."""
    for name, value in LOW_MEMORY.items():
        os.environ.setdefault(name, value)


def without_core_dumps() -> None:
    """A crash of this process and of those that it starts leaves nothing of the screen on the disk.

    No file of one byte is begun. A program that collects crashes is started whatever the limit is, says core(5); but
    Linux starts none for a limit of 1, which it keeps against crashes of that program itself (fs/coredump.c).
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0 if most == 0 else 1, most))
