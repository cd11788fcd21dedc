"""The icon in the tray, with every action in its menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

import resources
from assistant.actions import Action
from assistant.desktop.hotkeys.help import key_name
from assistant.languages.words import _


def app_icon() -> QIcon:
    """LookAloud's icon."""
    return QIcon(str(resources.path("icons", "lookaloud.svg")))


class Tray(QObject):
    """GUI thread. Where the desktop shows no tray, the keys do the same."""

    action = Signal(object)
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        for action in Action:
            item = self._menu.addAction(f"{_(action.label)} ({key_name(action)})")
            item.triggered.connect(lambda _checked=False, action=action: self.action.emit(action))
        self._menu.addSeparator()
        self._menu.addAction(_("&Quit LookAloud")).triggered.connect(self.quit_requested)
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._icon.setContextMenu(self._menu)
        self.set_working(False)
        self._icon.show()

    def set_working(self, working: bool) -> None:
        """Say in the tool tip whether a request is under way."""
        self._icon.setToolTip(_("LookAloud: working") if working else "LookAloud")

    def notify(self, sentence: str) -> None:
        """The desktop's message bubble, where it has one."""
        self._icon.showMessage("LookAloud", sentence, app_icon())

    @property
    def menu(self) -> QMenu:
        """The menu, for tests."""
        return self._menu
