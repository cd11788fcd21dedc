"""The camera: one of the machine, or a file or a network stream in its place, by Qt Multimedia. Open only while used.

What the user chose (`source`) is empty for the system's camera, a part of a camera's name, a file, or an address
(http, https, rtsp). Nothing is opened on the network unless the user entered such an address.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import PySide6
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)

from assistant.errors import CameraError
from assistant.languages.words import N_, _
from assistant.printable import printable_name
from assistant.types import Frame, Raster, Target

NO_CAMERA = N_("There is no camera. Connect one, or choose another one in the settings.")
GONE = N_("The camera was disconnected. Connect it again, then press the key again.")
BUSY = N_("The camera cannot be opened: perhaps another program uses it. Close that program, then try again.")
NO_PICTURE = N_("The camera gives no picture. Perhaps another program uses it, or a switch or a lid turns it off.")
OVER = N_("The camera's pictures have ended. Check its connection, then press the key again.")

FIRST_WITHIN = 6.0  # seconds; a USB camera takes up to 2 for its first picture, a network one more
NEXT_WITHIN = 3.0  # seconds; the slowest rate of cameras in the dark is 5 a second
_WARM_UP = 0.5  # seconds until a camera's exposure has settled; a file or stream needs none
_LONGEST = 1920  # pixels; larger pictures are scaled down: five of them go to the engine at once
_ERRORS = 16  # FFmpeg's AV_LOG_ERROR
_SCHEMES = ("http", "https", "rtsp", "rtsps", "file")

Shots: TypeAlias = Frame
"""A frame whose pixels are `shots` pictures one below the other."""


class Camera(QObject):
    """GUI thread. At most one source is open."""

    opened = Signal()
    """The first picture has come."""
    closed = Signal()
    """It was open and is not any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = ""
        self._sink: QVideoSink | None = None
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._player: QMediaPlayer | None = None
        self._devices: QMediaDevices | None = None
        self._done: Callable[[Shots | CameraError], None] | None = None
        self._wanted = 0
        self._every = 0.0
        self._taken: list[QImage] = []
        self._mirrored = False
        self._last_taken = 0.0
        self._opened_at = 0.0
        self._has_picture = False
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(lambda: self._fail(_(NO_PICTURE) if not self._has_picture else _(OVER)))

    @property
    def is_open(self) -> bool:
        """Whether pictures come, or are waited for."""
        return self._sink is not None

    def take(self, count: int, done: Callable[[Shots | CameraError], None], *, every: float = 0.15) -> None:
        """Open the source if it is not open, then call `done` once with `count` pictures, `every` seconds apart.

        A call before is dropped. After an error the camera is closed.
        """
        self._done, self._wanted, self._every, self._taken = done, count, every, []
        if self._sink is None:
            try:
                self._open()
            except CameraError as error:
                self._fail(error.spoken)
                return
        self._patience.start(round(1000 * (NEXT_WITHIN if self._has_picture else FIRST_WITHIN)))

    def close(self) -> None:
        """Give the camera back. What was asked for is not answered."""
        self._done = None
        self._patience.stop()
        sink, self._sink = self._sink, None
        was_open = sink is not None and self._has_picture
        if self._camera is not None:
            self._camera.errorOccurred.disconnect(self._camera_failed)
            self._camera.stop()
        if self._player is not None:
            self._player.errorOccurred.disconnect(self._player_failed)
            self._player.stop()
        for part in (self._session, self._camera, self._player, self._devices, sink):
            if part is not None:
                part.deleteLater()
        self._session = self._camera = self._player = self._devices = None
        self._taken = []
        self._has_picture = False
        if was_open:
            self.closed.emit()

    def _open(self) -> None:
        sink = QVideoSink(self)
        sink.videoFrameChanged.connect(lambda frame: self._take_frame(sink, frame))
        self._has_picture = False
        url = _as_url(self.source)
        if url is not None:
            player = self._player = QMediaPlayer(self)
            _quieten_ffmpeg()
            player.errorOccurred.connect(self._player_failed)
            player.setVideoSink(sink)
            player.setLoops(QMediaPlayer.Loops.Infinite)
            player.setSource(url)
            player.play()
        else:
            device = _device(self.source)
            devices = self._devices = QMediaDevices(self)
            devices.videoInputsChanged.connect(lambda: self._check_device(device))
            camera = self._camera = QCamera(device, self)
            camera.errorOccurred.connect(self._camera_failed)
            session = self._session = QMediaCaptureSession(self)
            session.setCamera(camera)
            session.setVideoSink(sink)
            camera.start()
        self._sink = sink
        self._opened_at = time.monotonic()

    def _take_frame(self, sink: QVideoSink, frame: QVideoFrame) -> None:
        if sink is not self._sink or not frame.isValid():
            return
        now = time.monotonic()
        if not self._has_picture:
            self._has_picture = True
            self.opened.emit()
        if self._done is None or now - self._last_taken < self._every:
            return
        if self._camera is not None and now - self._opened_at < _WARM_UP:
            return
        image = frame.toImage()
        if image.isNull():
            return
        if self._taken and image.size() != self._taken[0].size():
            self._taken = []  # the stream changed its size
        self._mirrored = frame.mirrored()
        self._last_taken = now
        self._taken.append(image)
        self._patience.start(round(1000 * NEXT_WITHIN))
        if len(self._taken) >= self._wanted:
            self._patience.stop()
            done, self._done = self._done, None
            taken, self._taken = self._taken, []
            done(stacked(taken, mirrored=self._mirrored))

    def _check_device(self, device: QCameraDevice) -> None:
        if device.id() not in [each.id() for each in QMediaDevices.videoInputs()]:
            self._fail(_(GONE))

    def _camera_failed(self, error: QCamera.Error, text: str) -> None:
        if error is not QCamera.Error.NoError:
            gone = self._has_picture and self._camera is not None
            self._fail(_(GONE) if gone else _(BUSY), detail=text)

    def _player_failed(self, error: QMediaPlayer.Error, text: str) -> None:
        if error is not QMediaPlayer.Error.NoError:
            self._fail(_(OVER) if self._has_picture else _cannot_open(self.source), detail=text)

    def _fail(self, spoken: str, *, detail: str = "") -> None:
        done = self._done
        self.close()
        if done is not None:
            done(CameraError(spoken, detail=detail))


@functools.cache
def _quieten_ffmpeg() -> None:
    """Qt's FFmpeg prints a warning for every picture of a Motion JPEG stream; its errors stay."""
    if sys.platform != "linux":
        return
    for path in (Path(PySide6.__file__).parent / "Qt" / "lib").glob("libavutil.so.*"):
        with contextlib.suppress(OSError):  # it is not the one that Qt has loaded
            ctypes.CDLL(str(path), mode=os.RTLD_NOLOAD | os.RTLD_LAZY).av_log_set_level(_ERRORS)


def cameras() -> tuple[str, ...]:
    """The names of the machine's cameras, the system's own choice first."""
    found = QMediaDevices.videoInputs()
    default = QMediaDevices.defaultVideoInput()
    found.sort(key=lambda device: device.id() != default.id())
    return tuple(device.description() for device in found)


def stacked(images: list[QImage], *, mirrored: bool = False) -> Shots:
    """Pictures of one size as one frame, one below the other; too large ones are scaled down."""
    first = images[0]
    size = first.size()
    if max(size.width(), size.height()) > _LONGEST:
        size.scale(_LONGEST, _LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
    data = bytearray()
    for image in images:
        same = image.size() == size
        fitting = image if same else image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
        converted = fitting.convertToFormat(QImage.Format.Format_RGB32)  # held: its bits go with it
        data += converted.constBits()
    raster = Raster(size.width(), size.height() * len(images), data)
    return Frame(raster, Target.CAMERA, taken_at=time.monotonic(), shots=len(images), mirrored=mirrored)


def _cannot_open(source: str) -> str:
    """Names the file or the machine, not the whole address: that may hold a password."""
    url = _as_url(source)
    name = printable_name((url.host() or url.fileName()) if url is not None else source)
    return _("{name} cannot be opened as a camera. Check the address in the settings.").format(name=name)


def _as_url(source: str) -> QUrl | None:
    """None where a camera of the machine is meant. Raises CameraError where a file is not there."""
    if not source:
        return None
    url = QUrl(source)
    if url.scheme().lower() in _SCHEMES and len(url.scheme()) > 1:
        return url
    path = Path(source).expanduser()
    if path.is_file():
        return QUrl.fromLocalFile(str(path.absolute()))
    if os.sep in source:
        raise CameraError(
            _("There is no file {name}. Choose another camera in the settings.").format(name=printable_name(source))
        )
    return None


def _device(source: str) -> QCameraDevice:
    found = QMediaDevices.videoInputs()
    if not found:
        raise CameraError(_(NO_CAMERA))
    if not source:
        return QMediaDevices.defaultVideoInput()
    for device in found:
        if source.casefold() in device.description().casefold():
            return device
    raise CameraError(
        _("There is no camera called {name}. Connect it, or choose another one in the settings.").format(
            name=printable_name(source)
        )
    )
