"""What recognisers name is what transformers' own processor makes of the same numbers, in the picture's pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from export.families import image_classifier, rt_detr
from export.loading import options
from export.pipeline import Request, export
from models.cancel import CancelToken
from models.folder import read_folder
from models.networks.recognising import RecogniserOptions
from models.registry import open_model

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]


def made(recipe: Any, place: Path) -> tuple[Any, Any]:
    (place / "checkpoint").mkdir()
    recipe.tiny(place / "checkpoint")
    export(Request(checkpoint=place / "checkpoint", out=place / "model", cases=2))
    checkpoint = recipe.load(place / "checkpoint", options(place / "checkpoint", allow_pickle=False))
    return checkpoint, open_model(read_folder(place / "model"))


def test_objects_are_those_of_transformers_in_the_pictures_pixels(tmp_path: Path) -> None:
    checkpoint, model = made(rt_detr.RECIPES[0], tmp_path)
    classes = checkpoint.model.config.num_labels
    found = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        image = random.integers(0, 256, (50 + 13 * seed, 300 - 9 * seed, 3), dtype=np.uint8)
        logits = (random.standard_normal((1, 20, classes)) * 3).astype(np.float32)
        boxes = random.uniform(0.05, 0.6, (1, 20, 4)).astype(np.float32)
        model._options = RecogniserOptions(threshold=0.4, most=50)
        model._run = lambda *_, a=logits, b=boxes: [a[0], b[0]]
        outputs = type("Outputs", (), {"logits": torch.from_numpy(logits), "pred_boxes": torch.from_numpy(boxes)})
        (expected,) = checkpoint.image_processor.post_process_object_detection(
            outputs, threshold=0.4, target_sizes=[image.shape[:2]]
        )
        order = expected["scores"].argsort(descending=True, stable=True)
        labels, boxes_there = expected["labels"][order].tolist(), expected["boxes"][order]
        ours = model.recognise(image, cancel=CancelToken())
        assert [each.score for each in ours] == pytest.approx(expected["scores"][order].tolist(), abs=1e-5)
        for mine, label, box in zip(ours, labels, boxes_there, strict=True):
            assert mine.label == checkpoint.model.config.id2label[label]
            inside = box.clamp(min=0).minimum(torch.tensor([image.shape[1], image.shape[0]] * 2))
            got = [mine.box.left, mine.box.top, mine.box.right, mine.box.bottom]
            assert got == pytest.approx(inside.tolist(), abs=0.51)
        found += len(ours)
    assert found > 50


def test_a_picture_is_named_only_where_the_model_is_sure(tmp_path: Path) -> None:
    checkpoint, model = made(image_classifier.RECIPES[0], tmp_path)
    image = np.random.default_rng(0).integers(0, 256, (70, 40, 3), dtype=np.uint8)
    pixels = checkpoint.image_processor(images=image, return_tensors="pt").pixel_values
    with torch.no_grad():
        chances = checkpoint.model(pixel_values=pixels).logits[0].softmax(-1)
    score, best = chances.max(-1)
    model._options = RecogniserOptions(threshold=float(score) - 0.01, most=3)
    (first, *_) = model.recognise(image, cancel=CancelToken())
    assert first.label == checkpoint.model.config.id2label[int(best)]
    assert first.score == pytest.approx(float(score), abs=1e-4)
    model._options = RecogniserOptions(threshold=float(score) + 0.01, most=3)
    assert model.recognise(image, cancel=CancelToken()) == ()
