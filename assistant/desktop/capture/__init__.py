"""Pixels of the desktop: what to grab (`locate`) and how (`open_capturer`). No numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.desktop.capture.place import locate
from assistant.desktop.session import session
from assistant.desktop.stacking import Monitor
from assistant.errors import NoDisplay
from assistant.types import Frame, Target
from models.types import Box

__all__ = ["Capturer", "locate", "open_capturer"]


class Capturer(Protocol):
    """Grabs pixels. One thread."""

    def grab(self, box: Box | None, *, target: Target, window_title: str = "") -> Frame:
        """The part of the desktop inside `box` (desktop units; None: all). Raises CaptureError."""
        ...

    def close(self) -> None: ...


def open_capturer(monitors: Sequence[Monitor] = ()) -> Capturer:
    """The capturer of this desktop; `monitors` give the portal's pictures their scale. Raises NoDisplay."""
    match session():
        case "none":
            raise NoDisplay
        case "wayland":
            from assistant.desktop.capture.portal import PortalCapturer

            return PortalCapturer(monitors)
        case _:
            from assistant.desktop.capture.screen import MssCapturer

            return MssCapturer()
