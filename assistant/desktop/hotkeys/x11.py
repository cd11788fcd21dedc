"""Global keys on X11: XGrabKey for the chords, XGrabKeyboard while the layer is open (Xlib manual, chapter 12).

One thread with a connection of its own. It sleeps in select, woken by the server or by a pipe. From a chord until the
thread has read it, the server keeps back what is typed: however busy the machine is, the layer gets the next key.
"""

from __future__ import annotations

import collections
import contextlib
import logging
import os
import queue
import select
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from Xlib import X, error

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Callback, LayerEvent, LayerKind
from assistant.desktop.hotkeys.chord import Chord
from assistant.desktop.hotkeys.x11_grabs import LAYER, Chosen, Grabs
from assistant.desktop.hotkeys.x11_keyboard import Keyboard
from assistant.desktop.hotkeys.x11_raw import RawKeys, RawPress
from assistant.desktop.x11_display import open_display
from assistant.errors import AssistantError
from assistant.languages.words import _

log = logging.getLogger(__name__)

LAYER_SECONDS = 5.0  # the layer closes by itself after this long without a key
TALK_SECONDS = 35.0  # while the key for a question is held it is not given back: the user may be speaking
HELD_SECONDS = 2.0  # the keyboard is given back by then, though the chosen key may still be held
GONE = _("The X server does not answer, so there are no keys. Start LookAloud again.")


class X11Hotkeys:
    """Listens from `start` to `close`. Raises NoDisplay when opened where there is no X server."""

    has_layer = True
    tells_release = True

    def __init__(self) -> None:
        self._display = open_display()
        self._root = self._display.screen().root
        self._keyboard = Keyboard(self._display)
        self._grabs = Grabs(self._display, self._keyboard)
        self._raw = RawKeys(self._display)
        self._wanted: tuple[Sequence[Chord], Mapping[Action, Chord]] | None = None
        self._bound: Bound | None = None
        self._callback: Callback = lambda _: None
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._events: collections.deque[Any] = collections.deque()
        self._wake_read, self._wake_write = os.pipe()
        self._layer_until = 0.0  # 0: closed
        self._held = 0  # keycode that was chosen in the layer: the keyboard is kept until it is released
        self._held_until = 0.0
        self._talking = False  # whether the held key is that for a question
        self._mapping_changed = False
        self._thread: threading.Thread | None = None

    def start(self, callback: Callback) -> None:
        """Begin to listen; `callback` is called in the listener thread."""
        self._callback = callback
        self._thread = threading.Thread(target=self._listen, name="hotkeys", daemon=True)
        self._thread.start()

    def bind(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> None:
        """See `Hotkeys`."""

        def bind() -> None:
            self._wanted = (tuple(layers), dict(direct))
            self._bound = self._grabs.take(*self._wanted)
            self._callback(self._bound)

        self._calls.put(bind)
        try:
            os.write(self._wake_write, b"x")
        except OSError as problem:  # the listener has ended
            raise AssistantError(GONE, detail=str(problem)) from problem

    def close(self) -> None:
        """Give every key back."""
        if self._thread is not None:
            self._calls.put(None)
            with contextlib.suppress(OSError):  # the listener has ended
                os.write(self._wake_write, b"x")
            self._thread.join(2)
            self._thread = None

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
        ends = [end for end in (self._layer_until, self._held_until) if end]
        timeout = max(0.0, min(ends) - time.monotonic()) if ends else None
        if self._events or self._display.pending_events():
            return
        ready, _write, _error = select.select([self._display.fileno(), self._wake_read], [], [], timeout)
        if self._wake_read in ready:
            os.read(self._wake_read, 64)

    def _serve(self) -> bool:
        """Do what waits; False to end."""
        while not self._calls.empty():
            call = self._calls.get()
            if call is None:
                return False
            call()
        self._fetch()
        while self._events:
            self._heard(self._events.popleft())
            self._fetch()
        if self._mapping_changed:
            self._mapping_changed = False
            self._bind_again()
        if self._layer_until and time.monotonic() >= self._layer_until:
            self._give_back()
            self._callback(LayerEvent(LayerKind.TIMED_OUT))
        if self._held_until and time.monotonic() >= self._held_until:
            self._give_back()
        return True

    def _fetch(self) -> None:
        while self._display.pending_events():
            self._events.append(self._display.next_event())

    def _heard(self, event: Any) -> None:
        if event.type == X.KeyPress:
            self._pressed(event)
            self._display.allow_events(X.AsyncKeyboard, X.CurrentTime)  # it waits since the chord was pressed
            self._display.flush()
        elif event.type == X.KeyRelease:
            if self._repeats(event):
                self._events.popleft()
            elif event.detail == self._held:
                talked, self._talking = self._talking, False
                self._give_back()
                if talked:
                    self._callback(LayerEvent(LayerKind.RELEASED, Action.ASK.layer_key))
        elif event.type == X.MappingNotify and event.request != X.MappingPointer:
            self._display.refresh_keyboard_mapping(event)
            self._mapping_changed = True  # one change of the layout sends many of these
        elif (raw := self._raw.press(event)) is not None and self._grabs.uses(raw.code):
            self._raw_pressed(raw)

    def _look_ahead(self) -> None:
        """What the server has sent together with the event in hand is in `_events` then."""
        if not self._events:
            self._display.sync()
            self._fetch()

    def _repeats(self, release: Any) -> bool:
        """A key that is held sends a release and a press with the same time, again and again."""
        self._look_ahead()
        if not self._events:
            return False
        following = self._events[0]
        return bool(
            following.type == X.KeyPress and following.detail == release.detail and following.time == release.time
        )

    def _raw_pressed(self, raw: RawPress) -> None:
        """The key press follows, but not where another program holds the keyboard. The layer cannot be had then."""
        self._look_ahead()
        follows = any(e.type == X.KeyPress and (e.detail, e.time) == (raw.code, raw.time) for e in self._events)
        if follows or self._layer_until or self._held:
            return
        chosen = self._grabs.meant(raw.code, int(self._root.query_pointer().mask))
        if chosen is not None:
            self._callback(Action.DESCRIBE_SCREEN if chosen is LAYER else chosen)

    def _pressed(self, event: Any) -> None:
        code = int(event.detail)
        chosen = self._grabs.meant(code, int(event.state))
        if self._held:
            self._give_back()  # the next key is pressed before the last one is up: it is not the layer's any more
        if self._layer_until:
            self._layer_key(code, chosen)
        elif chosen is LAYER:
            self._open_layer()
        elif chosen is not None:
            if isinstance(chosen, Action) and chosen.listens:
                self._held, self._talking, self._held_until = code, True, time.monotonic() + TALK_SECONDS
            self._callback(chosen)

    def _layer_key(self, code: int, chosen: Chosen) -> None:
        if chosen is LAYER:
            self._close_layer(code)
            self._callback(Action.DESCRIBE_SCREEN)
            return
        name = self._keyboard.name(code)
        if not name:
            return
        self._close_layer(code)
        for action in Action:
            if action.layer_key == name:
                if action.listens:
                    self._talking, self._held_until = True, time.monotonic() + TALK_SECONDS
                self._callback(action)
                return
        self._callback(LayerEvent(LayerKind.UNKNOWN_KEY, name))

    def _open_layer(self) -> None:
        # the chord's own grab is ours until the thread has read it, so that nobody else can hold the keyboard
        status = self._root.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
        if status != X.GrabSuccess:
            log.warning("the keyboard is held by another program")
            self._callback(LayerEvent(LayerKind.CLOSED))
            return
        self._layer_until = time.monotonic() + LAYER_SECONDS
        self._callback(LayerEvent(LayerKind.OPENED))

    def _close_layer(self, code: int) -> None:
        """Keep the keyboard until the chosen key is up: held, it would be typed into the user's program."""
        self._layer_until = 0.0
        self._held = code
        self._held_until = time.monotonic() + HELD_SECONDS

    def _give_back(self) -> None:
        self._layer_until = self._held_until = 0.0
        self._held = 0
        self._talking = False
        self._display.ungrab_keyboard(X.CurrentTime)
        self._display.sync()

    def _bind_again(self) -> None:
        """The layout has changed, and with it the keycodes. What differs is told."""
        if self._wanted is None or self._grabs.holds_still(*self._wanted):
            return
        before, self._bound = self._bound, self._grabs.take(*self._wanted)
        if not self._bound.is_like(before):
            self._callback(self._bound)
