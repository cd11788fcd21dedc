"""One D-Bus connection and AT-SPI's calls on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from assistant.desktop.portal import closed
from models.types import Box

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
VALUE = "org.a11y.atspi.Value"
PROPERTIES = "org.freedesktop.DBus.Properties"
NULL_PATH = "/org/a11y/atspi/null"
_HIDDEN = -2147483648  # GTK's place for menu items that are not shown


@dataclass(frozen=True, slots=True)
class Accessible:
    """Where an element lives: a bus name and an object path."""

    bus: str
    path: str


class CallFailed(Exception):
    """The program answered with an error, or is gone."""


class Connection:
    """Typed calls. In the event loop that opened the bus."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus

    async def close(self) -> None:
        await closed(self._bus)

    async def call(
        self, bus: str, path: str, interface: str, member: str, signature: str = "", *body: Any
    ) -> list[Any]:
        """The reply's body. Raises CallFailed."""
        try:
            reply = await self._bus.call(
                Message(
                    destination=bus, path=path, interface=interface, member=member, signature=signature, body=list(body)
                )
            )
        except (OSError, EOFError, ValueError) as error:
            raise CallFailed(f"{member}: {error}") from error
        if reply is None or reply.message_type is MessageType.ERROR:
            raise CallFailed(f"{member}: {reply.error_name if reply is not None else 'no reply'}")
        return list(reply.body)

    async def get(self, at: Accessible, interface: str, name: str) -> Any:
        """A property's value. Raises CallFailed."""
        value = await self.call(at.bus, at.path, PROPERTIES, "Get", "ss", interface, name)
        return value[0].value if value and isinstance(value[0], Variant) else None

    async def set_property(self, bus: str, path: str, interface: str, name: str, signature: str, value: Any) -> None:
        await self.call(bus, path, PROPERTIES, "Set", "ssv", interface, name, Variant(signature, value))

    async def pid(self, bus: str) -> int:
        """The process that owns a bus name."""
        body = await self.call(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "GetConnectionUnixProcessID",
            "s",
            bus,
        )
        return int(body[0])

    async def children(self, at: Accessible) -> list[Accessible]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetChildren")
        return [Accessible(str(bus), str(path)) for bus, path in (body[0] if body else [])]

    async def role(self, at: Accessible) -> str:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetRoleName")
        return str(body[0]) if body else ""

    async def role_number(self, at: Accessible) -> int:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetRole")
        return int(body[0]) if body else 0

    async def name(self, at: Accessible) -> str:
        value = await self.get(at, ACCESSIBLE, "Name")
        return value if isinstance(value, str) else ""

    async def description(self, at: Accessible) -> str:
        value = await self.get(at, ACCESSIBLE, "Description")
        return value if isinstance(value, str) else ""

    async def states(self, at: Accessible) -> Sequence[int]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetState")
        return [int(word) for word in body[0]] if body else []

    async def interfaces(self, at: Accessible) -> list[str]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetInterfaces")
        return [str(name) for name in body[0]] if body else []

    async def attributes(self, at: Accessible) -> dict[str, str]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetAttributes")
        return {str(key): str(value) for key, value in dict(body[0]).items()} if body else {}

    async def extents(self, at: Accessible) -> Box | None:
        """In desktop units; None where the element has no place."""
        try:
            body = await self.call(at.bus, at.path, COMPONENT, "GetExtents", "u", 0)
        except CallFailed:
            return None
        left, top, width, height = body[0]
        if left == _HIDDEN or top == _HIDDEN or width <= 0 or height <= 0 or max(width, height) > 10**6:
            return None
        return Box(left, top, left + width, top + height)

    async def text(self, at: Accessible, *, limit: int) -> str:
        """The Text interface's content, `limit` characters at most."""
        count = await self.get(at, TEXT, "CharacterCount")
        if not isinstance(count, int) or count <= 0:
            return ""
        body = await self.call(at.bus, at.path, TEXT, "GetText", "ii", 0, min(count, limit))
        return str(body[0]) if body else ""

    async def relations(self, at: Accessible) -> dict[int, list[Accessible]]:
        """Relation number (2: labelled by, atspi-constants.h) to its targets."""
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetRelationSet")
        return {
            int(kind): [Accessible(str(b), str(p)) for b, p in targets] for kind, targets in (body[0] if body else [])
        }
