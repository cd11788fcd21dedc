"""The rules of decoding, words out of tokens, and pictures as encoders take them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as pillow

from models.decoding.controls import Controls, log_softmax
from models.decoding.words import WordStream
from models.errors import Cancelled
from models.inputs.images import centre, fitted, prepare, resize
from models.manifest import Image
from models.networks.feature_cache import FeatureCache

SCORES = np.asarray([0.5, -1.0, 2.0, 0.0], np.float32)


def test_repetition_makes_what_was_said_less_likely_whatever_its_sign() -> None:
    after = Controls(max_new_tokens=1, repetition_penalty=2.0).apply(SCORES, [0, 1, 1], 0)
    assert after.tolist() == [0.25, -2.0, 2.0, 0.0]
    assert SCORES[0] == 0.5


def test_no_run_of_tokens_comes_twice() -> None:
    rules = Controls(max_new_tokens=1, no_repeat_ngram=2)
    assert np.isneginf(rules.apply(SCORES, [1, 2, 3, 1], 1)).tolist() == [False, False, True, False]
    assert np.isneginf(rules.apply(SCORES, [1], 1)).tolist() == [False] * 4


def test_the_end_may_not_come_too_early_and_some_tokens_never() -> None:
    rules = Controls(max_new_tokens=4, min_new_tokens=2, stop=frozenset((2,)), suppress=(0,))
    assert np.isneginf(rules.apply(SCORES, [], 1)).tolist() == [True, False, True, False]
    assert np.isneginf(rules.apply(SCORES, [], 2)).tolist() == [True, False, False, False]


def test_rules_of_the_first_token_hold_for_it_alone() -> None:
    never = Controls(max_new_tokens=4, suppress_first=(2, 3))
    assert np.isneginf(never.apply(SCORES, [2], 0)).tolist() == [False, False, True, True]
    assert never.apply(SCORES, [2], 1).tolist() == SCORES.tolist()
    always = Controls(max_new_tokens=4, forced_first=1)
    assert always.apply(SCORES, [2], 0).argmax() == 1
    assert always.apply(SCORES, [2, 1], 1).argmax() == 2


@given(st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=30))
def test_logarithms_of_probabilities_add_up(values: list[float]) -> None:
    assert np.exp(log_softmax(np.asarray(values, np.float32))).sum() == pytest.approx(1, rel=1e-4)


def spelled(pieces: Sequence[str]) -> tuple[list[str], str]:
    """What a stream gives for each piece, and at the end; a piece is joined as WordPiece joins, signs drawn up."""

    def decode(ids: Sequence[int]) -> str:
        text = ""
        for each in ids:
            piece = pieces[each]
            text += piece[2:] if piece.startswith("##") else f" {piece}" if text else piece
        for sign in (".", ",", "'"):
            text = text.replace(f" {sign}", sign)
        return text.replace("' t", "'t")

    stream = WordStream(decode)
    given_out = [stream.push(at) for at in range(len(pieces))]
    return given_out, stream.rest()


def test_a_word_is_given_when_the_next_has_begun() -> None:
    assert spelled(["a", "red", "##dish", "dog"]) == (["", "a", "", " reddish"], " dog")


def test_signs_stay_with_their_word() -> None:
    given_out, rest = spelled(["I", "don", "'", "t", "know", "."])
    assert "".join([*given_out, rest]) == "I don't know."
    assert given_out == ["", "I", "", "", " don't", ""]


@given(st.lists(st.sampled_from(["a", "dog", "##s", ".", ",", "'", "t", "7"]), max_size=20))
def test_the_pieces_joined_are_the_text(pieces: list[str]) -> None:
    given_out, rest = spelled(pieces)
    whole = spelled(pieces)
    assert "".join(given_out) + rest == "".join(whole[0]) + whole[1]
    assert not any(piece.endswith(" ") for piece in given_out)


def test_half_a_character_is_held_back() -> None:
    text = "naïve é x".encode()
    stream = WordStream(lambda ids: bytes(ids).decode("utf-8", "replace"))
    given_out = [stream.push(byte) for byte in text]
    assert "".join(given_out) + stream.rest() == "naïve é x"


@pytest.mark.parametrize(
    ("spec", "size", "expected"),
    [
        (Image(height=24, width=30), (7, 9), (24, 30)),
        (Image(height=24, width=24, fit="cover", shortest=24), (100, 50), (48, 24)),
        (Image(height=24, width=24, fit="cover", shortest=24), (50, 101), (24, 48)),
        (Image(height=1, width=1, fit="within", shortest=80, longest=133), (100, 100), (80, 80)),
        (Image(height=1, width=1, fit="within", shortest=80, longest=133), (100, 400), (33, 133)),
    ],
)
def test_sizes(spec: Image, size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fitted(*size, spec) == expected


def test_a_small_picture_gets_a_black_border_and_a_large_one_loses_its_edges() -> None:
    small = np.full((2, 3, 3), 9, np.uint8)
    framed = centre(small, 6, 7)
    assert framed.shape == (6, 7, 3)
    assert framed[2:4, 2:5].min() == 9
    assert framed.sum() == small.sum()
    large = np.arange(5 * 4 * 3, dtype=np.uint8).reshape(5, 4, 3)
    assert (centre(large, 3, 2) == large[1:4, 1:3]).all()


def test_pixels_are_scaled_and_normalised_as_pillow_and_the_numbers_say() -> None:
    image = np.random.default_rng(0).integers(0, 256, (10, 20, 3), dtype=np.uint8)
    spec = Image(height=6, width=4, mean=(0.1, 0.2, 0.3), std=(0.5, 0.6, 0.7))
    sized = np.asarray(pillow.fromarray(image).resize((4, 6), pillow.Resampling.BICUBIC))
    assert (resize(image, (6, 4), "bicubic") == sized).all()
    expected = (sized / 255 - np.asarray(spec.mean)) / np.asarray(spec.std)
    assert np.abs(prepare(image, spec)[0] - expected.transpose(2, 0, 1)).max() < 1e-6


def test_the_oldest_picture_is_forgotten_and_a_failure_is_not_kept() -> None:
    cache: FeatureCache[int] = FeatureCache(pictures=2)
    images = [np.full((2, 2, 3), shade, np.uint8) for shade in range(3)]
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    for number in (0, 1, 0, 2, 0, 1):
        assert cache.get(images[number], lambda number=number: make(number)) == number  # type: ignore[misc]
    assert made == [0, 1, 2, 1]

    def fail() -> int:
        raise Cancelled

    with pytest.raises(Cancelled):
        cache.get(images[2].T.copy().T[:1], fail)
    assert cache.get(images[2][:1], lambda: 7) == 7
