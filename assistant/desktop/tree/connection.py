"""One D-Bus connection and AT-SPI's calls on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dbus_fast import Message, MessageFlag, MessageType, Variant
from dbus_fast.aio import MessageBus

from assistant import limits
from assistant.desktop.portal import closed
from models.types import Box

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
IMAGE = "org.a11y.atspi.Image"
TABLE = "org.a11y.atspi.Table"
TABLE_CELL = "org.a11y.atspi.TableCell"
TEXT = "org.a11y.atspi.Text"
VALUE = "org.a11y.atspi.Value"
PROPERTIES = "org.freedesktop.DBus.Properties"
NULL_PATH = "/org/a11y/atspi/null"
_HIDDEN = -2147483648  # GTK's place for menu items that are not shown
_SERVICES = frozenset(("org.a11y.Bus", "org.a11y.atspi.Registry"))
"""What is started where it does not run. A program may name any other as its child, and nothing is started for that."""
_GONE = frozenset(f"org.freedesktop.DBus.Error.{name}" for name in ("ServiceUnknown", "NameHasNoOwner", "NoReply"))
_LONGEST = 4 * limits.TREE_NAME  # characters of a name that are kept until it is cleaned


@dataclass(frozen=True, slots=True)
class Accessible:
    """Where an element lives: a bus name and an object path."""

    bus: str
    path: str


class CallFailed(Exception):
    """The program answered with an error, or is gone."""


class Refused(CallFailed):
    """The program answered, but with more or something else than AT-SPI has there."""


class TooLong(Refused):
    """The reply was longer than `limits.TREE_REPLY`."""


class Connection:
    """Typed calls. In the event loop that opened the bus. Each raises CallFailed."""

    refused = 0
    """Answers that could not be taken, and questions to programs that were gone."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus

    async def close(self) -> None:
        await closed(self._bus)

    async def call(
        self, bus: str, path: str, interface: str, member: str, signature: str = "", *body: Any, returns: str = ""
    ) -> list[Any]:
        """The reply's body, whose signature is `returns`. Raises CallFailed; Refused where it is another."""
        try:
            reply = await self._bus.call(
                Message(
                    destination=bus, path=path, interface=interface, member=member, signature=signature,
                    body=list(body),
                    flags=MessageFlag.NONE if bus in _SERVICES else MessageFlag.NO_AUTOSTART,
                )
            )  # fmt: skip
        except (OSError, EOFError, ValueError, TypeError) as error:  # TypeError: no name or path that D-Bus has
            raise CallFailed(f"{member}: {error}") from error
        if reply is None:
            raise CallFailed(f"{member}: no reply")
        if reply.message_type is MessageType.ERROR and reply.error_name is not None:
            self.refused += reply.error_name in _GONE
            raise CallFailed(f"{member}: {reply.error_name}")
        if reply.message_type is MessageType.ERROR:
            self.refused += 1
            raise TooLong(member)
        if reply.signature != returns:
            self.refused += 1
            raise Refused(f"{member}: {reply.signature!r} instead of {returns!r}")
        return list(reply.body)

    async def get(self, at: Accessible, interface: str, name: str) -> Any:
        """A property's value, of any type."""
        value = await self.call(at.bus, at.path, PROPERTIES, "Get", "ss", interface, name, returns="v")
        return value[0].value

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
            returns="u",
        )
        return int(body[0])

    async def children(self, at: Accessible) -> list[Accessible]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetChildren", returns="a(so)")
        return [Accessible(bus, path) for bus, path in body[0]]

    async def child(self, at: Accessible, number: int) -> Accessible:
        """One of them, counted from 0."""
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetChildAtIndex", "i", number, returns="(so)")
        return Accessible(*body[0])

    async def count(self, at: Accessible) -> int:
        """How many children it has; where there are too many for AT-SPI, any number."""
        value = await self.get(at, ACCESSIBLE, "ChildCount")
        return value if isinstance(value, int) else 0

    async def index(self, at: Accessible) -> int:
        """Its number among its parent's children, from 0; below 0 where that cannot be told."""
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetIndexInParent", returns="i")
        return int(body[0])

    async def at_point(self, at: Accessible, x: int, y: int) -> Accessible:
        """The child at a point, in desktop units; NULL_PATH where there is none."""
        body = await self.call(at.bus, at.path, COMPONENT, "GetAccessibleAtPoint", "iiu", x, y, 0, returns="(so)")
        return Accessible(*body[0])

    async def columns(self, at: Accessible) -> int:
        """Of a table."""
        value = await self.get(at, TABLE, "NColumns")
        return value if isinstance(value, int) else 0

    async def cell(self, at: Accessible, row: int, column: int) -> Accessible:
        """Of a table, counted from 0."""
        body = await self.call(at.bus, at.path, TABLE, "GetAccessibleAt", "ii", row, column, returns="(so)")
        return Accessible(*body[0])

    async def letters(self, at: Accessible) -> int:
        """How long the Text interface's content is."""
        value = await self.get(at, TEXT, "CharacterCount")
        return value if isinstance(value, int) else 0

    async def role(self, at: Accessible) -> str:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetRoleName", returns="s")
        return str(body[0])

    async def role_number(self, at: Accessible) -> int:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetRole", returns="u")
        return int(body[0])

    async def name(self, at: Accessible) -> str:
        value = await self.get(at, ACCESSIBLE, "Name")
        return value[:_LONGEST] if isinstance(value, str) else ""

    async def description(self, at: Accessible) -> str:
        value = await self.get(at, ACCESSIBLE, "Description")
        return value[:_LONGEST] if isinstance(value, str) else ""

    async def states(self, at: Accessible) -> Sequence[int]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetState", returns="au")
        return list(body[0])

    async def interfaces(self, at: Accessible) -> list[str]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetInterfaces", returns="as")
        return list(body[0])

    async def attributes(self, at: Accessible) -> dict[str, str]:
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetAttributes", returns="a{ss}")
        return dict(body[0])

    async def extents(self, at: Accessible) -> Box | None:
        """In desktop units; None where the element has no place."""
        try:
            body = await self.call(at.bus, at.path, COMPONENT, "GetExtents", "u", 0, returns="(iiii)")
        except CallFailed:
            return None
        left, top, width, height = body[0]
        if left == _HIDDEN or top == _HIDDEN or width <= 0 or height <= 0 or max(width, height) > 10**6:
            return None
        return Box(left, top, left + width, top + height)

    async def text(self, at: Accessible, *, limit: int) -> str:
        """The Text interface's content, `limit` characters at most."""
        count = await self.letters(at)
        if count <= 0:
            return ""
        body = await self.call(at.bus, at.path, TEXT, "GetText", "ii", 0, min(count, limit), returns="s")
        return str(body[0])[:limit]

    async def relations(self, at: Accessible) -> dict[int, list[Accessible]]:
        """Relation number (2: labelled by, atspi-constants.h) to its targets."""
        body = await self.call(at.bus, at.path, ACCESSIBLE, "GetRelationSet", returns="a(ua(so))")
        return {kind: [Accessible(bus, path) for bus, path in targets] for kind, targets in body[0]}
