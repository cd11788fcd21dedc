"""Short sounds: a request began, work goes on, it is done, it failed, the key layer is open."""

from __future__ import annotations

import enum
import wave

from PySide6.QtCore import QObject, QTimer, Signal

import resources

_TICK_MS = 900


class Cue(enum.Enum):
    """The names of the files in resources/sounds."""

    START = "start"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    LAYER = "layer"
    CANCEL = "cancel"
    LISTENING = "listening"
    CAMERA_ON = "camera-on"
    CAMERA_OFF = "camera-off"


class CuePlayer(QObject):
    """GUI thread. A new cue replaces the one that sounds."""

    failed = Signal(str)
    """A sentence why nothing is heard."""
    played = Signal(object)
    """A cue, also where sounds are turned off: what it says is shown as well."""

    def __init__(self, *, enabled: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # QtMultimedia prints while it is loaded: by now its messages go to the log
        from assistant.speech.player import Player

        self.enabled = enabled
        self._samples: dict[Cue, bytes] = {}
        self._player = Player(22050, parent=self)
        self._player.failed.connect(self.failed)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(lambda: self.play(Cue.WORKING))

    def play(self, cue: Cue) -> None:
        """Sound now."""
        self.played.emit(cue)
        if not self.enabled:
            return
        self._player.stop()
        self._player.write(self._load(cue))
        self._player.finish()

    def start_working(self) -> None:
        """Tick until `stop_working`."""
        self.play(Cue.WORKING)
        if self.enabled:
            self._ticks.start()

    def stop_working(self) -> None:
        """No more ticks; a cue that sounds ends by itself."""
        self._ticks.stop()

    def stop(self) -> None:
        """Silence."""
        self._ticks.stop()
        self._player.stop()

    def close(self) -> None:
        self.stop()

    def _load(self, cue: Cue) -> bytes:
        if cue not in self._samples:
            with wave.open(str(resources.path("sounds", f"{cue.value}.wav"))) as file:
                self._samples[cue] = file.readframes(file.getnframes())
        return self._samples[cue]
