"""The chords that are held on X11, by XGrabKey."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from Xlib import X, error

from assistant.actions import Action
from assistant.desktop.hotkeys.bound import Bound
from assistant.desktop.hotkeys.chord import Chord
from assistant.desktop.hotkeys.x11_keyboard import Keyboard
from assistant.errors import HotkeyError, HotkeyMissing, HotkeyTaken, HotkeyTwice

_MODIFIER_MASKS: dict[str, int] = {"Ctrl": X.ControlMask, "Alt": X.Mod1Mask, "Shift": X.ShiftMask, "Super": X.Mod4Mask}
_SIGNIFICANT = sum(_MODIFIER_MASKS.values())


class _Layer(enum.Enum):
    LAYER = "layer"


LAYER: Literal[_Layer.LAYER] = _Layer.LAYER
Chosen = Action | Literal[_Layer.LAYER] | None


class Grabs:
    """One thread, that of the display's connection, which holds the keys until it ends."""

    def __init__(self, display: Any, keyboard: Keyboard) -> None:
        self._display = display
        self._root = display.screen().root
        self._keyboard = keyboard
        self._chords: dict[tuple[int, int], Action | Literal[_Layer.LAYER]] = {}  # by keycode and modifiers
        self._layout: object = None

    def uses(self, code: int) -> bool:
        """Whether a chord has this key."""
        return any(code == taken for taken, _ in self._chords)

    def meant(self, code: int, state: int) -> Chosen:
        """What a pressed key stands for; `state`: the event's, with locks and layout."""
        return self._chords.get((code, state & _SIGNIFICANT))

    def holds_still(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> bool:
        """Whether all chords are the same keys as when they were taken. The server tells of a new layout also where the
        user changes from one keyboard to another of the same kind, and a key pressed between giving back and taking
        would be lost."""
        return self._layout == self._layout_for(layers, direct)

    def _layout_for(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> object:
        places = [self._keyboard.find(chord.key) for chord in (*layers, *direct.values())]
        return places, self._keyboard.lock_masks()

    def take(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> Bound:
        """Give all keys back, then take the first of `layers` that can be had, and `direct`."""
        self._root.ungrab_key(X.AnyKey, X.AnyModifier)
        self._chords.clear()
        self._layout = self._layout_for(layers, direct)
        problems: list[HotkeyError] = []
        layer = None
        for chord in layers:
            problem = self._grab(chord, LAYER)
            if problem is None:
                layer = chord
                break
            if not problems:
                problems.append(problem)  # that a spare one is taken too is nothing to tell
        found = [self._grab(chord, action) for action, chord in direct.items()]
        problems += [problem for problem in found if problem is not None]
        return Bound(layer, tuple(problems))

    def _grab(self, chord: Chord, meaning: Action | Literal[_Layer.LAYER]) -> HotkeyError | None:
        """With every combination of the locks, or not at all."""
        place = self._keyboard.find(chord.key)
        if place is None:
            return HotkeyMissing(str(chord))
        code, extra = place
        mask = sum(_MODIFIER_MASKS[name] for name in chord.modifiers) | extra
        if (code, mask) in self._chords:
            return HotkeyTwice(str(chord))
        refused = error.CatchError(error.BadAccess)
        locks = self._keyboard.lock_masks()
        for lock in locks:
            # synchronous: the server keeps what is typed after the chord until the listener has read it
            self._root.grab_key(code, mask | lock, False, X.GrabModeAsync, X.GrabModeSync, onerror=refused)
        self._display.sync()
        if refused.get_error() is None:
            self._chords[code, mask] = meaning
            return None
        for lock in locks:
            self._root.ungrab_key(code, mask | lock)
        self._display.sync()
        return HotkeyTaken(str(chord))
