"""What was heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """`text`: the words, empty where nothing was understood. `confidence`: 0..1.

    `others`: other readings, the likeliest first.
    """

    text: str
    confidence: float
    others: tuple[str, ...] = ()
