"""The settings: frozen dataclasses whose field metadata makes the settings window, kept as TOML.

A field's metadata: `label` (what the window and a screen reader call it), `help` (one sentence), and for
numbers `low`, `high`, `step`, `unit`; for texts with a fixed choice `choices` (pairs of value and label).
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.languages.words import NAMES

DEFAULT_CHORD = "Ctrl+Alt+Space"


def _number(default: int, label: str, low: int, high: int, *, step: int = 1, unit: str = "", help: str = "") -> int:
    meta = {"label": label, "low": low, "high": high, "step": step, "unit": unit, "help": help}
    return field(default=default, metadata=meta)


def _choice(default: str, label: str, choices: Mapping[str, str], *, help: str = "") -> str:
    return field(default=default, metadata={"label": label, "choices": tuple(choices.items()), "help": help})


def _switch(default: bool, label: str, *, help: str = "") -> bool:
    return field(default=default, metadata={"label": label, "help": help})


def _text(default: str, label: str, *, help: str = "") -> str:
    return field(default=default, metadata={"label": label, "help": help})


def _device(kind: str, label: str, *, help: str = "") -> str:
    """The name of one, or a part of it; empty for the one the system uses."""
    return field(default="", metadata={"label": label, "devices": kind, "help": help})


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How LookAloud speaks."""

    voice: str = _choice(
        "auto",
        "Speak through",
        {
            "auto": "Screen reader if one runs, else own voice",
            "screen-reader": "The screen reader",
            "own": "LookAloud's own voice",
            "silent": "Nothing, show only",
        },
    )
    rate: int = _number(220, "Rate", 80, 600, step=10, unit="words a minute")
    pitch: int = _number(50, "Pitch", 0, 100, step=5)
    volume: int = _number(100, "Volume", 0, 100, step=5, unit="percent")
    language: str = _text("en", "Language of the voice", help="A language code such as en, en-us, de or es.")
    cues: bool = _switch(True, "Play short sounds while working")


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """What LookAloud says."""

    language: str = _choice(
        "",
        "Language of LookAloud's own words",
        {"": "That of the system", **NAMES},
        help="From the next start on. Typed questions are understood in it and in English, spoken ones in English.",
    )
    length: str = _choice("normal", "Length of descriptions", {"brief": "Brief", "normal": "Normal", "full": "Full"})
    copy: bool = _switch(False, "Copy every answer to the clipboard")
    show_window: bool = _switch(False, "Open every answer in a window")
    clicks: bool = _switch(
        False, "Press buttons when I ask for it", help="Say: press it. It is done after you have said yes."
    )


@dataclass(frozen=True, slots=True)
class ListeningSettings:
    """How spoken questions are heard."""

    microphone: str = _device("microphone", "Microphone")
    say_question: bool = _switch(True, "Say the question as it was understood")


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """What the camera's keys look through."""

    source: str = _device(
        "camera", "Camera", help="Or type a video file, or the address of a network camera: http, https or rtsp."
    )


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How often what is watched is told."""

    every: int = _number(3, "Say what is new at most every", 1, 60, unit="seconds")
    live: int = _number(10, "Describe changes of the screen every", 3, 300, unit="seconds")


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The process that looks at pictures."""

    idle_minutes: int = _number(
        10, "Free the memory when unused for", 1, 240, unit="minutes", help="The next description then takes longer."
    )
    device: str = _choice(
        "auto",
        "Models run on",
        {"auto": "What works best", "cpu": "The processor alone", "tensorrt": "NVIDIA TensorRT"},
        help="TensorRT prepares each model for minutes when it is first used.",
    )


@dataclass(frozen=True, slots=True)
class KeySettings:
    """The keys. `direct` binds an action's name to a chord of its own; empty means none."""

    layer: str = _text(DEFAULT_CHORD, "Key that opens the layer", help="Press it, then one more key.")
    direct: Mapping[str, str] = field(
        default_factory=lambda: types.MappingProxyType({}),
        metadata={"label": "Direct keys", "help": "A chord for one action, such as Ctrl+Alt+D."},
    )


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """What is never looked at."""

    windows: str = _text(
        "",
        "Private windows",
        help="Names of programs or words of titles, with commas between them. LookAloud does not look at such windows.",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Sections become pages of the window and tables of the file."""

    speech: SpeechSettings = field(default_factory=SpeechSettings, metadata={"label": "Speech"})
    answers: AnswerSettings = field(default_factory=AnswerSettings, metadata={"label": "Answers"})
    listening: ListeningSettings = field(default_factory=ListeningSettings, metadata={"label": "Questions"})
    keys: KeySettings = field(default_factory=KeySettings, metadata={"label": "Keys"})
    camera: CameraSettings = field(default_factory=CameraSettings, metadata={"label": "Camera"})
    watch: WatchSettings = field(default_factory=WatchSettings, metadata={"label": "Watching"})
    privacy: PrivacySettings = field(default_factory=PrivacySettings, metadata={"label": "Privacy"})
    engine: EngineSettings = field(default_factory=EngineSettings, metadata={"label": "Engine"})
    first_run_done: bool = False
