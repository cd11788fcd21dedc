"""The app's process: arguments, one instance, signals, the event loop."""

from __future__ import annotations

import argparse
import contextlib
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from assistant.actions import Action
from assistant.again import start_again
from assistant.app import App
from assistant.cli import alone
from assistant.desktop.display import has_display
from assistant.engine.environment import without_core_dumps
from assistant.errors import AssistantError, NoDisplay
from assistant.heap import give_back_at_once
from assistant.instance import Instance
from assistant.languages.words import N_, _
from assistant.log_level import log_to_terminal
from assistant.qt_log import log_qt_messages
from assistant.running_app import SILENT
from assistant.settings_file import default_path
from assistant.speech.utterance import Priority
from assistant.ui.qt_words import translate_qt

ALREADY_RUNNING = N_("LookAloud is already running.")
NO_SCREEN = N_("The screen is gone, so LookAloud has ended. Start it again when the desktop is back.")


def main(argv: Sequence[str] | None = None) -> int:
    """Start the app; returns when it ends. Exit codes as in the README."""
    parser = argparse.ArgumentParser(prog="lookaloud-app", description=_("LookAloud's desktop app."))
    parser.add_argument("--settings", type=Path, default=None, help=_("another settings file"))
    parser.add_argument(
        "--do", choices=[action.slug for action in Action], help=_("do this, here or in the app that runs")
    )
    arguments = parser.parse_args(argv)
    log_to_terminal("%(name)s: %(message)s")
    without_core_dumps()
    give_back_at_once()
    if not has_display():
        print(NoDisplay().spoken, file=sys.stderr)
        return NoDisplay.exit_code
    log_qt_messages(screen_gone=lambda: alone.leave_behind(_(NO_SCREEN)))
    application = QApplication(sys.argv[:1])
    translate_qt(application)
    application.setApplicationName("LookAloud")
    application.setDesktopFileName("lookaloud")
    application.setQuitOnLastWindowClosed(False)
    instance = Instance(arguments.do or "")
    if not instance.is_first:
        if not instance.answered:
            alone.tell(_(SILENT))
            return AssistantError.exit_code
        if arguments.do is None:
            print(_(ALREADY_RUNNING), file=sys.stderr)
        return 0
    app = App(arguments.settings or default_path())
    sys.excepthook = app.tell_defect  # PySide hands it what is raised in a slot
    instance.asked_again.connect(lambda: app.say(_(ALREADY_RUNNING), Priority.NOW))
    instance.asked.connect(app.act)
    with quitting_on_signals(application):
        QTimer.singleShot(0, app.start)
        if arguments.do is not None:
            QTimer.singleShot(0, lambda: app.act(Action.from_slug(arguments.do)))
        code = application.exec()
        app.close()
    instance.close()
    if app.ends_for:
        start_again(["--settings", str(arguments.settings or default_path())], why=app.ends_for)
    return code


@contextlib.contextmanager
def quitting_on_signals(application: QApplication) -> Iterator[None]:
    """SIGINT and SIGTERM end the event loop. Python runs its handlers only when Qt wakes it: a socket does."""
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    before = signal.set_wakeup_fd(theirs.fileno())
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: ours.recv(64))
    handlers = {
        number: signal.signal(number, lambda *_: application.quit()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        ours.close()
        theirs.close()


if __name__ == "__main__":
    sys.exit(main())
