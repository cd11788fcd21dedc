"""A stand-in for xdg-desktop-portal on a private bus: Screenshot and GlobalShortcuts, as their XML describes them.

The real portals need a desktop session of their own, which a test machine does not have.
"""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from assistant.desktop.portal import closed
from tests.helpers.desktop import wait_for

PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"


@contextmanager
def private_bus() -> Iterator[str]:
    """A session bus of its own; its address."""
    with tempfile.TemporaryDirectory(prefix="lookaloud-") as folder:
        path = Path(folder) / "bus"
        process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--address=unix:path={path}"], stderr=subprocess.DEVNULL
        )
        try:
            wait_for(path.exists, why="the bus")
            yield f"unix:path={path}"
        finally:
            process.terminate()
            process.wait(5)


class FakePortal:
    """Runs in a thread. `picture` is what Screenshot gives; `refuse` answers every request with "cancelled".

    `asks`: requests with this name wait for the user, who never answers. `hangs`: calls with this name get no reply.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._bus: MessageBus | None = None
        self._session = ""
        self._owner = ""
        self.bound: dict[str, dict[str, str]] = {}
        self.picture: Path | None = None
        self.refuse = False
        self.asks = ""
        self.hangs = ""
        self.calls: list[str] = []

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(5)

    def stop(self) -> None:
        if self._bus is not None:
            asyncio.run_coroutine_threadsafe(closed(self._bus), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def activate(self, name: str) -> None:
        """The user presses the shortcut `name`."""
        body = [self._session, name, 123, {}]
        message = Message(
            path=PATH, interface=_SHORTCUTS, member="Activated", message_type=MessageType.SIGNAL, signature="osta{sv}",
            body=body,
        )  # fmt: skip
        self._loop.call_soon_threadsafe(self._send, message)

    def _send(self, message: Message) -> None:
        assert self._bus is not None
        self._bus.send(message)

    async def _open(self) -> None:
        self._bus = await MessageBus(bus_address=self._address).connect()
        self._bus.add_message_handler(self._handle)
        await self._bus.request_name("org.freedesktop.portal.Desktop")

    def _handle(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        self.calls.append(message.member or "")
        if message.member == self.hangs:
            return True
        match message.member:
            case "Screenshot":
                results = {"uri": Variant("s", f"file://{self.picture}")} if self.picture is not None else {}
                return self._request(message, message.body[1], results)
            case "CreateSession":
                token = message.body[0]["session_handle_token"].value
                self._session = f"{PATH}/session/{_sender(message)}/{token}"
                return self._request(message, message.body[0], {"session_handle": Variant("s", self._session)})
            case "BindShortcuts":
                self.bound = {str(n): {k: v.value for k, v in entry.items()} for n, entry in message.body[1]}
                shortcuts = [[name, {"trigger_description": Variant("s", "any")}] for name in self.bound]
                return self._request(message, message.body[3], {"shortcuts": Variant("a(sa{sv})", shortcuts)})
            case _:
                return None

    def _request(self, message: Message, options: dict[str, Any], results: dict[str, Variant]) -> Message:
        path = f"{PATH}/request/{_sender(message)}/{options['handle_token'].value}"
        signal = Message(
            destination=message.sender, path=path, interface="org.freedesktop.portal.Request", member="Response",
            message_type=MessageType.SIGNAL, signature="ua{sv}",
            body=[1, {}] if self.refuse else [0, results],
        )  # fmt: skip
        if message.member != self.asks:
            self._loop.call_soon(self._send, signal)
        return Message.new_method_return(message, "o", [path])


def _sender(message: Message) -> str:
    return (message.sender or "")[1:].replace(".", "_")
