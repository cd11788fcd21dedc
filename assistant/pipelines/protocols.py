"""The seams of the pipelines: what reads text, what hears, what brings the trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from assistant.listening.heard import Heard
from assistant.types import TreeSnapshot
from models.cancel import CancelToken
from models.types import Clip, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage


class Reader(Protocol):
    """Reads the text in pixels."""

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """Lines with boxes in the image's pixels. Raises Cancelled, ModelError."""
        ...

    def rest(self) -> None:
        """Nothing is asked for now: memory that only work needs can go."""
        ...


class Ears(Protocol):
    """Writes down what was said."""

    def prepare(self, words: Sequence[str]) -> None:
        """What can be done before the user has finished speaking."""
        ...

    def hear(self, clip: Clip, words: Sequence[str], *, cancel: CancelToken) -> Heard:
        """`words`: texts of the screen that may be named in it. Nothing for silence. Raises Cancelled, ModelError."""
        ...


Trees: TypeAlias = Callable[[float], TreeSnapshot | None]
"""Waits for the trees at most so many seconds; None while they have not come. Raises Cancelled."""
