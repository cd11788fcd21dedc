"""Sound as speech models take it: log-mel spectrograms, windows that end in a pause, loudness. With numpy alone.

Samples are mono float32, 16,000 a second, -1..1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from models.errors import BadInput

Samples = NDArray[np.float32]
RATE = 16_000
_FFT, _HOP = 400, 160  # samples: 25 ms every 10 ms
_FLOOR = 1e-10
_FRAME = RATE // 50  # samples of loudness


def check(samples: Samples) -> None:
    """Raises BadInput unless it is sound as described above."""
    if samples.ndim != 1 or samples.dtype != np.float32 or not np.isfinite(samples).all():
        raise BadInput(f"not sound: {samples.shape} {samples.dtype}")


def log_mel(samples: Samples, *, bands: int, seconds: int) -> NDArray[np.float32]:
    """(1, bands, 100 * seconds), as Whisper takes it: zeros after a shorter sound, a longer one cut."""
    length = seconds * RATE
    whole = np.zeros(length, np.float64)
    whole[: len(samples)] = samples[:length]
    padded = np.pad(whole, _FFT // 2, mode="reflect")
    frames = sliding_window_view(padded, _FFT)[::_HOP][: length // _HOP]
    power = np.abs(np.fft.rfft(frames * _window(), axis=1)) ** 2
    mel = np.log10(np.maximum(power @ _filters(bands), _FLOOR)).T
    mel = (np.maximum(mel, mel.max() - 8.0) + 4.0) / 4.0
    return np.ascontiguousarray(mel[None], np.float32)


@cache
def _window() -> NDArray[np.float64]:
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FFT) / _FFT))


@cache
def _filters(bands: int) -> NDArray[np.float64]:
    """(201, bands): Slaney's triangles, each of the same area, from 0 to 8,000 Hz."""
    edges = _hertz(np.linspace(_mels(0.0), _mels(RATE / 2), bands + 2))
    bins = np.linspace(0, RATE / 2, _FFT // 2 + 1)[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    triangles: NDArray[np.float64] = np.maximum(0.0, np.minimum(rising, falling)) * 2.0 / (edges[2:] - edges[:-2])
    return triangles


def _mels(hertz: float) -> float:
    return 3.0 * hertz / 200.0 if hertz < 1000 else 15.0 + np.log(hertz / 1000.0) * 27.0 / np.log(6.4)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mels < 15.0, 200.0 * mels / 3.0, 1000.0 * np.exp(np.log(6.4) / 27.0 * (mels - 15.0)))


def windows(samples: Samples, *, longest: float) -> Iterator[Samples]:
    """Stretches of at most `longest` seconds, cut where it is quietest in the last third of each."""
    most = int(longest * RATE)
    while len(samples) > most:
        first = 2 * most // 3
        loud = loudness(samples[first:most])
        cut = first + (int(loud.argmin()) * _FRAME + _FRAME // 2 if len(loud) else 0)
        yield samples[:cut]
        samples = samples[cut:]
    yield samples


def loudness(samples: Samples) -> NDArray[np.float64]:
    """The root mean square of every 20 ms, 0..1; empty for less."""
    whole = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float64)
    found: NDArray[np.float64] = np.sqrt((whole**2).mean(axis=1))
    return found
