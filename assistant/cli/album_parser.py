"""The options of `lookaloud album`: apart from what they do, since every command's start reads all options."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.languages.words import N_, NP_


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `album` to the commands."""
    parser = commands.add_parser(
        "album",
        help=N_("describe all pictures of a folder, search them, export what is known"),
        description=N_(
            "Describe every picture of a folder and those below it. What is known is kept, so that the next run "
            "describes only what is new, and goes on where this one was stopped."
        ),
    )
    parser.add_argument("folder", metavar=NP_("argument", "DIR"), type=Path, help=N_("the folder"))
    parser.add_argument("--again", action="store_true", help=N_("describe all pictures anew"))
    parser.add_argument(
        "--place",
        action=argparse.BooleanOptionalAction,
        help=N_("keep where pictures were taken, too, or take it out of what is kept (default: neither)"),
    )
    asking = parser.add_mutually_exclusive_group()
    asking.add_argument(
        "--find",
        metavar=NP_("argument", "WORDS"),
        help=N_("list the pictures that have all the words; describe nothing"),
    )
    asking.add_argument("--duplicates", action="store_true", help=N_("list pictures that look alike; describe nothing"))
    asking.add_argument("--window", action="store_true", help=N_("browse the pictures in a window; describe nothing"))
    parser.add_argument("--csv", type=Path, metavar=NP_("argument", "FILE"), help=N_("then write a table"))
    parser.add_argument("--json", type=Path, metavar=NP_("argument", "FILE"), help=N_("then write JSON"))
    parser.add_argument(
        "--html", type=Path, metavar=NP_("argument", "FILE"), help=N_("then write a page with alternative texts")
    )
    parser.add_argument("--xmp", action="store_true", help=N_("then write a sidecar NAME.xmp beside each picture"))
    parser.add_argument("--silent", action="store_true", help=N_("print, speak nothing"))
