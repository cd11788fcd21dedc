"""Screenshots on Wayland by org.freedesktop.portal.Screenshot.

The portal asks the user (at the first time, or each time: the desktop decides), writes a picture file and gives
its address. The file is read and deleted, so that no frame stays on disk.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlparse

from dbus_fast import Variant

from assistant.desktop.capture.files import load_picture
from assistant.desktop.portal import PortalDenied, PortalMissing, request
from assistant.desktop.stacking import Monitor
from assistant.errors import CaptureError
from assistant.languages.words import _
from assistant.types import Frame, Target
from models.types import Box

_WAIT = 60.0  # seconds; the user may be asked
DENIED = _("The desktop did not allow a screenshot. Allow it in the dialog that appears, or in the privacy settings.")
MISSING = _(
    "This desktop offers no screenshots to programs. Install xdg-desktop-portal and the portal of your desktop. "
    "For Sway that is xdg-desktop-portal-wlr, together with xdg-desktop-portal-gtk, grim and pipewire."
)
NO_PART = _(
    "The desktop's picture does not fit its monitors, so no part of it can be cut out. Describe the whole screen."
)
_UNLIKE = 0.02  # share by which width and height may be scaled differently: what rounding to whole units does


class PortalCapturer:
    """Grabs the whole desktop through the portal and cuts. One thread; a call waits for the user's consent."""

    def __init__(self, monitors: Sequence[Monitor] = ()) -> None:
        self._monitors = tuple(monitors)

    def close(self) -> None:
        """Nothing is open between two calls."""

    def grab(self, box: Box | None, *, target: Target, window_title: str = "") -> Frame:
        """Raises CaptureError."""
        try:
            results = request(
                "org.freedesktop.portal.Screenshot", "Screenshot", "sa{sv}", [""], {"interactive": Variant("b", False)},
                wait=_WAIT,
            )  # fmt: skip
        except PortalDenied as error:
            raise CaptureError(DENIED, detail=str(error)) from error
        except PortalMissing as error:
            raise CaptureError(MISSING, detail=str(error)) from error
        uri = results.get("uri")
        address = urlparse(uri.value if uri is not None else "")
        if address.scheme != "file":
            raise CaptureError(_("The desktop gave no usable screenshot. Try again."), detail=str(uri))
        path = Path(unquote(address.path))
        try:
            frame = load_picture(path).frame
        finally:
            path.unlink(missing_ok=True)
        return self._placed(frame, box, target, window_title)

    def _placed(self, frame: Frame, box: Box | None, target: Target, title: str) -> Frame:
        origin, scale = (0, 0), 1.0
        if self._monitors:
            left = min(m.box.left for m in self._monitors)
            top = min(m.box.top for m in self._monitors)
            width = max(m.box.right for m in self._monitors) - left
            height = max(m.box.bottom for m in self._monitors) - top
            if abs(frame.pixels.width / width / (frame.pixels.height / height) - 1) < _UNLIKE:
                origin, scale = (left, top), frame.pixels.width / width
            elif box is not None:
                raise CaptureError(NO_PART)
        placed = replace(
            frame, target=target, origin=origin, scale=scale, window_title=title, taken_at=time.monotonic()
        )
        return placed if box is None else cut(placed, box)


def cut(frame: Frame, desktop: Box) -> Frame:
    """The part of `frame` inside `desktop` (desktop units)."""
    part = frame.to_frame(desktop).intersection(frame.box)
    rows = memoryview(frame.pixels.data).cast("B")
    stride = frame.pixels.width * 4
    data = b"".join(
        rows[y * stride + part.left * 4 : y * stride + part.right * 4] for y in range(part.top, part.bottom)
    )
    corner = frame.to_desktop(Box(part.left, part.top, part.left, part.top))
    pixels = type(frame.pixels)(part.width, part.height, data)
    return replace(frame, pixels=pixels, origin=(corner.left, corner.top))
