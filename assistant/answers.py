"""What was asked for, what was said, and the picture it was about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.clock import lasting
from assistant.desktop.changed import Marks
from assistant.languages.words import n_
from assistant.types import Length, Mode, TreeSnapshot
from models.cancel import CancelToken

_LENGTHS = list(Length)


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

    def stepped(self, step: int) -> Turn:
        """The same, longer (`step` 1) or shorter (-1) where that can be."""
        index = min(max(_LENGTHS.index(self.length) + step, 0), len(_LENGTHS) - 1)
        return replace(self, length=_LENGTHS[index])


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

    def step(self, step: int) -> bool:
        """It is to be told longer (`step` 1) or shorter (-1), or as long once more where that was stopped at its
        longest; False, and nothing changes, where there is no such length."""
        index = _LENGTHS.index(self.length) + step
        if not self.whole:
            index = min(index, len(_LENGTHS) - 1)
        if not 0 <= index < len(_LENGTHS):
            return False
        self.length, self.whole = _LENGTHS[index], False
        return True


def age(marks: Marks) -> str:
    """How old a frame is, where the screen has changed since."""
    seconds = lasting() - marks.taken_at
    if seconds >= 5400:
        count = round(seconds / 3600)
        text = n_("This is about the screen of {count} hour ago, which has changed since.",
                  "This is about the screen of {count} hours ago, which has changed since.", count)  # fmt: skip
    elif seconds >= 90:
        count = round(seconds / 60)
        text = n_("This is about the screen of {count} minute ago, which has changed since.",
                  "This is about the screen of {count} minutes ago, which has changed since.", count)  # fmt: skip
    else:
        count = round(seconds)
        text = n_("This is about the screen of {count} second ago, which has changed since.",
                  "This is about the screen of {count} seconds ago, which has changed since.", count)  # fmt: skip
    return text.format(count=count)
