"""The screens of the part `scaling` have as much on them as they say."""

from __future__ import annotations

import os

import numpy as np
import pytest

from assistant.pipelines.pixels.arrays import to_rgb
from tests.bench import scaling_worlds as worlds
from tests.bench.memory import _status
from tests.bench.scaling import SIZES


@pytest.mark.parametrize("count", SIZES["nodes"])
def test_a_tree_has_so_many_nodes(count: int) -> None:
    _, trees = worlds.nodes(count)
    assert trees.active is not None
    assert trees.active.root is not None
    assert sum(1 for _ in trees.active.root.walk()) == pytest.approx(count, rel=0.01, abs=1)


@pytest.mark.parametrize("count", SIZES["monitors"])
def test_monitors_have_so_many_pixels(count: int) -> None:
    frame, trees = worlds.monitors(count)
    assert frame.pixels.width * frame.pixels.height >= count * 1920 * 1080
    assert trees.active is not None
    assert trees.active.root is None


def test_more_words_are_more_ink_and_all_fit_on_the_page() -> None:
    ink = []
    for count in SIZES["words"]:
        frame, _ = worlds.words(count)
        dark = to_rgb(frame.pixels)[:, :, 0] < 100
        ink.append(int(dark.sum()))
        bottom = int(np.nonzero(dark.any(axis=1))[0].max()) if dark.any() else 0
        assert bottom < worlds.PAGE[1] - 20  # the ruled line is below
    assert ink == sorted(set(ink))
    assert ink[-1] / ink[-2] == pytest.approx(SIZES["words"][-1] / SIZES["words"][-2], rel=0.1)


def test_icons_stand_in_the_window_with_or_without_a_tree() -> None:
    for count in SIZES["icons in the tree"]:
        frame, trees = worlds.icons(count, tree=True)
        assert trees.active is not None
        assert trees.active.root is not None
        boxes = [each.box for each in trees.active.root.children]
        assert len(boxes) == count
        assert all(box is not None and box.intersection(frame.box) == box for box in boxes)
        assert worlds.icons(count, tree=False)[0].pixels.data == frame.pixels.data


def test_memory_is_read_from_the_process() -> None:
    status = _status(os.getpid())
    assert 0 < status["VmRSS"] <= status["VmHWM"]
    assert status["Threads"] >= 1
