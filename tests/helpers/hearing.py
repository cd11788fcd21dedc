"""What was heard: a recording of the sink against espeak-ng's own rendering of a sentence.

espeak-ng renders a sentence the same way every time, so the sentence that was spoken correlates with its rendering
(0.6 and more after resampling by the sound server), and any other sentence does not (below 0.3).
"""

from __future__ import annotations

import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.settings import SpeechSettings
from assistant.speech.sentences import pieces
from assistant.speech.voices.espeak import _library

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE = 16_000  # samples a second of a recording
HEARD = 0.5  # correlation from which a sentence counts as heard
_AUDIBLE = 300  # of 32767: -41 dBFS


def load(path: Path) -> Samples:
    """A raw int16 recording of the test desktop."""
    return np.frombuffer(path.read_bytes(), "<i2").astype(np.float32)


def rendered(sentence: str, settings: SpeechSettings | None = None) -> Samples:
    """The first piece of a sentence as LookAloud's own voice says it, at RATE."""
    library = _library()
    library.set(settings or SpeechSettings(), "")
    chunks: list[bytes] = []

    def take(samples: bytes) -> bool:
        chunks.append(samples)
        return True

    library.synthesise(next(pieces(sentence)), take)
    samples = np.frombuffer(b"".join(chunks), "<i2").astype(np.float32)
    count = int(len(samples) * RATE / library.rate)
    return np.interp(np.linspace(0, len(samples) - 1, count), np.arange(len(samples)), samples).astype(np.float32)


def correlation(recording: Samples, sentence: str) -> float:
    """The best normalised cross-correlation of the sentence anywhere in the recording, 0..1."""
    wanted = rendered(sentence)
    wanted = wanted[: 3 * RATE]  # the clocks of sink and recorder drift apart in long sentences
    loud = np.nonzero(np.abs(wanted) > _AUDIBLE)[0]
    wanted = wanted[loud[0] : loud[-1] + 1]
    if len(recording) <= len(wanted):
        return 0.0
    size = 1 << (len(recording) + len(wanted)).bit_length()
    product = np.fft.irfft(np.fft.rfft(recording, size) * np.conj(np.fft.rfft(wanted, size)), size)
    product = product[: len(recording) - len(wanted) + 1]
    power = np.concatenate(([0.0], np.cumsum(recording.astype(np.float64) ** 2)))
    energy = power[len(wanted) :] - power[: -len(wanted)]
    floor = 0.05 * float((wanted.astype(np.float64) ** 2).sum())
    scale = np.sqrt(np.maximum(energy, floor) * float((wanted.astype(np.float64) ** 2).sum()))
    return float((product / scale).max())


def was_heard(recording: Samples, sentence: str) -> bool:
    """Whether LookAloud's own voice said `sentence` in the recording."""
    return correlation(recording, sentence) >= HEARD


def last_sound(recording: Samples) -> float:
    """Seconds from the start to the last audible sample; 0 where all is silent."""
    loud = np.nonzero(np.abs(recording) > _AUDIBLE)[0]
    return float(loud[-1]) / RATE if len(loud) else 0.0


def first_sound(recording: Samples) -> float | None:
    """Seconds to the first audible sample; None where all is silent."""
    loud = np.nonzero(np.abs(recording) > _AUDIBLE)[0]
    return float(loud[0]) / RATE if len(loud) else None


def read_wave(path: Path) -> Samples:
    """A WAV file's samples."""
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32)
