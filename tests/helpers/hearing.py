"""What was heard: a recording of the sink against espeak-ng's own rendering of a sentence.

espeak-ng renders a sentence the same way every time. The rendering is cut into pieces of 0.4 s; a piece that was
played correlates with the recording by 0.9 and more at some place, any other by 0.6 at most. A busy machine may tear
pieces apart, so half of them suffice, or the sentence as a whole (0.5 and more; other sentences reach 0.47).
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
HEARD = 0.5  # share of a sentence's pieces from which it counts as heard
_SAME = 0.8  # correlation from which a piece is the one that was played
_PIECE = RATE * 4 // 10  # samples
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
    """The share of the sentence's pieces that are in the recording, or the whole's correlation if that is more."""
    wanted = rendered(sentence)
    loud = np.nonzero(np.abs(wanted) > _AUDIBLE)[0]
    wanted = wanted[loud[0] : loud[-1] + 1][: 3 * RATE]  # the clocks of sink and recorder drift apart
    if len(recording) <= len(wanted):
        return 0.0
    size = 1 << (len(recording) + len(wanted)).bit_length()
    spectrum = np.fft.rfft(recording, size)
    power = np.concatenate(([0.0], np.cumsum(recording.astype(np.float64) ** 2)))
    pieces_of = [wanted[start : start + _PIECE] for start in range(0, len(wanted) - _PIECE + 1, _PIECE)]
    best = [_best(spectrum, power, piece, size) for piece in pieces_of]
    share = sum(value >= _SAME for value in best) / len(best) if best else 0.0
    return max(share, _best(spectrum, power, wanted, size))


def _best(spectrum: NDArray[np.complexfloating], power: NDArray[np.float64], piece: Samples, size: int) -> float:
    """The best normalised cross-correlation of a piece anywhere in the recording."""
    product = np.fft.irfft(spectrum * np.conj(np.fft.rfft(piece, size)), size)[: len(power) - len(piece)]
    energy = power[len(piece) :] - power[: -len(piece)]
    own = float((piece.astype(np.float64) ** 2).sum())
    return float((product / np.sqrt(np.maximum(energy, 0.05 * own) * own)).max())


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
