"""Global keys on Windows by RegisterHotKey. Written against the documented interface, not yet run.

The layer is opened by registering its single keys while it is open and unregistering them when it closes.
"""

from __future__ import annotations

import ctypes
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from assistant.actions import Action
from assistant.desktop.hotkeys import Callback, LayerEvent, LayerKind
from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import HotkeyTaken

LAYER_SECONDS = 5.0
_WM_HOTKEY, _WM_TIMER, _WM_APP, _WM_QUIT = 0x0312, 0x0113, 0x8000, 0x0012
_MODIFIERS = {"Alt": 1, "Ctrl": 2, "Shift": 4, "Super": 8}
_NO_REPEAT = 0x4000
_KEYS = {"Space": 0x20, "Escape": 0x1B, "comma": 0xBC, "Pause": 0x13, "Insert": 0x2D, "Home": 0x24, "End": 0x23}


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
    def PostThreadMessageW(self, thread: int, message: int, wparam: int, lparam: int) -> int: ...
    def SetTimer(self, window: Any, number: int, milliseconds: int, callback: Any) -> int: ...
    def KillTimer(self, window: Any, number: int) -> int: ...


class WindowsHotkeys:
    """A thread with a message queue; hot keys belong to the thread that registered them."""

    has_layer = True

    def __init__(self, user32: User32 | None = None, thread_id: Callable[[], int] | None = None) -> None:
        self._user32: User32 = user32 if user32 is not None else ctypes.windll.user32  # type: ignore[attr-defined]
        self._thread_id = thread_id if thread_id is not None else threading.get_native_id
        self._callback: Callback = lambda _: None
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._actions: dict[int, Action | None] = {}
        self._layer_actions: dict[int, Action] = {}
        self._timer = 0
        self._thread: threading.Thread | None = None
        self._native = 0
        self._started = threading.Event()

    def start(self, callback: Callback) -> None:
        self._callback = callback
        self._thread = threading.Thread(target=self._listen, name="hotkeys", daemon=True)
        self._thread.start()
        self._started.wait(5)

    def bind(self, layer: Chord, direct: Mapping[Action, Chord]) -> tuple[HotkeyTaken, ...]:
        answer: queue.SimpleQueue[tuple[HotkeyTaken, ...]] = queue.SimpleQueue()
        self._calls.put(lambda: answer.put(self._register(layer, dict(direct))))
        self._user32.PostThreadMessageW(self._native, _WM_APP, 0, 0)
        return answer.get(timeout=5)

    def close(self) -> None:
        if self._thread is not None:
            self._user32.PostThreadMessageW(self._native, _WM_QUIT, 0, 0)
            self._thread.join(2)

    def _listen(self) -> None:
        self._native = self._thread_id()
        self._started.set()
        message = Message()
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

    def _register(self, layer: Chord, direct: dict[Action, Chord]) -> tuple[HotkeyTaken, ...]:
        for number in self._actions:
            self._user32.UnregisterHotKey(None, number)
        self._actions.clear()
        taken = []
        for number, (action, chord) in enumerate(((None, layer), *direct.items()), start=1):
            modifiers = sum(_MODIFIERS[name] for name in chord.modifiers) | _NO_REPEAT
            if self._user32.RegisterHotKey(None, number, modifiers, _virtual_key(chord.key)):
                self._actions[number] = action
            else:
                taken.append(HotkeyTaken(str(chord)))
        return tuple(taken)

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
            if self._user32.RegisterHotKey(None, number, _NO_REPEAT, _virtual_key(action.layer_key)):
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


def _virtual_key(key: str) -> int:
    if len(key) == 1:
        return ord(key.upper())
    if key.startswith("F") and key[1:].isdigit():
        return 0x6F + int(key[1:])
    return _KEYS.get(key, 0)
