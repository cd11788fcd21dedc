"""Pictures as rows of patches: never more than allowed, and each patch is its part of the picture."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.inputs.patches import patched
from models.manifest import Image

SPEC = Image(height=4, width=4, resample="bilinear")


@given(st.integers(1, 200), st.integers(1, 200), st.sampled_from([4, 16, 64]))
def test_there_are_as_many_patches_as_the_shape_says(height: int, width: int, most: int) -> None:
    pixels, shape = patched(np.zeros((height, width, 3), np.uint8), SPEC, side=4, most=most)
    rows, columns = shape[0]
    assert pixels.shape == (1, rows * columns, 48)
    assert 1 <= rows * columns <= most


def test_patches_go_from_left_to_right_and_down() -> None:
    image = np.zeros((8, 16, 3), np.uint8)
    image[:4, 12:] = 255
    image[4:, :4] = 255
    pixels, shape = patched(image, SPEC, side=4, most=8)
    assert shape.tolist() == [[2, 4]]
    assert [round(float(patch.mean()), 2) for patch in pixels[0]] == [0, 0, 0, 1, 1, 0, 0, 0]
