"""Checks of what is heard and what hears: sound out, voices, screen reader, microphone, camera."""

from __future__ import annotations

import contextlib
import socket
import sys

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtMultimedia import QMediaDevices

from assistant.doctor.result import CheckResult
from assistant.qt_log import log_qt_messages

NO_SOUND = "Connect headphones or speakers, or start PulseAudio or PipeWire. Until then answers are only printed."


def sound() -> CheckResult:
    """A device to speak through; with --sound a tone is played on it."""
    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    names = [device.description() for device in QMediaDevices.audioOutputs()]
    if not names:
        return CheckResult("Sound", "fail", "no sound device was found", NO_SOUND)
    what = f"speaks through {QMediaDevices.defaultAudioOutput().description()}"
    if len(names) > 1:
        what += f"; {len(names)} devices in all"
    if "--sound" not in sys.argv:
        return CheckResult("Sound", "ok", what, "To hear a test tone, run: lookaloud doctor --sound")
    problem = _play()
    del application
    if problem:
        return CheckResult("Sound", "fail", f"{what}, but the test tone failed: {problem.rstrip('.')}", NO_SOUND)
    return CheckResult("Sound", "ok", f"{what}; a test tone was played", "If you did not hear it, check the volume.")


def _play() -> str:
    """Play a tone to its end; returns what went wrong."""
    import wave

    import resources
    from assistant.speech.player import Player

    with wave.open(str(resources.path("sounds", "done.wav"))) as file:
        player = Player(file.getframerate())
        samples = file.readframes(file.getnframes())
    problems: list[str] = []
    loop = QEventLoop()
    player.drained.connect(loop.quit)
    player.failed.connect(problems.append)
    player.failed.connect(loop.quit)
    player.write(samples)
    player.finish()
    if not problems:  # it may have failed at once, before the loop could be left
        loop.exec()
    player.stop()
    return problems[0] if problems else ""


def speech() -> CheckResult:
    """The voices that are there."""
    if sys.platform != "linux":
        return CheckResult("Speech", "not-checked", "the system's own voices are used")
    found = []
    if problem := _espeak_problem():
        what = problem
    else:
        found.append("espeak-ng, LookAloud's own voice")
        what = ""
    if _dispatcher_answers():
        found.append("speech-dispatcher")
    if not found:
        do = "Install one with: sudo apt-get install --no-install-recommends speech-dispatcher-espeak-ng"
        return CheckResult("Speech", "fail", f"no voice: {what}, and speech-dispatcher does not run", do)
    return CheckResult("Speech", "ok", " and ".join(found))


def _espeak_problem() -> str:
    """Why espeak-ng's library cannot be used; "" where it can."""
    import ctypes

    from assistant.speech.voices.espeak import is_installed

    if not is_installed():
        return "espeak-ng is not installed"
    import espeakng_loader

    try:
        library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    except OSError as error:
        return f"espeak-ng cannot be loaded ({error})"
    # AUDIO_OUTPUT_RETRIEVAL: it makes samples, nothing is heard; espeakINITIALIZE_DONT_EXIT
    rate = int(library.espeak_Initialize(1, 0, str(espeakng_loader.get_data_path()).encode(), 0x8000))
    return "" if rate > 0 else "espeak-ng does not find its data"


def _dispatcher_answers() -> bool:
    from assistant.speech.voices.dispatcher import socket_path

    with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
        connection.settimeout(2)
        connection.connect(str(socket_path()))
        return True
    return False


def screen_reader() -> CheckResult:
    """Whether one runs, and whether LookAloud can speak through it."""
    from assistant.speech.screen_reader import screen_reader_runs

    if sys.platform != "linux":
        return CheckResult("Screen reader", "not-checked", "LookAloud finds only Orca, on Linux")
    if not screen_reader_runs():
        return CheckResult("Screen reader", "ok", "Orca does not run; LookAloud uses its own voice")
    if not _dispatcher_answers():
        what = "Orca runs, but speech-dispatcher does not answer, so the two voices may talk over each other"
        return CheckResult("Screen reader", "warn", what, "Start Orca again.")
    return CheckResult("Screen reader", "ok", "Orca runs; LookAloud speaks through the same speech-dispatcher")


def microphone() -> CheckResult:
    """A device to ask through, and whether it is muted."""
    from assistant.listening.microphone import Microphone
    from assistant.listening.sources import sources

    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    known = sources()
    names = [each.name for each in known] if known is not None else Microphone.devices()
    default = QMediaDevices.defaultAudioInput()
    del application
    if not names:
        return CheckResult("Microphone", "warn", "none was found", "Connect one to ask by voice, or type questions.")
    muted = [each.name for each in known or () if each.muted]
    what = f"hears through {default.description()}" if not default.isNull() else ", ".join(names)
    if len(names) > 1:
        what += f"; {len(names)} microphones in all"
    if muted:
        return CheckResult(
            "Microphone", "warn", f"{what}; muted: {', '.join(muted)}", "Turn it on in the sound settings."
        )
    return CheckResult("Microphone", "ok", what)


def camera() -> CheckResult:
    """Later versions look through it."""
    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    names = [device.description() for device in QMediaDevices.videoInputs()]
    del application
    what = ", ".join(names) if names else "none was found"
    return CheckResult("Camera", "ok", f"{what}; this version does not use one")
