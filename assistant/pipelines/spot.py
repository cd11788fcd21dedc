"""The part of a picture or a window in which something lies, in words."""

from __future__ import annotations

from assistant.languages.words import N_, _
from models.types import Box

_SPOTS = (
    (N_("at the top left"), N_("at the top, in the middle"), N_("at the top right")),
    (N_("half way down the left side"), N_("in the middle"), N_("half way down the right side")),
    (N_("at the bottom left"), N_("at the bottom, in the middle"), N_("at the bottom right")),
)
_WIDE = 0.7  # share of the width from which it is in no column but the middle one


def spot(box: Box, whole: Box) -> str:
    """The part of `whole` that holds the middle of `box`."""
    x, y = box.centre
    column = 1 if box.width > _WIDE * whole.width else _third(x - whole.left, whole.width)
    return _(_SPOTS[_third(y - whole.top, whole.height)][column])


def _third(at: float, size: int) -> int:
    return 0 if at < size / 3 else 2 if at > 2 * size / 3 else 1
