"""What is to be spoken, and when it has its turn."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Priority(enum.IntEnum):
    """NOW interrupts what is being said and empties the queue; NEXT goes before NORMAL."""

    NOW = 0
    NEXT = 1
    NORMAL = 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to be spoken. `turn` is 0 for what belongs to no request. `language`: a BCP 47 tag or ""."""

    text: str
    priority: Priority = Priority.NORMAL
    turn: int = 0
    language: str = ""
