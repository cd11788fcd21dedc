"""Opens a window that the user asked for, in a size that the screen has, and gives it the focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, QStandardPaths, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

W = TypeVar("W", bound=QWidget)

_SETTLE_MS = 400  # after which Orca 43 has taken up a new window

_SHARE = 0.9  # of the screen, at most: the rest is for frames and panels


def room_for(window: QWidget) -> QSize:
    """The largest size that a window may ask for, in desktop units."""
    return window.screen().availableSize() * _SHARE


def resize_in_letters(window: QWidget, *, columns: int, lines: int) -> None:
    """So large that a text of this size has room, and no larger than the screen. GUI thread."""
    metrics = window.fontMetrics()
    wanted = QSize(metrics.averageCharWidth() * columns, metrics.lineSpacing() * lines)
    window.resize(wanted.expandedTo(window.minimumSizeHint()).boundedTo(room_for(window)))


def in_documents(name: str) -> str:
    """Where a file dialog begins: this name among the user's documents, else in the home folder."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return str((documents if documents.is_dir() else Path.home()) / name)


def untold(make: Callable[[], W]) -> W:
    """The window that `make` makes, of which the screen reader is told nothing yet: no name, no value, no page is news.

    Qt tells it of each, 210 times for the settings, and Orca works all of it off before it says where the focus is.
    Only for a window that is new: a screen reader remembers what it has been told of one that was shown before.
    """
    active = QAccessible.isActive()
    QAccessible.setActive(False)
    try:
        return make()
    finally:
        QAccessible.setActive(active)


def line_to_type_in() -> QLineEdit:
    """An empty one, of whose first visit a screen reader tells.

    Qt tells where the caret is when it has never told so before: at the first visit, before it tells of the focus.
    Orca 43 takes that for the news that the focus has come, and says nothing. Setting a text has Qt tell it now.
    """
    line = QLineEdit()
    line.setText("")
    return line


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
