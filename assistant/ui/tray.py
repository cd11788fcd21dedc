"""The icon in the tray, with every action in its menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

import resources
from assistant.actions import Action
from assistant.desktop.hotkeys.help import key_name
from assistant.languages.words import N_, _
from assistant.speech.cues import Cue

IDLE = "LookAloud"
STATES = {
    Cue.START: N_("LookAloud: working"),
    Cue.WORKING: N_("LookAloud: working"),
    Cue.DONE: IDLE,
    Cue.FAILED: IDLE,
    Cue.LAYER: N_("LookAloud: press a key"),
    Cue.CANCEL: IDLE,
    Cue.LISTENING: N_("LookAloud: listening"),
    Cue.CAMERA_ON: N_("LookAloud: the camera is on"),
    Cue.CAMERA_OFF: IDLE,
}
"""What the tool tip says with each sound."""


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
        self.show_state(Cue.DONE)
        self._icon.show()

    def show_state(self, cue: Cue) -> None:
        """Say in the tool tip what the sound says."""
        self._icon.setToolTip(_(STATES[cue]))

    @property
    def state(self) -> str:
        """What the tool tip says."""
        return self._icon.toolTip()

    def notify(self, sentence: str) -> None:
        """The desktop's message bubble, where it has one."""
        self._icon.showMessage("LookAloud", sentence, app_icon())

    @property
    def menu(self) -> QMenu:
        """The menu, for tests."""
        return self._menu
