"""A user without a home folder, as some services and containers have: nothing is kept, and all else works."""

from __future__ import annotations

import os

NOWHERE = "/nonexistent"
"""What Debian calls the home of users without one; it is not there, and they cannot make it."""


def take_any_home() -> None:
    """Where nobody says which folder is the home, none is it: who asks for one would end the program otherwise."""
    if not os.path.isabs(os.path.expanduser("~")):
        os.environ["HOME"] = NOWHERE
