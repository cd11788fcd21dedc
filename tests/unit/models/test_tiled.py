"""Pictures in tiles: few for a small one, never more than the longest side allows, whatever the shape."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.inputs.tiled import tiled
from models.manifest import Image

SPEC = Image(height=16, width=16, resample="lanczos")


@given(st.integers(1, 120), st.integers(1, 120), st.sampled_from([16, 32, 64]))
def test_all_views_are_whole_tiles(height: int, width: int, longest: int) -> None:
    cut = tiled(np.zeros((height, width, 3), np.uint8), SPEC, longest=longest)
    views = list(cut.views(SPEC))
    assert len(views) == cut.rows * cut.columns + 1
    assert {view.shape for view in views} == {(1, 3, 16, 16)}
    assert max(cut.rows, cut.columns) <= longest // 16
    assert max(cut.rows, cut.columns) > 1 or longest == 16


def test_each_tile_is_its_part_of_the_picture() -> None:
    image = np.zeros((32, 32, 3), np.uint8)
    image[:16, 16:] = 255
    cut = tiled(image, SPEC, longest=32)
    assert (cut.rows, cut.columns) == (2, 2)
    means = [float(view.mean()) for view in cut.views(SPEC)]
    assert means[:4] == [0.0, 1.0, 0.0, 0.0]
    assert 0.2 < means[4] < 0.3
