"""The keys that the settings ask for; what cannot be used gets a sentence, and the app keeps a way in."""

from __future__ import annotations

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import SettingsError
from assistant.settings import DEFAULT_CHORD, KeySettings


def chosen_keys(settings: KeySettings) -> tuple[Chord, dict[Action, Chord], tuple[str, ...]]:
    """The layer's chord, the direct chords, and sentences about those that were left out."""
    problems = []
    try:
        layer = Chord.parse(settings.layer)
    except SettingsError as error:
        layer = Chord.parse(DEFAULT_CHORD)
        problems.append(f"{error.spoken} {layer.spoken} is used instead.")
    direct: dict[Action, Chord] = {}
    for slug, text in settings.direct.items():
        if not text:
            continue
        try:
            direct[Action.from_slug(slug)] = Chord.parse(text)
        except KeyError:
            problems.append(f"In the settings, {slug} is the name of no action, so its key was left out.")
        except SettingsError as error:
            problems.append(f"{error.spoken} The key was left out.")
    return layer, direct, tuple(problems)
