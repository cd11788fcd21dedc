"""A sentence for each shot, by the ordinary describer on its best picture; what the shot before said is left out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.pipelines.alike import Likeness, compare, written
from assistant.pipelines.describe import NO_READING, Request
from assistant.pipelines.tell_text import UNREADABLE
from assistant.pipelines.wording import cleaned, counted, sentence
from assistant.types import Claim, Description, Final, Frame, Length, Target
from assistant.video.frames import Facts
from assistant.video.shots import Shot
from assistant.video.times import at, in_words, whole_second_within
from assistant.pipelines.protocols import Trees
from models.cancel import CancelToken

NOTHING = "nothing can be told of it."
SAME_TEXT = "the text is the same as before."
SAME = "nothing new can be told of it."
_TITLE_HEIGHT = 0.05  # of the picture's: text of a title is at least so high
_TITLE_CHARACTERS = 90
"""A longer text is no title."""
_GATES = {
    "black": "the picture is black",
    "blank": "nothing can be made out; there are only soft changes of colour",
    "noise": "there is only noise, like an untuned television",
    "tiny": "the picture is only a few pixels large",
}
"""A frame of a video is not hidden by a curtain, and no screen is off."""


class Describes(Protocol):
    """What describes a frame; the ordinary `Describer`."""

    def run(self, request: Request, tree: Trees, *, cancel: CancelToken) -> object:
        """Updates, the last of which is Final."""
        ...
