"""A caption of a window in parts, each as sure as its own words."""

from __future__ import annotations

import math

import pytest

from models.networks.screens import parted
from models.protocols import Certainty


def certainty(*shares: float) -> Certainty:
    return Certainty(tuple(math.log(share) for share in shares))


def test_every_part_has_the_probability_of_its_words() -> None:
    text = "a file manager with a menu bar, a list on the left. it is loading"
    sure = certainty(1, 0.9, 1, 1, 1, 0.5, 0.5, 1, 1, 0.8, 1, 1, 1, 1, 1, 1, 0.3)
    found = parted(text, sure)
    assert [each.label for each in found] == ["a file manager", "a menu bar", "a list on the left", "it is loading"]
    assert [each.score for each in found] == pytest.approx([0.9, 0.25, 0.8, 0.3])


def test_a_kind_alone_is_one_part() -> None:
    (found,) = parted("a terminal", certainty(1, 0.7))
    assert found.label == "a terminal"
    assert found.score == pytest.approx(0.7)


def test_what_is_not_of_whole_words_has_no_parts() -> None:
    assert parted("a terminal", certainty(1, 1, 1)) == []
    assert parted("", Certainty(())) == []
