"""WebVTT for the kind `descriptions`: text that a screen reader says while a video plays.

After https://www.w3.org/TR/webvtt1/ : sections 4.1 (files), 4.2.2 (cue text: `&`, `<` and `>` are escaped, and an empty
line or `-->` would end the cue).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError
from assistant.languages.words import _
from assistant.printable import printable, printable_name
from assistant.video.times import stamp
from assistant.whole_files import whole_file

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_CUE = re.compile(r"((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})(?:[ \t].*)?")


@dataclass(frozen=True, slots=True)
class Cue:
    """`begin`, `end`: seconds; `text`: plain, one line or more."""

    begin: float
    end: float
    text: str


def written(cues: Sequence[Cue], *, notes: Sequence[str] = ()) -> str:
    """The file's text. `notes`: comments at its begin."""
    parts = ["WEBVTT"]
    parts += [f"NOTE {_comment(note)}" for note in notes]
    for number, cue in enumerate(cues, 1):
        # a cue must not end before it has begun; a thousandth is the least that can be written
        end = max(cue.end, cue.begin + 0.001)
        parts.append(f"{number}\n{stamp(cue.begin)} --> {stamp(end)}\n{_escaped(cue.text)}")
    return "\n\n".join(parts) + "\n"


def parsed(text: str) -> list[Cue]:
    """The cues of a WebVTT file. Raises ValueError where it is none."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise ValueError("The file does not begin with WEBVTT.")
    cues: list[Cue] = []
    for block in re.split(r"\n{2,}", "\n".join(lines[1:]).strip("\n")):
        rows = block.split("\n")
        at = next((number for number, row in enumerate(rows[:2]) if "-->" in row), None)
        if at is None:
            continue  # a comment, a style or a region
        match = _CUE.fullmatch(rows[at])
        if match is None:
            raise ValueError(f"{rows[at]!r} are no times of a cue.")
        cues.append(Cue(_seconds(match[1]), _seconds(match[2]), _plain("\n".join(rows[at + 1 :]))))
    return cues


def save(path: Path, text: str) -> None:
    """Write the file whole or not at all. Raises AssistantError."""
    try:
        with whole_file(path) as file:
            file.write(text.encode())
    except OSError as error:
        raise AssistantError(not_writable(path, error)) from error


def not_writable(path: Path, error: OSError | None = None) -> str:
    """What to say where nothing can be written to `path`."""
    why = error.strerror if error is not None and error.strerror else _("its folder is not there")
    name = printable_name(path.name or str(path))
    return _("{name} cannot be written: {why}. Choose another place.").format(name=name, why=why)


def _seconds(text: str) -> float:
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _comment(text: str) -> str:
    return re.sub("-+>", "->", " ".join(printable(text).split()))


def _escaped(text: str) -> str:
    for sign, escape in _ESCAPES:
        text = text.replace(sign, escape)
    return "\n".join(line for line in (" ".join(part.split()) for part in printable(text).split("\n")) if line)


def _plain(text: str) -> str:
    text = re.sub(r"<[^>]*>", "", text)
    for sign, escape in reversed(_ESCAPES):
        text = text.replace(escape, sign)
    return text
