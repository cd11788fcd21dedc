"""PocketSphinx on speech made by espeak-ng: questions, names on the screen, what is no question, noise, silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.listening.ears import Ears
from assistant.listening.sphinx import RATE, SphinxTranscriber, resampled
from assistant.pipelines.asking import going_on
from assistant.types import Target
from models.cancel import CancelToken
from models.errors import Cancelled, RunError
from models.protocols import Answer, Certainty
from models.types import Clip
from tests.helpers.speaking import spoken

NAMES = ["Invoice", "Coffee", "Email address", "Gift wrap", "Anna Berg", "4711", "Größe"]


@pytest.fixture(name="ears", scope="module")
def _ears() -> SphinxTranscriber:
    return SphinxTranscriber()


@pytest.mark.parametrize(
    "question",
    ["how much is the coffee", "what is the price of gift wrap", "what has focus", "how many links are there",
     "what about the other window", "read the third row"],
)  # fmt: skip
def test_questions_are_written_down(ears: SphinxTranscriber, question: str) -> None:
    assert ears.hear(spoken(question), NAMES, cancel=CancelToken()).text == question


@pytest.mark.parametrize(
    ("said", "command"),
    [("tell me when the download ends", "watch"), ("stop watching the screen", "end-watch"),
     ("where did i leave my glasses", "seek")],
)  # fmt: skip
def test_requests_to_watch_and_to_seek_are_written_down(ears: SphinxTranscriber, said: str, command: str) -> None:
    heard = ears.hear(spoken(said), NAMES, cancel=CancelToken())
    assert heard.text == said
    wanted = going_on.find(heard.text, Target.CAMERA)
    assert wanted is not None
    assert wanted.command == command


def test_what_is_no_question_is_known_by_its_confidence(ears: SphinxTranscriber) -> None:
    for foreign in (
        "I went to the market yesterday to buy some oranges",
        "it will rain in the afternoon, says the weather report",
        "turn left after three hundred meters",
    ):
        assert ears.hear(spoken(foreign), NAMES, cancel=CancelToken()).confidence < 0.1


@pytest.mark.parametrize("kind", ["silence", "noise", "empty"])
def test_nothing_is_heard_where_nobody_speaks(ears: SphinxTranscriber, kind: str) -> None:
    noise = np.random.default_rng(1).normal(0, 800, RATE).astype("<i2").tobytes()
    clip = Clip({"silence": bytes(2 * RATE), "noise": noise, "empty": b""}[kind], RATE)
    heard = ears.hear(clip, NAMES, cancel=CancelToken())
    assert heard.text == ""


def test_a_cancel_ends_it_and_the_next_question_is_right(ears: SphinxTranscriber) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        ears.hear(spoken("what has focus"), NAMES, cancel=cancel)
    assert ears.hear(spoken("what has focus"), NAMES, cancel=CancelToken()).text == "what has focus"


def test_other_rates_are_brought_to_the_recognisers() -> None:
    seconds = np.arange(44_100) / 44_100
    tone = (8000 * np.sin(2 * np.pi * 440 * seconds)).astype("<i2").tobytes()
    brought = np.frombuffer(resampled(Clip(tone, 44_100)), "<i2").astype(float)
    wanted = 8000 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    assert abs(len(brought) - RATE) <= 1
    assert np.corrcoef(brought[100:15_000], wanted[100:15_000])[0, 1] > 0.999


class Writes:
    def __init__(self, *, fails: bool = False) -> None:
        self.fails, self.samples = fails, 0

    def transcribe(self, samples: np.ndarray, *, language: str = "", cancel: CancelToken) -> Answer:
        del language, cancel
        self.samples = len(samples)
        if self.fails:
            raise RunError("no")
        yield " What is"
        yield " the total?"
        return Certainty((-0.1, -0.1))


def test_an_installed_model_is_used_by_itself_and_its_failure_is_no_silence() -> None:
    model = Writes()
    heard = Ears(lambda: model).hear(Clip(bytes(2 * RATE), RATE), NAMES, cancel=CancelToken())
    assert (heard.text, round(heard.confidence, 2), model.samples) == ("What is the total?", 0.9, RATE)
    broken = Ears(lambda: Writes(fails=True))
    assert broken.hear(spoken("what has focus"), NAMES, cancel=CancelToken()).text == "what has focus"


def test_where_memory_has_no_path_a_file_serves_and_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delattr("os.memfd_create")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert SphinxTranscriber().hear(spoken("how much is the coffee"), NAMES, cancel=CancelToken()).text
    assert list(tmp_path.iterdir()) == []
