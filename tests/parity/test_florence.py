"""Florence-2's labels with places are those that transformers' own processor reads out of the same tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from export.families.florence2 import RECIPES
from export.loading import options
from export.pipeline import Request, export
from models.cancel import CancelToken
from models.folder import read_folder
from models.networks.locations import located, placed
from models.proof import Case
from models.protocols import Captioner, Detailer, PlacedReader, Recogniser, RegionTeller
from models.registry import open_model
from models.types import Box

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]
WIDTH, HEIGHT = 640, 333


@pytest.fixture(scope="module", name="checkpoint")
def _checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("florence")
    RECIPES[0].tiny(path)
    return RECIPES[0].load(path, options(path, allow_pickle=False))


@pytest.mark.parametrize(
    ("task", "kind", "corners", "runs"),
    [("<OD>", "bboxes", 2, (2, 4, 8, 9, 16)), ("<OCR_WITH_REGION>", "quad_boxes", 4, (8,))],
    ids=["boxes", "text"],
)
def test_places_are_read_as_transformers_reads_them(
    checkpoint: Any, task: str, kind: str, corners: int, runs: tuple[int, ...]
) -> None:
    """Random labels with whole, short and long runs of location tokens; what has no area is left out here."""
    random = np.random.default_rng(3)
    words = checkpoint.tokeniser
    first = words.convert_tokens_to_ids("<loc_0>")
    compared = 0

    def decode(some: Sequence[int]) -> str:
        text: str = words.backend_tokenizer.decode(list(some), skip_special_tokens=True)
        return text

    for _ in range(40):
        ids: list[int] = []
        for _ in range(random.integers(1, 5)):
            ids += words(" ".join(random.choice(["cat", "red dog", "sign"], 2)), add_special_tokens=False).input_ids
            ids += [first + int(at) for at in random.integers(0, 1000, random.choice(runs))]
        expected = checkpoint.processor.post_process_generation(sequence=ids, task=task, image_size=(WIDTH, HEIGHT))
        theirs = zip(expected[task]["labels"], (_box(each) for each in expected[task][kind]), strict=True)
        whole = [each for each in theirs if not each[1].is_empty]
        ours = placed(ids, [-0.5] * len(ids), first=first, corners=corners, size=(WIDTH, HEIGHT), decode=decode)
        assert [(each.label, each.box) for each in ours] == whole
        compared += len(whole)
    assert compared > 30


def _box(numbers: list[int]) -> Box:
    if len(numbers) == 4:
        return Box(*numbers)
    return Box(min(numbers[0::2]), min(numbers[1::2]), max(numbers[0::2]), max(numbers[1::2]))


def test_a_place_becomes_the_thousandths_that_transformers_makes(checkpoint: Any) -> None:
    boxes = torch.tensor([[0, 0, WIDTH, HEIGHT], [10, 20, 300, 200], [639, 332, 640, 333]])
    expected = checkpoint.processor.post_processor.quantize(boxes, (WIDTH, HEIGHT)).tolist()
    assert [list(located(Box(*each), (WIDTH, HEIGHT))) for each in boxes.tolist()] == expected


def test_one_model_captions_details_recognises_reads_and_tells_regions(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").mkdir()
    RECIPES[0].tiny(tmp_path / "checkpoint")
    export(Request(checkpoint=tmp_path / "checkpoint", out=tmp_path / "model", cases=2))
    model: Any = open_model(read_folder(tmp_path / "model"))
    for kind in (Captioner, Detailer, Recogniser, PlacedReader, RegionTeller):
        assert isinstance(model, kind)
    assert read_folder(tmp_path / "model").manifest.tasks == ("caption", "detect")
    image = np.random.default_rng(0).integers(0, 256, (90, 120, 3), dtype=np.uint8)
    encoded: list[Any] = []
    encode = model._network.encode

    def counted(*given: Any, **named: Any) -> Any:
        encoded.append(given)
        return encode(*given, **named)

    model._network.encode = counted
    checkpoint = RECIPES[0].load(tmp_path / "checkpoint", options(tmp_path / "checkpoint", allow_pickle=False))
    model._controls = replace(model._controls, max_new_tokens=12, stop=frozenset())
    region = "What does the region <loc_166><loc_222><loc_750><loc_777> describe?"
    for said, text in (
        (model.caption(image, cancel=CancelToken()), ""),
        (model.detail(image, cancel=CancelToken()), "Describe with a paragraph what is shown in the image."),
        (model.tell_region(image, Box(20, 20, 90, 70), cancel=CancelToken()), region),
    ):
        proof = RECIPES[0].reference(checkpoint, Case(image=image, text=text, new_tokens=12))
        expected = checkpoint.tokeniser.backend_tokenizer.decode(list(proof.choices), skip_special_tokens=True)
        assert "".join(said) == expected.rstrip()
    model.recognise(image, cancel=CancelToken())
    model.read_placed(image, cancel=CancelToken())
    assert len(encoded) == 1  # the picture was looked at once
