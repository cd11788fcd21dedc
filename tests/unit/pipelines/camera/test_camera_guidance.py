"""What is wrong with a camera's shots is said in one sentence; of several shots the best is taken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.pipelines.camera.best import best_of, ranked
from assistant.pipelines.camera.quality import assess, guidance
from tests.helpers.camera_grounds import TUNING
from tests.helpers.camera_shots import one_sharp, shots

SAMPLE = Path(__file__).parents[4] / "resources" / "sample" / "sample.png"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["covered", "plain", "dark", "blurred", "shaken"])
def test_what_is_wrong_is_named(kind: str, seed: int) -> None:
    found = guidance(shots(kind, seed, TUNING, count=3))
    assert found is not None
    assert found.code == kind
    assert found.spoken.endswith(".")


@pytest.mark.parametrize("seed", range(6))
def test_good_shots_need_no_guidance(seed: int) -> None:
    assert guidance(shots("good", seed, TUNING, count=2)) is None


def test_nothing_can_be_described_from_a_covered_lens_or_a_plain_surface() -> None:
    for kind in ("covered", "plain"):
        found = guidance(shots(kind, 1, TUNING, count=2))
        assert found is not None
        assert found.fatal
    blurred = guidance(shots("blurred", 0, TUNING, count=2))
    assert blurred is not None
    assert not blurred.fatal


def test_black_pixels_are_called_black() -> None:
    found = guidance([np.zeros((480, 640, 3), np.uint8)])
    assert found is not None
    assert found.code == "covered"
    assert "black" in found.spoken


def test_a_finger_over_the_lens_is_named() -> None:
    image = np.zeros((480, 640, 3), np.uint8)
    image[:, :, 0] = np.linspace(60, 130, 640).astype(np.uint8)
    image[:, :, 1] = 20
    found = guidance([image])
    assert found is not None
    assert "finger" in found.spoken


def test_white_pixels_are_too_much_light() -> None:
    found = guidance([np.full((480, 640, 3), 255, np.uint8)])
    assert found is not None
    assert found.code == "bright"
    assert found.fatal


def test_writing_on_white_paper_is_not_called_completely_white() -> None:
    image = Image.new("RGB", (800, 240), "white")
    ImageDraw.Draw(image).text((40, 60), "Room 12", "black", ImageFont.truetype("DejaVuSans.ttf", 44))
    found = guidance([np.asarray(image)])
    assert found is None or not found.fatal


def test_one_good_shot_is_enough() -> None:
    blurred = shots("blurred", 2, TUNING, count=2)
    assert guidance(blurred) is not None
    assert guidance([*blurred, *shots("good", 2, TUNING, count=1)]) is None


def test_a_picture_of_a_screen_is_good() -> None:
    assert guidance([np.asarray(Image.open(SAMPLE).convert("RGB"))]) is None


def test_a_single_shaken_shot_is_told_from_one_out_of_focus() -> None:
    # the page of seed 4 has edges along the movement that stay sharp
    shaken, blurred = guidance(shots("shaken", 4, TUNING, count=1)), guidance(shots("blurred", 4, TUNING, count=1))
    assert shaken is not None
    assert blurred is not None
    assert (shaken.code, blurred.code) == ("shaken", "blurred")


def test_sharpness_does_not_depend_on_contrast() -> None:
    image = shots("good", 2, TUNING, count=1)[0]
    faint = (image.astype(np.float32) * 0.4 + 90).astype(np.uint8)
    assert assess(image).edges.least_sharp > 0.5
    assert assess(faint).edges.least_sharp > 0.5


@pytest.mark.parametrize("seed", range(3))
def test_the_sharpest_shot_is_taken(seed: int) -> None:
    frames, sharpest, amounts = one_sharp(seed, TUNING)
    assert amounts[best_of(frames)] <= 1.5
    assert sharpest in ranked(frames)[:2]


def test_a_single_shot_is_the_best() -> None:
    assert best_of([np.zeros((4, 4, 3), np.uint8)]) == 0
