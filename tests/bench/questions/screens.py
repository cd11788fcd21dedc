"""Starts the programs one after the other on a desktop of their own and takes each one's frame and trees."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.desktop.desk import Desk
from assistant.pipelines.pixels.arrays import to_raster
from assistant.types import Frame, Target, TreeSnapshot
from models.cancel import CancelToken
from tests.bench.questions.programs import programs
from tests.helpers.app import ROOT
from tests.helpers.desktop import desktop

_SETTLE = 2.5  # seconds until a program has drawn itself and its tree
_SLOW = 3
_PICTURES = ("order page", "mail", "shop")
"""Screens that are asked about as pictures too: only pixels, no tree."""
_LEAVE = r"soffice|oosplash|chromium|mousepad|pcmanfm"
_ENV = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE")


@dataclass(frozen=True, slots=True)
class Screen:
    """`shows`: what was put there, beside what the trees hold."""

    frame: Frame
    trees: TreeSnapshot | None
    shows: str


def capture(*, step: int = 1) -> Iterator[tuple[str, Screen]]:
    """Every screen by name. `step`: only every so many of the programs."""
    with desktop() as running:
        before = {name: os.environ.get(name) for name in (*_ENV, "WAYLAND_DISPLAY")}
        os.environ.update({name: running.env[name] for name in _ENV if name in running.env})
        os.environ.pop("WAYLAND_DISPLAY", None)
        kept: dict[str, Screen] = {}
        try:
            for program in islice(programs(running.folder), None, None, step):
                process = running.start(*program.command, PYTHONPATH=str(ROOT))
                running.wait_for_window(program.title, timeout=60)
                time.sleep(_SETTLE * (_SLOW if "libreoffice" in program.command else 1))
                with closing(Desk.open()) as desk:
                    look = desk.look(Target.SCREEN)
                    kept[program.name] = Screen(look.frame, desk.trees(look, cancel=CancelToken()), program.shows)
                yield program.name, kept[program.name]
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
                _end_leftovers(str(running.folder / "home"))
                time.sleep(0.7)
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
        for source in kept.keys() & set(_PICTURES):
            screen = kept[source]
            yield (
                f"picture of the {source}",
                replace(screen, frame=replace(screen.frame, target=Target.FILE), trees=None),
            )
        yield "coloured shapes", Screen(_shapes(), None, "")


def _end_leftovers(home: str) -> None:
    """What a program of this desktop, and of no other, has left running beside it."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            belongs = f"HOME={home}".encode() in (path / "environ").read_bytes().split(b"\0")
            if belongs and re.match(_LEAVE, (path / "comm").read_text()):
                os.kill(int(path.name), signal.SIGKILL)
        except OSError:
            continue  # it has ended, or is somebody else's


def _shapes() -> Frame:
    image = np.full((600, 800, 3), 255, np.uint8)
    image[100:250, 100:300] = (220, 30, 30)
    image[300:500, 450:700] = (30, 60, 200)
    rows, columns = np.ogrid[:600, :800]
    image[(rows - 450) ** 2 + (columns - 200) ** 2 < 90**2] = (30, 160, 60)
    return Frame(to_raster(image), Target.FILE)
