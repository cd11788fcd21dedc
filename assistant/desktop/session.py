"""Which kind of desktop this is."""

from __future__ import annotations

import os
import sys
from typing import Literal

Session = Literal["x11", "wayland", "windows", "macos", "none"]


def session() -> Session:
    """The kind of desktop this process runs in, from its environment; asks nobody."""
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "macos"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "x11" if os.environ.get("DISPLAY") else "none"


def x11_answers() -> bool:
    """Whether the X server of DISPLAY lets us in."""
    if not os.environ.get("DISPLAY"):
        return False
    from assistant.desktop.x11_display import open_display
    from assistant.errors import NoDisplay

    try:
        open_display().close()
    except NoDisplay:
        return False
    return True
