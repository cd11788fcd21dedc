"""What was asked for, what was said, and the picture it was about."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from assistant.desktop.changed import Marks
from assistant.languages.words import n_
from assistant.types import Length, Mode, TreeSnapshot
from models.cancel import CancelToken


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said in one turn; `whole` once nothing follows."""

    turn: int
    title: str
    text: str = ""
    whole: bool = False
    question: str = ""
    """What was asked, as it was understood; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A request in hand."""

    number: int
    mode: Mode
    length: Length
    picture: int
    """The turn whose frame is told; its own number but for `again`."""


@dataclass(slots=True)
class Kept:
    """A frame that the engine was handed, and what becomes of its trees, which may come after its turn was stopped."""

    turn: int
    mode: Mode
    title: str
    length: Length
    """At which it was last asked for."""
    whole: bool = False
    """Whether that answer came to its end."""
    cancel: CancelToken = field(default_factory=CancelToken)
    trees: TreeSnapshot | None = None
    has_trees: bool = False
    marks: Marks | None = None
    """Of its frame, where a later look at the screen costs the user nothing."""


def age(marks: Marks) -> str:
    """How old a frame is, where the screen has changed since."""
    seconds = time.monotonic() - marks.taken_at
    if seconds >= 90:
        count = round(seconds / 60)
        text = n_("This is about the screen of {count} minute ago, which has changed since.",
                  "This is about the screen of {count} minutes ago, which has changed since.", count)  # fmt: skip
    else:
        count = round(seconds)
        text = n_("This is about the screen of {count} second ago, which has changed since.",
                  "This is about the screen of {count} seconds ago, which has changed since.", count)  # fmt: skip
    return text.format(count=count)
