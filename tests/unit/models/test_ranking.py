"""Recall, areas, the threshold and alpha, on numbers that can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from export.calibrate import ALPHAS, Table, calibrated, measure, read
from export.errors import CalibrationError
from export.ranking import area, cut, ranks, recall
from models.cancel import CancelToken


def test_ties_count_against_the_score() -> None:
    scores = np.asarray([[0.9, 0.1, 0.5], [0.5, 0.5, 0.1], [0.3, 0.2, 0.1]])
    right = np.eye(3, dtype=bool)
    everything = np.ones((3, 3), bool)
    assert ranks(scores, right, everything).tolist() == [0, 1, 2]
    assert recall(ranks(scores, right, everything), 1) == pytest.approx(1 / 3)
    assert recall(ranks(scores, right, everything), 2) == pytest.approx(2 / 3)


def test_only_candidates_are_ranked_and_a_row_without_an_answer_is_left_out() -> None:
    scores = np.asarray([[0.1, 0.9, 0.5], [0.5, 0.4, 0.1]])
    right = np.asarray([[True, False, False], [False, False, False]])
    candidates = np.asarray([[True, False, True], [True, True, True]])
    assert ranks(scores, right, candidates).tolist() == [1]
    assert recall(ranks(scores, right & False, candidates), 1) == 0.0


def test_the_area_is_the_chance_that_right_has_more_than_wrong() -> None:
    random = np.random.default_rng(0)
    right, wrong = random.integers(0, 9, 40).astype(float), random.integers(0, 7, 30).astype(float)
    pairs = [(a > b) + (a == b) / 2 for a in right for b in wrong]
    assert area(right, wrong) == pytest.approx(sum(pairs) / len(pairs))
    assert area(right, right[:0]) == 0.5


def test_the_threshold_lies_between_and_is_the_highest_of_equals() -> None:
    assert cut(np.asarray([3.0, 4.0]), np.asarray([1.0, 2.0])) == pytest.approx(2.5)
    assert cut(np.asarray([1.0, 3.0]), np.asarray([0.0, 2.0])) == pytest.approx(2.5)


def table(cosine: object, cross: object) -> Table:
    right = np.eye(2, 4, dtype=bool)
    wrong = np.asarray([[False, False, True, False], [False, False, False, True]])
    return Table(np.asarray(cosine, float), np.asarray(cross, float), right, wrong)


def test_alpha_takes_from_each_score_what_the_other_cannot_see() -> None:
    """The cosine cannot tell a caption from the nearly right one, the head not one picture from the other."""
    made = table([[0.5, 0.1, 0.5, 0.0], [0.1, 0.5, 0.0, 0.5]], [[0.9, 0.9, 0.1, 0.0], [0.9, 0.9, 0.0, 0.1]])
    assert made.figures(made.cosine)["text_recall_at_1"] == 0.0
    assert made.figures(made.cross)["picture_recall_at_1"] == 0.0
    chosen = calibrated(made)
    joined = made.figures(made.joined(chosen["alpha"]))
    assert chosen["alpha"] in ALPHAS
    assert joined["text_recall_at_1"] == joined["picture_recall_at_1"] == 1.0
    assert joined["area_near"] == 1.0
    assert chosen["calibration"]["kept"] == chosen["calibration"]["refused"] == 1.0
    assert chosen == calibrated(made)


def test_without_wrong_captions_those_of_other_pictures_are() -> None:
    made = Table(np.asarray([[0.5, 0.1], [0.2, 0.6]]), np.zeros((2, 2)), np.eye(2, dtype=bool), np.zeros((2, 2), bool))
    assert made.threshold(1.0) == pytest.approx(0.35)


class Counted:
    """Knows pictures by their first pixel and texts by their number; counts what the head looks at."""

    def __init__(self) -> None:
        self.looked = 0

    def cosines(self, images: list[object], texts: list[str], *, cancel: CancelToken) -> object:
        numbers = [int(np.asarray(image)[0, 0, 0]) for image in images]
        return np.asarray([[1.0 - abs(number - int(text)) / 20 for text in texts] for number in numbers], np.float32)

    def probabilities(self, image: object, texts: list[str], *, cancel: CancelToken) -> object:
        self.looked += len(texts)
        return np.ones(len(texts), np.float32)


def write_set(path: Path, count: int) -> Path:
    from PIL import Image

    lines = []
    for number in range(count):
        Image.new("RGB", (4, 4), (number, 0, 0)).save(path / f"{number}.png")
        lines.append(json.dumps({"file_name": f"{number}.png", "text": f"{number}", "wrong": [f"{number + 100}"]}))
    (path / "metadata.jsonl").write_text("\n".join(lines) + "\n")
    return path


def test_the_head_looks_at_the_best_and_at_what_is_named(tmp_path: Path) -> None:
    matcher = Counted()
    found = measure(matcher, write_set(tmp_path, 10), most=1)
    assert found.cosine.shape == (10, 20)
    assert matcher.looked == 20  # of each picture the right and the wrong one; the best is the right one
    assert (found.cross == (found.right | found.wrong)).all()
    matcher = Counted()
    assert measure(matcher, tmp_path, most=10).cross.sum() == matcher.looked == 110


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"file_name": "0.png"}\n', "is wrong"),
        ("no json\n", "is wrong"),
        ('{"file_name": "0.png", "text": "a dog"}\n', "fewer than 8"),
    ],
)
def test_a_set_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CalibrationError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / "metadata.jsonl").write_text(text)
    with pytest.raises(CalibrationError, match=said):
        read(tmp_path)


def test_a_picture_that_is_none_is_named(tmp_path: Path) -> None:
    write_set(tmp_path, 9)
    (tmp_path / "3.png").write_bytes(b"no picture")
    with pytest.raises(CalibrationError, match=r"3\.png"):
        measure(Counted(), tmp_path)
