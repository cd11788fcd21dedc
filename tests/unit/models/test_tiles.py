"""Tiles cover the picture; a line that two of them saw stands once and whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text.found import Detected
from models.text.tiles import joined, placed, tiles
from models.types import Box


@given(st.integers(1, 12_000), st.integers(1, 12_000))
def test_every_line_of_ordinary_height_lies_whole_in_one_tile(width: int, height: int) -> None:
    places = tiles(width, height)
    assert places[0].left == places[0].top == 0
    assert max(tile.right for tile in places) == width
    assert max(tile.bottom for tile in places) == height
    for top in range(0, max(1, height - 60), 37):
        bottom = min(height, top + 60)
        assert any(tile.top <= top and bottom <= tile.bottom for tile in places)


def _found(line: Box, tile: Box) -> list[Detected]:
    part = line.intersection(tile)
    return [] if part.is_empty else [Detected(part.moved(-tile.left, -tile.top), 0.8)]


@pytest.mark.parametrize("top", range(0, 1000, 23))
@pytest.mark.parametrize("height", [12, 40, 150])
def test_a_line_anywhere_stands_once(top: int, height: int) -> None:
    line = Box(100, top, 700, min(1080, top + height))
    result = joined(placed(_found(line, tile), tile, 1920, 1080) for tile in tiles(1920, 1080))
    assert [each.box for each in result] == [line]


def test_two_lines_close_together_stay_two() -> None:
    lines = [Box(100, top, 700, top + 20) for top in range(0, 1060, 18)]  # boxes overlap by two pixels, as they do
    parts = [
        placed([found for line in lines for found in _found(line, tile)], tile, 1920, 1080)
        for tile in tiles(1920, 1080)
    ]
    assert sorted(each.box.top for each in joined(parts)) == [line.top for line in lines]
