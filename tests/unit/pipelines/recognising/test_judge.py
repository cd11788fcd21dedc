"""A caption that a calibrated matching model refuses is not said; without such a model nothing changes."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.describe import Describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.recognising.captions import REFUSED
from assistant.pipelines.recognising.installed import installed_judge
from assistant.pipelines.request import Request
from assistant.types import Final, Frame, Target
from models.cancel import CancelToken
from models.errors import RunError
from models.folder import read_folder
from models.protocols import Answer, Certainty, Judge
from models.registry import open_model
from models.types import TextLine
from tests.helpers.model_folders import write_matcher

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()


def plain(*colour: int) -> RgbImage:
    image = np.full((30, 40, 3), 200, np.uint8)
    image[5:25, 5:35] = colour
    return image


RED, BLUE = plain(200, 10, 10), plain(10, 10, 200)


class NoText:
    def read(self, image: object, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        return ()

    def rest(self) -> None:
        """Nothing is held."""


class RedDog:
    def caption(self, image: RgbImage, *, cancel: CancelToken) -> Answer:
        yield "a red dog"
        return Certainty((-0.1, -0.1))


class Broken:
    def fits(self, image: RgbImage, text: str, *, cancel: CancelToken) -> bool | None:
        raise RunError("no")


@pytest.fixture(name="folders")
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKALOUD_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "models"


def said(image: RgbImage, judge: Judge | None) -> str:
    frame = Frame(to_raster(np.repeat(np.repeat(image, 8, axis=0), 8, axis=1)), Target.FILE)
    describer = Describer(reader=NoText, captioner=RedDog, judge=lambda: judge)
    final = list(describer.run(Request(1, frame), lambda _: None, cancel=CANCEL))[-1]
    assert isinstance(final, Final)
    return final.description.text


def test_the_calibrated_model_judges_what_is_said(folders: Path) -> None:
    write_matcher(folders / "judge", alpha=1.0, threshold=1.0)
    judge = installed_judge()
    assert judge is not None
    assert said(RED, judge).endswith("The picture shows, probably: a red dog.")
    assert said(BLUE, judge).endswith(REFUSED)
    assert "dog" not in said(BLUE, judge)


def test_one_that_was_not_calibrated_is_not_opened(folders: Path) -> None:
    write_matcher(folders / "judge")
    assert installed_judge() is None
    assert open_model(read_folder(folders / "judge")).fits(RED, "a red dog", cancel=CANCEL) is None
    assert said(BLUE, None).endswith("a red dog.")


def test_a_damaged_one_is_left_out_and_logged(folders: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = write_matcher(folders / "judge", threshold=1.0) / "cross.onnx"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with caplog.at_level(logging.ERROR):
        assert installed_judge() is None
    assert "were changed" in caplog.text


def test_one_that_fails_refuses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert said(BLUE, Broken()).endswith("a red dog.")
    assert "judging the caption" in caplog.text
