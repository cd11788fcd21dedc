"""Labels with places out of tokens: whole ones alone, with the certainty of their own tokens."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.networks.locations import BINS, Placed, located, placed
from models.types import Box

FIRST = 100
SIZE = (1000, 500)
WORDS = {1: " cat", 2: " dog", 3: " "}


def decode(ids: Sequence[int]) -> str:
    return "".join(WORDS.get(each, "") for each in ids)


def read(*ids: int, corners: int = 2, sure: float = 0.5) -> list[Placed]:
    logprobs = [math.log(sure)] * len(ids)
    return list(placed(ids, logprobs, first=FIRST, corners=corners, size=SIZE, decode=decode))


def at(*numbers: int) -> list[int]:
    return [FIRST + number for number in numbers]


def test_each_label_has_its_places() -> None:
    found = read(1, *at(0, 0, 499, 999), *at(500, 0, 999, 999), 2, *at(10, 20, 30, 40))
    assert [(each.label, each.box) for each in found] == [
        ("cat", Box(0, 0, 499, 499)),
        ("cat", Box(500, 0, 999, 499)),
        ("dog", Box(10, 10, 30, 20)),
    ]
    assert {round(each.score, 6) for each in found} == {0.5}


def test_what_is_no_whole_place_or_has_no_name_or_area_is_left_out() -> None:
    assert read(1, *at(1, 2, 3), 2, *at(1, 2, 300, 400, 5)) == read(2, *at(1, 2, 300, 400))
    assert read(*at(1, 2, 300, 400)) == []
    assert read(3, *at(1, 2, 300, 400)) == []
    assert read(1, *at(300, 2, 3, 400)) == []
    assert read(1) == read() == []


def test_a_quadrilateral_gives_the_box_around_it() -> None:
    (line,) = read(1, *at(100, 120, 300, 100, 310, 220, 90, 230), corners=4)
    assert line.box == Box(90, 50, 310, 115)


def test_the_certainty_is_of_the_label_and_its_own_place() -> None:
    ids = [1, *at(0, 0, 10, 10), *at(20, 20, 30, 30)]
    logprobs = [math.log(p) for p in (0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1)]
    first, second = placed(ids, logprobs, first=FIRST, corners=2, size=SIZE, decode=decode)
    assert first.score == pytest.approx(0.9)
    assert second.score == pytest.approx(math.exp((math.log(0.9) + 4 * math.log(0.1)) / 5))


@given(st.lists(st.sampled_from([1, 2, 3, 50, FIRST, FIRST + 7, FIRST + 999, FIRST + BINS]), max_size=40))
def test_whatever_comes_every_place_lies_in_the_picture(ids: list[int]) -> None:
    for corners in (2, 4):
        for each in read(*ids, corners=corners):
            assert 0 <= each.box.left < each.box.right <= SIZE[0]
            assert 0 <= each.box.top < each.box.bottom <= SIZE[1]
            assert each.label


def test_a_box_is_told_in_thousandths() -> None:
    assert located(Box(0, 0, 1000, 500), SIZE) == (0, 0, 999, 999)
    assert located(Box(10, 10, 20, 20), SIZE) == (10, 20, 20, 40)
