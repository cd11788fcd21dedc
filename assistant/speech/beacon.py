"""A beacon that leads to a thing: beeps from where it is, higher for what is higher up, faster near the middle."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.speech.beeps import CHANNELS, FRAME_BYTES, RATE, Beeps
from assistant.speech.player import Player

_AHEAD = 0.12  # seconds of the sound that are handed over beforehand: so late is a change heard
_TICK_MS = 20


class Beacon(QObject):
    """Stereo, through the device that speech uses. GUI thread. Where there is no device it is silent, and says so
    once for each search."""

    failed = Signal(str)
    """A sentence why nothing is heard."""

    def __init__(self, *, volume: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = Player(RATE, volume=volume, channels=CHANNELS, buffer_seconds=_AHEAD, parent=self)
        self._player.failed.connect(self._fail)
        self._beeps = Beeps()
        self._failed = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._feed)

    def set(self, pan: float, pitch: float, rate: float) -> None:
        """Sound so from the next beep on. `pan` -1 (left) .. 1 (right), `pitch` in Hz, `rate` in beeps a second; 0
        keeps silent, with the device open."""
        self._beeps.set(pan, pitch, rate)
        if not self._timer.isActive() and not self._failed and rate > 0:
            self._feed()
            if not self._failed:
                self._timer.start()

    def stop(self) -> None:
        """Silence, now; the device is given back. `set` begins anew."""
        self._timer.stop()
        self._player.stop()
        self._beeps = Beeps()
        self._failed = False

    def close(self) -> None:
        self.stop()

    def _feed(self) -> None:
        """A tick's worth more than the device has taken."""
        wanted = int(RATE * 2 * _TICK_MS / 1000) * FRAME_BYTES
        if (missing := wanted - self._player.waiting) > 0:
            self._player.write(self._beeps.take(missing // FRAME_BYTES))

    def _fail(self, sentence: str) -> None:
        self._timer.stop()
        self._failed = True
        self.failed.emit(sentence)
