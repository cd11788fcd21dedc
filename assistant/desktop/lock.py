"""Whether the screen is locked, asked of systemd-logind and of the session's screen saver over D-Bus.

Lockers differ in whom they tell: GNOME and KDE set logind's LockedHint; MATE, Cinnamon and Xfce answer GetActive on
names of their own; swaylock, i3lock and xscreensaver tell neither. So "yes" is evidence and "no" is none.
https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from dbus_fast import BusType, Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from assistant.desktop.portal import closed

WAIT = 0.15  # seconds for each bus, both asked at once; services that run answer within 0.005
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),  # KDE
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)


def locked() -> bool | None:
    """True where a service says so, False where logind says that it is not, None where nobody knows.

    A screen saver that is on counts as locked: it hides the screen like a lock. Any plain thread; WAIT at most.
    """
    return asyncio.run(_locked())


async def _locked() -> bool | None:
    hint, saver = await asyncio.gather(_asked(BusType.SYSTEM, _hint), _asked(BusType.SESSION, _saver))
    if hint or saver:
        return True
    return hint


async def _asked(kind: BusType, question: Any) -> bool | None:
    """The answer to `question(bus)`; None where the bus or the service is missing or slow."""
    try:
        async with asyncio.timeout(WAIT):
            bus = await MessageBus(bus_type=kind).connect()
            try:
                answer: bool | None = await question(bus)
                return answer
            finally:
                await closed(bus)
    except (OSError, ValueError, KeyError, EOFError, TimeoutError):
        return None


async def _hint(bus: MessageBus) -> bool | None:
    """LockedHint of this process's session, or of the user's desktop where systemd itself started it ("auto")."""
    body = await _call(
        bus,
        "org.freedesktop.login1",
        "/org/freedesktop/login1/session/auto",
        "org.freedesktop.DBus.Properties",
        "Get",
        "org.freedesktop.login1.Session",
        "LockedHint",
    )
    return bool(body[0].value) if body else None


async def _saver(bus: MessageBus) -> bool | None:
    calls: list[Coroutine[Any, Any, list[Any]]] = [_call(bus, name, path, name, "GetActive") for name, path in _SAVERS]
    answers = [body[0] for body in await asyncio.gather(*calls) if body]
    return any(answer is True for answer in answers) if answers else None


async def _call(bus: MessageBus, name: str, path: str, interface: str, member: str, *body: str) -> list[Any]:
    """The reply's body, empty for an error. Nothing is started for the sake of the question."""
    reply = await bus.call(
        Message(
            destination=name, path=path, interface=interface, member=member, signature="s" * len(body),
            body=list(body), flags=MessageFlag.NO_AUTOSTART,
        )
    )  # fmt: skip
    if reply is None or reply.message_type is MessageType.ERROR:
        return []
    return list(reply.body)
