"""The command `lookaloud video` as a program of its own."""

from __future__ import annotations

import sys

PROGRAM = """
import argparse, sys
from assistant.cli import _until_stopped, video
from assistant.cli.output import take_any_text
take_any_text()
parser = argparse.ArgumentParser("lookaloud")
video.add_parser(parser.add_subparsers(dest="command"))
arguments = parser.parse_args(["video", *sys.argv[1:]])
sys.exit(_until_stopped(lambda: video.run(arguments)))
"""


def command(*arguments: str) -> list[str]:
    """`lookaloud video ARGUMENTS`."""
    return [sys.executable, "-c", PROGRAM, *arguments]
