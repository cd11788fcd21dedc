"""The checks in the order in which they are told. A new one is a function somewhere and a line here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """`function` is `module:name`; it takes nothing and gives a CheckResult. `limit` in seconds, start included."""

    name: str
    function: str
    limit: float = 10.0


CHECKS = (
    Check("Programs", "assistant.doctor.machine:programs"),
    Check("System packages", "assistant.doctor.machine:system_packages"),
    Check("Screen", "assistant.doctor.desktop:screen"),
    Check("Windows", "assistant.doctor.desktop:windows"),
    Check("Accessibility", "assistant.doctor.desktop:accessibility"),
    Check("Keys", "assistant.doctor.desktop:keys"),
    Check("Portals", "assistant.doctor.desktop:portals"),
    Check("Sound", "assistant.doctor.sound:sound"),
    Check("Speech", "assistant.doctor.sound:speech"),
    Check("Screen reader", "assistant.doctor.sound:screen_reader"),
    Check("Microphone", "assistant.doctor.sound:microphone"),
    Check("Camera", "assistant.doctor.sound:camera"),
    Check("Text reader", "assistant.doctor.machine:text_reader", limit=30.0),  # it loads 30 MB of models
    Check("Graphics card", "assistant.doctor.machine:graphics"),
    Check("Models", "assistant.doctor.machine:models"),
    Check("Settings", "assistant.doctor.machine:settings"),
    Check("Disk and memory", "assistant.doctor.machine:room"),
)
