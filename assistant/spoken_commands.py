"""What the user says to the program instead of asking: stop, copy, slower, go there, press it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from assistant.actions import Action
from assistant.desktop import pointer
from assistant.languages.words import N_, _
from assistant.settings import Settings
from assistant.speech.utterance import Priority
from assistant.types import Description
from models.types import Box

CANNOT_PRESS = N_("Pressing is turned off. Turn it on in the settings under Answers, or press Tab to get there.")
CONFIRM = N_("Say or type yes, and I press it.")
NOTHING_TO_CONFIRM = N_("There is nothing to confirm.")
MOVED = N_("The mouse pointer is there now.")
PRESSED = N_("Pressed.")
NOT_PRESSED = N_("Not pressed.")
_RATE, _VOLUME = 40, 20  # words a minute, percent
_RATES, _VOLUMES = (80, 600), (10, 100)
_SAID = {"slower": N_("Slower."), "faster": N_("Faster."), "louder": N_("Louder."), "quieter": N_("Quieter.")}


class Host(Protocol):
    """What the commands need of the app. GUI thread."""

    settings: Settings

    def act(self, action: Action, *, in_window: bool = False) -> None: ...

    def say(self, sentence: str, priority: Priority = Priority.NORMAL) -> None: ...

    def change_settings(self, settings: Settings) -> None: ...


class SpokenCommands:
    """Carries out what the engine understood as a command. GUI thread."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._to_press: Box | None = None

    def carry_out(self, described: Description) -> None:
        """`described.place`: where what was asked for lies, in desktop units. Raises AssistantError."""
        command = described.command
        to_press, self._to_press = self._to_press, None
        match command:
            case "stop" | "cancel":
                self._host.act(Action.STOP)
            case "copy":
                self._host.act(Action.COPY)
            case "repeat":
                self._host.act(Action.REPEAT)
            case "slower" | "faster" | "louder" | "quieter":
                self._change_voice(command)
            case "go" if described.place is not None:
                pointer.move_to(*_middle(described.place))
                self._host.say(_(MOVED))
            case "click" if described.place is not None:
                if self._host.settings.answers.clicks:
                    self._to_press = described.place
                    self._host.say(_(CONFIRM))
                else:
                    self._host.say(_(CANNOT_PRESS))
            case "yes":
                if to_press is None:
                    self._host.say(_(NOTHING_TO_CONFIRM), Priority.NOW)
                else:
                    pointer.click_at(*_middle(to_press))
                    self._host.say(_(PRESSED), Priority.NOW)
            case "no":
                self._host.say(_(NOT_PRESSED) if to_press is not None else _(NOTHING_TO_CONFIRM), Priority.NOW)

    def _change_voice(self, command: str) -> None:
        settings = self._host.settings
        speech = settings.speech
        if command in ("slower", "faster"):
            rate = speech.rate + (_RATE if command == "faster" else -_RATE)
            speech = replace(speech, rate=min(max(rate, _RATES[0]), _RATES[1]))
        else:
            volume = speech.volume + (_VOLUME if command == "louder" else -_VOLUME)
            speech = replace(speech, volume=min(max(volume, _VOLUMES[0]), _VOLUMES[1]))
        self._host.change_settings(replace(settings, speech=speech))
        self._host.say(_(_SAID[command]), Priority.NOW)


def _middle(box: Box) -> tuple[int, int]:
    x, y = box.centre
    return round(x), round(y)
