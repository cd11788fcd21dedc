"""A key with its modifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import SettingsError
from assistant.languages.words import _
from assistant.printable import printable, printable_name

_MODIFIERS = ("Ctrl", "Alt", "Shift", "Super")
_ALIASES = {
    "control": "Ctrl",
    "ctrl": "Ctrl",
    "alt": "Alt",
    "shift": "Shift",
    "super": "Super",
    "win": "Super",
    "meta": "Super",
}
_LONGEST = 40  # characters of what is no key that are said
_SPOKEN = {"Ctrl": "Control", "Super": "Windows key"}
KEYS = {
    name.casefold(): name
    for name in (
        "Space", "Escape", "Return", "Tab", "BackSpace", "Delete", "Insert", "Home", "End", "Page_Up", "Page_Down",
        "Up", "Down", "Left", "Right", "Pause", "Print", "Scroll_Lock", "Menu", "comma", "period", "minus", "plus",
        "slash", "semicolon", "apostrophe", "grave",
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chord:
    """`modifiers` in the order Ctrl, Alt, Shift, Super; `key` an upper-case letter, a digit, F1..F24 or a name."""

    modifiers: tuple[str, ...]
    key: str

    @classmethod
    def parse(cls, text: str) -> Chord:
        """From `Ctrl+Alt+Space`, in any case. Raises SettingsError with a sentence."""
        *names, key = [part.strip() for part in text.split("+")]
        told = repr(printable(text)[:_LONGEST])
        modifiers = set()
        for name in names:
            if name.casefold() not in _ALIASES:
                words = _("{text} is no key: {name} is no modifier. Write it like Ctrl+Alt+Space.")
                raise SettingsError(words.format(text=told, name=_named(name)))
            modifiers.add(_ALIASES[name.casefold()])
        if re.fullmatch(r"[A-Za-z0-9]", key) or re.fullmatch(r"[fF]([1-9]|1\d|2[0-4])", key):
            known = key.upper()
        elif key.casefold() in KEYS:
            known = KEYS[key.casefold()]
        else:
            words = _("{text} is no key: {name} is not known. Write it like Ctrl+Alt+Space.")
            raise SettingsError(words.format(text=told, name=_named(key)))
        if not modifiers and not re.fullmatch(r"F\d+|Pause|Print|Scroll_Lock|Menu|Insert", known):
            words = _("{text} has no modifier, so it could not be typed any more. Add Ctrl, Alt or Super.")
            raise SettingsError(words.format(text=told))
        return cls(tuple(name for name in _MODIFIERS if name in modifiers), known)

    def __str__(self) -> str:
        return "+".join((*self.modifiers, self.key))

    @property
    def spoken(self) -> str:
        """As it is said: `Control Alt Space`."""
        return " ".join(_SPOKEN.get(name, name) for name in (*self.modifiers, self.key.replace("_", " ")))


def _named(part: str) -> str:
    return printable_name(part)[:_LONGEST].strip() or _("nothing")
