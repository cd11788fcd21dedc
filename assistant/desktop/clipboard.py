"""The clipboard: the picture on it, and text onto it. GUI thread, with a QGuiApplication but on Wayland."""

from __future__ import annotations

import time

from PySide6.QtGui import QGuiApplication, QImage, QPainter

from assistant.desktop import wayland_clipboard
from assistant.desktop.session import session
from assistant.errors import BadImage
from assistant.languages.words import _
from assistant.types import Frame, Raster, Target

NO_PICTURE = _("There is no picture on the clipboard. Copy a picture first, then try again.")


def clipboard_frame() -> Frame:
    """The picture on the clipboard. Raises BadImage where there is none."""
    image = _image()
    if image.isNull():
        raise BadImage(NO_PICTURE)
    return Frame(to_raster(image), Target.CLIPBOARD, taken_at=time.monotonic())


def _image() -> QImage:
    if session() != "wayland":
        return QGuiApplication.clipboard().image()
    data = wayland_clipboard.picture()
    return QImage.fromData(data) if data is not None else QImage()


def to_raster(image: QImage) -> Raster:
    """A copy of the pixels; what is transparent becomes white."""
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(0xFFFFFFFF)
    painter = QPainter(opaque)
    painter.drawImage(0, 0, image)
    painter.end()
    # Format_RGB32 is 0xffRRGGBB in the machine's byte order: blue, green, red, unused on little-endian machines,
    # rows of 4 bytes a pixel without padding
    return Raster(opaque.width(), opaque.height(), bytes(opaque.constBits()))


def copy_text(text: str, *, in_window: bool = False) -> bool:
    """Put `text` on the clipboard; whether that is sure. `in_window`: the user asked in a window of ours."""
    if session() != "wayland":
        QGuiApplication.clipboard().setText(text)
        return True
    if wayland_clipboard.copy(text):
        return True
    if not in_window or QGuiApplication.focusWindow() is None:
        return False
    QGuiApplication.clipboard().setText(text)
    return True
