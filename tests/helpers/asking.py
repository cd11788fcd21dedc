"""Questions as a user asks them: typed into the window of answers, or spoken into the microphone with the key held."""

from __future__ import annotations

import time
import wave
from pathlib import Path

from models.types import Clip
from tests.helpers.app import CHORD, RunningApp
from tests.helpers.desktop import Desktop, wait_for


def write_wav(clip: Clip, path: Path) -> Path:
    """16-bit PCM, one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(clip.samples)
    return path


def speak_into_microphone(desktop: Desktop, clip: Clip) -> None:
    """Play into the fake microphone, to the end, after the half second that a user takes to begin."""
    padded = Clip(bytes(clip.rate // 2 * 2) + clip.samples, clip.rate)
    path = write_wav(padded, desktop.folder / "question.wav")
    desktop.run(["paplay", "--device=micsink", str(path)])


def is_listening(desktop: Desktop) -> bool:
    """Whether somebody records from the fake microphone."""
    sources = desktop.run(["pactl", "list", "short", "sources"], check=False).stdout.splitlines()
    number = next((line.split("\t")[0] for line in sources if line.split("\t")[1] == "fakemic"), "")
    outputs = desktop.run(["pactl", "list", "short", "source-outputs"], check=False).stdout.splitlines()
    return any(line.split("\t")[1] == number for line in outputs)


def hold_and_speak(app: RunningApp, clip: Clip) -> float:
    """Hold the key for a question, speak, let it go at once; when that was, in the time of time.monotonic()."""
    desktop = app.desktop
    desktop.press(CHORD)
    desktop.run(["xdotool", "keydown", "a"])
    try:
        wait_for(lambda: is_listening(desktop), why="the open microphone")
        speak_into_microphone(desktop, clip)
    finally:
        released = time.monotonic()
        desktop.run(["xdotool", "keyup", "a"])
    return released


def ask_aloud(app: RunningApp, clip: Clip) -> None:
    """As `hold_and_speak`, and wait until the microphone is closed."""
    hold_and_speak(app, clip)
    wait_for(lambda: not is_listening(app.desktop), why="the closed microphone")


def type_question(app: RunningApp, question: str, *, access: str = "alt+q") -> None:
    """In the window of answers; `access`: what goes to its field in the language of the app."""
    desktop = app.desktop
    app.layer("o")
    desktop.wait_for_window("LookAloud")
    desktop.run(["xdotool", "search", "--sync", "--name", "LookAloud: ", "windowactivate", "--sync"])
    desktop.press(access)
    desktop.run(["xdotool", "type", "--delay", "20", question])
    desktop.press("Return")
