"""Pictures prepared with numpy and Pillow alone are those of transformers' processors: difference 0."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from transformers import (
    BlipImageProcessorPil,
    CLIPImageProcessorPil,
    DetrImageProcessorPil,
    Idefics3ImageProcessorPil,
    Pix2StructImageProcessorPil,
    Qwen2VLImageProcessorPil,
    Siglip2ImageProcessorPil,
    SiglipImageProcessorPil,
    SmolVLMImageProcessorPil,
    ViTImageProcessorPil,
)
from transformers.vision_utils import get_vision_interpolation_indices_and_weights, get_vision_position_ids

from export.processors import image_of, image_of_tiles
from models.inputs.flattened import PatchOptions, flattened
from models.inputs.grid import GridOptions, gridded
from models.inputs.images import prepare
from models.inputs.patches import patched
from models.inputs.tiled import tiled
from models.manifest import Image

pytestmark = [pytest.mark.export, pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")]
SIZES = ((40, 60), (61, 40), (37, 37), (5, 300), (480, 641), (1, 1), (224, 224), (1080, 1920))
PROCESSORS = {
    "BLIP": BlipImageProcessorPil(),
    "ViT": ViTImageProcessorPil(),
    "CLIP": CLIPImageProcessorPil(),
    "CLIP, smaller than its crop": CLIPImageProcessorPil(
        size={"shortest_edge": 30}, crop_size={"height": 41, "width": 36}
    ),
    "SigLIP": SiglipImageProcessorPil(),
    "DETR": DetrImageProcessorPil(size={"shortest_edge": 80, "longest_edge": 133}, do_pad=False),
}


@pytest.mark.parametrize("name", PROCESSORS)
def test_the_numbers_are_the_same(name: str) -> None:
    processor: Any = PROCESSORS[name]
    spec = image_of(processor)
    for seed, size in enumerate(SIZES):
        if name == "DETR" and max(size) / min(size) > 20:
            continue  # its own arithmetic gives such a picture no height at all
        image = np.random.default_rng(seed).integers(0, 256, (*size, 3), dtype=np.uint8)
        expected = processor(images=image, input_data_format="channels_last", return_tensors="np").pixel_values
        got = prepare(image, spec)
        assert got.shape == expected.shape
        assert np.abs(got - expected).max() == 0


@pytest.mark.parametrize("processor", [Idefics3ImageProcessorPil, SmolVLMImageProcessorPil])
@pytest.mark.parametrize("longest", [64, 150, 256])
def test_tiles_are_the_same(processor: Any, longest: int) -> None:
    made = processor(size={"longest_edge": longest}, max_image_size={"longest_edge": 64})
    spec = image_of_tiles(made)
    for seed, size in enumerate(SIZES):
        image = np.random.default_rng(seed).integers(0, 256, (*size, 3), dtype=np.uint8)
        expected = made(
            images=[image], input_data_format="channels_last", return_tensors="np", return_row_col_info=True
        )
        cut = tiled(image, spec, longest=longest)
        assert [[cut.rows]] == expected["rows"]
        assert [[cut.columns]] == expected["cols"]
        got = np.concatenate(list(cut.views(spec)))
        assert got.shape == expected.pixel_values[0].shape
        assert np.abs(got - expected.pixel_values[0]).max() == 0


def test_rows_of_patches_are_the_same() -> None:
    """SigLIP 2's to the last digit, Pix2Struct's to 1e-4: it scales floats, which PyTorch rounds otherwise."""
    spec = Image(height=16, width=16, resample="bilinear", mean=(0.5,) * 3, std=(0.5,) * 3)
    for seed, size in enumerate(SIZES):
        image = np.random.default_rng(seed).integers(0, 256, (*size, 3), dtype=np.uint8)
        made = Siglip2ImageProcessorPil(patch_size=16, max_num_patches=60)(
            images=image, input_data_format="channels_last", return_tensors="np"
        )
        got, shape = patched(image, spec, side=16, most=60)
        assert shape.tolist() == made.spatial_shapes.tolist()
        assert np.abs(got - made.pixel_values[:, : got.shape[1]]).max() == 0
        rows = Pix2StructImageProcessorPil(patch_size={"height": 16, "width": 16}, max_patches=60)(
            images=image, input_data_format="channels_last", return_tensors="pt"
        )
        found = flattened(image, PatchOptions(most=60, height=16, width=16))
        assert int(rows.attention_mask.sum()) == found.shape[1]
        assert np.abs(found - rows.flattened_patches.numpy()[:, : found.shape[1]]).max() < 1e-4


def test_squares_of_patches_and_where_they_lie_are_the_same() -> None:
    """Qwen-VL's: the pixels and places to the last digit, the shares of the table's places to 1e-6."""
    least, most = 32 * 32, 100_000
    spec = Image(height=16, width=16, resample="bicubic", mean=(0.5, 0.4, 0.3), std=(0.2, 0.3, 0.5))
    made = Qwen2VLImageProcessorPil(
        size={"shortest_edge": least, "longest_edge": most},
        patch_size=16,
        merge_size=2,
        temporal_patch_size=2,
        image_mean=spec.mean,
        image_std=spec.std,
    )
    options = GridOptions(patch=16, merge=2, frames=2, least=least, most=most, table=12)
    for seed, size in enumerate(SIZES):
        image = np.random.default_rng(seed).integers(0, 256, (*size, 3), dtype=np.uint8)
        expected = made(images=image, input_data_format="channels_last", return_tensors="pt")
        grid = gridded(image, spec, options)
        assert [1, 2 * grid.rows, 2 * grid.columns] == expected.image_grid_thw[0].tolist()
        assert np.abs(grid.feeds["pixel_values"] - expected.pixel_values.numpy()).max() == 0
        where = get_vision_position_ids(expected.image_grid_thw, 2)
        taps, shares = get_vision_interpolation_indices_and_weights(
            expected.image_grid_thw, 12, "bilinear", align_corners=True, spatial_merge_size=2
        )
        assert torch.equal(torch.from_numpy(grid.feeds["patch_positions"]), where)
        mixed, theirs = np.zeros((2, len(taps), 144))
        for at in range(4):
            np.add.at(mixed, (np.arange(len(taps)), grid.feeds["taps"][:, at]), grid.feeds["tap_weights"][:, at])
            np.add.at(theirs, (np.arange(len(taps)), taps[:, at].numpy()), shares[:, at].numpy())
        assert np.abs(mixed - theirs).max() < 1e-6
