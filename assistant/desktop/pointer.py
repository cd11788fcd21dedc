"""Moves the mouse pointer and presses its button, when the user has asked for it. X11 (XTEST); not yet elsewhere."""

from __future__ import annotations

from typing import Any

from assistant.desktop.session import session
from assistant.errors import AssistantError
from assistant.languages.words import _

CANNOT = _("The pointer cannot be moved on this desktop. Use the keyboard: the answer says where to go.")


def move_to(x: int, y: int) -> None:
    """To a point in desktop units. Raises AssistantError with a sentence where it cannot be done."""
    display = _display()
    try:
        display.screen().root.warp_pointer(x, y)
        display.sync()
    finally:
        display.close()


def click_at(x: int, y: int) -> None:
    """Move there, press and release the first button. Raises AssistantError."""
    from Xlib import X
    from Xlib.ext import xtest

    display = _display()
    try:
        display.screen().root.warp_pointer(x, y)
        display.sync()
        for event in (X.ButtonPress, X.ButtonRelease):
            xtest.fake_input(display, event, 1)
        display.sync()
    finally:
        display.close()


def _display() -> Any:
    if session() != "x11":
        raise AssistantError(CANNOT)
    from assistant.desktop.x11_display import open_display

    return open_display()
