"""Where a frame shows what is sought, and by what it was known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.types import Box

By = Literal["", "object", "text", "likeness", "match", "colour"]
"""What knows it: a detector's object, words that stand there, the built-in classifier, image-text matching, a colour
alone; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """`place`: in the frame's pixels, None where it is not seen. `confidence` 0..1. `label`: what the source calls it:
    the words that were read, the model's name, the colour. `followed`: not looked at anew in this frame, but followed
    from an earlier one."""

    place: Box | None = None
    confidence: float = 0.0
    source: By = ""
    label: str = ""
    followed: bool = False

    def __bool__(self) -> bool:
        return self.place is not None


NOTHING = Sighting()
"""It is not seen."""
