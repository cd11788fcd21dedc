"""What a command of the command line looks at: a file, the clipboard, the camera, or the desktop with its trees."""

from __future__ import annotations

import argparse
import queue
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import resources
from assistant.cli.output import print_problem
from assistant.desktop.desk import Desk, Look
from assistant.desktop.private import marks_of
from assistant.errors import CaptureError, NoDisplay, TreeUnavailable
from assistant.pipelines.request import Request
from assistant.settings import Settings
from assistant.types import Frame, Length, Mode, Target, TreeSnapshot
from models.cancel import CancelToken

_qt: object = None


def look(arguments: argparse.Namespace, settings: Settings, length: Length) -> tuple[Request, Trees]:
    """The request, and the trees that are read meanwhile. Main thread. Raises CaptureError."""
    mode: Mode = arguments.command
    if arguments.sample or arguments.file is not None:
        from assistant.desktop.capture.files import load_picture

        path = resources.path("sample", "sample.png") if arguments.sample else Path(arguments.file)
        loaded = load_picture(path)
        return Request(turn=1, frame=loaded.frame, mode=mode, length=length, notes=loaded.notes), Trees(None)
    if arguments.clipboard:
        return Request(turn=1, frame=_clipboard(), mode=mode, length=length), Trees(None)
    if arguments.camera is not None:
        frame = _camera(arguments.camera or settings.camera.source)
        return Request(turn=1, frame=frame, mode=mode, length=length), Trees(None)
    seen, trees = _look_at_desktop(_target(arguments), arguments, settings)
    request = Request(
        turn=1,
        frame=seen.frame,
        mode=mode,
        length=length,
        focus_box=seen.focus,
        pointer=seen.pointer,
        locked=seen.locked,
        screen_reader=seen.screen_reader,
    )
    return request, trees


def _clipboard() -> Frame:
    """The picture on the clipboard, which needs Qt's connection to the desktop. Raises NoDisplay, BadImage."""
    global _qt  # Qt's application must outlive this call: speech uses it
    from assistant.desktop.display import has_display

    if not has_display():
        raise NoDisplay
    from assistant.qt_log import log_qt_messages

    log_qt_messages()
    from PySide6.QtGui import QGuiApplication

    from assistant.desktop.clipboard import clipboard_frame

    _qt = QGuiApplication.instance() or QGuiApplication([])
    return clipboard_frame()


def _camera(source: str) -> Frame:
    """Some pictures of the camera, one below the other. Raises CameraError, KeyboardInterrupt."""
    global _qt
    from assistant.qt_log import log_qt_messages

    log_qt_messages()
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    from assistant.desktop.camera import Camera
    from assistant.desktop.camera_rounds import SHOTS

    _qt = QCoreApplication.instance() or QCoreApplication([])
    results: list[Frame | CaptureError] = []
    loop, camera = QEventLoop(), Camera()
    camera.source = source
    interrupted: list[int] = []
    python_runs = QTimer(interval=50)  # milliseconds; or Ctrl+C would not be noticed
    python_runs.timeout.connect(lambda: loop.quit() if results or interrupted else None)
    python_runs.start()
    before = signal.signal(signal.SIGINT, lambda number, _: interrupted.append(number))
    try:
        camera.take(SHOTS, results.append)
        loop.exec()
    finally:
        signal.signal(signal.SIGINT, before)
        camera.close()
    if interrupted:
        raise KeyboardInterrupt
    if isinstance(results[0], CaptureError):
        raise results[0]
    return results[0]


def _target(arguments: argparse.Namespace) -> Target:
    for name in ("monitor", "window", "focus", "pointer", "region"):
        if getattr(arguments, name):
            return Target(name)
    return Target.SCREEN


def _look_at_desktop(target: Target, arguments: argparse.Namespace, settings: Settings) -> tuple[Look, Trees]:
    marks = marks_of(settings.privacy.windows)
    desk = Desk.open(lambda: marks)
    try:
        look = desk.look(target, region=arguments.region)
    finally:
        desk.close()
    return look, Trees(lambda cancel: desk.trees(look, cancel=cancel))


ReadTrees: TypeAlias = Callable[[CancelToken], TreeSnapshot]


class Trees:
    """Reads the trees in a thread while the text is read; called with the seconds to wait for them."""

    def __init__(self, read: ReadTrees | None) -> None:
        self._result: queue.SimpleQueue[TreeSnapshot | None] = queue.SimpleQueue()
        self._snapshot: TreeSnapshot | None = None
        self._came = read is None
        if read is not None:
            threading.Thread(target=self._read, args=(read,), daemon=True).start()

    def _read(self, read: ReadTrees) -> None:
        try:
            self._result.put(read(CancelToken()))
        except TreeUnavailable as error:
            print_problem(error.spoken)
            self._result.put(None)

    def __call__(self, seconds: float) -> TreeSnapshot | None:
        if not self._came:
            try:
                self._snapshot = self._result.get(timeout=seconds) if seconds > 0 else self._result.get_nowait()
                self._came = True
            except queue.Empty:
                return None
        return self._snapshot
