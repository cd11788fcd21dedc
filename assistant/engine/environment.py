"""What the environment must say before numpy is imported, in the engine and in the command line."""

from __future__ import annotations

import os

LOW_MEMORY = {
    # OpenBLAS commits 25 to 30 MB a thread at import (numpy#13432); nothing here multiplies large matrices
    "OPENBLAS_NUM_THREADS": "1",
}


def low_memory_environment() -> None:
    """Set LOW_MEMORY for this process; what the user has set stays."""
    for name, value in LOW_MEMORY.items():
        os.environ.setdefault(name, value)
