"""Greedy and beams under every rule, beside transformers' `generate`: the same tokens, with stop tokens."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch

from export.cases import pictures
from export.errors import RecipeError
from export.generation import rules_of
from export.loading import options
from export.pipeline import Request, export
from export.recipe import Checkpoint, recipes
from models.cancel import CancelToken
from models.decoding.beam import beam
from models.decoding.controls import Controls
from models.decoding.greedy import greedy
from models.folder import read_folder
from models.registry import open_model

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]
MORE: tuple[dict[str, Any], ...] = (
    {},
    {"no_repeat_ngram": 2, "min_new_tokens": 4},
    {"repetition_penalty": 1.3, "no_repeat_ngram": 3},
)
RULES: list[dict[str, Any]] = [
    {"beams": beams, "length_penalty": penalty, "early_stopping": early, **more}
    for beams, penalty, early, more in itertools.product((1, 2, 4), (0.5, 1.0, 2.0), (False, True), MORE)
    if beams > 1 or (penalty == 1.0 and not early)
]


@dataclass(frozen=True)
class Pair:
    theirs: Checkpoint
    ours: Any


@pytest.fixture(scope="module", name="pair")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    recipe = next(each for each in recipes() if each.name == "vision_encoder_decoder/caption")
    place = tmp_path_factory.mktemp("decoding")
    (place / "checkpoint").mkdir()
    recipe.tiny(place / "checkpoint")
    export(Request(checkpoint=place / "checkpoint", out=place / "model"))
    how = options(place / "checkpoint", allow_pickle=False)
    return Pair(recipe.load(place / "checkpoint", how), open_model(read_folder(place / "model")))


def frequent(pair: Pair, image: Any) -> int:
    """A token that greedy text has somewhere, so that as a stop token it is met."""
    rules = Controls(max_new_tokens=12)
    start = pair.ours._start(image, "", CancelToken())
    ids = [step.token.id for step in greedy(start.stepper, rules, start.prompt, cancel=CancelToken())]
    return max(ids[2:], key=ids.count)


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_the_tokens_are_those_of_generate(pair: Pair, rules: dict[str, Any]) -> None:
    ended_early = 0
    for image in pictures(2):
        stop = frequent(pair, image)
        controls = Controls(max_new_tokens=14, stop=frozenset((stop,)), **rules)
        start = pair.ours._start(image, "", CancelToken())
        if controls.beams > 1:
            got = [token.id for token in beam(start.stepper, controls, start.prompt, cancel=CancelToken())]
        else:
            steps = greedy(start.stepper, controls, start.prompt, cancel=CancelToken())
            got = [step.token.id for step in steps]
        pixels = pair.theirs.image_processor(images=image, return_tensors="pt").pixel_values
        with torch.no_grad():
            expected = pair.theirs.model.generate(
                pixel_values=pixels,
                do_sample=False,
                num_beams=controls.beams,
                max_new_tokens=14,
                min_new_tokens=controls.min_new_tokens or None,
                eos_token_id=stop,
                pad_token_id=0,
                length_penalty=controls.length_penalty,
                early_stopping=controls.early_stopping,
                repetition_penalty=controls.repetition_penalty,
                no_repeat_ngram_size=controls.no_repeat_ngram,
            )[0, 1:].tolist()
        assert got == expected
        ended_early += len(got) < 14
    assert ended_early or rules != RULES[0]


def test_probabilities_are_the_models_own(pair: Pair) -> None:
    image = pictures(2)[1]
    start = pair.ours._start(image, "", CancelToken())
    steps = list(greedy(start.stepper, Controls(max_new_tokens=6), start.prompt, cancel=CancelToken()))
    pixels = pair.theirs.image_processor(images=image, return_tensors="pt").pixel_values
    ids = torch.tensor([[start.prompt[0], *(step.token.id for step in steps)]])
    with torch.no_grad():
        logits = pair.theirs.model(pixel_values=pixels, decoder_input_ids=ids).logits[0, :-1]
    expected = logits.log_softmax(-1).gather(1, ids[0, 1:, None])[:, 0].numpy()
    assert np.abs(np.asarray([step.token.logprob for step in steps]) - expected).max() < 1e-4


def test_rules_that_are_not_known_are_refused(pair: Pair) -> None:
    rules = pair.theirs.model.generation_config
    assert rules_of(rules)["no_repeat_ngram"] == 3
    for name, value in (("early_stopping", "never"), ("encoder_repetition_penalty", 1.2), ("bad_words_ids", [[3]])):
        before = getattr(rules, name)
        setattr(rules, name, value)
        with pytest.raises(RecipeError, match=name):
            rules_of(rules)
        setattr(rules, name, before)
