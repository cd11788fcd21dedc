"""A program whose accessibility tree is hostile: `python -m tests.helpers.hostile_program MISCHIEF [TITLE]`.

It registers on the accessibility bus of the session as toolkits do (at-spi2-core's XML interfaces), shows one window
named TITLE whose first child is an honest button, and answers all else as MISCHIEF says. It prints its process id once
it is registered, and ends with its standard input.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, field
from typing import Any

from dbus_fast import BusType, Message, MessageFlag, MessageType, Variant
from dbus_fast.aio import MessageBus

from assistant.desktop.tree.bounded import BoundedBus

HONEST = "Still here"
MANY = 1_000_000
LONG = 10_000_000  # characters
_ROOT, _BASE = "/org/a11y/atspi/accessible/root", "/org/a11y/atspi/accessible/"
_STATES = [1 << 1 | 1 << 8 | 1 << 24 | 1 << 25 | 1 << 30, 0]  # active, enabled, sensitive, showing, visible
_ACCESSIBLE, _TEXT, _VALUE = "org.a11y.atspi.Accessible", "org.a11y.atspi.Text", "org.a11y.atspi.Value"


@dataclass
class Element:
    """`children`: paths, or (bus name, path). `replies`: what is said instead, by member or property."""

    role: str = "label"
    name: str = ""
    children: list[Any] = field(default_factory=list)
    interfaces: tuple[str, ...] = ()
    replies: dict[str, tuple[str, list[Any]]] = field(default_factory=dict)


class HostileProgram:
    """One connection; `mischief` is the name of a method below."""

    def __init__(self, mischief: str, title: str) -> None:
        self._mischief = mischief
        self._elements: dict[str, Element] = {
            _ROOT: Element("application", "hostile", [f"{_BASE}1"]),
            f"{_BASE}1": Element("frame", title, [f"{_BASE}honest"]),
            f"{_BASE}honest": Element("push button", HONEST),
        }
        self.window = self._elements[f"{_BASE}1"]
        self._raw: dict[tuple[str, str], tuple[str, bytes]] = {}
        self._asked = 0
        getattr(self, f"do_{mischief.replace('-', '_')}")()

    def add(self, **parts: Any) -> str:
        """One more child of the window; its path."""
        path = f"{_BASE}{len(self._elements)}"
        self._elements[path] = Element(**parts)
        self.window.children.append(path)
        return path

    # what it may do

    def do_nothing(self) -> None:
        """An honest program."""

    def do_long_names(self) -> None:
        for _ in range(3):
            self.add(name="A" * LONG, replies={"Description": ("v", [Variant("s", "é" * (LONG // 2))])})

    def do_long_texts(self) -> None:
        for number in range(60):
            self.add(role="paragraph", name=f"{number} " + "b" * 900, interfaces=(_TEXT,), replies={
                "CharacterCount": ("v", [Variant("i", 2**31 - 1)]), "GetText": ("s", ["word " * 100_000])})  # fmt: skip

    def do_many_children(self) -> None:
        path = self.add(role="list", name="Million")
        self._raw[path, "GetChildren"] = "a(so)", b""  # made once it is known who we are

    def do_endless(self) -> None:
        """Each element has fresh children, for ever; see `_element`."""
        self.add(role="panel", name="deep", children=[f"{_BASE}e{n}" for n in range(30)])

    def do_cycles(self) -> None:
        first = self.add(role="panel", name="first")
        second = self.add(role="panel", name="second", children=[first, f"{_BASE}1", _ROOT])
        self._elements[first].children = [first, second, first, f"{_BASE}1"] * 250

    def do_references(self) -> None:
        """A thousand elements that name a thousand others each."""
        others = [f"{_BASE}x{n}" for n in range(1000)]
        for _ in range(900):
            self.add(role="panel", children=others)

    def do_wrong_types(self) -> None:
        wrong: list[tuple[str, list[Any]]] = [
            ("", []), ("u", [7]), ("as", [["a", "b"]]), ("a{sv}", [{"a": Variant("s", "b")}]), ("d", [float("nan")]),
            ("v", [Variant("a(so)", [["", "/"]])]), ("(ss)", [["x", "y"]]), ("b", [True]), ("a(so)", [[]]),
        ]  # fmt: skip
        members = (
            "Name Description GetState GetRoleName GetRole GetInterfaces GetAttributes GetExtents GetChildren "
            "GetRelationSet CharacterCount GetText CurrentValue"
        )
        for member in members.split():
            for reply in wrong:
                self.add(role="entry", name="odd", interfaces=(_TEXT, _VALUE), replies={member: reply})

    def do_bad_references(self) -> None:
        names = ("", "no such name", ":1.999999", "org.freedesktop.systemd1", "org.freedesktop.DBus", ":", "a" * 300,
                 "org.a11y.atspi.Registry")  # fmt: skip
        self.window.children += [(name, _ROOT) for name in names]
        self.window.children += [(names[2], "/"), (names[4], "/org/a11y/atspi/null")]

    def do_odd_values(self) -> None:
        numbers = (float("nan"), float("inf"), -float("inf"), 1.7e308, -0.0, 5e-324)
        for role in ("slider", "progress bar", "spin button"):
            for now in numbers:
                for low, high in ((0.0, 100.0), (now, -now), (-1.7e308, 1.7e308), (float("nan"), 1.0)):
                    self.add(role=role, name="odd", interfaces=(_VALUE,), replies={
                        "CurrentValue": ("v", [Variant("d", now)]), "MinimumValue": ("v", [Variant("d", low)]),
                        "MaximumValue": ("v", [Variant("d", high)])})  # fmt: skip
        for level in ("²", "9" * 5000, "-1", "0", "1e9", "٣"):
            self.add(role="heading", name="odd", replies={"GetAttributes": ("a{ss}", [{"level": level}])})
        edges = (-(2**31), 2**31 - 1, 0, -1)
        for number in edges:
            for other in edges:
                self.add(name="odd", replies={"GetExtents": ("(iiii)", [[number, other, other, number]])})
        for text in (
            "\x1b[31mred\x07",
            "\u202eevil\u202c",
            "\u2028\u2029\x85",
            "\ufffe\uffff",
            "\U0010ffff",
            "a\u0300" * 999,
        ):
            self.add(role="push button", name=text)
        self.add(role="push button\n", name="odd")
        self.add(replies={"GetState": ("au", [[2**32 - 1] * 1000])}, name="odd")
        self.add(role="entry", name="odd", interfaces=(_TEXT,), replies={"CharacterCount": ("v", [Variant("i", -5)])})

    def do_deep_variants(self) -> None:
        for depth in (30, 31, 32, 33, 60, 61, 62, 63, 64):
            path = self.add(name="odd")
            self._raw[path, "Name"] = "v", b"\x01v\0" * depth + b"\x01s\0" + bytes(-(3 * depth + 3) % 4) + _string("x")

    def do_invalid_utf8(self) -> None:
        path = self.add(name="odd")
        self._raw[path, "Name"] = "v", b"\x01s\0\0" + (3).to_bytes(4, "little") + b"\xff\xfe\xc3\0"

    def do_hangs(self) -> None:
        self.add(name="silent", replies={"GetState": ("hang", [])})

    def do_leaves(self) -> None:
        for number in range(200):
            self.add(name=f"{number}")

    def do_floods(self) -> None:
        for number in range(50):
            self.add(name=f"{number}")

    # how it answers

    async def run(self) -> None:
        """Register, say so, and answer until standard input ends."""
        session = await MessageBus(bus_type=BusType.SESSION).connect()
        reply = await session.call(Message("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
        session.disconnect()
        self._bus = await BoundedBus(bus_address=reply.body[0]).connect()
        self._own = self._bus.unique_name or ""
        if self._mischief == "many-children":
            for key in self._raw:
                self._raw[key] = "a(so)", _children_in_bytes(self._own)
        self._bus.add_message_handler(self._handle)
        registry = "org.a11y.atspi.Registry"
        await self._bus.call(
            Message(registry, _ROOT, "org.a11y.atspi.Socket", "Embed", signature="(so)", body=[[self._own, _ROOT]])
        )
        print(os.getpid(), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

    def _element(self, path: str) -> Element:
        if self._mischief == "endless" and path not in self._elements:
            return Element("panel", path[-3:], [f"{path}{n}" for n in range(30)])
        return self._elements.get(path) or Element(name="other")

    def _handle(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        self._asked += 1
        if self._mischief == "leaves" and self._asked > 150:
            os._exit(0)
        if self._mischief == "floods":
            self._flood(message)
        member = message.member or ""
        key = message.body[1] if member == "Get" else member
        path = message.path or ""
        if (path, key) in self._raw:
            self._send_raw(message, *self._raw[path, key])
            return True
        element = self._element(path)
        signature, body = element.replies.get(key) or self._honest(element, path, key, message)
        if signature == "hang":
            return True
        return Message.new_method_return(message, signature, body)

    def _honest(self, element: Element, path: str, key: str, message: Message) -> tuple[str, list[Any]]:
        children = [list(c) if isinstance(c, tuple) else [self._own, c] for c in element.children]
        match key:
            case "Name":
                return "v", [Variant("s", element.name)]
            case "ChildCount":
                return "v", [Variant("i", len(children))]
            case "CharacterCount":
                return "v", [Variant("i", len(element.name))]
            case "CurrentValue" | "MinimumValue" | "MaximumValue":
                return "v", [Variant("d", 1.0)]
            case "GetChildren":
                return "a(so)", [children]
            case "GetChildAtIndex":
                number = message.body[0]
                return "(so)", [children[number] if number < len(children) else [self._own, f"{_BASE}m{number}"]]
            case "GetRoleName" | "GetText":
                return "s", [element.role if key == "GetRoleName" else element.name]
            case "GetRole":
                return "u", [0]
            case "GetState":
                return "au", [_STATES]
            case "GetInterfaces":
                return "as", [[_ACCESSIBLE, *element.interfaces]]
            case "GetAttributes":
                return "a{ss}", [{}]
            case "GetExtents":
                return "(iiii)", [[0, 0, 400, 300]]
            case "GetRelationSet":
                return "a(ua(so))", [[]]
            case _:
                return "v", [Variant("s", "")]

    def _send_raw(self, call: Message, signature: str, body: bytes) -> None:
        """A reply whose body no marshaller would make."""
        empty = Message.new_method_return(call, signature, [] if not signature else _PLACEHOLDER[signature])
        empty.serial = self._bus.next_serial()
        packed = bytes(empty._marshall(False))
        head = packed[: len(packed) - int.from_bytes(packed[4:8], "little")]
        data = head[:4] + len(body).to_bytes(4, "little") + head[8:] + body
        assert self._bus._writer is not None
        self._bus._writer.messages.append((bytearray(data), None, None))
        self._bus._writer.schedule_write()

    def _flood(self, message: Message) -> None:
        """Calls that nobody asked for, of 5 MB each."""
        if self._asked % 20 == 0:
            call = Message(message.sender, "/", "a.b", "C", signature="s", body=["x" * (LONG // 2)],
                           flags=MessageFlag.NO_REPLY_EXPECTED)  # fmt: skip
            self._bus.send(call)


_PLACEHOLDER: dict[str, list[Any]] = {"v": [Variant("s", "")], "a(so)": [[]]}


def _string(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(4, "little") + data + b"\0"


def _children_in_bytes(own: str) -> bytes:
    """The body of a reply with MANY children, each with a path of its own; all of them take the same room."""
    name = _string(own)
    name += bytes(-len(name) % 4)
    entries = bytearray()
    for number in range(MANY):
        entries += bytes(-len(entries) % 8) + name + _string(f"{_BASE}{number:08d}")
    return len(entries).to_bytes(4, "little") + bytes(4) + bytes(entries)


if __name__ == "__main__":
    asyncio.run(HostileProgram(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "Hostile").run())
