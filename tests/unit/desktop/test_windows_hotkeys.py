"""Global keys on Windows, against a stand-in for user32."""

from __future__ import annotations

import ctypes
import queue
import threading
from typing import Any

import pytest

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Chord, LayerEvent, LayerKind
from assistant.desktop.hotkeys.chord import KEYS
from assistant.desktop.hotkeys.windows import Message, WindowsHotkeys
from assistant.errors import AssistantError, HotkeyTaken, HotkeyTwice

LAYER = Chord.parse("Ctrl+Alt+Space")
Events = queue.SimpleQueue[Action | LayerEvent | Bound]


class FakeUser32:
    """user32's message queue and hot keys, as documented: a key is registered once; messages come in order, and
    only to a thread that has looked into its queue."""

    def __init__(self) -> None:
        self.registered: dict[int, tuple[int, int]] = {}
        self.taken: set[tuple[int, int]] = set()
        self.has_queue = False
        self.messages: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()

    def RegisterHotKey(self, window: Any, number: int, modifiers: int, key: int) -> int:
        del window
        wanted = (modifiers & ~0x4000, key)
        if wanted in self.taken or wanted in self.registered.values() or key == 0:
            return 0
        self.registered[number] = wanted
        return 1

    def UnregisterHotKey(self, window: Any, number: int) -> int:
        del window
        return int(self.registered.pop(number, None) is not None)

    def GetMessageW(self, message: Any, window: Any, low: int, high: int) -> int:
        del window, low, high
        kind, value = self.messages.get(timeout=10)
        target = ctypes.cast(message, ctypes.POINTER(Message)).contents
        target.message, target.wparam = kind, value
        return int(kind != 0x12)

    def PeekMessageW(self, message: Any, window: Any, low: int, high: int, remove: int) -> int:
        del message, window, low, high, remove
        self.has_queue = True
        return 0

    def VkKeyScanW(self, character: int) -> int:
        """As on a US keyboard without a grave accent."""
        known = {"+": 0x1BB, ",": 0xBC, "-": 0xBD, ".": 0xBE, "/": 0xBF, ";": 0xBA, "'": 0xDE}
        return known.get(chr(character), -1)

    def PostThreadMessageW(self, thread: int, message: int, wparam: int, lparam: int) -> int:
        del thread, lparam
        if not self.has_queue:
            return 0
        self.messages.put((message, wparam))
        return 1

    def SetTimer(self, window: Any, number: int, milliseconds: int, callback: Any) -> int:
        del window, number, milliseconds, callback
        return 7

    def KillTimer(self, window: Any, number: int) -> int:
        del window, number
        return 1

    def type(self, modifiers: int, key: int) -> None:
        number = next(n for n, wanted in self.registered.items() if wanted == (modifiers, key))
        self.messages.put((0x0312, number))


def test_windows_keys_through_the_documented_interface() -> None:
    user32 = FakeUser32()
    user32.taken.add((3, ord("K")))
    events: Events = queue.SimpleQueue()
    keys = WindowsHotkeys(user32, threading.get_ident)
    keys.start(events.put)
    keys.bind([Chord.parse("Ctrl+Alt+K"), LAYER], {Action.COPY: Chord.parse("Ctrl+Alt+K")})
    bound = _next(events)
    assert isinstance(bound, Bound)
    assert bound.layer == LAYER
    assert [problem.spoken for problem in bound.problems] == [HotkeyTaken("Ctrl+Alt+K").spoken] * 2
    user32.type(3, 0x20)
    assert _next(events) == LayerEvent(LayerKind.OPENED)
    user32.type(0, ord("W"))
    assert _next(events) is Action.DESCRIBE_WINDOW
    user32.type(3, 0x20)
    assert _next(events) == LayerEvent(LayerKind.OPENED)
    user32.messages.put((0x0113, 7))
    assert _next(events) == LayerEvent(LayerKind.TIMED_OUT)
    keys.close()
    assert user32.registered == {}


def _next(events: Events) -> Action | LayerEvent | Bound:
    return events.get(timeout=10)


def test_every_key_of_the_settings_has_its_windows_key() -> None:
    user32 = FakeUser32()
    events: Events = queue.SimpleQueue()
    keys = WindowsHotkeys(user32, threading.get_ident)
    keys.start(events.put)
    names = [*KEYS.values(), "A", "7", "F1", "F24"]
    for name in names:
        keys.bind([Chord.parse(f"Ctrl+{name}")], {})
        assert _next(events) == Bound(Chord.parse(f"Ctrl+{name}"))
    keys.bind([Chord.parse("Ctrl+plus")], {Action.COPY: Chord.parse("Ctrl+Shift+plus")})
    bound = _next(events)
    assert isinstance(bound, Bound)
    assert list(user32.registered.values()) == [(2 | 4, 0xBB)]
    assert [problem.spoken for problem in bound.problems] == [HotkeyTwice("Ctrl+Shift+plus").spoken]
    keys.close()


def test_a_windows_listener_that_does_not_answer_is_a_sentence() -> None:
    user32 = FakeUser32()
    keys = WindowsHotkeys(user32, threading.get_ident)
    keys.start(lambda _: None)
    user32.messages.put((0x0012, 0))
    user32.has_queue = False
    with pytest.raises(AssistantError) as caught:
        keys.bind([LAYER], {})
    assert "Start LookAloud again" in caught.value.spoken
    keys.close()
