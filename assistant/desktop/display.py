"""Whether there is a display that Qt can open."""

from __future__ import annotations

import os
import sys

from assistant.desktop.session import x11_answers


def has_display() -> bool:
    """Whether Qt can open a window. Asked first, since Qt aborts the process where it cannot."""
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return x11_answers()
