"""Global keys on Windows by RegisterHotKey. Written against the documented interface, not yet run.

The layer is opened by registering its single keys while it is open and unregistering them when it closes.
"""

from __future__ import annotations

import ctypes
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Callback, LayerEvent, LayerKind
from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import AssistantError, HotkeyError, HotkeyMissing, HotkeyTaken, HotkeyTwice
from assistant.languages.words import N_, _

LAYER_SECONDS = 5.0
_WM_HOTKEY, _WM_TIMER, _WM_APP, _WM_QUIT = 0x0312, 0x0113, 0x8000, 0x0012
_MODIFIERS = {"Alt": 1, "Ctrl": 2, "Shift": 4, "Super": 8}
_NO_REPEAT = 0x4000
_PM_NOREMOVE = 0
_NO_KEY = 0xFFFF
_KEYS = {
    "BackSpace": 0x08, "Tab": 0x09, "Return": 0x0D, "Pause": 0x13, "Escape": 0x1B, "Space": 0x20, "Page_Up": 0x21,
    "Page_Down": 0x22, "End": 0x23, "Home": 0x24, "Left": 0x25, "Up": 0x26, "Right": 0x27, "Down": 0x28, "Print": 0x2C,
    "Insert": 0x2D, "Delete": 0x2E, "Menu": 0x5D, "Scroll_Lock": 0x91,
}  # fmt: skip
# the character, and its key on the US keyboard
_CHARACTERS = {
    "semicolon": (";", 0xBA), "plus": ("+", 0xBB), "comma": (",", 0xBC), "minus": ("-", 0xBD), "period": (".", 0xBE),
    "slash": ("/", 0xBF), "grave": ("`", 0xC0), "apostrophe": ("'", 0xDE),
}  # fmt: skip
SILENT = N_("The keys cannot be taken: the part that listens for them does not answer. Start LookAloud again.")


class Message(ctypes.Structure):
    """MSG of winuser.h."""

    _fields_ = (
        ("hwnd", ctypes.c_void_p), ("message", ctypes.c_uint), ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t), ("time", ctypes.c_uint), ("x", ctypes.c_long), ("y", ctypes.c_long),
    )  # fmt: skip


class User32(Protocol):
    """The calls of user32.dll that are used."""

    def RegisterHotKey(self, window: Any, number: int, modifiers: int, key: int) -> int: ...
    def UnregisterHotKey(self, window: Any, number: int) -> int: ...
    def GetMessageW(self, message: Any, window: Any, low: int, high: int) -> int: ...
    def PeekMessageW(self, message: Any, window: Any, low: int, high: int, remove: int) -> int: ...
    def VkKeyScanW(self, character: int) -> int: ...
    def PostThreadMessageW(self, thread: int, message: int, wparam: int, lparam: int) -> int: ...
    def SetTimer(self, window: Any, number: int, milliseconds: int, callback: Any) -> int: ...
    def KillTimer(self, window: Any, number: int) -> int: ...


class WindowsHotkeys:
    """A thread with a message queue; hot keys belong to the thread that registered them."""

    has_layer = True
    tells_release = False

    def __init__(self, user32: User32 | None = None, thread_id: Callable[[], int] | None = None) -> None:
        self._user32: User32 = user32 if user32 is not None else ctypes.windll.user32  # type: ignore[attr-defined]
        self._thread_id = thread_id if thread_id is not None else threading.get_native_id
        self._callback: Callback = lambda _: None
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._actions: dict[int, Action | None] = {}
        self._held: set[tuple[int, int]] = set()
        self._layer_actions: dict[int, Action] = {}
        self._timer = 0
        self._thread: threading.Thread | None = None
        self._native = 0
        self._started = threading.Event()

    def start(self, callback: Callback) -> None:
        """Raises AssistantError where the listener does not begin."""
        self._callback = callback
        self._thread = threading.Thread(target=self._listen, name="hotkeys", daemon=True)
        self._thread.start()
        if not self._started.wait(5):
            raise AssistantError(_(SILENT))

    def bind(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> None:
        """See `Hotkeys`."""
        wanted = (tuple(layers), dict(direct))
        self._calls.put(lambda: self._callback(self._register(*wanted)))
        if not self._user32.PostThreadMessageW(self._native, _WM_APP, 0, 0):
            raise AssistantError(_(SILENT))

    def close(self) -> None:
        if self._thread is not None:
            self._user32.PostThreadMessageW(self._native, _WM_QUIT, 0, 0)
            self._thread.join(2)

    def _listen(self) -> None:
        self._native = self._thread_id()
        message = Message()
        # a thread has a message queue, and can be posted to, only once it has looked into it
        self._user32.PeekMessageW(ctypes.byref(message), None, 0, 0, _PM_NOREMOVE)
        self._started.set()
        while self._user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _WM_APP:
                while not self._calls.empty():
                    self._calls.get()()
            elif message.message == _WM_HOTKEY:
                self._pressed(int(message.wparam))
            elif message.message == _WM_TIMER and self._layer_actions:
                self._close_layer()
                self._callback(LayerEvent(LayerKind.TIMED_OUT))
        self._close_layer()
        for number in self._actions:
            self._user32.UnregisterHotKey(None, number)

    def _register(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> Bound:
        for number in self._actions:
            self._user32.UnregisterHotKey(None, number)
        self._actions.clear()
        self._held.clear()
        problems: list[HotkeyError] = []
        layer = None
        for chord in layers:
            problem = self._take(chord, None)
            if problem is None:
                layer = chord
                break
            if not problems:
                problems.append(problem)  # that a spare one is taken too is nothing to tell
        found = [self._take(chord, action) for action, chord in direct.items()]
        problems += [problem for problem in found if problem is not None]
        return Bound(layer, tuple(problems))

    def _take(self, chord: Chord, action: Action | None) -> HotkeyError | None:
        key, shift = self._key(chord.key)
        if key == 0:
            return HotkeyMissing(str(chord))
        modifiers = sum(_MODIFIERS[name] for name in chord.modifiers) | shift
        if (modifiers, key) in self._held:
            return HotkeyTwice(str(chord))
        number = len(self._actions) + 1
        if not self._user32.RegisterHotKey(None, number, modifiers | _NO_REPEAT, key):
            return HotkeyTaken(str(chord))
        self._actions[number] = action
        self._held.add((modifiers, key))
        return None

    def _key(self, key: str) -> tuple[int, int]:
        """The virtual key, and the Shift that it is typed with on this keyboard (winuser.h, "Virtual-Key Codes")."""
        if len(key) == 1:
            return ord(key.upper()), 0
        if key.startswith("F") and key[1:].isdigit():
            return 0x6F + int(key[1:]), 0
        if key not in _CHARACTERS:
            return _KEYS.get(key, 0), 0
        character, on_us = _CHARACTERS[key]
        found = self._user32.VkKeyScanW(ord(character)) & 0xFFFF  # 16 bits: shift state, virtual key
        if found == _NO_KEY or found >> 8 not in (0, 1):
            return on_us, 0  # by its place, as on X11
        return found & 0xFF, _MODIFIERS["Shift"] if found >> 8 else 0

    def _pressed(self, number: int) -> None:
        if number in self._layer_actions:
            action = self._layer_actions[number]
            self._close_layer()
            self._callback(action)
            return
        if number not in self._actions:
            return
        chosen = self._actions[number]
        if chosen is not None:
            self._callback(chosen)
        elif self._layer_actions:
            self._close_layer()
            self._callback(Action.DESCRIBE_SCREEN)
        else:
            self._open_layer()

    def _open_layer(self) -> None:
        for number, action in enumerate(Action, start=1000):
            key, shift = self._key(action.layer_key)
            if self._user32.RegisterHotKey(None, number, shift | _NO_REPEAT, key):
                self._layer_actions[number] = action
        self._timer = self._user32.SetTimer(None, 0, int(LAYER_SECONDS * 1000), None)
        self._callback(LayerEvent(LayerKind.OPENED))

    def _close_layer(self) -> None:
        for number in self._layer_actions:
            self._user32.UnregisterHotKey(None, number)
        self._layer_actions.clear()
        if self._timer:
            self._user32.KillTimer(None, self._timer)
            self._timer = 0
