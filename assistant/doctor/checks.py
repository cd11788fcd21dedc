"""The checks, each a function without arguments. Heavy imports happen inside."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
from collections.abc import Callable, Mapping

from assistant.desktop.session import session, x11_answers
from assistant.doctor.result import CheckResult
from assistant.errors import AssistantError, SettingsError
from assistant.settings_file import default_path, load

_PACKAGES = ("PySide6-Essentials", "mss", "numpy", "pillow", "onnxruntime", "rapidocr", "msgspec")


def python() -> CheckResult:
    """Python and the packages."""
    versions, missing = [], []
    for name in _PACKAGES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return CheckResult(
            "Programs", "fail", f"missing: {', '.join(missing)}", "Delete the folder .venv and start again."
        )
    return CheckResult("Programs", "ok", f"Python {platform.python_version()}, {', '.join(versions)}")


def display() -> CheckResult:
    """Is there a screen, and how many monitors."""
    kind = session()
    if kind == "none":
        return CheckResult(
            "Screen",
            "fail",
            "no display was found",
            "Start LookAloud in a desktop session; picture files work without one.",
        )
    if kind == "x11" and not x11_answers():
        return CheckResult(
            "Screen",
            "fail",
            f"the display {os.environ.get('DISPLAY')} does not answer",
            "Check DISPLAY and XAUTHORITY.",
        )
    if kind != "x11":
        return CheckResult("Screen", "ok", f"a {kind} session")
    from assistant.desktop.capture import open_capturer
    from assistant.desktop.stacking import open_window_system
    from assistant.types import Target

    system = open_window_system()
    monitors = system.monitors()
    capturer = open_capturer(monitors)
    frame = capturer.grab(None, target=Target.SCREEN)
    capturer.close()
    sizes = ", ".join(f"{m.box.width} by {m.box.height}" for m in monitors)
    count = len(system.windows())
    system.close()
    return CheckResult(
        "Screen",
        "ok",
        f"X11, {len(monitors)} monitor(s): {sizes}; {count} window(s); a picture of {frame.box.width} pixels width",
    )


def portal() -> CheckResult:
    """The Screenshot portal, which Wayland needs."""
    if session() != "wayland":
        return CheckResult("Screenshot portal", "ok", "not needed here")
    import asyncio

    from dbus_fast import BusType
    from dbus_fast.aio import MessageBus

    from assistant.desktop.portal import NAME, PATH, PortalMissing, call, closed

    async def ask() -> None:
        bus = await MessageBus(bus_type=BusType.SESSION).connect()
        properties = "org.freedesktop.DBus.Properties"
        await call(bus, NAME, PATH, properties, "Get", "ss", ["org.freedesktop.portal.Screenshot", "version"])
        await closed(bus)

    try:
        asyncio.run(ask())
    except (PortalMissing, OSError, ValueError, KeyError):
        return CheckResult(
            "Screenshot portal",
            "fail",
            "it does not answer",
            "Install xdg-desktop-portal and the portal of your desktop.",
        )
    return CheckResult("Screenshot portal", "ok", "it answers")


def tree() -> CheckResult:
    """The accessibility bus and who is on it."""
    from assistant.desktop.stacking import open_window_system
    from assistant.desktop.tree import open_tree_reader
    from assistant.types import WindowInfo
    from models.cancel import CancelToken

    try:
        windows: tuple[WindowInfo, ...] = ()
        if session() == "x11" and x11_answers():
            system = open_window_system()
            windows = system.windows()
            system.close()
        snapshot = open_tree_reader().read(windows, timeout=3, cancel=CancelToken())
    except AssistantError as error:
        return CheckResult("Accessibility", "warn", error.spoken.rstrip("."), "Text is read from pixels meanwhile.")
    with_tree = sum(1 for window in snapshot.windows if window.root is not None)
    return CheckResult(
        "Accessibility", "ok", f"the bus answers; {with_tree} of {len(snapshot.windows)} window(s) give a tree"
    )


def hotkeys() -> CheckResult:
    """Can the keys be had."""
    if session() == "none":
        return CheckResult("Keys", "warn", "not possible without a display")
    if session() != "x11":
        return CheckResult("Keys", "ok", "asked of the desktop's portal when the app starts")
    from assistant.desktop.hotkeys import Chord, open_hotkeys

    chord = Chord.parse(load(default_path()).settings.keys.layer)
    keys = open_hotkeys()
    keys.start(lambda _: None)
    try:
        taken = keys.bind(chord, {})
    finally:
        keys.close()
    if taken:
        return CheckResult(
            "Keys",
            "warn",
            f"{chord} is held by another program, or by LookAloud itself if it runs",
            "Choose another key in the settings if LookAloud does not run.",
        )
    return CheckResult("Keys", "ok", f"{chord} is free")


def sound() -> CheckResult:
    """A device to speak through."""
    from PySide6.QtMultimedia import QMediaDevices

    names = [device.description() for device in QMediaDevices.audioOutputs()]
    if not names:
        return CheckResult(
            "Sound",
            "fail",
            "no sound device was found",
            "Connect one, or check the sound settings; answers are printed meanwhile.",
        )
    return CheckResult("Sound", "ok", ", ".join(names))


def speech() -> CheckResult:
    """Voices and screen reader."""
    from assistant.speech.screen_reader import screen_reader_runs
    from assistant.speech.voices.dispatcher import socket_path
    from assistant.speech.voices.espeak import is_installed

    found = []
    if is_installed():
        found.append("espeak-ng is installed")
    if socket_path().exists():
        found.append("speech-dispatcher runs")
    if screen_reader_runs():
        found.append("Orca runs")
    if not found:
        return CheckResult(
            "Speech", "fail", "no voice was found", "Install the package espeakng-loader, or speech-dispatcher."
        )
    return CheckResult("Speech", "ok", ", ".join(found))


def inputs() -> CheckResult:
    """Microphone and camera, which later versions use."""
    from PySide6.QtMultimedia import QMediaDevices

    microphones, cameras = len(QMediaDevices.audioInputs()), len(QMediaDevices.videoInputs())
    return CheckResult(
        "Microphone and camera", "ok", f"{microphones} microphone(s), {cameras} camera(s); this version uses neither"
    )


def graphics() -> CheckResult:
    """What onnxruntime can run on."""
    import onnxruntime

    providers = onnxruntime.get_available_providers()
    return CheckResult(
        "Processor for models", "ok", ", ".join(name.removesuffix("ExecutionProvider") for name in providers)
    )


def models() -> CheckResult:
    """The text reader reads."""
    import numpy as np

    from models.cancel import CancelToken
    from models.text.reader import TextReader

    TextReader().read(np.full((64, 256, 3), 255, np.uint8), cancel=CancelToken())
    return CheckResult(
        "Text reader", "ok", "it loads and runs; no captioning model is installed, which this version does not use"
    )


def settings() -> CheckResult:
    """The settings file."""
    path = default_path()
    if not path.exists():
        return CheckResult("Settings", "ok", f"the defaults; none saved yet at {path}")
    loaded = load(path)
    if loaded.problems:
        return CheckResult("Settings", "warn", " ".join(loaded.problems).rstrip("."))
    if not os.access(path, os.W_OK):
        raise SettingsError(f"{path} may not be written")
    return CheckResult("Settings", "ok", str(path))


def disk() -> CheckResult:
    """Room for models."""
    free = shutil.disk_usage(default_path().anchor).free / 2**30
    return CheckResult(
        "Disk", "ok" if free > 1 else "warn", f"{free:.0f} gigabytes free", "" if free > 1 else "Free some room."
    )


CHECKS: Mapping[str, Callable[[], CheckResult]] = {
    "Programs": python,
    "Screen": display,
    "Screenshot portal": portal,
    "Accessibility": tree,
    "Keys": hotkeys,
    "Sound": sound,
    "Speech": speech,
    "Microphone and camera": inputs,
    "Processor for models": graphics,
    "Text reader": models,
    "Settings": settings,
    "Disk": disk,
}

IN_MAIN_THREAD = frozenset((sound, inputs))
"""Qt's media objects belong to the thread of the application object."""
