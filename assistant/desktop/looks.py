"""Looks at the desktop, one at a time, from the GUI thread.

A look may take long: on Wayland the desktop may ask the user first, and a program or a portal may hang. The user is
told so, a look that is no longer wanted is not begun, and one that hangs is left behind.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.desktop.desk import Desk, Look
from assistant.desktop.lane import Lane
from assistant.desktop.session import session
from assistant.errors import AssistantError, CaptureError
from assistant.languages.words import _
from assistant.types import Target
from models.cancel import CancelToken

TELL_AFTER = 5.0  # seconds; a look takes less than one
STUCK_AFTER = 15.0  # seconds, where nobody is asked
ASKED_STUCK_AFTER = 75.0  # seconds; the portal's request ends itself after 60
ASKS = _("The desktop may be asking whether LookAloud may see the screen. Answer its question first.")
SLOW = _("The desktop has not given its picture yet.")
HANGS = _("The desktop does not give its picture, so the wait was ended. Try again; if it happens again, log in anew.")


class Looks(QObject):
    """Owns the desk and its lane. GUI thread."""

    slow = Signal(str)
    """A sentence: the look in hand takes long."""

    def __init__(self, open_desk: Callable[[], Desk] = Desk.open, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_desk = open_desk
        self._lane = Lane("desk", parent=self)
        self._desks: list[Desk] = []  # one at most; filled by the lane's thread, a new list for a new lane
        self._cancel = CancelToken()
        self._failed: Callable[[AssistantError], None] = lambda _: None
        self._told = False
        self._timer = QTimer(self, interval=round(TELL_AFTER * 1000))
        self._timer.timeout.connect(self._takes_long)

    @property
    def desk(self) -> Desk:
        """That of the last look that succeeded."""
        return self._desks[0]

    def look(self, target: Target, done: Callable[[Look | AssistantError], None]) -> None:
        """Look, then call `done`. One that is asked for later takes its place: then `done` is not called."""
        self.drop()
        cancel, desks = self._cancel, self._desks

        def call() -> Look:
            cancel.check()  # each look may be a question to the user
            if not desks:
                desks.append(self._open_desk())
            return desks[0].look(target)

        def finished(result: Look | AssistantError) -> None:
            if cancel is self._cancel:
                self._timer.stop()
                done(result)

        self._failed = finished
        self._told = False
        self._timer.start()
        self._lane.run(call, finished)

    def drop(self) -> None:
        """The look in hand is not wanted any more."""
        self._timer.stop()
        self._cancel.cancel()
        self._cancel = CancelToken()

    def close(self) -> None:
        """End the lane. What hangs in it is left behind, and the desk's connections end with the process."""
        self.drop()
        self._lane.close()

    def _takes_long(self) -> None:
        asks = session() == "wayland"
        if self._lane.abandon_if_stuck(ASKED_STUCK_AFTER if asks else STUCK_AFTER):
            self._desks = []
            self._failed(CaptureError(HANGS))
        elif not self._told:
            self._told = True
            self.slow.emit(ASKS if asks else SLOW)
