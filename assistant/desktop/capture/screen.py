"""Screenshots by mss: X11 run for real; Windows and macOS are mss's, not yet run."""

from __future__ import annotations

import time
from collections.abc import Mapping

import mss
from mss.exception import ScreenShotError

from assistant.desktop.capture.place import OFF_SCREEN
from assistant.errors import CaptureError, NoDisplay
from assistant.languages.words import _
from assistant.types import Frame, Raster, Target
from models.types import Box


class MssCapturer:
    """Looks at the screen. One thread. Raises NoDisplay when opened where there is none.

    Every grab connects anew (9 ms on Xvfb): mss keeps the monitors and the size of its buffers from the first use, and
    the user may plug in a monitor or turn the screen at any time.
    """

    def __init__(self) -> None:
        try:
            mss.MSS().close()
        except (ScreenShotError, OSError) as error:
            raise NoDisplay(str(error)) from error

    def close(self) -> None:
        """Nothing is open between two calls."""

    def grab(self, box: Box | None, *, target: Target, window_title: str = "") -> Frame:
        """The part of the desktop inside `box`, clipped to it. Raises CaptureError."""
        try:
            with mss.MSS() as screen:
                seen = _seen(box, screen.monitors[0])
                shot = screen.grab({"left": seen.left, "top": seen.top, "width": seen.width, "height": seen.height})
        except (ScreenShotError, OSError) as error:
            raise CaptureError(
                _("The screen could not be captured. Try again; if it happens again, run lookaloud doctor."),
                detail=str(error),
            ) from error
        scale = shot.width / seen.width  # 2 on a Retina display, whose desktop units are points
        pixels = Raster(shot.width, shot.height, shot.raw)
        return Frame(
            pixels,
            target,
            origin=(seen.left, seen.top),
            scale=scale,
            window_title=window_title,
            taken_at=time.monotonic(),
        )


def _seen(box: Box | None, whole: Mapping[str, int]) -> Box:
    desktop = Box(whole["left"], whole["top"], whole["left"] + whole["width"], whole["top"] + whole["height"])
    seen = desktop if box is None else box.intersection(desktop)
    if seen.is_empty:
        raise CaptureError(OFF_SCREEN)
    return seen
