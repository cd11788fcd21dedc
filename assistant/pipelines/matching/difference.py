"""One place where two pictures differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.types import Box


@dataclass(frozen=True, slots=True)
class Difference:
    """`text`: a sentence. `box`: in pixels of the first picture, empty where the second lies beside it. `share` of what
    both show that differs. `source`: "pixels", "text", or "object": a model's name."""

    text: str
    box: Box
    share: float
    source: Literal["pixels", "text", "object"] = "pixels"
    confidence: float = 1.0
