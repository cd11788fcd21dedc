"""The keyboard as the X server describes it: which key is meant by a name, and what a pressed key is called.

The core protocol lists a key's symbols by layout: (first, first with Shift, second, second with Shift, ...). Where no
layout has a Latin letter, its place on the US keyboard counts: the keycodes of all PC keyboards are the same.
"""

from __future__ import annotations

from typing import Any

from Xlib import XK, X

_SYMBOLS = {"Space": "space", "Page_Up": "Prior", "Page_Down": "Next"}
_MODIFIER_SYMBOLS = (*range(0xFFE1, 0xFFEF), *range(0xFE01, 0xFE10), 0xFF7E, 0xFF7F)  # Shift_L.., ISO_.., Mode, Num
_FUNCTION_SYMBOLS = range(0xFE00, 0x10000)  # Escape, Return, F1: keys that are the same in every layout
_ROWS = {10: "1234567890", 24: "qwertyuiop", 38: "asdfghjkl", 52: "zxcvbnm"}  # first keycode to US keys
_US = {first + place: key for first, keys in _ROWS.items() for place, key in enumerate(keys)} | {
    20: "minus", 21: "equal", 47: "semicolon", 48: "apostrophe", 49: "grave", 59: "comma", 60: "period", 61: "slash",
    65: "space",
}  # fmt: skip
_US_SHIFTED = {"plus": 21}


class Keyboard:
    """One thread, that of the display's connection."""

    def __init__(self, display: Any) -> None:
        self._display = display

    def find(self, key: str) -> tuple[int, int] | None:
        """The keycode of a chord's key and the modifier that it needs besides (0 or Shift); None where it is not."""
        symbol = _symbol(key)
        places = {index: code for code, index in sorted(self._display.keysym_to_keycodes(symbol), reverse=True)}
        is_letter = len(key) == 1 and key.isalpha()
        for index in (0, 2) if is_letter else (0, 1, 2, 3):
            if index in places:
                # a digit is its key, though French keyboards type it with Shift
                shifted = index % 2 == 1 and not key.isdigit()
                return places[index], X.ShiftMask if shifted else 0
        name = key.lower()
        for code, there in _US.items():
            if there == name and self._is_foreign(code):
                return code, 0
        if name in _US_SHIFTED and self._is_foreign(_US_SHIFTED[name]):
            return _US_SHIFTED[name], X.ShiftMask
        return None

    def name(self, code: int) -> str:
        """What the key is called in the layer: a letter or digit, `comma`, `space`, `Escape`; others by their number.
        Empty for a modifier and for a key without a symbol."""
        first = int(self._display.keycode_to_keysym(code, 0))
        if first == 0 or first in _MODIFIER_SYMBOLS:
            return ""
        if first == XK.XK_Escape:
            return "Escape"
        for symbol in (first, int(self._display.keycode_to_keysym(code, 2))):
            if _is_ascii(symbol):
                return _ascii_name(symbol)
        return _US[code] if code in _US and self._is_foreign(code) else hex(first)

    def lock_masks(self) -> tuple[int, ...]:
        """Every combination of the locks, which must not matter to a grab."""
        locks = [X.LockMask, self._modifier_of("Num_Lock"), self._modifier_of("Scroll_Lock")]
        distinct = [mask for mask in dict.fromkeys(locks) if mask]
        return tuple(
            sum(mask for number, mask in enumerate(distinct) if bits >> number & 1)
            for bits in range(2 ** len(distinct))
        )

    def _is_foreign(self, code: int) -> bool:
        """Whether the key types a letter of another script, so that it can stand for its place."""
        symbol = int(self._display.keycode_to_keysym(code, 0))
        return symbol != 0 and symbol not in _FUNCTION_SYMBOLS and not _is_ascii(symbol)

    def _modifier_of(self, name: str) -> int:
        """The modifier that a lock key sets on this keyboard; 0 where none does."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        if not code:
            return 0
        for index, codes in enumerate(self._display.get_modifier_mapping()):
            if code in codes:
                return 1 << index
        return 0


def _symbol(key: str) -> int:
    name = _SYMBOLS.get(key, key.lower() if len(key) == 1 else key)
    return int(XK.string_to_keysym(name))


def _is_ascii(symbol: int) -> bool:
    return 0x20 <= symbol < 0x7F  # these symbols are the characters themselves


def _ascii_name(symbol: int) -> str:
    return {0x20: "space", 0x2C: "comma"}.get(symbol, chr(symbol).lower())
