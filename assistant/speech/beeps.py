"""The samples of a beacon: short beeps in stereo, one after the other, without clicks. No Qt, no numpy."""

from __future__ import annotations

import functools
import math
from array import array

RATE = 22_050  # samples a second and channel
CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
LONGEST = 0.06  # seconds of a beep
_DUTY = 0.55  # of the time from one beep to the next, at most
_EDGE = 0.006  # seconds of fading in and out
_PEAK = 0.3  # 0..1
_OVERTONE = 0.2  # of the octave: a pure tone is hard to place
_PITCHES = (100.0, 4000.0)  # Hz
_RATES = (0.5, 12.0)  # beeps a second


def gains(pan: float) -> tuple[float, float]:
    """Of the left and the right channel, 0..1, of equal power; `pan` -1 (left) .. 1 (right)."""
    angle = (max(-1.0, min(1.0, pan)) + 1) * math.pi / 4
    return math.cos(angle), math.sin(angle)


@functools.lru_cache(maxsize=32)
def beep(pan: float, pitch: float, seconds: float = LONGEST) -> bytes:
    """One beep, int16, left and right in turn, in the machine's order of bytes. `pitch` in Hz."""
    left, right = gains(pan)
    count, edge = int(RATE * seconds), int(RATE * _EDGE)
    step = 2 * math.pi * max(_PITCHES[0], min(_PITCHES[1], pitch)) / RATE
    samples = array("h")
    for at in range(count):
        fade = 0.5 - 0.5 * math.cos(math.pi * min(1.0, at / edge, (count - 1 - at) / edge))
        value = 32767 * _PEAK * fade * (math.sin(at * step) + _OVERTONE * math.sin(2 * at * step)) / (1 + _OVERTONE)
        samples.append(round(left * value))
        samples.append(round(right * value))
    return samples.tobytes()


class Beeps:
    """An endless stream of beeps and the silence between them. What changes is heard from the next beep on."""

    def __init__(self) -> None:
        self._pan, self._pitch, self._rate = 0.0, 600.0, 0.0
        self._beep = b""  # what is left of the one that sounds
        self._since = 0  # frames since the last one began
        self._first = True

    def set(self, pan: float, pitch: float, rate: float) -> None:
        """`pan` -1 (left) .. 1 (right), `pitch` in Hz, `rate` in beeps a second; 0 for silence."""
        self._pan, self._pitch = round(pan, 2), float(round(pitch))
        self._rate = max(_RATES[0], min(_RATES[1], rate)) if rate > 0 else 0.0

    def take(self, count: int) -> bytes:
        """The next `count` frames, of one sample for each channel."""
        made = bytearray()
        while len(made) < count * FRAME_BYTES:
            free = count - len(made) // FRAME_BYTES
            if self._beep:
                part, self._beep = self._beep[: free * FRAME_BYTES], self._beep[free * FRAME_BYTES :]
                frames = len(part) // FRAME_BYTES
            else:
                wait = self._wait()
                if wait == 0:
                    self._begin()
                    continue
                frames = free if wait is None else min(free, wait)
                part = bytes(frames * FRAME_BYTES)
            made += part
            self._since += frames
        return bytes(made)

    def _wait(self) -> int | None:
        """Frames until the next beep begins; None where none does."""
        if not self._rate:
            return None
        return 0 if self._first else max(0, round(RATE / self._rate) - self._since)

    def _begin(self) -> None:
        self._first, self._since = False, 0
        self._beep = beep(self._pan, self._pitch, round(min(LONGEST, _DUTY / self._rate), 3))
