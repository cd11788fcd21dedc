"""Pictures of the camera for one request: again and again while what it sees can be bettered, but not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from assistant.desktop.camera import Camera, Shots
from assistant.errors import CameraError

SHOTS = 5  # of which the best is taken; within 0.6 s
_ROUNDS = 12
_WAITS = 4  # rounds, some 5 s in all, for somebody who was told how to hold the camera to do so
_LONGEST = 25.0  # seconds that somebody is told how to hold the camera


class CameraRounds(QObject):
    """GUI thread. `guided`: the code of what was last said of the picture."""

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._round = 0
        self._began = 0.0
        self._same = 0  # rounds in which the picture has not become better
        self.guided = ""

    @property
    def is_on(self) -> bool:
        """Whether a request looks through the camera, or waits for its first picture."""
        return self._round > 0

    @property
    def patient(self) -> bool:
        """Whether another round may follow."""
        is_late = time.monotonic() - self._began > _LONGEST
        return self._round < _ROUNDS and self._same < _WAITS and not is_late

    def begin(self, done: Callable[[Shots | CameraError], None]) -> None:
        """The first pictures of a request."""
        self._round, self._same, self._began, self.guided = 0, 0, time.monotonic(), ""
        self._take(done)

    def again(self, guided: str, done: Callable[[Shots | CameraError], None]) -> None:
        """More pictures, since the last ones could be bettered; `guided`: the code of how."""
        self._same = self._same + 1 if guided == self.guided else 0
        self.guided = guided
        self._take(done)

    def _take(self, done: Callable[[Shots | CameraError], None]) -> None:
        self._round += 1
        self._camera.take(SHOTS, done)

    def end(self) -> None:
        """Nothing more is looked at: the camera is given back."""
        self._round = 0
        self._camera.close()
