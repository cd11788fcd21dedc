"""What a watch can look out for."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What a watch looks out for."""

    ANYTHING = "anything"  # new lines are read
    UNTIL = "until"  # one thing, then the watch is over
    SUBTITLES = "subtitles"
    PROGRESS = "progress"
    LIVE = "live"  # what changes is described
    STOP = "stop"  # no watch: the one that runs shall end


class Event(enum.StrEnum):
    """What a watch of kind UNTIL waits for."""

    NONE = ""
    ENDS = "ends"
    SAYS = "says"
    APPEARS = "appears"
    GONE = "gone"
    STATE = "state"  # `state`: enabled, disabled, checked, unchecked or selected
    REACHES = "reaches"  # `number`
    ERROR = "error"
    DIALOG = "dialog"
    NEWS = "news"  # any new text: a message, a line
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`told`: the sentence that confirms. `subject`: what it is about, folded, empty for anything.

    `every`: seconds between two descriptions, 0 for the usual; `step`: percent between two messages of progress.
    `window`: whether the window was named rather than the whole screen.
    """

    kind: Kind
    told: str = ""
    event: Event = Event.NONE
    subject: str = ""
    state: str = ""
    number: float = 0.0
    every: float = 0.0
    step: float = 0.0
    window: bool = False
