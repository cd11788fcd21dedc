"""The samples of the beacon, measured: loudness of each channel, pitch, rhythm, edges; and it without a device."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.speech.beeps import CHANNELS, FRAME_BYTES, RATE, Beeps, beep, gains

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Stereo = NDArray[np.float64]


def stereo(samples: bytes) -> Stereo:
    return np.frombuffer(samples, np.int16).reshape(-1, CHANNELS).astype(np.float64)


def power(channel: NDArray[np.float64]) -> float:
    return float(np.sqrt((channel**2).mean()))


def pitch_of(channel: NDArray[np.float64]) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(channel * np.hanning(len(channel)), 1 << 16))
    return float(spectrum.argmax()) * RATE / (1 << 16)


def starts(samples: Stereo) -> list[int]:
    """Frames in which a sound begins after silence of 10 ms and more."""
    loud = np.nonzero(np.abs(samples).max(axis=1) > 0)[0]
    return [int(loud[0]), *(int(b) for a, b in itertools.pairwise(loud) if b - a > RATE // 100)]


@pytest.mark.parametrize("pan", [-1.0, -0.5, 0.0, 0.3, 1.0])
@pytest.mark.parametrize("pitch", [300.0, 600.0, 1200.0])
def test_each_channel_has_its_loudness_and_the_pitch(pan: float, pitch: float) -> None:
    samples = stereo(beep(pan, pitch))
    left, right = (power(samples[:, at]) for at in (0, 1))
    wanted_left, wanted_right = gains(pan)
    assert math.isclose(left / math.hypot(left, right), wanted_left, abs_tol=0.002)
    assert math.isclose(right / math.hypot(left, right), wanted_right, abs_tol=0.002)
    louder = samples[:, 0] if left > right else samples[:, 1]
    assert abs(pitch_of(louder) - pitch) < 0.01 * pitch


def test_the_loudness_of_both_together_is_the_same_wherever_it_is() -> None:
    totals = [math.hypot(*(power(stereo(beep(pan, 600.0))[:, at]) for at in (0, 1))) for pan in np.linspace(-1, 1, 9)]
    assert max(totals) / min(totals) < 1.01


def test_a_beep_begins_and_ends_softly() -> None:
    samples = stereo(beep(0.0, 1200.0))
    steps = np.abs(np.diff(samples, axis=0)).max()
    assert np.abs(samples[[0, 1, -2, -1]]).max() < 60
    assert np.abs(samples).max() < 0.35 * 32767
    assert steps < 4000  # as much as a sine of 1,200 Hz with its octave moves in a sample


@pytest.mark.parametrize("rate", [2.0, 4.0, 9.0])
@pytest.mark.parametrize("piece", [64, 441, 5000])
def test_the_rhythm_does_not_drift(rate: float, piece: int) -> None:
    beeps = Beeps()
    beeps.set(0.0, 600.0, rate)
    samples = stereo(b"".join(beeps.take(piece) for _ in range(RATE * 20 // piece)))
    found = starts(samples)
    assert abs(len(found) - rate * len(samples) / RATE) <= 1
    gaps = np.diff(found)
    assert set(gaps.tolist()) == {round(RATE / rate)}


def test_a_change_is_heard_from_the_next_beep_on() -> None:
    beeps = Beeps()
    beeps.set(-1.0, 300.0, 4.0)
    first = stereo(beeps.take(RATE // 4))
    beeps.set(1.0, 1200.0, 4.0)
    second = stereo(beeps.take(RATE // 4))
    assert power(first[:, 0]) > 100 * max(1.0, power(first[:, 1]))
    assert power(second[:, 1]) > 100 * max(1.0, power(second[:, 0]))
    assert abs(pitch_of(second[:, 1]) - 1200) < 15


def test_a_change_within_a_beep_does_not_cut_it() -> None:
    beeps = Beeps()
    beeps.set(0.0, 600.0, 4.0)
    first = beeps.take(200)
    beeps.set(1.0, 1200.0, 9.0)
    rest = beeps.take(RATE // 10)
    whole = stereo(first + rest)[: len(beep(0.0, 600.0)) // FRAME_BYTES]
    assert (whole == stereo(beep(0.0, 600.0))).all()


def test_without_a_rate_it_is_silent_and_sounds_again() -> None:
    beeps = Beeps()
    assert not any(beeps.take(RATE))
    beeps.set(0.2, 700.0, 5.0)
    assert any(beeps.take(100))
    beeps.set(0.2, 700.0, 0.0)
    beeps.take(RATE)
    assert not any(beeps.take(RATE))


@pytest.mark.parametrize(("pan", "pitch", "rate"), [(-9.0, 1.0, 1000.0), (9.0, 1e6, 0.001), (0.0, 0.0, 3.0)])
def test_no_number_breaks_it(pan: float, pitch: float, rate: float) -> None:
    beeps = Beeps()
    beeps.set(pan, pitch, rate)
    samples = beeps.take(RATE)
    assert len(samples) == RATE * FRAME_BYTES
    assert any(samples)


@pytest.mark.usefixtures("application")
def test_without_a_device_it_says_so_once_for_each_search(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtMultimedia import QAudioDevice, QMediaDevices

    from assistant.speech.beacon import Beacon
    from assistant.speech.player import NO_DEVICE

    monkeypatch.setattr(QMediaDevices, "defaultAudioOutput", QAudioDevice)
    beacon = Beacon()
    told: list[str] = []
    beacon.failed.connect(told.append)
    for _ in range(3):
        beacon.set(0.5, 600.0, 4.0)
    assert told == [NO_DEVICE]
    beacon.stop()
    beacon.set(0.5, 600.0, 4.0)
    assert told == [NO_DEVICE, NO_DEVICE]
    beacon.close()
