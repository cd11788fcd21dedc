"""Sound: cut in pauses, never lost; its loudness; what is no sound is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.inputs.audio import RATE, check, log_mel, loudness, windows


def tone(seconds: float, *, level: float = 0.5) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


@given(st.integers(0, 4 * RATE), st.sampled_from([0.3, 1.0]))
def test_nothing_is_lost_between_windows(length: int, longest: float) -> None:
    samples = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    parts = list(windows(samples, longest=longest))
    assert np.concatenate(parts).tolist() == samples.tolist()
    assert max(len(part) for part in parts) <= longest * RATE


def test_a_window_ends_in_the_pause() -> None:
    samples = np.concatenate([tone(0.8), np.zeros(RATE // 10, np.float32), tone(0.9)])
    first, *_ = windows(samples, longest=1.0)
    assert 0.8 * RATE <= len(first) <= 0.9 * RATE


def test_loudness_is_of_full_scale() -> None:
    assert loudness(tone(1.0, level=1.0)) == pytest.approx(np.full(50, 0.5**0.5), abs=0.01)
    assert loudness(np.zeros(100, np.float32)).size == 0


def test_the_loudest_band_is_where_the_tone_is() -> None:
    mel = log_mel(tone(1.0), bands=80, seconds=1)
    assert mel.shape == (1, 80, 100)
    assert mel.dtype == np.float32
    assert 10 <= int(mel[0, :, 50].argmax()) <= 13  # 440 Hz; each band is about 38 Hz wide there
    assert mel.max() - mel.min() <= 2.0


@pytest.mark.parametrize(
    "wrong", [np.zeros((2, 3), np.float32), np.zeros(3), np.asarray([np.nan], np.float32), np.zeros(3, np.int16)]
)
def test_what_is_no_sound_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(BadInput):
        check(wrong)
