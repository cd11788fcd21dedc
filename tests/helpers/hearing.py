"""What was heard: a recording of the sink against espeak-ng's own rendering of a sentence.

espeak-ng renders a sentence nearly the same way every time (its flutter goes on from sentence to sentence). The
rendering is cut into pieces of 0.2 s; each is found in the recording by its best correlation. Pieces of a sentence
that was spoken lie there one behind the other; pieces of any other sentence lie anywhere.
"""

from __future__ import annotations

import time
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
HEARD = 0.6  # share of the pieces that lie where they should; other sentences reach 0.3
_PIECE = RATE // 5  # samples
_BLOCK = 1 << 14  # samples of the recording at a time: what is gone through stays in the processor's cache
_JITTER = RATE // 50  # samples; 20 ms, two periods of the voice
_AUDIBLE = 300  # of 32767: -41 dBFS


def load(path: Path) -> Samples:
    """A raw int16 recording of the test desktop."""
    return np.frombuffer(path.read_bytes(), "<i2").astype(np.float32)


def rendered(sentence: str, settings: SpeechSettings | None = None) -> Samples:
    """The longest piece of a sentence as LookAloud's own voice says it, at RATE."""
    library = _library()
    library.set(settings or SpeechSettings(), "")
    chunks: list[bytes] = []

    def take(samples: bytes) -> bool:
        chunks.append(samples)
        return True

    library.synthesise(max(pieces(sentence), key=len), take)
    samples = np.frombuffer(b"".join(chunks), "<i2").astype(np.float32)
    count = int(len(samples) * RATE / library.rate)
    return np.interp(np.linspace(0, len(samples) - 1, count), np.arange(len(samples)), samples).astype(np.float32)


def correlation(recording: Samples, sentence: str, settings: SpeechSettings | None = None) -> float:
    """The share of the sentence's pieces that lie in the recording one behind the other, 0..1."""
    return _found(_without_silence(recording), sentence, settings)[0]


def _without_silence(recording: Samples) -> Samples:
    """With pauses of a second at most: most of a long recording is silence, and listening to it takes its time."""
    loud = np.nonzero(np.abs(recording) > _AUDIBLE)[0]
    if not len(loud):
        return recording[:0]
    breaks = np.nonzero(np.diff(loud) > RATE)[0]
    begins, ends = loud[np.concatenate(([0], breaks + 1))], loud[np.concatenate((breaks, [-1]))]
    parts = [recording[max(0, begin - RATE // 2) : end + RATE // 2] for begin, end in zip(begins, ends, strict=True)]
    return np.concatenate(parts)


def when_heard(recording: Samples, sentence: str) -> float:
    """Seconds from the start of the recording to the sentence, which must be heard in it."""
    share, offset = max(_found(recording, sentence, None) for _ in range(6))
    assert share >= HEARD, sentence
    return offset / RATE


def _found(recording: Samples, sentence: str, settings: SpeechSettings | None) -> tuple[float, int]:
    """That share, and where the sentence begins then, in samples."""
    wanted = rendered(sentence, settings)
    loud = np.nonzero(np.abs(wanted) > _AUDIBLE)[0]
    wanted = wanted[loud[0] : loud[-1] + 1][: 3 * RATE]  # the clocks of sink and recorder drift apart
    if len(recording) <= len(wanted):
        return 0.0, 0
    starts = np.arange(0, len(wanted) - _PIECE + 1, _PIECE // 4)
    offsets = _places(recording, np.stack([wanted[at : at + _PIECE] for at in starts])) - starts
    return max((float(np.mean(np.abs(offsets - offset) <= _JITTER)), int(offset)) for offset in offsets)


def _places(recording: Samples, pieces: Samples) -> NDArray[np.intp]:
    """Where each piece correlates best with the recording, which is gone through block by block."""
    power = np.concatenate(([0.0], np.cumsum(recording.astype(np.float64) ** 2)))
    loudness = np.sqrt(power[_PIECE:] - power[:-_PIECE]).astype(np.float32)  # of what a piece is laid over
    quietest = np.sqrt(0.05 * (pieces**2).sum(axis=1, keepdims=True))
    spectra = np.conj(np.fft.rfft(pieces, _BLOCK))
    best, places = np.full(len(pieces), -np.inf), np.zeros(len(pieces), np.intp)
    for begin in range(0, len(loudness), _BLOCK - _PIECE):
        under = loudness[begin : begin + _BLOCK - _PIECE]
        product = np.fft.irfft(np.fft.rfft(recording[begin : begin + _BLOCK], _BLOCK) * spectra, _BLOCK)
        found = product[:, : len(under)] / np.maximum(under, quietest)
        here = found.argmax(axis=1)
        height = found[np.arange(len(pieces)), here]
        better = height > best
        best[better], places[better] = height[better], here[better] + begin
    return places


def was_heard(recording: Samples, sentence: str, settings: SpeechSettings | None = None) -> bool:
    """Whether LookAloud's own voice said `sentence` in the recording. A few renderings, for the flutter."""
    return any(correlation(recording, sentence, settings) >= HEARD for _ in range(6))


def was_heard_once(recording: Samples, sentence: str) -> bool:
    """Whether LookAloud's own voice said `sentence`, and not again before or after."""
    begin = int(when_heard(recording, sentence) * RATE)
    end = begin + len(rendered(sentence))
    return not (was_heard(recording[: max(0, begin)], sentence) or was_heard(recording[end:], sentence))


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


def beeps(recording: Path) -> tuple[float, float]:
    """Of a stereo recording: how much louder the left is than the right, -1..1, and the pitch of what differs, in Hz.

    Speech is the same on both sides, so that only the beacon is left in the difference.
    """
    data = recording.read_bytes()
    left, right = np.frombuffer(data[: len(data) // 4 * 4], "<i2").reshape(-1, 2).astype(np.float64).T
    spectrum = np.abs(np.fft.rfft(left - right))
    both = float((left**2 + right**2).mean())
    return float((left**2 - right**2).mean()) / both, float(spectrum.argmax()) * RATE / len(left)


def heard(recording: Path, *sentences: str, timeout: float = 60) -> None:
    """Wait until one of `sentences` is heard to its end in a recording that still grows; AssertionError where none is.

    Each time with one rendering, since listening takes the processor from the program that is to speak.
    """
    end = time.monotonic() + timeout
    while not any(_is_whole(load(recording), sentence) for sentence in sentences):
        if time.monotonic() > end:
            raise AssertionError(f"not heard within {timeout} s: {' or '.join(sentences)}")
        time.sleep(0.5)


def _is_whole(recording: Samples, sentence: str) -> bool:
    said = rendered(sentence)
    loud = np.nonzero(np.abs(said) > _AUDIBLE)[0]
    share, offset = _found(recording, sentence, None)
    return share >= HEARD and len(recording) >= offset + loud[-1] - loud[0]
