"""Starting the app again in its own place, for what cannot be mended from inside. Linux."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_WHY = "LOOKALOUD_STARTED_AGAIN"  # environment variable: what the app says when it has been started again
_START = "import sys\nfrom assistant.cli import start_app\nsys.exit(start_app(sys.argv[1:]))"


def start_again(arguments: Sequence[str], *, why: str) -> None:
    """Put a new app in the place of this process; it says `why`. Does not return. Raises OSError."""
    os.execve(sys.executable, [sys.executable, "-P", "-c", _START, *arguments], os.environ | {_WHY: why})


def why_again() -> str:
    """What this app was started again with; empty where it was not. Asked once."""
    return os.environ.pop(_WHY, "")
