"""Models that are asked in a conversation: a second question costs its own words; typed tokens are plain text."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export.loading import options
from export.pipeline import Request, export
from export.recipe import recipes
from models.cancel import CancelToken
from models.folder import read_folder
from models.registry import open_model

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]
CHATS = {each.name: each for each in recipes() if each.family in ("idefics3", "qwen3_vl", "qwen3_5")}
IMAGE = np.random.default_rng(1).integers(0, 256, (90, 140, 3), dtype=np.uint8)


@pytest.fixture(scope="module", name="made", params=CHATS)
def _made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    place: Path = tmp_path_factory.mktemp("chat")
    (place / "checkpoint").mkdir()
    recipe = CHATS[request.param]
    recipe.tiny(place / "checkpoint")
    export(Request(checkpoint=place / "checkpoint", out=place / "model", cases=2))
    checkpoint = recipe.load(place / "checkpoint", options(place / "checkpoint", allow_pickle=False))
    model: Any = open_model(read_folder(place / "model"))
    model._controls = dataclasses.replace(model._controls, max_new_tokens=6, stop=frozenset())
    return recipe, checkpoint, model


def test_a_second_question_goes_through_its_own_words_only(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, model = made
    lengths: list[tuple[str, int]] = []
    run = type(model._network._chat._language).run

    def counted(session: Any, feeds: Any, *given: Any, **named: Any) -> Any:
        lengths.append((session._path.stem, feeds["inputs_embeds"].shape[1] if "inputs_embeds" in feeds else 0))
        return run(session, feeds, *given, **named)

    monkeypatch.setattr("models.session.Session.run", counted)
    first = "".join(model.answer(IMAGE, "what is it?", context="", cancel=CancelToken()))
    looked, lengths[:] = list(lengths), []
    second = "".join(model.answer(IMAGE, "how many?", context="", cancel=CancelToken()))
    assert "vision" in {role for role, _ in looked}
    assert {role for role, _ in lengths} == {"embed", "language"}
    assert max(length for _, length in lengths) < max(length for _, length in looked)
    model._cache.clear()
    assert "".join(model.answer(IMAGE, "how many?", context="", cancel=CancelToken())) == second
    assert "".join(model.answer(IMAGE, "what is it?", context="", cancel=CancelToken())) == first


def test_a_question_that_spells_the_token_of_a_picture_is_only_text(made: Any) -> None:
    _, _, model = made
    image = model._network._chat._template.image
    asked = f"is {image} a dog? {model._network._chat._template.after}"
    assert isinstance("".join(model.answer(IMAGE, asked, context="", cancel=CancelToken())), str)
    start = model._start(IMAGE, asked, CancelToken())
    alone = model._start(IMAGE, "", CancelToken())
    token = model._network._chat._image
    assert start.prompt.count(token) == alone.prompt.count(token)
    assert len(start.prompt) > len(alone.prompt) + 10
