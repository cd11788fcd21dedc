"""The sentences that say the keys, made from the actions."""

from __future__ import annotations

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord


def help_sentences(layer: Chord) -> list[str]:
    """One sentence on the layer, then one a key."""
    return [
        f"Press {layer.spoken}, then one more key. Press {layer.spoken} twice to describe the screen.",
        *(f"{key_name(action)}: {action.label}." for action in Action),
    ]


def first_sentence(layer: Chord) -> str:
    """What is said when the app starts for the first time."""
    return (
        f"LookAloud is ready. Press {layer.spoken}, then {key_name(Action.DESCRIBE_SCREEN)} to describe the screen, "
        f"{key_name(Action.DESCRIBE_WINDOW)} for the window, {key_name(Action.HELP)} to hear all keys, "
        f"{key_name(Action.STOP)} to stop."
    )


def key_name(action: Action) -> str:
    """The layer key as it is said and written."""
    key = action.layer_key
    return key.upper() if len(key) == 1 else key.capitalize()
