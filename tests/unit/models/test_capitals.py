"""Letters that are drawn the same small and capital are told by how high they stand; nothing else is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.text.capitals import with_capitals
from models.text.found import Recognised
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

_FOLDER = "/usr/share/fonts/truetype/dejavu"
_FONTS = ("DejaVuSansMono.ttf", "DejaVuSans.ttf", "DejaVuSerif.ttf")
_UNSURE = 0.7


def _line(drawn: str, read: str, *, font: str, size: int, doubtful: str) -> tuple[RgbImage, Box, Recognised]:
    """A line that shows `drawn` and was `read` so, with little probability for every letter of `doubtful`."""
    face = ImageFont.truetype(f"{_FOLDER}/{font}", size)
    image = Image.new("RGB", (round(face.getlength(drawn)) + 20, 3 * size), (30, 30, 30))
    ImageDraw.Draw(image).text((10, size), drawn, fill=(206, 145, 120), font=face)
    box = Box(6, round(0.8 * size), image.width - 6, round(2.5 * size))
    places = tuple(
        (10 + (face.getlength(drawn[:number]) + face.getlength(drawn[: number + 1])) / 2 - box.left) / box.width
        for number, character in enumerate(read)
        if not character.isspace()
    )
    scores = tuple(_UNSURE if character in doubtful else 0.9999 for character in read)
    return np.asarray(image), box, Recognised(read, sum(scores) / len(scores), scores, places)


@pytest.mark.parametrize("size", [14, 18, 24])
@pytest.mark.parametrize("font", _FONTS)
@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("OPTIONAL: 'expected'", "oPTIoNAL: 'expected'"),
        ("except OSError as err:", "except osError as err:"),
        ("help is not SUPPRESS]", "help is not sUPPRESS]"),
        ("volume of 8 boxes", "Volume of 8 boxes"),
        ("NEWS", "NEWs"),
    ],
)
def test_a_doubtful_letter_becomes_what_is_drawn(drawn: str, read: str, font: str, size: int) -> None:
    wrong = "".join({letter for letter, right in zip(read, drawn, strict=True) if letter != right})
    image, box, what = _line(drawn, read, font=font, size=size, doubtful=wrong)
    assert with_capitals(image, box, what).text == drawn


@pytest.mark.parametrize("size", [9, 11, 14, 20, 28])
@pytest.mark.parametrize("font", _FONTS)
@pytest.mark.parametrize(
    "text",
    [
        "The cost was so low",
        "Choose a Vision",
        "OSWALD COX",
        "ox",
        "SOS",
        "WC",
        "scows",
        "x = O.z + 0",
        "Zwei Sätze öfter",
    ],
)
def test_what_was_read_rightly_stays(text: str, font: str, size: int) -> None:
    image, box, what = _line(text, text, font=font, size=size, doubtful="cosvwxzCOSVWXZ")
    assert with_capitals(image, box, what).text == text


def test_a_letter_that_the_recogniser_is_sure_of_is_not_measured() -> None:
    image, box, what = _line("OPTIONAL text", "oPTIoNAL text", font=_FONTS[0], size=14, doubtful="")
    assert with_capitals(image, box, what) is what


def test_letters_that_touch_are_not_measured() -> None:
    image, box, what = _line("On", "on", font="DejaVuSerif.ttf", size=14, doubtful="o")
    assert with_capitals(image, box, what).text == "on"


def test_probabilities_and_places_stay_as_they_were() -> None:
    image, box, what = _line("On", "on", font=_FONTS[1], size=14, doubtful="o")
    seen = with_capitals(image, box, what)
    assert (seen.text, seen.score, seen.characters, seen.places) == ("On", what.score, what.characters, what.places)


def test_without_places_nothing_is_changed() -> None:
    image, box, what = _line("On", "on", font=_FONTS[1], size=14, doubtful="o")
    bare = Recognised(what.text, what.score, what.characters)
    assert with_capitals(image, box, bare) is bare
