"""The sentences that say the keys, made from the actions. What they say depends on the keys that can be had."""

from __future__ import annotations

import enum

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord, spoken_key
from assistant.languages.words import _


class Way(enum.Enum):
    """How the user reaches the actions."""

    LAYER = "layer"
    """The master chord, then one key."""
    CHORDS = "chords"
    """The master chord describes the screen; the desktop's settings give other actions chords (Wayland portals)."""
    COMMANDS = "commands"
    """No global keys: the desktop's own keys run commands."""


def help_sentences(layer: Chord | None, way: Way = Way.LAYER) -> list[str]:
    """One sentence on how the keys work, then one an action. `layer`: the chord that works, if any does."""
    if layer is None or way is Way.COMMANDS:
        first = _("Bind keys of your desktop to commands: lookaloud do, then the name of an action.")
        return [first, *(f"{action.slug}: {_(action.label)}." for action in Action)]
    if way is Way.CHORDS:
        words = _(
            "Press {key} to describe the screen. To give the other actions keys, open the keyboard shortcuts in the "
            "settings of your desktop. The actions are:"
        )
        return [words.format(key=layer.spoken), *(f"{_(action.label)}." for action in Action)]
    words = _("Press {key}, then one more key. Press {key} twice to describe the screen.")
    return [words.format(key=layer.spoken), *(f"{key_name(action)}: {_(action.label)}." for action in Action)]


def first_sentence(layer: Chord | None, way: Way = Way.LAYER) -> str:
    """What is said when the app starts for the first time."""
    if layer is None or way is Way.COMMANDS:
        return _("LookAloud is ready.")
    if way is Way.CHORDS:
        words = _(
            "LookAloud is ready. Press {key} to describe the screen. To give the other actions keys, open the keyboard "
            "shortcuts in the settings of your desktop."
        )
        return words.format(key=layer.spoken)
    words = _(
        "LookAloud is ready. Press {key}, then {screen} to describe the screen, {window} for the window, {help} to "
        "hear all keys, {stop} to stop."
    )
    return words.format(
        key=layer.spoken,
        screen=key_name(Action.DESCRIBE_SCREEN),
        window=key_name(Action.DESCRIBE_WINDOW),
        help=key_name(Action.HELP),
        stop=key_name(Action.STOP),
    )


def key_name(action: Action) -> str:
    """The layer key as it is said and written."""
    key = action.layer_key
    words = spoken_key(key)
    return words[:1].upper() + words[1:]
