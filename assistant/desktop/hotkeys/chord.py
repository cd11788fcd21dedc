"""A key with its modifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import SettingsError
from assistant.languages.words import NP_, _, p_
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
_SPOKEN = {
    "Ctrl": NP_("key", "Control"), "Alt": NP_("key", "Alt"), "Shift": NP_("key", "Shift"),
    "Super": NP_("key", "Windows key"), "Space": NP_("key", "Space"), "Escape": NP_("key", "Escape"),
    "Return": NP_("key", "Return"), "Tab": NP_("key", "Tab"), "BackSpace": NP_("key", "BackSpace"),
    "Delete": NP_("key", "Delete"), "Insert": NP_("key", "Insert"), "Home": NP_("key", "Home"),
    "End": NP_("key", "End"), "Page_Up": NP_("key", "Page Up"), "Page_Down": NP_("key", "Page Down"),
    "Up": NP_("key", "Up"), "Down": NP_("key", "Down"), "Left": NP_("key", "Left"), "Right": NP_("key", "Right"),
    "Pause": NP_("key", "Pause"), "Print": NP_("key", "Print"), "Scroll_Lock": NP_("key", "Scroll Lock"),
    "Menu": NP_("key", "Menu"), "comma": NP_("key", "comma"), "period": NP_("key", "period"),
    "minus": NP_("key", "minus"), "plus": NP_("key", "plus"), "slash": NP_("key", "slash"),
    "semicolon": NP_("key", "semicolon"), "apostrophe": NP_("key", "apostrophe"), "grave": NP_("key", "grave"),
}  # fmt: skip
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
        return " ".join(map(spoken_key, (*self.modifiers, self.key)))


def spoken_key(name: str) -> str:
    """A modifier's or a key's name as it is said: `Control`, `Page Up`, `D`."""
    return p_("key", _SPOKEN[name]) if name in _SPOKEN else name


def _named(part: str) -> str:
    return printable_name(part)[:_LONGEST].strip() or _("nothing")
