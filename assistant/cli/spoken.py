"""Work that is spoken while it goes on: a thread works, the main thread speaks, and Ctrl+C stops both."""

from __future__ import annotations

import logging
import os
import queue
import signal
import threading
from collections.abc import Callable
from typing import TypeAlias

from assistant.cli.output import print_problem
from assistant.engine.environment import low_memory_environment
from assistant.errors import AssistantError, VoiceError
from assistant.languages.words import N_, _
from assistant.settings import Settings, SpeechSettings
from assistant.settings_file import default_path, load
from models.cancel import CancelToken
from models.devices import WANTED
from models.errors import Cancelled, ModelError

log = logging.getLogger(__name__)

NO_QT = N_("Nothing can be spoken: a system package is missing. Run lookaloud doctor to see which.")
LOOKING_FAILED = 8  # exit code; see the README
_LISTENS = 0.1  # seconds: Windows lets Python see Ctrl+C only when a wait has ended
DEFECT = N_("Something went wrong in LookAloud itself. Run lookaloud doctor to see what is missing.")

Say: TypeAlias = Callable[[str], None]
Work: TypeAlias = Callable[[Say, CancelToken], int]
"""Says sentences, stops where the token is set, and returns the exit code."""


def begin() -> Settings:
    """What every command that looks begins with: the settings, with what is wrong in them said; the device and
    the memory that they and the machine ask for."""
    loaded = load(default_path())
    for problem in loaded.problems:
        print_problem(problem)
    low_memory_environment()
    os.environ.setdefault(WANTED, loaded.settings.engine.device)
    return loaded.settings


def run(work: Work, settings: SpeechSettings, *, silent: bool, first: Callable[[], None] = lambda: None) -> int:
    """The work's exit code; spoken unless `silent`. As `run_spoken`."""
    return run_silently(work, first=first) if silent else run_spoken(work, settings, first=first)


def run_silently(work: Work, *, first: Callable[[], None] = lambda: None) -> int:
    """As `run_spoken`, but nothing is spoken."""
    first()
    return _in_thread(lambda cancel: work(lambda _: None, cancel), lambda: None)


def run_spoken(work: Work, settings: SpeechSettings, *, first: Callable[[], None] = lambda: None) -> int:
    """Work in a thread and speak what it says; the work's exit code. Main thread, in which `first` is called before.

    Where nothing can be spoken the work goes on: what it prints can be read. Raises KeyboardInterrupt, once the work
    has stopped.
    """
    try:
        # Loads Qt; all of it before the thread starts: QtMultimedia and numpy loaded at the same time wait for each
        # other for ever (seen on a busy machine)
        from assistant.qt_log import log_qt_messages

        log_qt_messages()
        import assistant.speech.player  # noqa: F401  for what it loads
        from assistant.speech.command_line import speak_and_wait
    except ImportError:
        print_problem(_(NO_QT))
        return run_silently(work, first=first)
    sentences: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def say_all(cancel: CancelToken) -> int:
        try:
            return work(sentences.put, cancel)
        finally:
            sentences.put(None)

    def speak() -> None:
        try:
            speak_and_wait(iter(sentences.get, None), settings)
        except VoiceError as error:
            print_problem(error.spoken)

    first()
    return _in_thread(say_all, speak)


def _in_thread(work: Callable[[CancelToken], int], meanwhile: Callable[[], None]) -> int:
    """The work's exit code; `meanwhile` is done here. Ctrl+C sets the token, and is raised once the work has stopped.

    Libraries call Python back while they work, and an exception raised in there is printed and lost: so would Ctrl+C
    be, were the work done in the main thread. Nor may it be raised in `Thread.start` or `Thread.join`.
    """
    cancel = CancelToken()
    codes: list[int] = []
    interrupted: list[bool] = []

    def interrupt(*_: object) -> None:
        interrupted.append(True)
        cancel.cancel()

    thread = threading.Thread(target=lambda: codes.append(work(cancel)), name="work")
    before = signal.signal(signal.SIGINT, interrupt)
    try:
        thread.start()
        try:
            meanwhile()
        except KeyboardInterrupt:
            interrupt()
        while thread.is_alive():
            thread.join(_LISTENS)
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupted:
        raise KeyboardInterrupt
    return codes[0] if codes else 1


def guarded(work: Callable[[], int], report: Callable[[str], None]) -> int:
    """The command's barrier: the exit code of `work`; what it raises is said once, by `report`."""
    try:
        return work()
    except AssistantError as error:
        report(error.spoken)
        return error.exit_code
    except Cancelled:
        return 130
    except ModelError as error:
        report(error.spoken)
        return LOOKING_FAILED
    except Exception:  # a defect is logged once, and said
        log.exception("the command")
        report(_(DEFECT))
        return 1
