"""Qt's own messages go to Python's log: on the terminal they would drown the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.INFO,  # of Qt's warnings none asks the user to do something
    QtMsgType.QtCriticalMsg: logging.WARNING,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


_SCREEN_GONE = "connection broke"  # in what Qt says of X11 and of Wayland, just before it ends the process


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(f"qt.{context.category or 'default'}").log(_LEVELS[kind], "%s", message)


def log_qt_messages(screen_gone: Callable[[], None] | None = None) -> None:
    """Call before other Qt modules are used. `screen_gone`: the last that is called before Qt ends the process for
    want of a screen; the event loop does not run any more."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        _pass_on(kind, context, message)
        if screen_gone is not None and _SCREEN_GONE in message:
            screen_gone()

    qInstallMessageHandler(pass_on)
