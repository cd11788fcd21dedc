"""Our own windows, each as it looks with something in it, and what they have in them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from assistant.album.facts import Facts
from assistant.album.folder import PictureFile
from assistant.album.index import Index
from assistant.album.picture import Described, Told
from assistant.answers import Answer
from assistant.settings import Settings
from assistant.ui.album_window import AlbumWindow
from assistant.ui.models_window import ModelsWindow
from assistant.ui.result import ResultWindow
from assistant.ui.settings import SettingsWindow

TEXT = "Notes.\nA dialog: Save?\nButtons: Save and Cancel."
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def result_window() -> QWidget:
    """With an answer."""
    window = ResultWindow()
    window.show_talk("screen", [Answer(1, "screen", TEXT)])
    window.open()
    return window


def settings_window() -> QWidget:
    """As they are at first."""
    window = SettingsWindow(Settings())
    window.show()
    return window


def models_window() -> QWidget:
    """What comes with the program and what can be fetched."""
    window = ModelsWindow()
    window.show()
    return window


def album_window() -> QWidget:
    """One picture, in a folder that `clear` removes."""
    _FOLDERS.append(tempfile.TemporaryDirectory())
    folder = Path(_FOLDERS[-1].name)
    index = Index(folder / "index.sqlite", root=folder)
    described = Described(Facts(), 1, 1, TEXT, (Told(TEXT, "text", 1.0),), TEXT)
    index.keep(PictureFile("a.png", 1, 1), b"", described, place=False, model="")
    window = AlbumWindow(index)
    window.show()
    return window


MAKERS: tuple[Callable[[], QWidget], ...] = (result_window, settings_window, models_window, album_window)


def clear() -> None:
    """Remove what the windows were made from."""
    while _FOLDERS:
        _FOLDERS.pop().cleanup()


def pages(window: QWidget) -> Iterator[str]:
    """Show one page of a window after the other, and say its name; of most windows there is one."""
    found = window.findChildren(QTabWidget)
    if not found:
        yield ""
    for tabs in found:
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            QApplication.processEvents()
            yield tabs.tabText(number)


def focusable(window: QWidget) -> list[QWidget]:
    """What Tab must reach now."""
    return [
        child for child in window.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(window) and child.isEnabled()
        and child.focusProxy() is None  # a tab widget passes the focus on to its tab bar
        and not isinstance(child.parent(), QAbstractSpinBox | QComboBox)  # Qt's own part, which is not a stop
    ]  # fmt: skip


def cut_off(window: QWidget) -> list[str]:
    """What is smaller than what it holds, or lies partly outside its page to the side, with how much is missing."""
    found = []
    room = window.screen().size()
    smallest = window.minimumSizeHint()
    if smallest.width() > room.width() or smallest.height() > room.height():
        found.append(f"{window.windowTitle()}: {smallest} does not fit {room}")
    for page in pages(window):
        for child in window.findChildren(QWidget):
            kinds = (
                QAbstractButton | QComboBox | QAbstractSpinBox | QLineEdit | QLabel | QAbstractItemView | QPlainTextEdit
            )
            if not isinstance(child, kinds) or not child.isVisibleTo(window):
                continue
            if isinstance(child.parent(), QAbstractSpinBox | QComboBox) or child.objectName().startswith("Scroll"):
                continue
            if isinstance(child, QLabel) and not child.text():
                continue
            name = f"{page}: {type(child).__name__} {child.accessibleName() or child.property('text')}"
            wanted, given = child.minimumSizeHint(), child.size()
            if isinstance(child, QAbstractButton | QComboBox | QAbstractSpinBox) or (
                isinstance(child, QLabel) and not child.wordWrap()
            ):
                wanted = wanted.expandedTo(child.sizeHint())
            if isinstance(child, QLineEdit):
                wanted.setWidth(
                    child.fontMetrics().horizontalAdvance(child.text()) + child.fontMetrics().averageCharWidth()
                )
            if isinstance(child, QAbstractItemView | QPlainTextEdit) and not child.horizontalScrollBar().maximum():
                wanted.setWidth(0)
            if given.width() < wanted.width() or given.height() < min(wanted.height(), child.sizeHint().height()):
                found.append(f"{name}: {given} where {wanted} is wanted")
            holder = child.parentWidget()
            while holder is not None:  # to the side nothing needs to be scrolled
                left = child.mapTo(holder, child.rect().topLeft()).x()
                if left < 0 or left + child.width() > holder.width():
                    found.append(f"{name}: reaches out of {type(holder).__name__}")
                    break
                holder = holder.parentWidget() if holder is not window else None
    return found


@contextmanager
def opened(make: Callable[[], QWidget]) -> Iterator[QWidget]:
    """A window that is closed with the block."""
    window = make()
    try:
        QApplication.processEvents()
        yield window
    finally:
        window.close()
