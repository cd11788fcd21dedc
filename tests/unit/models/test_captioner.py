"""A whole captioner from a model folder: words as they are made, how sure it was, cancel, the second question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.decoding.stepper import FeedIds, Stepper
from models.devices import CPU, Devices
from models.errors import BadInput, Cancelled
from models.folder import read_folder
from models.inputs.images import prepare
from models.inputs.tokens import Tokeniser
from models.manifest import Decoding, Image
from models.networks.encoder_decoder import cross_names
from models.parts import Parts
from models.proof import Case
from models.protocols import Captioner, Certainty
from models.registry import open_model
from tests.helpers.model_folders import START, STOP, WIDTH, WORDS, logits, weights, write_captioner

Picture = NDArray[np.uint8]
IMAGE = Image(height=8, width=8, resample="bilinear", mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))


def picture(seed: int = 0) -> Picture:
    return np.random.default_rng(seed).integers(0, 256, (20, 30, 3), dtype=np.uint8)


def worked_out(seed: int, image: Picture, count: int) -> list[int]:
    """The greedy tokens by the toy's own arithmetic."""
    pixels = prepare(image, IMAGE)
    ids = [START]
    for _ in range(count):
        ids.append(int(logits(weights(seed), pixels, ids).argmax()))
        if ids[-1] == STOP:
            break
    return ids[1:]


def drain(answer: Any) -> tuple[list[str], Certainty]:
    pieces = []
    while True:
        try:
            pieces.append(next(answer))
        except StopIteration as end:
            return pieces, end.value


@pytest.mark.parametrize("seed", range(6))
def test_the_caption_is_what_the_arithmetic_says(tmp_path: Path, seed: int) -> None:
    model = open_model(read_folder(write_captioner(tmp_path / "toy", seed=seed)))
    assert isinstance(model, Captioner)
    for number in range(4):
        ids = worked_out(seed, picture(number), 8)
        pieces, certainty = drain(model.caption(picture(number), cancel=CancelToken()))
        said = [each for each in ids if each != STOP]
        assert "".join(pieces) == Tokeniser(tmp_path / "toy" / "tokenizer.json", "toy").decode(said).rstrip()
        assert len(certainty.logprobs) == len(said)
        assert all(value <= 0 for value in certainty.logprobs)
        assert 0 < certainty.lowest <= certainty.mean <= 1 or not said


def test_words_come_before_the_end(tmp_path: Path) -> None:
    model = open_model(read_folder(write_captioner(tmp_path / "toy", seed=3)))
    counts = {len(drain(model.caption(picture(number), cancel=CancelToken()))[0]) for number in range(8)}
    assert max(counts) > 1


def test_a_cancel_between_tokens_ends_it_and_the_next_request_is_right(tmp_path: Path) -> None:
    folder = read_folder(write_captioner(tmp_path / "toy", seed=3, decoder=endless(20)))
    model = open_model(folder)
    whole, _ = drain(model.caption(picture(), cancel=CancelToken()))
    cancel = CancelToken()
    answer = model.caption(picture(), cancel=cancel)
    assert next(answer) == whole[0]
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(answer)
    assert drain(model.caption(picture(), cancel=CancelToken()))[0] == whole


def endless(count: int) -> Decoding:
    return Decoding(
        layers=1,
        heads=1,
        head_dim=WIDTH,
        context=40,
        max_new_tokens=count,
        min_new_tokens=count,
        cross="cross.{layer}.{part}",
    )


class Counting:
    """onnxruntime's session, counting runs of each graph; fails where it is told to. For the graphics card that the
    tests' machine does not have, it calls itself by any provider's name."""

    def __init__(self, path: Path, provider: str, log: list[str], *, fail_at: int | None = None) -> None:
        import onnxruntime

        self._real = onnxruntime.InferenceSession(str(path), providers=[CPU])
        self._name = f"{path.stem}@{provider}"
        self._provider = provider
        self._log = log
        self._fail_at = fail_at

    def _count(self) -> None:
        self._log.append(self._name)
        if self._fail_at is not None and self._log.count(self._name) == self._fail_at:
            raise MemoryError("out of memory on the device")

    def get_inputs(self) -> Sequence[Any]:
        return list(self._real.get_inputs())

    def get_outputs(self) -> Sequence[Any]:
        return list(self._real.get_outputs())

    def get_providers(self) -> Sequence[str]:
        return [self._provider]

    def run(self, names: Sequence[str], feeds: Mapping[str, Any], options: Any) -> Sequence[Any]:
        self._count()
        return list(self._real.run(names, feeds, options))

    def io_binding(self) -> Any:
        return self._real.io_binding()

    def run_with_iobinding(self, binding: Any, options: Any) -> None:
        self._count()
        self._real.run_with_iobinding(binding, options)


def test_a_second_question_about_a_picture_costs_the_decoder_only(tmp_path: Path) -> None:
    log: list[str] = []
    devices = Devices(opener=lambda path, provider, _: Counting(path, provider, log), available=[CPU])
    model = open_model(read_folder(write_captioner(tmp_path / "toy")), devices)
    drain(model.caption(picture(), cancel=CancelToken()))
    drain(model.answer(picture(), "a dog", cancel=CancelToken()))
    assert log.count(f"encoder@{CPU}") == 1
    drain(model.caption(picture(1), cancel=CancelToken()))
    assert log.count(f"encoder@{CPU}") == 2


@pytest.mark.parametrize("bound", [{}, {"CUDAExecutionProvider": "cpu"}], ids=["copied", "kept on the device"])
@pytest.mark.parametrize("fail_at", [1, 2, 5])
def test_a_card_that_fails_in_mid_answer_leaves_the_rest_to_the_cpu(
    tmp_path: Path, bound: dict[str, str], fail_at: int
) -> None:
    folder = read_folder(write_captioner(tmp_path / "toy", seed=3, decoder=endless(10)))
    expected = drain(open_model(folder, Devices(use=CPU)).caption(picture(), cancel=CancelToken()))
    log: list[str] = []
    said: list[str] = []
    cuda = "CUDAExecutionProvider"

    def opener(path: Path, provider: str, _: int) -> Counting:
        fails = fail_at if provider == cuda and path.stem == "decoder" else None
        return Counting(path, provider, log, fail_at=fails)

    devices = Devices(opener=opener, available=[cuda, CPU], bound=bound, notice=said.append)
    model = open_model(folder, devices)
    pieces, certainty = drain(model.caption(picture(), cancel=CancelToken()))
    assert (pieces, certainty) == expected
    assert log.count(f"decoder@{cuda}") == fail_at
    assert log.count(f"decoder@{CPU}") == 10 - fail_at + 1
    assert said == ["The graphics card (CUDA) failed, so the processor does the work."]


class Fragile:
    """What lies on a device: gone once the device failed."""

    def __init__(self, value: Any, log: list[str]) -> None:
        self._value, self._log = value, log

    def shape(self) -> Any:
        return self._value.shape()

    def numpy(self) -> Any:
        if "failed" in self._log:
            raise RuntimeError("device lost")
        return self._value.numpy()


class FragileBinding:
    """onnxruntime's binding, whose outputs are lost with the device."""

    def __init__(self, real: Any, log: list[str]) -> None:
        self._real, self._log = real, log

    def bind_cpu_input(self, name: str, value: Any) -> None:
        self._real.bind_cpu_input(name, value)

    def bind_ortvalue_input(self, name: str, value: Fragile) -> None:
        self._real.bind_ortvalue_input(name, value._value)

    def bind_output(self, name: str, memory: str) -> None:
        self._real.bind_output(name, memory)

    def get_outputs(self) -> list[Fragile]:
        return [Fragile(value, self._log) for value in self._real.get_outputs()]


class Mortal(Counting):
    """Fails for good at a run of its decoder, and with it all that lies on the device."""

    def io_binding(self) -> Any:
        return FragileBinding(self._real.io_binding(), self._log)

    def run_with_iobinding(self, binding: Any, options: Any) -> None:
        if "failed" in self._log:
            raise RuntimeError("device lost")
        try:
            self._count()
        except MemoryError:
            self._log.append("failed")
            raise
        self._real.run_with_iobinding(binding._real, options)


@pytest.mark.parametrize("fail_at", [1, 4])
def test_a_card_that_is_lost_with_all_it_held_still_leaves_a_whole_answer(tmp_path: Path, fail_at: int) -> None:
    folder = read_folder(write_captioner(tmp_path / "toy", seed=3, decoder=endless(10)))
    expected = drain(open_model(folder, Devices(use=CPU)).caption(picture(), cancel=CancelToken()))
    log: list[str] = []
    said: list[str] = []
    cuda = "CUDAExecutionProvider"

    def opener(path: Path, provider: str, _: int) -> Counting:
        if provider != cuda:
            return Counting(path, provider, log)
        return Mortal(path, provider, log, fail_at=fail_at if path.stem == "decoder" else None)

    devices = Devices(opener=opener, available=[cuda, CPU], bound={cuda: "cpu"}, notice=said.append)
    pieces, certainty = drain(open_model(folder, devices).caption(picture(), cancel=CancelToken()))
    assert pieces == expected[0]
    assert certainty.logprobs == pytest.approx(expected[1].logprobs)
    assert len(said) == 1


def test_beams_find_what_trying_everything_finds(tmp_path: Path) -> None:
    """With as many beams as words, beam search over three tokens is exhaustive."""
    folder = read_folder(write_captioner(tmp_path / "toy", seed=1))
    model = open_model(folder)
    pixels = prepare(picture(), IMAGE)
    of = weights(1)

    def scored(ids: list[int]) -> NDArray[np.float64]:
        raw = logits(of, pixels, ids).astype(np.float64)
        result: NDArray[np.float64] = raw - raw.max() - np.log(np.exp(raw - raw.max()).sum())
        return result

    best: tuple[int, ...] = ()
    best_score = -np.inf
    for a in range(len(WORDS)):
        for b in range(len(WORDS)):
            last = scored([START, a, b])
            score = scored([START])[a] + scored([START, a])[b] + last.max()
            if score > best_score:
                best, best_score = (a, b, int(last.argmax())), score
    proof = model.prove(Case(image=picture(), new_tokens=3, beams=len(WORDS)), cancel=CancelToken())
    assert proof.choices == best


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    model = open_model(read_folder(write_captioner(tmp_path / "toy")))
    for wrong in (np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3), np.float32), np.zeros((0, 4, 3), np.uint8)):
        with pytest.raises(BadInput):
            drain(model.caption(wrong, cancel=CancelToken()))


def test_what_a_user_types_is_never_a_special_token(tmp_path: Path) -> None:
    write_captioner(tmp_path / "toy")
    tokeniser = Tokeniser(tmp_path / "toy" / "tokenizer.json", "toy")
    assert tokeniser.encode_template("a dog [EOS]") == [4, 7, STOP]
    assert STOP not in tokeniser.encode("a dog [EOS]")
    assert STOP not in tokeniser.encode("a dog [EOS]", special=True, longest=3)


def test_going_on_after_what_was_kept_is_going_through_all(tmp_path: Path) -> None:
    """As a second question does, which starts where the picture ends."""
    parts = Parts(read_folder(write_captioner(tmp_path / "toy", seed=2)), Devices(use=CPU))
    decoder, decoding = parts.session("decoder"), parts.decoding
    cross = np.ones((1, 1, 1, WIDTH), np.float32)
    fixed = dict.fromkeys(cross_names(parts), cross)
    cancel = CancelToken()
    whole = Stepper(decoder, decoding, FeedIds([START, 4, 5, 6]), fixed=fixed)
    expected = whole.prefill(cancel=cancel)
    first = Stepper(decoder, decoding, FeedIds([START, 4]), fixed=fixed)
    first.prefill(cancel=cancel)
    kept = first.kept()
    for _ in range(2):  # what is kept serves again
        rest = Stepper(decoder, decoding, FeedIds([5, 6]), fixed=fixed, after=kept)
        assert rest.prefill(cancel=cancel) == pytest.approx(expected, abs=1e-5)
        assert rest.length == whole.length == 4
        rest.step(np.asarray([7], np.int64), cancel=cancel)
    assert kept.length == 2


def test_a_prompt_that_fills_the_context_is_refused(tmp_path: Path) -> None:
    model = open_model(read_folder(write_captioner(tmp_path / "toy")))
    with pytest.raises(BadInput):
        drain(model.answer(picture(), "dog " * 50, cancel=CancelToken()))
