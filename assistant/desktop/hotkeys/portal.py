"""Global keys on Wayland by org.freedesktop.portal.GlobalShortcuts.

A client cannot take the whole keyboard there, so the layer has no second key: the master chord describes the
screen, and every other action wants a chord of its own, which the desktop's settings can give it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from dbus_fast import BusType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from assistant.actions import Action
from assistant.desktop.hotkeys import Bound, Callback
from assistant.desktop.hotkeys.chord import Chord
from assistant.desktop.portal import NAME, PATH, PortalDenied, PortalMissing, call, call_request, closed
from assistant.errors import AssistantError, HotkeyTaken
from assistant.languages.words import _

log = logging.getLogger(__name__)

_INTERFACE = "org.freedesktop.portal.GlobalShortcuts"
_LAYER = "layer"
_WAIT = 60.0  # seconds; the user may be asked
MISSING = _(
    "This desktop gives programs no global keys. Bind keys of the desktop itself to commands such as "
    "lookaloud do describe-screen. The command lookaloud do help says all of them."
)
DENIED = _(
    "The desktop did not allow LookAloud its global keys. Start LookAloud again and allow them, or bind keys of the "
    "desktop itself to commands such as lookaloud do describe-screen."
)
_MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Super": "LOGO"}


class PortalHotkeys:
    """One thread with an event loop and a bus connection, which holds the portal's session."""

    has_layer = False
    tells_release = False

    def __init__(self) -> None:
        self._callback: Callback = lambda _: None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="hotkeys", daemon=True)
        self._bus: MessageBus | None = None
        self._binding: asyncio.Task[None] | None = None
        self._session = ""
        self._count = 0

    def start(self, callback: Callback) -> None:
        """Raises AssistantError where the portal is missing."""
        self._callback = callback
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._connect(), self._loop).result(5)
        except (PortalMissing, PortalDenied, OSError, TimeoutError, ValueError, KeyError) as error:
            raise AssistantError(MISSING, detail=str(error)) from error

    def bind(self, layers: Sequence[Chord], direct: Mapping[Action, Chord]) -> None:
        """See `Hotkeys`. The desktop may ask the user; nothing waits for it here."""
        self._loop.call_soon_threadsafe(self._begin, layers[0], dict(direct))

    def close(self) -> None:
        if self._thread.is_alive():
            with contextlib.suppress(TimeoutError):  # the bus hangs: the process ends its connection
                asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(2)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(2)
        if not self._thread.is_alive():
            self._loop.close()

    def _begin(self, layer: Chord, direct: dict[Action, Chord]) -> None:
        if self._binding is not None:
            self._binding.cancel()  # the keys have been changed while the desktop was asking
        self._binding = self._loop.create_task(self._bind_and_tell(layer, direct))

    async def _bind_and_tell(self, layer: Chord, direct: dict[Action, Chord]) -> None:
        try:
            async with asyncio.timeout(_WAIT + 10):  # the question, and the calls around it
                bound = await self._bind(layer, direct)
        except (PortalDenied, TimeoutError) as problem:
            bound = Bound(None, (AssistantError(DENIED, detail=str(problem)),))
        except (PortalMissing, OSError, EOFError) as problem:
            bound = Bound(None, (AssistantError(MISSING, detail=str(problem)),))
        self._callback(bound)

    async def _end(self) -> None:
        if self._binding is not None:
            self._binding.cancel()
            await asyncio.wait([self._binding])
        if self._bus is not None:
            await closed(self._bus)

    async def _connect(self) -> None:
        self._bus = await MessageBus(bus_type=BusType.SESSION).connect()
        rule = f"type='signal',interface='{_INTERFACE}',member='Activated'"
        await call(
            self._bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", [rule]
        )
        self._bus.add_message_handler(self._heard)

    async def _bind(self, layer: Chord, direct: dict[Action, Chord]) -> Bound:
        bus = self._bus
        assert bus is not None
        session, self._session = self._session, ""
        if session:
            with contextlib.suppress(PortalMissing):  # the portal has ended it itself
                await call(bus, NAME, session, "org.freedesktop.portal.Session", "Close")
        self._count += 1
        token = Variant("s", f"lookaloud{os.getpid()}_{self._count}")
        results = await call_request(
            bus, _INTERFACE, "CreateSession", "a{sv}", [], {"session_handle_token": token}, wait=5
        )
        self._session = str(results["session_handle"].value)
        wanted = [
            [_LAYER, _shortcut(Action.DESCRIBE_SCREEN.label, layer)],
            *([action.slug, _shortcut(action.label, direct.get(action))] for action in Action),
        ]
        results = await call_request(
            bus, _INTERFACE, "BindShortcuts", "oa(sa{sv})sa{sv}", [self._session, wanted, ""], {}, wait=_WAIT
        )
        bound = {str(entry[0]) for entry in results["shortcuts"].value} if "shortcuts" in results else set()
        wanting = [] if _LAYER in bound else [HotkeyTaken(str(layer))]
        wanting += [HotkeyTaken(str(chord)) for action, chord in direct.items() if action.slug not in bound]
        return Bound(layer if _LAYER in bound else None, tuple(wanting))

    def _heard(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL or message.member != "Activated" or message.path != PATH:
            return
        name = str(message.body[1])
        try:
            self._callback(Action.DESCRIBE_SCREEN if name == _LAYER else Action.from_slug(name))
        except KeyError:
            log.warning("the portal activated an unknown shortcut")


def _shortcut(label: str, chord: Chord | None) -> dict[str, Any]:
    entry = {"description": Variant("s", label)}
    if chord is not None:
        # the XDG shortcuts format: CTRL+ALT+space
        key = chord.key.lower() if len(chord.key) == 1 or chord.key == "Space" else chord.key
        trigger = "+".join((*(_MODIFIERS[name] for name in chord.modifiers), key))
        entry["preferred_trigger"] = Variant("s", trigger)
    return entry
