"""What is asked for: which frame, told how, and whether programs have a say in it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Frame, Length, Mode, Target
from models.types import Box, TextLine

PICTURES = frozenset((Target.FILE, Target.CLIPBOARD, Target.CAMERA))
"""What is no part of the desktop, so that no program can tell of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to describe. Boxes and points in desktop units; `notes`: sentences the loader of a picture gave."""

    turn: int
    frame: Frame
    mode: Mode = "describe"
    length: Length = Length.NORMAL
    focus_box: Box | None = None
    pointer: tuple[int, int] | None = None
    locked: bool | None = None
    screen_reader: bool = False
    notes: tuple[str, ...] = ()
    lines: tuple[TextLine, ...] | None = None
    """The text of the frame where it has been read already, in frame pixels."""
    guided: str = ""
    patient: bool = False
    session: int = 0
    about: str = ""
    """These four as in `engine.protocol.Describe`."""


def told_by_trees(request: Request) -> bool:
    """Whether programs are asked: not for a picture file, and not where a lock hides them."""
    return request.frame.target not in PICTURES and not request.locked
