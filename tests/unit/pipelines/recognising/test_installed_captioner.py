"""The captioner that is installed joins the description, as a guess; a damaged one is left out."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.pipelines.describe import NO_CAPTION, Describer
from assistant.pipelines.recognising.captions import FAILED
from assistant.pipelines.recognising.installed import installed_captioner
from assistant.pipelines.request import Request
from assistant.types import Claim, Final, Target
from models.cancel import CancelToken
from models.types import TextLine
from tests.helpers import trees
from tests.helpers.model_folders import write_captioner


class NoText:
    def read(self, image: object, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        return ()

    def rest(self) -> None:
        """Nothing is held."""


@pytest.fixture(name="folders")
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKALOUD_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "models"


def claims() -> tuple[Claim, ...]:
    describer = Describer(reader=NoText, captioner=installed_captioner)
    request = Request(1, replace(trees.frame({}), target=Target.FILE))
    final = list(describer.run(request, lambda _: None, cancel=CancelToken()))[-1]
    assert isinstance(final, Final)
    return final.description.claims


def test_a_picture_is_captioned_by_the_model_that_is_there(folders: Path) -> None:
    write_captioner(folders / "toy", seed=3)
    (caption,) = [claim for claim in claims() if claim.source == "caption"]
    assert caption.text.startswith("The picture shows, ")
    assert 0.2 < caption.confidence < 1  # what the model said of its tokens
    assert not caption.text.endswith("..")


def test_without_a_model_nothing_is_made_up(folders: Path) -> None:
    found = claims()
    assert [claim for claim in found if claim.source == "caption"] == []
    assert found[-1].text == NO_CAPTION
    assert not folders.exists()


def test_a_damaged_model_is_left_out_and_logged(folders: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = write_captioner(folders / "toy")
    data = bytearray((path / "encoder.onnx").read_bytes())
    data[-1] ^= 1
    (path / "encoder.onnx").write_bytes(data)
    with caplog.at_level(logging.ERROR):
        assert [claim for claim in claims() if claim.source == "caption"] == []
    assert "were changed" in caplog.text


def test_a_model_that_fails_is_said_and_the_description_goes_on(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_captioner(folders / "toy")

    def fail(*_: object, **__: object) -> None:
        raise MemoryError("no memory")

    monkeypatch.setattr("models.session.Session._run", fail)
    assert FAILED in [claim.text for claim in claims()]


def test_the_first_word_comes_as_it_is_made(folders: Path) -> None:
    write_captioner(folders / "toy", seed=3)
    image = np.full((20, 20, 3), 128, np.uint8)
    captioner = installed_captioner()
    assert captioner is not None
    words = list(captioner.caption(image, cancel=CancelToken()))
    assert len(words) > 1
