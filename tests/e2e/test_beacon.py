"""The beacon as it is heard: recorded in stereo from the sink of a real sound server."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.helpers.app import ROOT
from tests.helpers.desktop import Desktop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Stereo = NDArray[np.float64]

RATE = 16_000  # samples a second of a recording
_AUDIBLE = 300  # of 32767

BEACON = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from assistant.speech.beacon import Beacon
application = QCoreApplication([])
beacon = Beacon()
beacon.failed.connect(lambda sentence: (print(sentence), application.exit(3)))
at = 0
def later(seconds, do):
    global at
    at += seconds
    QTimer.singleShot(round(at * 1000), do)
for step in sys.argv[1:]:
    seconds, *numbers = (float(part) for part in step.split(","))
    later(0, (lambda numbers=numbers: beacon.set(*numbers)))
    later(seconds, lambda: None)
def end():
    beacon.stop()
    print("stopped", flush=True)
later(0, end)
later(0.5, application.quit)
sys.exit(application.exec())
"""


def start(desktop: Desktop, *steps: str) -> subprocess.Popen[str]:
    """A process with a beacon; a step is "SECONDS,PAN,PITCH,RATE"."""
    return subprocess.Popen(
        [sys.executable, "-c", BEACON, *steps], env=desktop.env, cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def load(path: Path) -> Stereo:
    data = path.read_bytes()
    return np.frombuffer(data[: len(data) // 4 * 4], "<i2").reshape(-1, 2).astype(np.float64)


def loud(samples: Stereo) -> NDArray[np.intp]:
    return np.nonzero(np.abs(samples).max(axis=1) > _AUDIBLE)[0]


def pitch_of(channel: NDArray[np.float64]) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(channel * np.hanning(len(channel)), 1 << 17))
    return float(spectrum.argmax()) * RATE / (1 << 17)


def starts(samples: Stereo) -> NDArray[np.intp]:
    """Where a beep begins, in frames."""
    found = loud(samples)
    return found[np.concatenate(([True], np.diff(found) > RATE // 50))]


def heard(desktop: Desktop, path: Path, *steps: str) -> Stereo:
    with desktop.recording(path, channels=2):
        process = start(desktop, *steps)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, "stopped\n"), errors
    return load(path)


def test_it_is_heard_where_it_is(desktop: Desktop, tmp_path: Path) -> None:
    for pan, louder in ((-0.8, 0), (0.8, 1)):
        samples = heard(desktop, tmp_path / f"{louder}.raw", f"1.5,{pan},600,4")
        power = np.sqrt((samples[loud(samples)] ** 2).mean(axis=0))
        angle = (pan + 1) * np.pi / 4
        expected = np.array([np.cos(angle), np.sin(angle)])
        assert np.allclose(power / np.linalg.norm(power), expected, atol=0.03), power
        assert abs(pitch_of(samples[:, louder]) - 600) < 8


def test_what_is_higher_up_sounds_higher(desktop: Desktop, tmp_path: Path) -> None:
    found = [
        pitch_of(heard(desktop, tmp_path / f"{pitch}.raw", f"1,0,{pitch},5").sum(axis=1)) for pitch in (300, 600, 1200)
    ]
    assert np.allclose(found, (300, 600, 1200), rtol=0.015), found


def test_the_beeps_keep_their_time(desktop: Desktop, tmp_path: Path) -> None:
    found = starts(heard(desktop, tmp_path / "slow.raw", "3,0,600,3"))
    gaps = np.diff(found) / RATE
    assert 8 <= len(found) <= 10
    assert abs(np.median(gaps) - 1 / 3) < 0.004, gaps
    fast = starts(heard(desktop, tmp_path / "fast.raw", "2,0,600,9"))
    assert abs(np.median(np.diff(fast)) / RATE - 1 / 9) < 0.004


def test_it_moves_while_it_sounds(desktop: Desktop, tmp_path: Path) -> None:
    samples = heard(desktop, tmp_path / "moves.raw", "1.2,-1,400,5", "1.2,1,900,5")
    first, last = starts(samples)[[0, -1]]
    before, after = samples[first : first + RATE // 20], samples[last : last + RATE // 20]
    assert np.abs(before[:, 0]).max() > 20 * np.abs(before[:, 1]).max()
    assert np.abs(after[:, 1]).max() > 20 * np.abs(after[:, 0]).max()
    assert pitch_of(before[:, 0]) < 450 < 850 < pitch_of(after[:, 1])


def test_it_is_silent_soon_after_it_was_stopped(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "stopped.raw"
    with desktop.recording(path, channels=2):
        process = start(desktop, "1,0,600,9")
        assert process.stdout is not None
        assert process.stdout.readline() == "stopped\n"
        recorded = path.stat().st_size // 4  # a little less than what has sounded
        time.sleep(0.4)  # what would still sound
        process.communicate(timeout=30)
    late = (loud(load(path))[-1] - recorded) / RATE
    assert late < 0.15, late


def test_without_a_sound_server_it_says_so(desktop: Desktop) -> None:
    silent = Desktop(desktop.folder)
    silent.env = desktop.env | {"PULSE_SERVER": "unix:/nonexistent"}
    output, _ = start(silent, "1,0,600,4").communicate(timeout=30)
    assert output.startswith("No sound device was found")
