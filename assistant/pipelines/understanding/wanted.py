"""What a question wants to know."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.pipelines.understanding.roles import Sort


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind` decides who answers; `text` is the question, folded. Empty parts were not named.

    `number`: which one, from 1; -1 for the last. `state`: checked, selected or enabled. `relation`: below, above, left,
    right, next or previous, of what the talk was about. `of`: what the subject belongs to ("the price of tea").
    """

    kind: str
    text: str = ""
    subject: str = ""
    sort: Sort | None = None
    number: int = 0
    state: str = ""
    relation: str = ""
    of: str = ""
    yes_no: bool = False
    command: str = ""
    language: str = "en"
    """Of the words in `text`: what is asked of a model is asked in it."""
