"""Every family: a tiny random checkpoint with its real tokeniser, exported, says what PyTorch says, token for token."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from export.loading import options
from export.pipeline import Report, Request, export
from export.recipe import Recipe, recipes
from export.self_test import as_text, rows, unpaired
from models.cancel import CancelToken
from models.folder import read_folder
from models.proof import Case
from models.protocols import Answerer, Captioner, Embedder, Labeller, Matcher, Recogniser, ScreenReader, Transcriber
from models.registry import Registry, open_model

pytestmark = [
    pytest.mark.export,
    # what PyTorch and transformers warn of their own insides is not ours
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]
ALL = {f"{recipe.name} {recipe.architectures[0]} {at}": recipe for at, recipe in enumerate(recipes())}
PROTOCOLS: dict[str, Any] = {
    "caption": Captioner,
    "answer": Answerer,
    "match": Matcher,
    "detect": Recogniser,
    "classify": Recogniser,
    "transcribe": Transcriber,
    "embed": Embedder,
    "label": Labeller,
    "screen": ScreenReader,
}


@dataclasses.dataclass(frozen=True)
class Made:
    recipe: Recipe
    checkpoint: Path
    out: Path
    report: Report


@pytest.fixture(scope="module", name="made", params=ALL)
def _made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    recipe = ALL[request.param]
    place = tmp_path_factory.mktemp("export")
    (place / "checkpoint").mkdir()
    recipe.tiny(place / "checkpoint")
    with pytest.MonkeyPatch.context():
        report = export(Request(checkpoint=place / "checkpoint", out=place / "model", task=recipe.task))
    return Made(recipe, place / "checkpoint", place / "model", report)


def test_no_family_is_on_one_side_only() -> None:
    assert unpaired() == []
    assert unpaired([next(each for name, each in ALL.items() if name.startswith("clip/match"))]) != []


def test_every_token_is_the_same(made: Made) -> None:
    verified = made.report.verified
    assert verified.faults == []
    assert verified.equal == verified.compared > 20
    writes = read_folder(made.out).manifest.decoder is not None
    assert verified.distinct >= (8 if writes else 2)
    assert verified.max_difference <= 2e-3 * verified.largest
    assert made.report.graph_difference < 1e-3


def test_the_folder_is_a_whole_model_of_its_task(made: Made, tmp_path: Path) -> None:
    registry = Registry([made.out.parent], notes=tmp_path)
    folder = registry.find("model")
    opened = registry.open(folder)
    for task in made.recipe.tasks:
        assert isinstance(opened, PROTOCOLS[task])
        assert registry.first(task) == folder
    parity = folder.manifest.export.parity
    assert parity is not None
    assert parity.compared == parity.equal
    assert set(folder.manifest.graphs) <= set(folder.manifest.files)
    assert [path.name for path in made.out.parent.iterdir() if path.name.startswith(".")] == []


def test_what_is_said_is_what_transformers_decodes(made: Made) -> None:
    """With the real stop tokens, and a question in place of a prompt where it is a model for answers."""
    if not hasattr(open_model(read_folder(made.out)), "_controls") or made.recipe.task == "transcribe":
        return
    checkpoint = made.recipe.load(made.checkpoint, options(made.checkpoint, allow_pickle=False))
    model: Any = open_model(read_folder(made.out))
    for case in made.recipe.cases(checkpoint, 4):
        proof = made.recipe.reference(checkpoint, dataclasses.replace(case, new_tokens=20))
        stop = set(read_folder(made.out).manifest.tokens.stop)
        ids = []
        for token in proof.choices:
            if token in stop:
                break
            ids.append(token)
        text = checkpoint.tokeniser.backend_tokenizer.decode(ids, skip_special_tokens=True)
        model._controls = dataclasses.replace(model._controls, max_new_tokens=20)
        asked = case.text or read_folder(made.out).manifest.prompt
        pieces = list(model.answer(case.image, asked, context="", cancel=CancelToken()))
        assert "".join(pieces) == text.rstrip()


def test_more_tokens_than_before_and_other_pictures(made: Made) -> None:
    """Cases that the export did not compare: the verification must not only hold for what it chose itself."""
    checkpoint = made.recipe.load(made.checkpoint, options(made.checkpoint, allow_pickle=False))
    model = open_model(read_folder(made.out))
    random = np.random.default_rng(5)
    for number in range(3):
        image = random.integers(0, 256, (50 + 31 * number, 90, 3), dtype=np.uint8)
        speech = made.recipe.task == "transcribe"
        sound = random.standard_normal(7000 + 9001 * number).astype(np.float32) * np.float32(0.3) if speech else None
        text = "" if speech else "a red dog"
        texts = ("a dog", "two shapes on a line ?")
        case = Case(image=image, text=text, texts=texts, samples=sound, new_tokens=25)
        got = model.prove(case, cancel=CancelToken())
        with torch.no_grad():
            expected = made.recipe.reference(checkpoint, case)
        assert got.choices == expected.choices


def test_the_table_fails_where_one_side_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("export.self_test.unpaired", lambda: ["clairvoyance/caption"])
    (row,) = rows([])
    assert not row["ok"]
    assert "one side" in as_text(row, heading=True)
