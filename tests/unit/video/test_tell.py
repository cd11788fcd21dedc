"""What is said of shots: by the real reader on real pictures; a captioner only where none could be had."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.describe import Describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.video import tell
from assistant.video.frames import Facts
from assistant.video.shots import Shot
from assistant.video.tell import Teller, Told, opening
from models.cancel import CancelToken
from models.protocols import Captioner, Certainty
from models.text.reader import TextReader
from tests.helpers.videos import card, landscape, plain

if TYPE_CHECKING:
    from models.types import RgbImage


@pytest.fixture(name="reader", scope="module")
def _reader() -> TextReader:
    return TextReader()


class _Captioner:
    """Says the same of every picture, rather surely."""

    def caption(self, image: RgbImage, *, cancel: CancelToken) -> Generator[str, None, Certainty]:
        yield "a bird on a branch"
        return Certainty((-0.1,))


def shot_of(image: RgbImage, number: int = 1, begin: float = 0.0) -> Shot:
    return Shot(number, begin, begin + 5, begin + 1, to_raster(image))


def told(reader: TextReader, *images: RgbImage, captioner: Callable[[], Captioner | None] = lambda: None) -> list[Told]:
    teller = Teller(Describer(reader=lambda: reader, captioner=captioner))
    return [
        teller.tell(shot_of(image, number, 5.0 * (number - 1)), cancel=CancelToken())
        for number, image in enumerate(images, 1)
    ]


def test_a_title_and_a_time(reader: TextReader) -> None:
    (one,) = told(reader, card("Bread at Home")(0))
    assert one.text == "Shot 1, at the start: a title says: Bread at Home."
    assert one.alone == "A title says: Bread at Home."


def test_the_same_text_is_not_said_again(reader: TextReader) -> None:
    step = card("Step one\nMix flour and water", "white", "black", height=30)(0)
    more = card("Step one\nMix flour and water\nWait for an hour", "white", "black", height=30)(0)
    first, again, added = told(reader, step, step, more)
    assert "Mix flour and water" in first.text
    assert again.text == f"Shot 2, at 5 seconds: {tell.SAME_TEXT}"
    assert again.alone == f"A new shot: {tell.SAME_TEXT}"
    assert added.words.removeprefix("a title says: ").removeprefix("the text says: ") == "Wait for an hour."


def test_another_number_is_another_text(reader: TextReader) -> None:
    first, second = told(reader, card("Score 3 to 1")(0), card("Score 3 to 2")(0))
    assert "Score 3 to 1" in first.text
    assert "Score 3 to 2" in second.text


def test_text_that_comes_back_later_is_said_again(reader: TextReader) -> None:
    *_, last = told(reader, card("News at ten")(0), plain("black")(0), card("News at ten")(0))
    assert "News at ten" in last.text


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("black", "the picture is black."),
        ("white", "the picture is plain white."),
        ("#0a1464", "the picture is plain dark blue."),
    ],
)
def test_a_plain_shot(reader: TextReader, colour: str, words: str) -> None:
    (one,) = told(reader, plain(colour)(0))
    assert one.words == words
    assert one.gate is not None


def test_no_curtain_is_suspected_in_a_video(reader: TextReader) -> None:
    (one,) = told(reader, np.random.default_rng(1).integers(0, 256, (360, 640, 3), dtype=np.uint8))
    assert one.words == "there is only noise, like an untuned television."


def test_where_nothing_is_known_nothing_is_invented(reader: TextReader) -> None:
    (one,) = told(reader, landscape(3))
    assert one.text == f"Shot 1, at the start: {tell.NOTHING}"
    assert one.claims == ()


def test_a_caption_is_a_guess_and_is_said_once(reader: TextReader) -> None:
    first, second = told(reader, landscape(3), landscape(4), captioner=_Captioner)
    assert first.words == "the picture shows, probably: a bird on a branch."
    assert second.words == tell.SAME


def test_text_in_a_view_is_no_title(reader: TextReader) -> None:
    view = landscape(3).copy()
    view[140:230, 150:500] = card("BAKERY", "white", "black", size=(350, 90))(0)
    (one,) = told(reader, view)
    assert one.words == "the text says: BAKERY."


def test_the_opening() -> None:
    assert opening(Facts("a.mp4", 640, 360, 25, 65)) == "a.mp4: a video of 1 minute 5 seconds, 640 by 360 pixels."
    assert opening(Facts("a.mp4", 640, 360, 25, 0)) == "a.mp4: a video of unknown length, 640 by 360 pixels."
