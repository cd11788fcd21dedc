"""Checks of the machine: Python and its packages, system packages, models, settings, room."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from pathlib import Path

import resources
from assistant.doctor.result import CheckResult
from assistant.languages.wording import number
from assistant.languages.words import _
from assistant.setup.environment import ONNXRUNTIME

PACKAGES = (
    "PySide6-Addons", "mss", "numpy", "pillow", ONNXRUNTIME, "rapidocr", "rapidfuzz", "pocketsphinx", "tokenizers",
    "msgspec", "requests",
    "platformdirs", "tomli-w",
    *(("dbus-fast", "python-xlib", "pulsectl", "espeakng-loader") if sys.platform == "linux" else ("pyttsx3",)),
)  # fmt: skip
"""What pyproject.toml names for this platform; a test compares."""
OPTIONAL = frozenset({"espeakng-loader", "pulsectl"})
MEMORY = 1.0  # gigabytes free: the engine takes 0.6 with its models loaded
DISK = 0.5  # gigabytes free: settings and what Python caches


def programs() -> CheckResult:
    """Python and the packages."""
    missing = [name for name in PACKAGES if not _version(name)]
    python = f"Python {platform.python_version()}"
    if needed := [name for name in missing if name not in OPTIONAL]:
        do = _("Run: ./lookaloud --set-up. If that does not help, delete the folder .venv and start LookAloud again.")
        what = _("{python}; missing: {names}").format(python=python, names=", ".join(needed))
        return CheckResult("Programs", "fail", what, do)
    if missing:
        what = _("{python} and all packages, without {names}").format(python=python, names=", ".join(missing))
        return CheckResult("Programs", "ok", what)
    versions = ", ".join(f"{name} {_version(name)}" for name in ("PySide6-Addons", ONNXRUNTIME, "rapidocr"))
    what = _("{python} and all packages; {versions}").format(python=python, versions=versions)
    return CheckResult("Programs", "ok", what)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def system_packages() -> CheckResult:
    """The libraries of resources/system-packages.txt, and that Qt can be loaded."""
    from assistant.setup import system

    if sys.platform != "linux":
        return CheckResult("System packages", "not-checked", _("none are needed on this system"))
    missing = system.missing(system.read_table(resources.path("system-packages.txt")))
    if missing:
        names = ", ".join(package.name for package in missing)
        what = _("missing: {names}").format(names=names)
        return CheckResult("System packages", "fail", what, system.how_to_install(missing, _))
    import PySide6.QtMultimedia
    import PySide6.QtWidgets  # noqa: F401  both load every library that Qt is linked to

    return CheckResult("System packages", "ok", _("all are there"))


def text_reader() -> CheckResult:
    """The models that read text: they load, and read a word."""
    from PIL import Image, ImageDraw, ImageFont

    from assistant.engine.environment import low_memory_environment

    low_memory_environment()
    import numpy as np

    from models.cancel import CancelToken
    from models.text.reader import TextReader

    image = Image.new("RGB", (320, 80), "white")
    ImageDraw.Draw(image).text((20, 20), "LookAloud", fill="black", font=ImageFont.load_default(32))
    lines = TextReader().read(np.asarray(image), cancel=CancelToken())
    read = " ".join(line.text for line in lines)
    if read != "LookAloud":
        what = _("it loads, but read {text!r} where LookAloud was written").format(text=read)
        return CheckResult("Text reader", "fail", what, _("Delete the folder .venv and start LookAloud again."))
    return CheckResult("Text reader", "ok", _("its models load and read text"))


def graphics() -> CheckResult:
    """Which card runs models, found as the engine finds it: by opening a graph. The processor is enough."""
    from models import nvidia
    from models.devices import CPU, Devices, name_of

    provider = Devices().open(resources.path("probe/identity.onnx"))[1]
    if provider != CPU:
        return CheckResult("Graphics card", "ok", _("models run on: {device}").format(device=name_of(provider)))
    if not nvidia.has_card():
        return CheckResult("Graphics card", "ok", _("none can be used; the processor does the work"))
    return CheckResult(
        "Graphics card",
        "warn",
        _("there is an NVIDIA card, but its libraries are missing or too old, so the processor does the work"),
        _('Run: .venv/bin/pip install ".[cuda]". It fetches 1.3 gigabytes.'),
    )


def models() -> CheckResult:
    """Which models are installed, and which of them cannot be used."""
    from assistant.model_words import TASKS
    from models.registry import Registry

    registry = Registry()
    listed = registry.list()
    wrong = [each.error.spoken for each in listed if each.error is not None]
    if wrong:
        return CheckResult("Models", "warn", " ".join(wrong), _("Run: lookaloud models list."))
    if not listed:
        what = _("none is installed; lookaloud models list names those that can be fetched")
        return CheckResult("Models", "ok", what)
    used = {task: registry.first(task) for task in TASKS}
    names = "; ".join(f"{folder.id} {_(TASKS[task])}" for task, folder in used.items() if folder is not None)
    return CheckResult("Models", "ok", names)


def settings() -> CheckResult:
    """The settings file."""
    from assistant.settings_file import default_path, load

    path = default_path()
    if not path.exists():
        return _no_settings(path)
    if not os.access(path, os.R_OK):
        what = _("{path} may not be read, so the defaults are used").format(path=path)
        return CheckResult("Settings", "warn", what, _("Change its owner."))
    loaded = load(path)
    if loaded.problems:
        where = _("The file is {path}.").format(path=path)
        return CheckResult("Settings", "warn", " ".join(loaded.problems).rstrip("."), where)
    if not os.access(path.parent, os.W_OK):
        return CheckResult("Settings", "warn", _not_kept(path.parent))
    return CheckResult("Settings", "ok", str(path))


def _no_settings(path: Path) -> CheckResult:
    parent = next(folder for folder in path.parents if folder.exists())
    if not os.access(parent, os.W_OK):
        return CheckResult("Settings", "warn", _not_kept(parent))
    return CheckResult("Settings", "ok", _("the defaults; the file will be {path}").format(path=path))


def _not_kept(folder: Path) -> str:
    return _("{folder} may not be written, so changes are lost").format(folder=folder)


def room() -> CheckResult:
    """Disk and memory."""
    disk = shutil.disk_usage(Path.home() if Path.home().exists() else Path("/")).free / 1e9
    memory = _free_memory()
    alone = _("{disk} gigabytes of disk are free")
    both = _("{disk} gigabytes of disk are free, {memory} gigabytes of memory")
    what = (alone if memory is None else both).format(disk=f"{disk:.0f}", memory=number(memory or 0))
    if disk < DISK:
        return CheckResult("Disk and memory", "warn", what, _("Free some room on the disk."))
    if memory is not None and memory < MEMORY:
        return CheckResult("Disk and memory", "warn", what, _("Close some programs: descriptions may be slow."))
    return CheckResult("Disk and memory", "ok", what)


def _free_memory() -> float | None:
    """Gigabytes that programs can still have; None where the system does not tell by /proc/meminfo."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")), None)
    return None if kilobytes is None else kilobytes * 1024 / 1e9
