"""A matcher with two scores, whose arithmetic can be repeated: how they are joined, searches, a device that is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.cancel import CancelToken
from models.errors import BadInput, Cancelled, DeviceLost, ManifestError
from models.folder import read_folder
from models.protocols import Finder, Judge, Matcher
from models.registry import open_model
from models.session import Session
from tests.helpers.model_folders import write_matcher

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()


def plain(*colour: int) -> RgbImage:
    return np.full((30, 40, 3), colour, np.uint8)


RED, BLUE = plain(250, 10, 10), plain(10, 10, 250)


def opened(path: Path, **options: Any) -> Any:
    model = open_model(read_folder(write_matcher(path / "toy", **options)))
    assert all(isinstance(model, each) for each in (Matcher, Finder, Judge))
    return model


def test_the_score_is_the_cosine_and_alpha_times_the_probability(tmp_path: Path) -> None:
    texts = ["a red dog", "a blue dog", "grass"]
    model = opened(tmp_path, alpha=0.3)
    cosines = model.cosines([RED, BLUE], texts, cancel=CANCEL)
    assert cosines.shape == (2, 3)
    assert np.abs(cosines).max() <= 1 + 1e-6
    assert cosines[0, 0] > cosines[0, 1]
    for image, row in zip((RED, BLUE), cosines, strict=True):
        probabilities = model.probabilities(image, texts, cancel=CANCEL)
        assert ((probabilities >= 0) & (probabilities <= 1)).all()
        assert model.match(image, texts, cancel=CANCEL) == pytest.approx(list(row + 0.3 * probabilities), abs=1e-6)
    assert model.probabilities(RED, texts, cancel=CANCEL)[0] > 0.9
    assert model.probabilities(BLUE, texts, cancel=CANCEL)[0] < 0.1


def test_a_judge_goes_by_the_threshold(tmp_path: Path) -> None:
    model = opened(tmp_path, threshold=1.0)
    assert model.fits(RED, "a red dog", cancel=CANCEL) is True
    assert model.fits(BLUE, "a red dog", cancel=CANCEL) is False
    assert opened(tmp_path).fits(BLUE, "a red dog", cancel=CANCEL) is None


def test_the_picture_that_was_asked_for_is_found(tmp_path: Path) -> None:
    model = opened(tmp_path)
    assert np.argmax(model.find([BLUE, RED, BLUE], "a red cat", cancel=CANCEL)) == 1
    assert np.argmin(model.find([BLUE, RED, BLUE], "a blue cat", cancel=CANCEL)) == 1
    assert model.find([], "a blue cat", cancel=CANCEL) == ()
    assert model.match(RED, [], cancel=CANCEL) == ()


def test_of_many_pictures_the_head_looks_at_the_best_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = opened(tmp_path)
    pictures = [plain(5 * number, 0, 200 - 5 * number) for number in range(30)]
    looked: list[int] = []

    def one(image: RgbImage, texts: list[str], *, cancel: CancelToken) -> Any:
        looked.append(int(image[0, 0, 0]) // 5)
        return np.ones(1, np.float32)

    monkeypatch.setattr(model, "probabilities", one)
    found = model.find(pictures, "red", cancel=CANCEL)
    assert sorted(looked) == list(range(14, 30))
    assert np.argmax(found) == 29
    assert found[14] > found[13] + 0.9


def test_a_device_that_lost_the_picture_costs_another_look_and_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = opened(tmp_path)
    texts = ["a red dog", "a blue dog"]
    expected = model.match(RED, texts, cancel=CANCEL)
    inner, runs = Session.run, []

    def loses_once(session: Any, *given: Any, **named: Any) -> Any:
        runs.append(session._path.stem)
        if runs.count("cross") == 2 and runs[-1] == "cross":
            raise DeviceLost("lost")
        return inner(session, *given, **named)

    monkeypatch.setattr(Session, "run", loses_once)
    assert model.match(RED, texts, cancel=CANCEL) == expected
    assert runs.count("vision") == 1
    assert runs.count("cross") == 3


def test_what_cannot_be_matched_is_refused_and_a_cancel_is_heard(tmp_path: Path) -> None:
    model = opened(tmp_path, threshold=1.0)
    with pytest.raises(BadInput):
        model.fits(np.zeros((0, 4, 3), np.uint8), "a dog", cancel=CANCEL)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        model.match(RED, ["a dog"], cancel=stopped)
    with pytest.raises(ManifestError, match="options"):
        opened(tmp_path / "other", threshhold=1.0)
