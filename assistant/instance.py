"""One app at a time: a second start tells the first one, with the action it was asked for, and ends."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from assistant.actions import Action
from assistant.limits import INSTANCE_MESSAGE
from assistant.running_app import ANSWER, WAIT, address, is_own

_CONNECT_MS = 300


class Instance(QObject):
    """Holds a local socket that only this user can open, and is answered on. GUI thread.

    `message`: what a first app is told. `is_first`: no app ran. `answered`: one ran, and was heard; one that hangs
    takes WAIT seconds to be known.
    """

    asked_again = Signal()
    """The app was started a second time."""
    asked = Signal(object)
    """An Action, from outside."""
    _told = Signal(object)
    """An Action, or None where the app was only started again. Taken from the event queue: what is asked for may open a
    dialog with an event loop of its own, in which the connection that is still being read ends and is freed."""

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        name = address()
        socket = QLocalSocket()
        socket.connectToServer(name)
        self.is_first = not socket.waitForConnected(_CONNECT_MS) or not _is_own(socket)
        self.answered = False
        if not self.is_first:
            socket.write(f"{message}\n".encode())
            self.answered = socket.waitForReadyRead(round(WAIT * 1000)) and socket.readAll().data() == ANSWER
        socket.close()
        self._connections: set[QLocalSocket] = set()
        self._server = QLocalServer(self)
        if self.is_first:
            QLocalServer.removeServer(name)  # what a killed app left behind
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.listen(name)
            self._server.newConnection.connect(self._accept)

    def close(self) -> None:
        """Let another app be the first."""
        self._server.close()

    def _accept(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.setParent(None)  # the server's wrapper would keep each wrapper for ever
            if not _is_own(connection):
                connection.abort()
                continue
            self._connections.add(connection)
            # queued: it is freed when its own signal has ended
            connection.disconnected.connect(self._forget, Qt.ConnectionType.QueuedConnection)
            connection.readyRead.connect(self._read_sender)
            self._read(connection)

    def _forget(self) -> None:
        ended = QLocalSocket.LocalSocketState.UnconnectedState
        self._connections = {each for each in self._connections if each.state() != ended}

    def _read_sender(self) -> None:
        connection = self.sender()
        if isinstance(connection, QLocalSocket):
            self._read(connection)

    def _read(self, connection: QLocalSocket) -> None:
        if not connection.canReadLine():
            if connection.bytesAvailable() > INSTANCE_MESSAGE:
                connection.abort()
            return
        name = bytes(connection.readLine(INSTANCE_MESSAGE).data()).decode("utf-8", "replace").strip()
        if name:
            try:
                action = Action.from_slug(name)
            except KeyError:
                connection.abort()
                return
        connection.write(ANSWER)
        connection.flush()
        self._told.emit(action if name else None)

    def _tell(self, action: Action | None) -> None:
        if action is None:
            self.asked_again.emit()
        else:
            self.asked.emit(action)


def _is_own(connection: QLocalSocket) -> bool:
    return sys.platform == "win32" or is_own(int(connection.socketDescriptor()))
