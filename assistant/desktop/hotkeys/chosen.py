"""The keys that the settings ask for; what cannot be used gets a sentence, and the app keeps a way in."""

from __future__ import annotations

from collections.abc import Collection

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import SettingsError
from assistant.languages.words import _
from assistant.settings import DEFAULT_CHORD, KeySettings

# taken in their order where the chosen chord and the default are held by other programs
_SPARE = ("Ctrl+Alt+Shift+Space", "Super+Alt+Space", "Ctrl+Alt+Insert", "Ctrl+Shift+Pause")


def chosen_keys(settings: KeySettings) -> tuple[Chord, dict[Action, Chord], tuple[str, ...]]:
    """The layer's chord, the direct chords, and sentences about those that were left out."""
    problems = []
    try:
        layer = Chord.parse(settings.layer)
    except SettingsError as error:
        layer = Chord.parse(DEFAULT_CHORD)
        problems.append(f"{error.spoken} {_('{key} is used instead.').format(key=layer.spoken)}")
    direct: dict[Action, Chord] = {}
    for slug, text in settings.direct.items():
        if not text:
            continue
        try:
            action, chord = Action.from_slug(slug), Chord.parse(text)
        except KeyError:
            words = _("In the settings, {name} is the name of no action, so its key was left out.")
            problems.append(words.format(name=slug))
        except SettingsError as error:
            problems.append(f"{error.spoken} {_('The key was left out.')}")
        else:
            if chord == layer or chord in direct.values():
                words = _("{key} is used twice in the settings. It was left out for {action}.")
                problems.append(words.format(key=chord.spoken, action=_(action.label)))
            else:
                direct[action] = chord
    return layer, direct, tuple(problems)


def layer_choices(wanted: Chord, before: Chord | None, direct: Collection[Chord]) -> tuple[Chord, ...]:
    """The chords to try for the layer, best first: wanted, the one `before`, the default, spares; none of `direct`."""
    spare = [Chord.parse(text) for text in (DEFAULT_CHORD, *_SPARE)]
    kept = [] if before is None else [before]
    return tuple(chord for chord in dict.fromkeys([wanted, *kept, *spare]) if chord not in direct)
