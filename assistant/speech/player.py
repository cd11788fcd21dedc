"""Plays sound through QtMultimedia: pushed in small pieces, so that it can be silenced at once."""

from __future__ import annotations

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio

NO_DEVICE = "No sound device was found, so nothing can be spoken. Connect one, or check the sound settings."
_BUFFER_SECONDS = 0.4  # longer than a busy machine keeps the GUI thread waiting; thrown away on stop
_FEED_MS = 10
_REST_MS = 1500


class Player(QObject):
    """A stream of 16-bit mono samples. GUI thread."""

    drained = Signal()
    """All that was written has been played."""
    failed = Signal(str)

    def __init__(self, rate: int, *, volume: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rate = rate
        self._volume = volume
        self._sink: QAudioSink | None = None
        self._device: QIODevice | None = None
        self._waiting = bytearray()
        self._complete = False
        self._timer = QTimer(self, interval=_FEED_MS)
        self._timer.timeout.connect(self._feed)
        # the stream stays open between sentences (opening takes 20 to 70 ms), but not for good: it would keep the
        # sound device awake
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._drop)

    def set_volume(self, volume: float) -> None:
        """0..1, linear amplitude."""
        self._volume = volume
        if self._sink is not None:
            self._sink.setVolume(volume)

    def write(self, samples: bytes) -> None:
        """Play after what is playing. Little-endian int16."""
        self._waiting += samples
        self._complete = False
        self._rest.stop()
        if self._device is None and not self._open():
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
        self._complete = False
        self._drop()

    def _open(self) -> bool:
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._waiting.clear()
            self.failed.emit(NO_DEVICE)
            return False
        form = QAudioFormat()
        form.setSampleRate(self._rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(device, form, self)
        sink.setBufferSize(int(self._rate * _BUFFER_SECONDS) * 2)
        sink.setVolume(self._volume)
        self._sink = sink
        self._device = sink.start()
        if self._device is None or sink.error() is not QtAudio.Error.NoError:
            self._drop()
            self._waiting.clear()
            self.failed.emit(NO_DEVICE)
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
        if sink is None or device is None:
            self._timer.stop()
            self._waiting.clear()
            if self._complete:
                self._complete = False
                self.drained.emit()
            return
        if sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            self.stop()
            self.failed.emit(NO_DEVICE)
            return
        if self._waiting:
            free = sink.bytesFree() & ~1
            if free:
                written = device.write(bytes(self._waiting[:free]))
                if written > 0:
                    del self._waiting[:written]
            return
        if self._complete and sink.state() in (QtAudio.State.IdleState, QtAudio.State.StoppedState):
            self._timer.stop()
            self._complete = False
            self._rest.start()
            self.drained.emit()
        elif not self._complete and sink.state() is QtAudio.State.IdleState:
            self._timer.stop()
