"""Global keys on X11: XGrabKey for the chords, XGrabKeyboard while the layer is open (Xlib manual, chapter 12).

One thread with a connection of its own. It sleeps in select, woken by the server or by a pipe.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import select
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from Xlib import XK, X, error

from assistant.actions import Action
from assistant.desktop.hotkeys import Callback, LayerEvent, LayerKind
from assistant.desktop.hotkeys.chord import Chord
from assistant.desktop.x11_display import open_display
from assistant.errors import HotkeyTaken

log = logging.getLogger(__name__)

LAYER_SECONDS = 5.0  # the layer closes by itself after this long without a key
_GRAB_TRIES = 20  # of 10 ms each: an open menu holds the keyboard for a moment longer than its key
_MODIFIER_MASKS: dict[str, int] = {"Ctrl": X.ControlMask, "Alt": X.Mod1Mask, "Shift": X.ShiftMask, "Super": X.Mod4Mask}
_PURE_MODIFIERS = range(0xFFE1, 0xFFEF)  # keysyms Shift_L .. Hyper_R
_KEYSYMS = {"Space": "space", "Page_Up": "Prior", "Page_Down": "Next"}


class X11Hotkeys:
    """Listens from `start` to `close`. Raises NoDisplay when opened where there is no X server."""

    has_layer = True

    def __init__(self) -> None:
        self._display = open_display()
        self._root = self._display.screen().root
        self._bound: dict[tuple[int, int], Action | None] = {}  # (keycode, modifiers) to action; None: the layer
        self._wanted: tuple[Chord, dict[Action, Chord]] | None = None
        self._callback: Callback = lambda _: None
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._wake_read, self._wake_write = os.pipe()
        self._layer_until = 0.0  # 0: closed
        self._opened_with = 0  # keycode that opened the layer and may still be held
        self._thread: threading.Thread | None = None

    def start(self, callback: Callback) -> None:
        """Begin to listen; `callback` is called in the listener thread."""
        self._callback = callback
        self._thread = threading.Thread(target=self._listen, name="hotkeys", daemon=True)
        self._thread.start()

    def bind(self, layer: Chord, direct: Mapping[Action, Chord]) -> tuple[HotkeyTaken, ...]:
        """See `Hotkeys`. Waits for the listener, some milliseconds."""
        answer: queue.SimpleQueue[tuple[HotkeyTaken, ...]] = queue.SimpleQueue()
        self._wanted = (layer, dict(direct))
        self._in_listener(lambda: answer.put(self._grab_all()))
        return answer.get(timeout=5)

    def close(self) -> None:
        """Give every key back."""
        if self._thread is not None:
            self._calls.put(None)
            os.write(self._wake_write, b"x")
            self._thread.join(2)
            self._thread = None

    def _in_listener(self, call: Callable[[], None]) -> None:
        self._calls.put(call)
        os.write(self._wake_write, b"x")

    def _listen(self) -> None:
        try:
            while self._serve():
                self._wait()
        except (error.ConnectionClosedError, OSError):
            log.warning("the X server is gone")
        finally:
            with contextlib.suppress(error.ConnectionClosedError, OSError):
                self._display.close()  # the server ends every grab with it
            os.close(self._wake_read)
            os.close(self._wake_write)

    def _wait(self) -> None:
        timeout = max(0.0, self._layer_until - time.monotonic()) if self._layer_until else None
        if self._display.pending_events():
            return
        ready, _, _ = select.select([self._display.fileno(), self._wake_read], [], [], timeout)
        if self._wake_read in ready:
            os.read(self._wake_read, 64)

    def _serve(self) -> bool:
        """Do what waits; False to end."""
        while not self._calls.empty():
            call = self._calls.get()
            if call is None:
                return False
            call()
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.KeyPress:
                self._pressed(event)
            elif event.type == X.KeyRelease and event.detail == self._opened_with:
                self._opened_with = 0 if not self._repeats(event) else self._opened_with
            elif event.type == X.MappingNotify:
                self._display.refresh_keyboard_mapping(event)
                if self._wanted is not None:
                    self._grab_all()
        if self._layer_until and time.monotonic() >= self._layer_until:
            self._close_layer()
            self._callback(LayerEvent(LayerKind.TIMED_OUT))
        return True

    def _repeats(self, release: Any) -> bool:
        """Auto-repeat sends a release and a press with the same time; the key is still held then."""
        if not self._display.pending_events():
            self._display.sync()
        if not self._display.pending_events():
            return False
        # python-xlib cannot peek: what is taken out is handled here
        following = self._display.next_event()
        same = following.type == X.KeyPress and following.detail == release.detail and following.time == release.time
        if not same and following.type == X.KeyPress:
            self._opened_with = 0
            self._pressed(following)
        return bool(same)

    def _pressed(self, event: Any) -> None:
        code = int(event.detail)
        state = int(event.state) & self._significant()
        if self._layer_until:
            self._layer_key(code, state)
            return
        action = self._bound.get((code, state), self)
        if action is self:
            return
        if action is None:
            self._open_layer(code)
        elif code != self._opened_with or self._opened_with == 0:
            self._callback(action)  # type: ignore[arg-type]

    def _layer_key(self, code: int, state: int) -> None:
        if code == self._opened_with:
            return  # still held, repeating
        if (code, state) in self._bound and self._bound[code, state] is None:
            self._close_layer()
            self._callback(Action.DESCRIBE_SCREEN)
            return
        keysym = self._display.keycode_to_keysym(code, 0)
        if keysym in _PURE_MODIFIERS or keysym == 0:
            return
        name = _name_of(keysym)
        self._close_layer()
        for action in Action:
            if action.layer_key == name:
                self._callback(action)
                return
        self._callback(LayerEvent(LayerKind.UNKNOWN_KEY, name))

    def _open_layer(self, code: int) -> None:
        for _ in range(_GRAB_TRIES):
            status = self._root.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
            if status == X.GrabSuccess:
                break
            time.sleep(0.01)  # the server has no event for "the keyboard is free"
        else:
            log.warning("the keyboard is held by another program")
            self._callback(LayerEvent(LayerKind.CLOSED))
            return
        self._opened_with = code
        self._layer_until = time.monotonic() + LAYER_SECONDS
        self._callback(LayerEvent(LayerKind.OPENED))

    def _close_layer(self) -> None:
        """Before the action is told: focus and keyboard are as they were when the frame is grabbed."""
        self._layer_until = 0.0
        self._opened_with = 0
        self._display.ungrab_keyboard(X.CurrentTime)
        self._display.sync()

    def _grab_all(self) -> tuple[HotkeyTaken, ...]:
        for code, mask in self._bound:
            for extra in self._lock_masks():
                self._root.ungrab_key(code, mask | extra)
        self._bound.clear()
        assert self._wanted is not None
        layer, direct = self._wanted
        taken = []
        for action, chord in ((None, layer), *direct.items()):
            code = self._display.keysym_to_keycode(_keysym(chord.key))
            mask = sum(_MODIFIER_MASKS[name] for name in chord.modifiers)
            if code and (code, mask) not in self._bound and self._grab(code, mask):
                self._bound[code, mask] = action
            else:
                taken.append(HotkeyTaken(str(chord)))
        return tuple(taken)

    def _grab(self, code: int, mask: int) -> bool:
        """With every combination of the locks, or not at all."""
        refused = error.CatchError(error.BadAccess)
        for extra in self._lock_masks():
            self._root.grab_key(code, mask | extra, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error() is None:
            return True
        for extra in self._lock_masks():
            self._root.ungrab_key(code, mask | extra)
        self._display.sync()
        return False

    def _lock_masks(self) -> Iterator[int]:
        locks = [X.LockMask, self._mask_of("Num_Lock"), self._mask_of("Scroll_Lock")]
        distinct = [mask for mask in dict.fromkeys(locks) if mask]
        for bits in range(2 ** len(distinct)):
            yield sum(mask for number, mask in enumerate(distinct) if bits >> number & 1)

    @staticmethod
    def _significant() -> int:
        return sum(_MODIFIER_MASKS.values())

    def _mask_of(self, name: str) -> int:
        """The modifier that a lock key sets on this keyboard; 0 where none does."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        if not code:
            return 0
        for index, codes in enumerate(self._display.get_modifier_mapping()):
            if code in codes:
                return 1 << index
        return 0


def _keysym(key: str) -> int:
    name = _KEYSYMS.get(key, key.lower() if len(key) == 1 else key)
    return int(XK.string_to_keysym(name))


def _name_of(keysym: int) -> str:
    if keysym == XK.XK_Escape:
        return "Escape"
    for name in ("comma", "space"):
        if keysym == XK.string_to_keysym(name):
            return name
    return chr(keysym).lower() if 0x20 < keysym < 0x7F else hex(keysym)
