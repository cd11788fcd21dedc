"""Whether somebody speaks, and when they have finished: WebRTC's voice activity detector, as pocketsphinx brings it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.languages.words import N_, _
from assistant.listening.loudness import is_constant, rms
from models.types import Clip

RATE = 16_000  # samples a second
FRAME_MS = 30
FRAME = RATE * FRAME_MS // 1000 * 2  # bytes
_WAIT = 6.0  # seconds that are waited for the first word
_PAUSE = 0.8  # seconds of silence that end a question
_SPEECH = 0.15  # seconds of speech that count as a word
_QUIET = 10 ** (-52 / 20)  # of full scale: nobody speaks as softly into a microphone that is on

NOTHING = N_("I heard nothing. Hold the key while you speak, or check the microphone in the sound settings.")
MUTED = N_("The microphone gives no sound at all. It may be muted: check its switch and the sound settings.")
SOFT = N_("The microphone is very quiet. Come closer, or turn it up in the sound settings.")
NO_WORDS = N_("I heard sounds, but no words. Try again, closer to the microphone.")


@dataclass
class Endpoint:
    """Fed with samples as they come, 16,000 a second, little-endian int16."""

    loudest: float = 0.0
    """The loudest 30 ms, 0..1 of full scale."""
    speech: float = 0.0
    """Seconds in which somebody spoke."""
    _rest: bytearray = field(default_factory=bytearray)
    _at: float = 0.0
    _last: float = 0.0

    def __post_init__(self) -> None:
        from pocketsphinx import Vad  # 5 ms; the models are not loaded

        self._vad = Vad(mode=Vad.STRICT, sample_rate=RATE, frame_length=FRAME_MS / 1000)

    def feed(self, samples: bytes) -> None:
        """Any number of bytes."""
        self._rest += samples
        while len(self._rest) >= FRAME:
            frame = bytes(self._rest[:FRAME])
            del self._rest[:FRAME]
            self._at += FRAME_MS / 1000
            level = rms(frame)
            self.loudest = max(self.loudest, level)
            if level > _QUIET and self._vad.is_speech(frame):
                self.speech += FRAME_MS / 1000
                self._last = self._at

    @property
    def has_spoken(self) -> bool:
        """Whether there was more than a click."""
        return self.speech >= _SPEECH

    @property
    def is_over(self) -> bool:
        """Whether the question has ended, or none came."""
        return self._at - self._last >= _PAUSE if self.has_spoken else self._at >= _WAIT


def why_nothing(clip: Clip, endpoint: Endpoint) -> str:
    """The sentence for a recording in which nobody spoke; empty where somebody did."""
    if endpoint.has_spoken:
        return ""
    if len(clip.samples) >= RATE // 2 and is_constant(clip.samples):
        return _(MUTED)
    if len(clip.samples) < RATE:  # half a second
        return _(NOTHING)
    return _(SOFT if endpoint.loudest < 3 * _QUIET else NO_WORDS)
