"""Checks of what is heard and what hears: sound out, voices, screen reader, microphone, camera."""

from __future__ import annotations

import contextlib
import functools
import socket
import sys

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtMultimedia import QMediaDevices

from assistant.doctor.result import CheckResult
from assistant.languages.wording import with_last
from assistant.languages.words import N_, _, n_
from assistant.qt_log import log_qt_messages

NO_SOUND = N_("Connect headphones or speakers, or start PulseAudio or PipeWire. Until then answers are only printed.")
_INSTALL = "sudo apt-get install --no-install-recommends speech-dispatcher-espeak-ng"


def sound() -> CheckResult:
    """A device to speak through; with --sound a tone is played on it."""
    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    names = [device.description() for device in QMediaDevices.audioOutputs()]
    if not names:
        return CheckResult("Sound", "fail", _("no sound device was found"), _(NO_SOUND))
    what = _("speaks through {device}").format(device=QMediaDevices.defaultAudioOutput().description())
    if len(names) > 1:
        several = n_("{what}; {count} device in all", "{what}; {count} devices in all", len(names))
        what = several.format(what=what, count=len(names))
    if "--sound" not in sys.argv:
        return CheckResult("Sound", "ok", what, _("To hear a test tone, run: lookaloud doctor --sound"))
    problem = _play()
    del application
    if problem:
        failed = _("{what}, but the test tone failed: {why}").format(what=what, why=problem.rstrip("."))
        return CheckResult("Sound", "fail", failed, _(NO_SOUND))
    played = _("{what}; a test tone was played").format(what=what)
    return CheckResult("Sound", "ok", played, _("If you did not hear it, check the volume."))


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
        return CheckResult("Speech", "not-checked", _("the system's own voices are used"))
    found = []
    if problem := _espeak_problem():
        what = problem
    else:
        found.append(_("espeak-ng, LookAloud's own voice"))
        what = ""
    if _dispatcher_answers():
        found.append("speech-dispatcher")
    if not found:
        do = _("Install one with: {command}").format(command=_INSTALL)
        none = _("no voice: {why}, and speech-dispatcher does not run").format(why=what)
        return CheckResult("Speech", "fail", none, do)
    return CheckResult("Speech", "ok", functools.reduce(with_last, found))


def _espeak_problem() -> str:
    """Why espeak-ng's library cannot be used; "" where it can."""
    import ctypes

    from assistant.speech.voices.espeak import is_installed

    if not is_installed():
        return _("espeak-ng is not installed")
    import espeakng_loader

    try:
        library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    except OSError as error:
        return _("espeak-ng cannot be loaded ({error})").format(error=error)
    # AUDIO_OUTPUT_RETRIEVAL: it makes samples, nothing is heard; espeakINITIALIZE_DONT_EXIT
    rate = int(library.espeak_Initialize(1, 0, str(espeakng_loader.get_data_path()).encode(), 0x8000))
    return "" if rate > 0 else _("espeak-ng does not find its data")


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
        return CheckResult("Screen reader", "not-checked", _("LookAloud finds only Orca, on Linux"))
    if not screen_reader_runs():
        return CheckResult("Screen reader", "ok", _("Orca does not run; LookAloud uses its own voice"))
    if not _dispatcher_answers():
        what = _("Orca runs, but speech-dispatcher does not answer, so the two voices may talk over each other")
        return CheckResult("Screen reader", "warn", what, _("Start Orca again."))
    what = _("Orca runs; LookAloud speaks through the same speech-dispatcher")
    return CheckResult("Screen reader", "ok", what)


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
        do = _("Connect one to ask by voice, or type questions.")
        return CheckResult("Microphone", "warn", _("none was found"), do)
    muted = [each.name for each in known or () if each.muted]
    what = ", ".join(names)
    if not default.isNull():
        what = _("hears through {device}").format(device=default.description())
    if len(names) > 1:
        several = n_("{what}; {count} microphone in all", "{what}; {count} microphones in all", len(names))
        what = several.format(what=what, count=len(names))
    if muted:
        what = _("{what}; muted: {names}").format(what=what, names=", ".join(muted))
        return CheckResult("Microphone", "warn", what, _("Turn it on in the sound settings."))
    return CheckResult("Microphone", "ok", what)


def camera() -> CheckResult:
    """The devices that its keys can look through."""
    log_qt_messages()
    application = QCoreApplication.instance() or QCoreApplication([])
    names = [device.description() for device in QMediaDevices.videoInputs()]
    del application
    what = ", ".join(names) if names else _("none was found")
    return CheckResult("Camera", "ok", what)
