"""Records a question, in memory only, through QtMultimedia."""

from __future__ import annotations

import functools
import logging

from PySide6.QtCore import QByteArray, QIODevice, QObject, QTimer, Signal
from PySide6.QtMultimedia import QAudio, QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from assistant.errors import MicrophoneError
from assistant.languages.words import N_, _
from assistant.limits import SPOKEN_SECONDS
from assistant.listening.endpoint import RATE, Endpoint, why_nothing
from assistant.listening.sources import Source, sources
from assistant.speech.sound_server import is_lost
from models.types import Clip

log = logging.getLogger(__name__)

NONE = N_("No microphone was found, so the question cannot be heard. Connect one, or type the question.")
GONE = N_("The microphone was disconnected. Connect it, or type the question.")
CANNOT_OPEN = N_("The microphone cannot be used; another program may hold it. Close it there, or type the question.")
LOST = N_("The sound server ended, so nothing can be heard until it is back. Until then, type the question.")
SWITCHED_OFF = N_("The microphone is muted. Turn it on in the sound settings, or type the question.")
NOT_THERE = N_("The microphone {name} is not connected; the one of the system is used.")
_TAIL_MS = 180  # what the device still holds when the key comes up
_DEAD_MS = 2500  # without a single sample the device counts as gone
_LOOK_MS = 700  # between looks whether the device is still there


class Microphone(QObject):
    """One recording at a time. GUI thread. The device is open from `start` to the end of the recording only."""

    started = Signal()
    """The device records: the user can speak."""
    level = Signal(float)
    """0..1, linear, about ten times a second."""
    ended = Signal(object)
    """A `Clip` in which somebody spoke, or a MicrophoneError."""
    noticed = Signal(str)
    """A sentence that does not end the recording."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: QAudioSource | None = None
        self._device: QIODevice | None = None
        self._samples = bytearray()
        self._endpoint: Endpoint | None = None
        self.ends_itself = False
        """Whether the recording also ends when the user has been silent for a moment."""
        self._last_level = 0
        self._tail = QTimer(self, interval=_TAIL_MS, singleShot=True)
        self._tail.timeout.connect(self._hand_over)
        self._dead = QTimer(self, interval=_DEAD_MS, singleShot=True)
        self._dead.timeout.connect(self._break)
        self._id = ""
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._is_it_there)

    @property
    def is_open(self) -> bool:
        """Whether it records."""
        return self._source is not None

    @property
    def seconds(self) -> float:
        """Recorded so far."""
        return len(self._samples) / 2 / RATE

    @staticmethod
    def devices() -> list[str]:
        """The names of the microphones that there are."""
        return [device.description() for device in QMediaDevices.audioInputs()]

    def start(self, name: str = "", *, ends_itself: bool) -> None:
        """Record from the device whose name holds `name`, the system's where it is empty, until `finish`.

        `ends_itself`: also until the user has been silent for a moment. What goes wrong comes as `ended`.
        """
        self.cancel()
        try:
            device, own = self._ready(name)
        except MicrophoneError as error:
            QTimer.singleShot(0, functools.partial(self.ended.emit, error))
            return
        self._samples.clear()
        self._endpoint = Endpoint()
        self.ends_itself = ends_itself
        self._last_level = 0
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, wanted, self)
        self._source.stateChanged.connect(self._changed)
        self._device = self._source.start()
        if self._device is None or self._source.error() != QtAudio.Error.NoError:
            QTimer.singleShot(0, lambda: self._fail(_(CANNOT_OPEN)))
            return
        self._device.readyRead.connect(self._read)
        self._dead.start()
        if own is not None:
            self._look.start()

    def finish(self) -> None:
        """The key is up: hand over what was recorded."""
        if self.is_open and not self._tail.isActive():
            self._tail.start()

    def cancel(self) -> None:
        """Drop the recording; nothing more is told."""
        self._close()
        self._samples.clear()

    def _ready(self, name: str) -> tuple[QAudioDevice, Source | None]:
        """The device, and what the sound server tells of it. Raises MicrophoneError where nothing would be heard."""
        if is_lost():
            raise MicrophoneError(_(LOST))
        device = self._choose(name)
        if device is None:
            raise MicrophoneError(_(NONE))
        self._id = bytes(device.id().data()).decode(errors="replace")
        known, own = self._told()
        if known == []:
            raise MicrophoneError(_(NONE))
        if own is not None and own.muted:
            raise MicrophoneError(_(SWITCHED_OFF))
        return device, own

    def _told(self) -> tuple[list[Source] | None, Source | None]:
        """What the sound server tells of all microphones, and of the one in use."""
        known = sources()
        return known, next((each for each in known or () if each.id == self._id), None)

    def _is_it_there(self) -> None:
        """A device that was pulled out, or muted, while it records."""
        if is_lost():
            return  # Qt says so itself
        known, own = self._told()
        if known is not None and own is None:
            self._fail(_(GONE))
        elif own is not None and own.muted:
            self._fail(_(SWITCHED_OFF))

    def _choose(self, name: str) -> QAudioDevice | None:
        devices = QMediaDevices.audioInputs()
        if name:
            for device in devices:
                if name.casefold() in device.description().casefold():
                    return device
            if devices:
                self.noticed.emit(_(NOT_THERE).format(name=name))
        default = QMediaDevices.defaultAudioInput()
        return None if not devices or default.isNull() else default

    def _read(self) -> None:
        if self._device is None or self._endpoint is None:
            return
        read = self._device.readAll()
        data = bytes(read.data()) if isinstance(read, QByteArray) else bytes(read)
        if not data:
            return
        if not self._samples:
            self.started.emit()
        self._dead.start()
        self._samples += data
        self._endpoint.feed(data)
        tenth = int(self.seconds * 10)
        if tenth > self._last_level:
            self._last_level = tenth
            self.level.emit(self._endpoint.loudest)
        if self.seconds >= SPOKEN_SECONDS or (self.ends_itself and self._endpoint.is_over):
            self._hand_over()

    def _changed(self, state: QAudio.State) -> None:
        source = self._source
        if source is not None and state == QAudio.State.StoppedState and source.error() != QtAudio.Error.NoError:
            self._break()

    def _hand_over(self) -> None:
        endpoint = self._endpoint
        self._close()
        clip = Clip(bytes(self._samples), RATE)
        self._samples.clear()
        if endpoint is None:
            return
        why = why_nothing(clip, endpoint)
        self.ended.emit(MicrophoneError(why) if why else clip)

    def _break(self) -> None:
        """The device gives nothing more."""
        self._fail(_(LOST if is_lost() else GONE if self._samples else CANNOT_OPEN))

    def _fail(self, sentence: str) -> None:
        """Words that were spoken before a device went are still a question."""
        if not self.is_open:
            return
        if self._endpoint is not None and self._endpoint.has_spoken and self._samples:
            log.warning("the microphone went while recording")
            self._hand_over()
            return
        self.cancel()
        self.ended.emit(MicrophoneError(sentence))

    def _close(self) -> None:
        source, self._source = self._source, None
        self._device = None
        self._tail.stop()
        self._dead.stop()
        self._look.stop()
        if source is not None:
            source.stateChanged.disconnect(self._changed)
            source.stop()
            source.deleteLater()
