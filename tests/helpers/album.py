"""Folders of pictures for tests, what describes without looking, and the command as a program of its own."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from assistant.album.facts import Facts
from assistant.album.picture import Described, Told
from models.cancel import CancelToken
from models.errors import RunError

COMMAND = (sys.executable, "-m", "tests.helpers.album")
"""`lookaloud`, with `album` alone."""


def write_text(path: Path, text: str, *, size: tuple[int, int] = (320, 120)) -> Path:
    """A white picture with one line of text."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((14, size[1] // 3), text, "black", ImageFont.truetype("DejaVuSans.ttf", 22))
    image.save(path)
    return path


def write_shapes(path: Path, number: int) -> Path:
    """A picture without text, another for each number."""
    image = Image.new("RGB", (96, 64), ((number * 37) % 200, (number * 91) % 200, 180))
    draw = ImageDraw.Draw(image)
    left, top = 5 + number * 7 % 50, 5 + number * 5 % 30
    draw.ellipse((left, top, left + 30, top + 25), fill=(240, (number * 53) % 255, 20))
    draw.rectangle((60, 8, 62 + number % 30, 50), fill=(10, 10, (number * 13) % 255))
    image.save(path)
    return path


class Stub:
    """Describes by the name of the file: "hang" hangs, "crash" ends the process, "fail" fails, "defect" is a defect."""

    def __init__(self) -> None:
        self.described: list[str] = []
        self.only_facts: list[str] = []

    def __call__(self, path: Path, *, place: bool, only_facts: bool, cancel: CancelToken) -> Described:
        facts = Facts("2023-07-14T12:05:00", "48.8584 north, 2.2945 east" if place else "")
        if only_facts:
            self.only_facts.append(path.name)
            return Described(facts)
        if "hang" in path.stem:
            time.sleep(600)
        if "crash" in path.stem:
            import os
            import signal

            os.kill(os.getpid(), signal.SIGKILL)
        if "fail" in path.stem:
            raise RunError("made to fail")
        if "defect" in path.stem:
            raise AssertionError("a defect")
        self.described.append(path.name)
        text = f"Words of {path.stem}."
        return Described(facts, 10, 10, text, (Told(text, "text", 0.9),), text, fingerprint=len(self.described) << 20)


class Broken:
    """What describes, where it cannot even be made."""

    def __init__(self) -> None:
        raise RuntimeError("made to fail at the start")

    def __call__(self, path: Path, *, place: bool, only_facts: bool, cancel: CancelToken) -> Described:
        raise NotImplementedError


def main() -> int:
    """The command line, as `lookaloud album` has it."""
    from assistant.cli import album
    from assistant.cli.output import take_any_text

    take_any_text()
    parser = argparse.ArgumentParser(prog="lookaloud")
    album.add_parser(parser.add_subparsers(dest="command", required=True))
    return album.run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
