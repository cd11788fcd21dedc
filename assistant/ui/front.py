"""Opens a window that the user asked for and gives it the focus."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_SETTLE_MS = 400  # after which Orca 43 has taken up a new window


def bring_to_front(window: QWidget) -> None:
    """Show, raise and activate. GUI thread."""
    window.show()
    window.raise_()
    window.activateWindow()
    if QGuiApplication.platformName() == "xcb":
        from assistant.desktop.x11_windows import activate

        QGuiApplication.sync()  # the server must know the window before another connection names it
        activate(int(window.winId()))
    at_first = window.focusWidget()
    QTimer.singleShot(_SETTLE_MS, window, lambda: _focus_again(window, at_first))


def _focus_again(window: QWidget, at_first: QWidget | None) -> None:
    """Orca takes up a window a moment after it opens and misses what had the focus from the start."""
    held = window.focusWidget()
    if held is not None and window.isActiveWindow() and at_first in (None, held):
        held.clearFocus()
        held.setFocus()
