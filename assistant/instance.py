"""One app at a time: a second start tells the first one and ends."""

from __future__ import annotations

import getpass
import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 300  # for the first app to answer


class Instance(QObject):
    """Holds a local socket that only this user can open. GUI thread."""

    asked_again = Signal()
    """The app was started a second time."""

    def __init__(self) -> None:
        super().__init__()
        # one on each display: a user may have two sessions
        screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
        name = f"lookaloud-{getpass.getuser()}-{screen.replace('/', '-').replace(':', '-')}"
        socket = QLocalSocket()
        socket.connectToServer(name)
        self.is_first = not socket.waitForConnected(_WAIT_MS)
        socket.close()
        self._server = QLocalServer(self)
        if self.is_first:
            QLocalServer.removeServer(name)  # what a killed app left behind
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.listen(name)
            self._server.newConnection.connect(self._answer)

    def close(self) -> None:
        """Let another app be the first."""
        self._server.close()

    def _answer(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.asked_again.emit()
