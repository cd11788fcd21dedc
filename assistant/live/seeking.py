"""Seeks a thing with the camera: picture after picture goes to the engine, words and beeps say where the thing is."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QObject, Signal

from assistant.desktop.camera import Camera, Shots
from assistant.engine.client import EngineClient
from assistant.engine.protocol import Describe, FrameHead
from assistant.errors import CameraError
from assistant.speech.beacon import Beacon
from assistant.types import Failed, Final, Length, Partial, Update


class Seeking(QObject):
    """GUI thread. One thing is sought at a time; the camera is open only meanwhile."""

    said = Signal(str)
    """The next words: what is being said is no longer true."""
    ended = Signal(bool)
    """Whether it was found; what came of it was said."""

    def __init__(self, engine: EngineClient, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._camera = camera
        self._beacon = Beacon(parent=self)
        self._turns = itertools.count(-2, -2)
        self._turn = 0
        self._session = 0
        self._about = ""
        self.is_on = False
        engine.updated.connect(self._take)

    def start(self, about: str) -> None:
        """`about`: what is sought, in the user's words."""
        self.stop()
        self._session += 1
        self._about = about
        self.is_on = True
        self._next()

    def stop(self) -> None:
        """Seek nothing; silence, and the camera is given back."""
        if not self.is_on:
            return
        self.is_on = False
        if self._turn:
            self._turn = 0
            self._engine.cancel()
        self._beacon.stop()
        self._camera.close()

    def _next(self) -> None:
        self._camera.take(1, self._have, every=0.0)

    def _have(self, result: Shots | CameraError) -> None:
        if not self.is_on:
            return
        if isinstance(result, CameraError):
            self.said.emit(result.spoken)
            self._over(found=False)
            return
        self._turn = next(self._turns)
        command = Describe(
            self._turn, "seek", Length.NORMAL, FrameHead.of(result), session=self._session, about=self._about
        )
        self._engine.ask(command, result.pixels.data)
        self._engine.offer_tree(self._turn, None)

    def _take(self, update: Update) -> None:
        if not self._turn or update.turn != self._turn:
            return
        match update:
            case Partial():
                self.said.emit(update.text)
            case Failed():
                self.said.emit(update.spoken)
                self._over(found=False)
            case Final():
                self._turn = 0
                bearing = update.description.bearing
                if bearing is None:
                    self._beacon.stop()
                else:
                    self._beacon.set(bearing.pan, bearing.pitch, bearing.rate)
                if update.description.outcome == "over":
                    self._over(found=update.description.kind == "found")
                else:
                    self._next()
            case _:
                pass

    def _over(self, *, found: bool) -> None:
        self.stop()
        self.ended.emit(found)
