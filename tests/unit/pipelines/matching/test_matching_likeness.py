"""Whether one picture is another: copies, parts, mirrored and turned ones, and pictures that only look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.matching.likeness import alike
from models.cancel import CancelToken
from models.errors import Cancelled
from tests.helpers.drawn_scenes import brighter, cropped, jpeg, mirrored, scaled, scene, seen_again, with_thing

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()
SCENE = scene(1)


def plain(*colour: int) -> RgbImage:
    return np.full((300, 400, 3), colour, np.uint8)


def test_plain_pictures_are_alike_by_colour() -> None:
    assert alike(plain(200, 20, 20), plain(202, 20, 20), cancel=CANCEL).relation == "same"
    for one, other in ((plain(200, 20, 20), plain(20, 20, 200)), (plain(200, 20, 20), SCENE), (SCENE, plain(0, 0, 0))):
        assert alike(one, other, cancel=CANCEL).relation == "different"


@pytest.mark.parametrize(
    ("other", "ways"),
    [
        (jpeg(SCENE, 30), {"compression"}),
        (scaled(SCENE, 0.5), {"size"}),
        (brighter(SCENE, 0.6), {"brightness"}),
        (cropped(SCENE, 0.7), {"crop"}),
        (mirrored(SCENE), {"mirrored"}),
        (np.rot90(SCENE).copy(), {"turned"}),
        (np.repeat(SCENE.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8), {"colour"}),
        (brighter(scaled(SCENE, 0.5), 1.3), {"size", "brightness"}),
    ],
)
def test_the_same_but_for(other: RgbImage, ways: set[str]) -> None:
    found = alike(SCENE, other, cancel=CANCEL)
    assert (found.relation, set(found.ways)) == ("same", ways)


def test_identical_changed_and_different() -> None:
    assert alike(SCENE, SCENE.copy(), cancel=CANCEL).relation == "identical"
    assert alike(SCENE, with_thing(SCENE, "left"), cancel=CANCEL).relation == "changed"
    for seed in range(2, 6):
        assert alike(SCENE, scene(seed), cancel=CANCEL).relation == "different"


def test_a_box_is_found_again_in_the_other_picture() -> None:
    found = alike(SCENE, cropped(SCENE, 0.8), cancel=CANCEL)
    assert found.alignment is not None
    from models.types import Box

    box = Box(200, 200, 300, 300)
    there = found.alignment.to_second(box)
    assert abs(there.left - 120) <= 2
    assert abs(there.top - 140) <= 2
    assert found.alignment.to_first(there).covered_by(Box(197, 197, 303, 303)) == 1


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (1, 300), (9, 9)])
def test_pictures_of_hardly_any_size(size: tuple[int, int]) -> None:
    small = np.zeros((*size, 3), np.uint8)
    small[0, 0] = 255
    assert alike(small, SCENE, cancel=CANCEL).relation == "different"
    assert alike(SCENE, small, cancel=CANCEL).relation == "different"
    assert alike(small, small.copy(), cancel=CANCEL).relation == "identical"


def test_a_cancel_is_heard() -> None:
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        alike(SCENE, seen_again(SCENE, 1), cancel=stopped)
