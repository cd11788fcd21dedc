"""What detector and recogniser give, before it is accepted as text."""

from __future__ import annotations

from dataclasses import dataclass

from models.types import Box


@dataclass(frozen=True, slots=True)
class Detected:
    """Where a line of text seems to be, in pixels of the image; `score` 0..1."""

    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recogniser saw in one crop: text, mean probability, and that of each character (or none).

    `places`: where each character but the spaces stands, as a share 0..1 of the crop's width (or none).
    """

    text: str
    score: float
    characters: tuple[float, ...] = ()
    places: tuple[float, ...] = ()
