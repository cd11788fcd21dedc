"""Spectrograms are transformers' own to 1e-4; nothing is written for silence, and what is said is what PyTorch says."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from transformers import WhisperFeatureExtractor

from export.families import moonshine, whisper
from export.loading import options
from export.pipeline import Request, export
from export.speech import sounds
from models.cancel import CancelToken
from models.errors import BadInput, Cancelled
from models.folder import read_folder
from models.inputs.audio import RATE, log_mel
from models.proof import Case
from models.registry import open_model

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]


@pytest.mark.parametrize("bands", [80, 128])
@pytest.mark.parametrize("seconds", [2, 30])
def test_the_spectrogram_is_transformers_own(bands: int, seconds: int) -> None:
    extractor = WhisperFeatureExtractor(feature_size=bands, chunk_length=seconds)
    for case in [*sounds(6), Case(samples=np.ones(50 * RATE, np.float32)), Case(samples=np.zeros(1, np.float32))]:
        assert case.samples is not None
        expected = extractor(case.samples, sampling_rate=RATE, return_tensors="np").input_features
        got = log_mel(case.samples, bands=bands, seconds=seconds)
        assert got.shape == expected.shape
        assert np.abs(got - expected).max() < 1e-4  # theirs is computed in 32 bits, ours in 64


@pytest.fixture(scope="module", name="made", params=[whisper, moonshine], ids=["whisper", "moonshine"])
def _made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    place: Path = tmp_path_factory.mktemp("speech")
    (place / "checkpoint").mkdir()
    recipe = request.param.RECIPES[0]
    recipe.tiny(place / "checkpoint")
    export(Request(checkpoint=place / "checkpoint", out=place / "model", cases=2))
    checkpoint = recipe.load(place / "checkpoint", options(place / "checkpoint", allow_pickle=False))
    model: Any = open_model(read_folder(place / "model"))
    model._controls = dataclasses.replace(model._controls, max_new_tokens=6, stop=frozenset())
    return recipe, checkpoint, model


def test_what_is_written_is_what_pytorch_writes_where_the_model_is_sure(
    made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random weights are unsure of everything, so here every guess counts."""
    recipe, checkpoint, model = made
    monkeypatch.setattr("models.networks.transcriber._UNSURE", 0.0)
    for case in sounds(4):
        assert case.samples is not None
        proof = recipe.reference(checkpoint, dataclasses.replace(case, new_tokens=6))
        expected = checkpoint.tokeniser.backend_tokenizer.decode(list(proof.choices), skip_special_tokens=True).strip()
        most = max(2, int(len(case.samples) / RATE * 6.5)) if recipe.family == "moonshine" else 6
        said = "".join(model.transcribe(case.samples, cancel=CancelToken()))
        if most >= 6:
            assert said == expected
        else:
            assert len(said) <= len(expected)


def test_guesses_and_silence_are_not_written(made: Any) -> None:
    _, _, model = made
    assert "".join(model.transcribe(np.zeros(3 * RATE, np.float32), cancel=CancelToken())) == ""
    quiet = np.random.default_rng(0).standard_normal(RATE).astype(np.float32) * np.float32(1e-3)
    assert "".join(model.transcribe(quiet, cancel=CancelToken())) == ""
    for case in sounds(5):
        answer = model.transcribe(case.samples, cancel=CancelToken())
        pieces = []
        while True:
            try:
                pieces.append(next(answer))
            except StopIteration as end:
                certainty = end.value
                break
        assert not pieces or certainty.mean > 0.18


def test_a_cancel_is_heard_and_the_next_request_is_right(made: Any) -> None:
    _, _, model = made
    loud = sounds(2)[1].samples
    before = model.prove(Case(samples=loud, new_tokens=5), cancel=CancelToken())
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(model.transcribe(loud, cancel=cancel))
    assert model.prove(Case(samples=loud, new_tokens=5), cancel=CancelToken()).choices == before.choices


def test_a_language_that_the_model_does_not_know_is_refused(made: Any) -> None:
    recipe, _, model = made
    loud = sounds(2)[1].samples
    assert loud is not None
    if recipe.family == "whisper":
        with pytest.raises(BadInput, match="language xx"):
            list(model.transcribe(loud, language="xx", cancel=CancelToken()))
        assert "" in "".join(model.transcribe(loud, language="de-AT", cancel=CancelToken()))
    with pytest.raises(BadInput):
        list(model.transcribe(loud.astype(np.float64), cancel=CancelToken()))
