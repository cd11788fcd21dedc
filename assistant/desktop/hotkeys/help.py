"""The sentences that say the keys, made from the actions. What they say depends on the keys that can be had."""

from __future__ import annotations

import enum

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord


class Way(enum.Enum):
    """How the user reaches the actions."""

    LAYER = "layer"
    """The master chord, then one key."""
    CHORDS = "chords"
    """The master chord describes the screen; the desktop's settings give other actions chords (Wayland portals)."""
    COMMANDS = "commands"
    """No global keys: the desktop's own keys run commands."""


_IN_SETTINGS = "To give the other actions keys, open the keyboard shortcuts in the settings of your desktop"
_BY_COMMAND = "Bind keys of your desktop to commands: lookaloud do, then the name of an action"


def help_sentences(layer: Chord | None, way: Way = Way.LAYER) -> list[str]:
    """One sentence on how the keys work, then one an action. `layer`: the chord that works, if any does."""
    if layer is None or way is Way.COMMANDS:
        return [f"{_BY_COMMAND}.", *(f"{action.slug}: {action.label}." for action in Action)]
    if way is Way.CHORDS:
        first = f"Press {layer.spoken} to describe the screen. {_IN_SETTINGS}. The actions are:"
        return [first, *(f"{action.label}." for action in Action)]
    first = f"Press {layer.spoken}, then one more key. Press {layer.spoken} twice to describe the screen."
    return [first, *(f"{key_name(action)}: {action.label}." for action in Action)]


def first_sentence(layer: Chord | None, way: Way = Way.LAYER) -> str:
    """What is said when the app starts for the first time."""
    if layer is None or way is Way.COMMANDS:
        return "LookAloud is ready."
    if way is Way.CHORDS:
        return f"LookAloud is ready. Press {layer.spoken} to describe the screen. {_IN_SETTINGS}."
    return (
        f"LookAloud is ready. Press {layer.spoken}, then {key_name(Action.DESCRIBE_SCREEN)} to describe the "
        f"screen, {key_name(Action.DESCRIBE_WINDOW)} for the window, {key_name(Action.HELP)} to hear all keys, "
        f"{key_name(Action.STOP)} to stop."
    )


def key_name(action: Action) -> str:
    """The layer key as it is said and written."""
    key = action.layer_key
    return key.upper() if len(key) == 1 else key.capitalize()
