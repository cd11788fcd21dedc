"""Makes the cues: `python resources/sounds/make.py`. Sine tones with soft edges, so that nothing clicks."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22050  # samples a second
EDGE = 0.006  # seconds of fading in and out

# name: tones of (Hz, seconds, peak 0..1); 0 Hz is silence
CUES = {
    "start": [(660.0, 0.06, 0.35), (880.0, 0.07, 0.35)],
    "working": [(440.0, 0.025, 0.12)],
    "done": [(880.0, 0.05, 0.25), (1175.0, 0.06, 0.25)],
    "failed": [(330.0, 0.12, 0.4), (0.0, 0.03, 0.0), (247.0, 0.18, 0.4)],
    "layer": [(988.0, 0.05, 0.3)],
    "listening": [(1175.0, 0.06, 0.3)],
    "camera-on": [(523.0, 0.05, 0.3), (784.0, 0.05, 0.3), (1047.0, 0.07, 0.3)],
    "camera-off": [(1047.0, 0.05, 0.3), (784.0, 0.05, 0.3), (523.0, 0.09, 0.3)],
    "cancel": [(587.0, 0.05, 0.3), (440.0, 0.07, 0.3)],
}


def tone(hertz: float, seconds: float, peak: float) -> list[int]:
    """Samples of one tone, int16."""
    count = int(RATE * seconds)
    edge = int(RATE * EDGE)
    return [
        round(32767 * peak * min(1.0, i / edge, (count - 1 - i) / edge) * math.sin(2 * math.pi * hertz * i / RATE))
        for i in range(count)
    ]


def main() -> None:
    """Write the files beside this one."""
    for name, tones in CUES.items():
        samples = [sample for each in tones for sample in tone(*each)]
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


if __name__ == "__main__":
    main()
