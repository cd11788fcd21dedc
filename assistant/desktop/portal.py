"""XDG desktop portals: one request and its Response signal, over the session bus, from any plain thread."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
from typing import Any

from dbus_fast import BusType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

NAME = "org.freedesktop.portal.Desktop"
_BUS = "org.freedesktop.DBus"
PATH = "/org/freedesktop/portal/desktop"

_tokens = itertools.count(1)


class PortalMissing(Exception):
    """No session bus, no portal, or not this one."""


class PortalDenied(Exception):
    """The user or the desktop said no, or nobody answered in time."""


def request(
    interface: str, method: str, signature: str, arguments: list[Any], options: dict[str, Variant], *, wait: float
) -> dict[str, Variant]:
    """Call a portal method whose last argument is `options` and wait for its Response; returns its results.

    Raises PortalMissing, and PortalDenied after `wait` seconds, whoever does not answer.
    """
    return asyncio.run(_request(interface, method, signature, arguments, options, wait))


async def _request(
    interface: str, method: str, signature: str, arguments: list[Any], options: dict[str, Variant], wait: float
) -> dict[str, Variant]:
    try:
        async with asyncio.timeout(wait):
            bus = await MessageBus(bus_type=BusType.SESSION).connect()
    except (OSError, ValueError, KeyError) as error:  # TimeoutError is an OSError
        raise PortalMissing(str(error)) from error
    try:
        return await call_request(bus, interface, method, signature, arguments, options, wait=wait)
    finally:
        await closed(bus)


async def call_request(
    bus: MessageBus, interface: str, method: str, signature: str, arguments: list[Any], options: dict[str, Variant],
    *, wait: float,
) -> dict[str, Variant]:  # fmt: skip
    """The same on a bus that stays open (sessions end with their bus)."""
    token = f"lookaloud{os.getpid()}_{next(_tokens)}"
    sender = (bus.unique_name or "")[1:].replace(".", "_")
    path = f"{PATH}/request/{sender}/{token}"
    answer: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()

    def heard(message: Message) -> None:
        is_ours = message.message_type is MessageType.SIGNAL and message.path == path and message.member == "Response"
        if is_ours and not answer.done():
            answer.set_result(message.body)

    rule = f"type='signal',interface='org.freedesktop.portal.Request',member='Response',path='{path}'"
    bus.add_message_handler(heard)
    try:
        async with asyncio.timeout(wait):
            await call(bus, _BUS, "/org/freedesktop/DBus", _BUS, "AddMatch", "s", [rule])
            with_token = [*arguments, options | {"handle_token": Variant("s", token)}]
            await call(bus, NAME, PATH, interface, method, signature, with_token)
            code, results = await answer
    except TimeoutError as error:
        raise PortalDenied(f"{interface}.{method}: no answer in {wait} s") from error
    finally:
        bus.remove_message_handler(heard)
    if code != 0:
        raise PortalDenied(f"{interface}.{method}: response {code}")
    return dict(results)


async def closed(bus: MessageBus) -> None:
    """Disconnect, and wait until the socket is closed."""
    bus.disconnect()
    with contextlib.suppress(EOFError, OSError):  # how dbus-fast reports the end of its own connection
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


async def call(
    bus: MessageBus,
    destination: str,
    path: str,
    interface: str,
    member: str,
    signature: str = "",
    body: list[Any] | None = None,
) -> list[Any]:
    """One method call; the reply's body. Raises PortalMissing for an error reply."""
    message = Message(
        destination=destination, path=path, interface=interface, member=member, signature=signature, body=body or []
    )
    reply = await bus.call(message)
    if reply is None or reply.message_type is MessageType.ERROR:
        raise PortalMissing(f"{interface}.{member}: {reply.error_name if reply is not None else 'no reply'}")
    return list(reply.body)
