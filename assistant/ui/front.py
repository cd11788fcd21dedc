"""Opens a window that the user asked for and gives it the focus."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def bring_to_front(window: QWidget) -> None:
    """Show, raise and activate. GUI thread."""
    window.show()
    window.raise_()
    window.activateWindow()
    if QGuiApplication.platformName() == "xcb":
        from assistant.desktop.x11_windows import activate

        QGuiApplication.sync()  # the server must know the window before another connection names it
        activate(int(window.winId()))
