"""Watching drawn frames with the text reader itself: a terminal, a chat, subtitles over a moving picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.watching.wanted import parse
from assistant.pipelines.watching.watch import Watch
from models.cancel import CancelToken
from models.text.reader import TextReader
from tests.helpers.watched import SANS, drawn, drawn_rows, read_scene

if TYPE_CHECKING:
    from models.types import RgbImage


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader()


def heard(reader: TextReader, phrase: str, frames: Iterable[RgbImage], *, every: float = 5.0) -> list[str]:
    """What a watch says of the frames."""
    wanted = parse(phrase)
    assert wanted is not None
    watching = Watch(wanted)
    told: list[str] = []
    for number, frame in enumerate(frames):
        found = reader.read(frame, cancel=CancelToken())
        told += [claim.text for claim in watching.look(read_scene(found), now=every * number).claims]
    return told


def test_a_terminal_that_scrolls(reader: TextReader) -> None:
    words = "apples pears plums figs dates grapes lemons melons cherries quinces".split()
    log = [f"packing {word} for the journey" for word in words]
    frames = [drawn_rows(log[start : start + 6]) for start in (0, 1, 3)]
    assert heard(reader, "read new lines", frames) == [f"{line}." for line in log[6:9]]


def test_a_terminal_whose_last_line_counts(reader: TextReader) -> None:
    frames = [drawn_rows(["Fetching the list", f"Downloading {n} %   {n // 2} of 50 MB"]) for n in (4, 32, 76)]
    assert heard(reader, "read new lines", frames) == []


def test_a_chat_with_a_message_at_its_end(reader: TextReader) -> None:
    talk = ["Anna: shall we meet today?", "Ben: yes, at the harbour", "Anna: good, at seven then"]

    def frame(count: int) -> RgbImage:
        return drawn([(text, 40 + 200 * (n % 2), 400 - 60 * (count - n)) for n, text in enumerate(talk[:count])],
                     dark=False, font=SANS)  # fmt: skip

    assert heard(reader, "read new messages", [frame(2), frame(3)]) == ["Anna: good, at seven then."]


def test_subtitles_over_a_picture_that_moves(reader: TextReader) -> None:
    chance = np.random.default_rng(5)

    def frame(text: str) -> RgbImage:
        left = 400 - 5 * len(text)
        image = np.array(drawn([(text, left, 540)], size=22, font=SANS))
        image[:500] = np.clip(np.linspace(30, 120, 500)[:, None, None] + chance.normal(0, 2, (500, 800, 3)), 0, 255)
        return image

    first, second = "Nobody has seen the boat", "since the storm last night."
    frames = [frame(text) for text in (first, first, second, second)]
    assert heard(reader, "read the subtitles", frames, every=1.0) == [first, second]
