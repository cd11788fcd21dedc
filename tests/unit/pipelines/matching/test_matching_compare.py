"""What is said of two pictures: what is the same, what differs and where; nothing that nobody saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.matching.compare import Compared, compare
from assistant.pipelines.matching.differences import where
from assistant.pipelines.matching.sources import Sources
from models.cancel import CancelToken
from models.protocols import Found
from models.text.reader import TextReader
from models.types import Box
from tests.helpers.drawn_scenes import (
    PLACES,
    brighter,
    cropped,
    jpeg,
    mirrored,
    scaled,
    scene,
    screen,
    seen_again,
    with_thing,
)

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()
READER = TextReader()
SOURCES = Sources(lambda: READER)
SCENE = scene(3)
LIST = ["Shopping list", "Milk", "Bread", "Apples 3", "Total 12.50"]
SAID = {"left": "On the left", "right": "On the right", "top": "At the top", "bottom": "At the bottom",
        "middle": "In the middle"}  # fmt: skip


def said(first: RgbImage, second: RgbImage, sources: Sources = SOURCES) -> tuple[str, ...]:
    return compare(first, second, sources, cancel=CANCEL).sentences


@pytest.mark.parametrize("place", list(PLACES))
def test_what_is_new_and_what_is_gone_and_where(place: str) -> None:
    more = with_thing(SCENE, place, seed=1, colour="blue")
    for first, second, which in ((SCENE, more, "second"), (more, SCENE, "first")):
        (told,) = said(first, second)[1:]
        assert told.startswith(SAID[place])
        # before something with an outline of its own, it cannot be told which of the two was added
        assert f"the {which} has something blue that" in told or f"blue in the {which}" in told
    assert "something blue" in said(SCENE, with_thing(SCENE, "left", seed=1, colour="blue"))[1]


def test_the_same_place_seen_from_beside() -> None:
    same = said(SCENE, seen_again(SCENE, 1))
    assert same[0] == "Both pictures show the same place, seen from a little beside."
    assert same[1] == "I find nothing that was added or taken away."
    other = jpeg(brighter(seen_again(with_thing(SCENE, "right"), 4), 0.8), 75)
    assert said(SCENE, other) == (
        "Both pictures show the same place, seen from a little beside, but for one place.",
        "The second is darker.",
        "On the right, the second has something red that the first has not.",
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (SCENE.copy(), ["The two pictures are the same, pixel for pixel."]),
        (scaled(SCENE, 0.5), ["The two pictures are the same.", "The second is smaller."]),
        (mirrored(SCENE), ["The two pictures are the same.", "The second is mirrored: left and right are exchanged."]),
        (cropped(SCENE, 0.7), ["The second picture is a part of the first."]),
        (scene(9), ["The two pictures are different: I find no place that both show."]),
        (np.rot90(SCENE, 2).copy(), ["The two pictures are the same.", "The second is turned upside down."]),
    ],
)
def test_as_a_whole(other: RgbImage, expected: Sequence[str]) -> None:
    assert list(said(SCENE, other)) == expected


def test_a_part_of_it_the_other_way_round() -> None:
    assert said(cropped(SCENE, 0.7), SCENE) == ("The first picture is a part of the second.",)


def test_of_many_differences_the_largest_are_told() -> None:
    other = SCENE
    for at, (x, y) in enumerate([(60, 60), (400, 60), (740, 60), (60, 540), (400, 540), (740, 540), (400, 300)]):
        size = 20 + 5 * at
        other = other.copy()
        other[y - size : y + size, x - size : x + size] = (0, 255, 255) if at % 2 else (255, 0, 255)
    result = compare(SCENE, other, SOURCES, cancel=CANCEL)
    assert result.sentences[0] == "The two pictures are the same but for 7 places."
    assert result.sentences[-1] == "And 2 smaller differences."
    assert len(result.sentences) == 7
    shares = [each.share for each in result.differences]
    assert shares == sorted(shares, reverse=True)


def test_text_that_changed_on_a_screen() -> None:
    other = screen([*LIST[:-1], "Total 17.50"])
    expected = "On the left, the first says “Total 12.50”, the second says “Total 17.50”."
    assert said(screen(LIST), other) == ("The two pictures are the same but for one place.", expected)
    assert said(screen(LIST), jpeg(scaled(other, 0.8), 85))[-1] == expected


def test_a_line_that_was_put_in_moves_those_below() -> None:
    told = said(screen(LIST), screen([*LIST[:2], "Butter", *LIST[2:]]))
    assert any("the second has text that the first has not: “Butter”" in text for text in told)
    assert any(text.startswith("Text stands elsewhere in the second: ") for text in told)
    assert not any("something" in text for text in told)


def test_texts_of_pictures_that_have_nothing_else_in_common() -> None:
    told = said(screen(LIST), SCENE)
    assert told[0] == "The two pictures are different: I find no place that both show."
    assert told[1].startswith("Only the first says: “Shopping list”, “Milk”")


class Detector:
    """Knows a red ball, and calls it what it is told to."""

    def __init__(self, label: str) -> None:
        self._label = label

    def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        red = (image[..., 0] > 150) & (image[..., 1] < 60) & (image[..., 2] < 60)
        rows, columns = np.nonzero(red)
        if len(rows) < 3000:
            return ()
        box = Box(int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max()))
        return (Found(self._label, 0.8, box),)


def compared(label: str, first: RgbImage, second: RgbImage) -> Compared:
    return compare(first, second, Sources(lambda: READER, detector=lambda: Detector(label)), cancel=CANCEL)


def test_what_it_is_is_told_only_where_a_model_says_so() -> None:
    ground = np.full((600, 800, 3), 128, np.uint8)
    ground[::40] = ground[:, ::50] = 60
    result = compared("person", ground, with_thing(ground, "left", seed=1))
    (difference,) = result.differences
    assert difference.text == "On the left, the second has something that the first has not: probably a person."
    assert (difference.source, difference.confidence) == ("object", 0.8)
    assert "person" not in " ".join(said(ground, with_thing(ground, "left", seed=1)))
    # what is blue is no person, whatever is red elsewhere in both
    red = with_thing(ground, "right", seed=1)
    assert "person" not in " ".join(compared("person", red, with_thing(red, "left", colour="blue")).sentences)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(0, 0, 20, 20), "at the top left"),
        (Box(0, 40, 20, 60), "on the left"),
        (Box(90, 40, 100, 60), "on the right"),
        (Box(40, 40, 60, 60), "in the middle"),
        (Box(0, 0, 100, 10), "at the top"),
        (Box(80, 80, 100, 100), "at the bottom right"),
        (Box(0, 0, 90, 90), "over most of the picture"),
        (Box(0, 0, 10, 100), "on the left"),
    ],
)
def test_places_in_words(box: Box, expected: str) -> None:
    assert where(box, 100, 100) == expected


def clouds(seed: int, sigma: float, *, hue: tuple[float, float, float] = (0.5, 0.7, 1.0)) -> RgbImage:
    """600 x 400: light and dark without edges, finer with a smaller sigma."""
    import cv2

    noise = np.random.default_rng(seed).normal(0, 1, (400, 600)).astype(np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), sigma)
    light = np.clip(128 + 60 * soft / soft.std(), 0, 255)
    coloured: RgbImage = (light[:, :, None] * np.array(hue)).astype(np.uint8)
    return coloured


def test_a_plain_picture_is_not_called_another_place() -> None:
    plain = np.full((400, 600, 3), 120, np.uint8)
    more = plain.copy()
    more[100:220, 200:350] = clouds(1, 3)[:120, :150]
    assert said(plain, more)[0] == "I can not compare the two pictures: there is too little to see in the first."
    assert said(more, plain)[0] == "I can not compare the two pictures: there is too little to see in the second."


@pytest.mark.parametrize("seed", range(4))
def test_a_sky_that_was_turned_a_little_is_the_same_sky(seed: int) -> None:
    import cv2

    sky = clouds(seed, 30)
    turned = cv2.warpAffine(sky, cv2.getRotationMatrix2D((300, 200), 2.5, 1.0), (600, 400))[24:376, 36:564]
    compared = compare(sky, np.ascontiguousarray(turned), SOURCES, cancel=CANCEL)
    assert compared.differences == ()
    assert compared.alike.alignment is not None
    assert abs(abs(compared.alike.alignment.angle) - 2.5) < 0.3


@pytest.mark.parametrize("seed", range(4))
def test_a_patch_of_a_like_colour_on_a_rich_ground_is_seen(seed: int) -> None:
    ground = clouds(seed, 2, hue=(0.4, 0.5, 0.9))
    more = ground.copy()
    more[160:215, 260:330] = (70, 60, 190)
    told = said(ground, jpeg(more, 60))
    assert told[0] == "The two pictures are the same but for one place."
    assert told[1].startswith("In the middle, ")
    assert "the first has something" not in told[1]
