"""The checks in the order in which they are told. A new one is a function somewhere and a line here."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.languages.words import N_


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is translated where it is told. `function` is `module:name`; it takes nothing and gives a CheckResult.
    `limit` in seconds, start included."""

    name: str
    function: str
    limit: float = 10.0


CHECKS = (
    Check(N_("Programs"), "assistant.doctor.machine:programs"),
    Check(N_("System packages"), "assistant.doctor.machine:system_packages"),
    Check(N_("Screen"), "assistant.doctor.desktop:screen"),
    Check(N_("Windows"), "assistant.doctor.desktop:windows"),
    Check(N_("Accessibility"), "assistant.doctor.desktop:accessibility"),
    Check(N_("Keys"), "assistant.doctor.desktop:keys"),
    Check(N_("Portals"), "assistant.doctor.desktop:portals"),
    Check(N_("Sound"), "assistant.doctor.sound:sound"),
    Check(N_("Speech"), "assistant.doctor.sound:speech"),
    Check(N_("Screen reader"), "assistant.doctor.sound:screen_reader"),
    Check(N_("Microphone"), "assistant.doctor.sound:microphone"),
    Check(N_("Camera"), "assistant.doctor.sound:camera"),
    Check(N_("Text reader"), "assistant.doctor.machine:text_reader", limit=30.0),  # it loads 30 MB of models
    Check(N_("Graphics card"), "assistant.doctor.machine:graphics"),
    Check(N_("Models"), "assistant.doctor.machine:models"),
    Check(N_("Settings"), "assistant.doctor.machine:settings"),
    Check(N_("Disk and memory"), "assistant.doctor.machine:room"),
)
