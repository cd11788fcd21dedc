"""What the command line prints: text that any terminal takes, to a reader that may have read enough (`| head -1`)."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import sys
from typing import Any

from assistant.log_level import PrintableFormatter
from assistant.printable import printable

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def take_any_text() -> None:
    """What the terminal's encoding lacks is printed as its number from now on, rather than ending the answer; what is
    logged does not steer the terminal."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(PrintableFormatter())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_line(text: str) -> None:
    """Print at once. Where nobody reads any more, this and all that follows goes nowhere."""
    _print(printable(text))


def print_json(value: Any) -> None:
    """Print `value` as JSON; what the terminal could not take is escaped in JSON's own way."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8", "surrogatepass")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2)
    _print(_UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def print_problem(sentence: str) -> None:
    """Print a sentence to standard error."""
    print(printable(sentence), file=sys.stderr)


def stop_printing() -> None:
    """Standard output goes nowhere from now on, also what is flushed at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _print(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        stop_printing()
