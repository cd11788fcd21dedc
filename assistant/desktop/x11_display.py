"""A connection to the X server."""

from __future__ import annotations

from Xlib import display, error

from assistant.errors import NoDisplay


def open_display() -> display.Display:
    """A new connection, to be closed by the caller. Raises NoDisplay where the server does not answer."""
    try:
        return display.Display()
    except (error.DisplayError, OSError) as problem:
        raise NoDisplay(str(problem)) from problem
