"""Pictures of the camera for one request: again and again while what it sees can be bettered, but not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.desktop.camera import Camera, Shots
from assistant.errors import CameraError

SHOTS = 5  # of which the best is taken; within 0.6 s
_ROUNDS = 12
_LONGEST = 25.0  # seconds that somebody is told how to hold the camera


class CameraRounds(QObject):
    """GUI thread. `guided`: the code of what was last said of the picture."""

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._round = 0
        self._began = 0.0
        self.guided = ""

    @property
    def patient(self) -> bool:
        """Whether another round may follow."""
        return self._round < _ROUNDS and time.monotonic() - self._began < _LONGEST

    def begin(self, done: Callable[[Shots | CameraError], None]) -> None:
        """The first pictures of a request."""
        self._round, self._began, self.guided = 0, time.monotonic(), ""
        self.again(done)

    def again(self, done: Callable[[Shots | CameraError], None]) -> None:
        """More pictures, since the last ones could be bettered."""
        self._round += 1
        self._camera.take(SHOTS, done)

    def end(self) -> None:
        """Nothing more is looked at: the camera is given back."""
        self._camera.close()
