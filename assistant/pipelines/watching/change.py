"""One difference between two looks."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from assistant.languages.wording import sentence
from assistant.types import Claim, Source
from models.types import Box


class Rank(enum.IntEnum):
    """The order in which differences are told: what the user must know first, what only looks different last."""

    WINDOW = 0
    ALERT = 1
    FOCUS = 2
    STATE = 3
    TEXT = 4
    LAYOUT = 5
    PIXELS = 6


@dataclass(frozen=True, slots=True)
class Change:
    """`key` is the same for every change of the same thing, whatever it changes to."""

    rank: Rank
    text: str
    key: str
    source: Source = "tree"
    score: float = 1.0
    box: Box | None = None

    @property
    def claim(self) -> Claim:
        """As it is said."""
        kinds = {Rank.WINDOW: "title", Rank.ALERT: "alert", Rank.FOCUS: "focus"}
        return Claim(sentence(self.text), self.source, self.score, self.box, kinds.get(self.rank, "content"))
