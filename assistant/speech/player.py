"""Plays sound through QtMultimedia: pushed in small pieces, so that it can be silenced at once."""

from __future__ import annotations

import logging

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from assistant.languages.words import N_, _
from assistant.speech.sound_server import is_lost

log = logging.getLogger(__name__)

LOST = N_("The sound server ended, so nothing can be spoken until it is back.")
NO_DEVICE = N_("No sound device was found, so nothing can be spoken. Connect one, or check the sound settings.")
_BUFFER_SECONDS = 0.4  # longer than a busy machine keeps the GUI thread waiting; thrown away on stop
_FEED_MS = 10
_STALL_FEEDS = 200  # about 2 s without a sample played; feeds, since a busy GUI thread must not count as a stall
_WAIT_FEEDS = 300  # about 3 s: QtMultimedia connects again 3 s after the server ended, 2 of which the stall takes
_REST_MS = 1500


class Player(QObject):
    """A stream of 16-bit samples, mono if nothing else is said. GUI thread."""

    drained = Signal()
    """All that was written has been played."""
    failed = Signal(str)

    def __init__(
        self,
        rate: int,
        *,
        volume: float = 1.0,
        channels: int = 1,
        buffer_seconds: float = _BUFFER_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        """`rate`: samples a second and channel; those of several channels come in turn. `buffer_seconds`: handed to the
        device beforehand."""
        super().__init__(parent)
        self._rate = rate
        self._channels = channels
        self._buffer_seconds = buffer_seconds
        self._volume = volume
        self._sink: QAudioSink | None = None
        self._device: QIODevice | None = None
        self._waiting = bytearray()
        self._recent = bytearray()  # what the device took last: it may be lost with the sound server
        self._complete = False
        self._played = 0  # microseconds, as the device last told
        self._still = 0  # feeds since it told another number
        self._awaits_server = 0  # feeds until it is given up
        self._reopened = False  # since the last sound that was surely heard
        self._timer = QTimer(self, interval=_FEED_MS)
        self._timer.timeout.connect(self._feed)
        # the stream stays open between sentences (opening takes 20 to 70 ms), but not for good: it would keep the
        # sound device awake
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._drop)

    @property
    def waiting(self) -> int:
        """Bytes that the device has not taken yet."""
        return len(self._waiting)

    def write(self, samples: bytes) -> None:
        """Play after what is playing. Little-endian int16."""
        self._waiting += samples
        self._complete = False
        self._rest.stop()
        if self._device is None and not self._awaits_server and not self._open():
            return
        self._feed()
        self._timer.start()

    def finish(self) -> None:
        """Nothing more comes: `drained` follows when the last sample has been played."""
        self._complete = True
        self._timer.start()  # also where there was nothing to play: what waits for `drained` must hear it

    def stop(self) -> None:
        """Silence, now: what is buffered is thrown away."""
        self._timer.stop()
        self._rest.stop()
        self._waiting.clear()
        self._recent.clear()
        self._complete = self._reopened = False
        self._awaits_server = 0
        self._drop()

    def _open(self) -> bool:
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull() or is_lost():
            self._waiting.clear()
            self.failed.emit(_(NO_DEVICE if device.isNull() else LOST))
            return False
        form = QAudioFormat()
        form.setSampleRate(self._rate)
        form.setChannelCount(self._channels)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(device, form, self)
        sink.setBufferSize(self._buffer_bytes)
        sink.setVolume(self._volume)
        self._sink = sink
        self._played = self._still = 0
        self._device = sink.start()
        if self._device is None or sink.error() is not QtAudio.Error.NoError:
            self._drop()
            self._waiting.clear()
            self.failed.emit(_(NO_DEVICE))
            return False
        return True

    def _drop(self) -> None:
        sink, self._sink, self._device = self._sink, None, None
        if sink is not None:
            sink.reset()
            sink.stop()
            sink.deleteLater()

    def _feed(self) -> None:
        sink, device = self._sink, self._device
        if self._awaits_server:
            self._await_server()
            return
        if sink is None or device is None:
            self._timer.stop()
            self._waiting.clear()
            if self._complete:
                self._complete = False
                self.drained.emit()
            return
        if sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            self.stop()
            self.failed.emit(_(NO_DEVICE))
            return
        if self._stalls(sink):
            self._reopen()
            return
        if self._waiting:
            free = sink.bytesFree() // (2 * self._channels) * (2 * self._channels)
            if free:
                written = device.write(bytes(self._waiting[:free]))
                if written > 0:
                    self._recent += self._waiting[:written]
                    del self._recent[: -self._buffer_bytes]
                    del self._waiting[:written]
            return
        if self._complete and sink.state() in (QtAudio.State.IdleState, QtAudio.State.StoppedState):
            self._timer.stop()
            self._recent.clear()
            self._complete = self._reopened = False
            self._rest.start()
            self.drained.emit()
        elif not self._complete and sink.state() is QtAudio.State.IdleState:
            self._timer.stop()

    @property
    def _buffer_bytes(self) -> int:
        return int(self._rate * self._buffer_seconds) * 2 * self._channels

    def _stalls(self, sink: QAudioSink) -> bool:
        """Whether nothing has been played for long: a sound server that died leaves the stream active and well."""
        played = sink.processedUSecs()
        if played == self._played:
            self._still += 1
            return self._still > _STALL_FEEDS
        self._played, self._still = played, 0
        if played > 3e6 * self._buffer_seconds:  # more than buffers take that nobody hears
            self._reopened = False
        return False

    def _reopen(self) -> None:
        """Once more from what may not have been heard; the second time in a row it is a failure."""
        log.info("the sound device plays nothing")
        if self._reopened:
            self.stop()
            self.failed.emit(_(NO_DEVICE))
            return
        complete = self._complete
        again = self._recent + self._waiting
        self.stop()
        self._reopened = True
        self._waiting += again
        self._complete = complete
        self._awaits_server = _WAIT_FEEDS
        self._timer.start()

    def _await_server(self) -> None:
        self._awaits_server -= 1
        if self._awaits_server and is_lost():
            return
        self._awaits_server = 0
        complete, self._complete = self._complete, False  # where it fails, nothing has been played to its end
        if self._open():
            self._complete = complete
        else:
            self._timer.stop()
