"""The options of `lookaloud album`: apart from what they do, since every command's start reads all options."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `album` to the commands."""
    parser = commands.add_parser(
        "album",
        help="describe all pictures of a folder, search them, export what is known",
        description="Describe every picture of a folder and those below it. What is known is kept, so that the next "
        "run describes only what is new, and goes on where this one was stopped.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder")
    parser.add_argument("--again", action="store_true", help="describe all pictures anew")
    parser.add_argument(
        "--place",
        action=argparse.BooleanOptionalAction,
        help="keep where pictures were taken, too, or take it out of what is kept (default: neither)",
    )
    asking = parser.add_mutually_exclusive_group()
    asking.add_argument("--find", metavar="WORDS", help="list the pictures that have all the words; describe nothing")
    asking.add_argument("--duplicates", action="store_true", help="list pictures that look alike; describe nothing")
    asking.add_argument("--window", action="store_true", help="browse the pictures in a window; describe nothing")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="then write a table")
    parser.add_argument("--json", type=Path, metavar="FILE", help="then write JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="then write a page with alternative texts")
    parser.add_argument("--xmp", action="store_true", help="then write a sidecar NAME.xmp beside each picture")
    parser.add_argument("--silent", action="store_true", help="print, speak nothing")
