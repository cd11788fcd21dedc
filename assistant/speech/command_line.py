"""Speaking from a command: sentences as they come, then the end."""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from assistant.errors import VoiceError
from assistant.qt_log import log_qt_messages
from assistant.settings import SpeechSettings
from assistant.speech.queue import SpeechQueue
from assistant.speech.utterance import Utterance
from assistant.speech.voices.chosen import ChosenVoice

_POLL_MS = 20


def speak_and_wait(sentences: Iterable[str], settings: SpeechSettings) -> None:
    """Speak each sentence as `sentences` gives it (it may block: a thread takes it), return when all are heard.

    Main thread. Raises KeyboardInterrupt for Ctrl+C, and VoiceError once nothing can be heard; what remains of
    `sentences` is not taken then.
    """
    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    speech = SpeechQueue(ChosenVoice(settings))
    problems: list[str] = []
    speech.failed.connect(problems.append)
    came: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def take() -> None:
        for sentence in sentences:
            came.put(sentence)
        came.put(None)

    threading.Thread(target=take, name="sentences", daemon=True).start()
    loop = QEventLoop()
    ended = False

    def poll() -> None:
        # A timer rather than a signal, so that Python gets to see Ctrl+C
        nonlocal ended
        while not came.empty():
            sentence = came.get()
            if sentence is None:
                ended = True
            else:
                speech.say(Utterance(sentence))
        if problems or (ended and not speech.speaking):
            loop.quit()

    timer = QTimer(interval=_POLL_MS)
    timer.timeout.connect(poll)
    timer.start()
    interrupts: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        # An exception raised inside a Qt slot would be printed and lost
        interrupts.append(number)
        loop.quit()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        loop.exec()
    finally:
        signal.signal(signal.SIGINT, before)
        timer.stop()
        speech.close()
    del application
    if interrupts:
        raise KeyboardInterrupt
    if problems:
        raise VoiceError(problems[0])
