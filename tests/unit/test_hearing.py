"""A sentence is found in a recording wherever it lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.helpers.hearing import _BLOCK, RATE, first_sound, heard, rendered, was_heard, when_heard

SENTENCE = "There are seven letters in the box."
OTHER = "Your battery is nearly empty."


@pytest.mark.parametrize("begin", [0, _BLOCK - RATE // 10, 5 * _BLOCK, 7 * _BLOCK - 1])
def test_it_is_found_wherever_a_block_ends(begin: int) -> None:
    said, other = rendered(SENTENCE), rendered(OTHER)
    recording = np.concatenate((np.zeros(begin, np.float32), said, other))
    recording += np.random.default_rng(1).normal(0, 5, len(recording)).astype(np.float32)
    silence = first_sound(said)  # at its own beginning
    assert silence is not None
    assert abs(when_heard(recording, SENTENCE) - silence - begin / RATE) < 0.02
    assert was_heard(recording, OTHER)
    assert not was_heard(recording[: begin + len(said)], OTHER)


def test_nothing_is_heard_in_what_is_shorter_than_the_sentence() -> None:
    assert not was_heard(rendered(SENTENCE)[: RATE // 2], SENTENCE)
    assert not was_heard(np.zeros(0, np.float32), SENTENCE)


def test_a_sentence_is_waited_for_to_its_end(tmp_path: Path) -> None:
    said = np.concatenate((np.zeros(RATE, np.float32), rendered(SENTENCE)))
    for share in (0.8, 1.0):
        path = tmp_path / f"{share}.raw"
        path.write_bytes(said[: int(share * len(said))].astype("<i2").tobytes())
        if share == 1.0:
            heard(path, SENTENCE)
        else:
            with pytest.raises(AssertionError, match="not heard within"):
                heard(path, SENTENCE, timeout=0)
