"""A stand-in for systemd-logind on a private bus, as its D-Bus interface describes it: what it tells of sleep.

No test machine can be suspended. https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html
"""

from __future__ import annotations

import asyncio
import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from assistant.desktop.portal import closed
from tests.helpers.desktop import wait_for

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"


class FakeLogind:
    """`asked`: what was asked for with each lock. `grants`: whether a lock is given."""

    def __init__(self, address: str, *, grants: bool = True) -> None:
        self._address = address
        self._grants = grants
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._bus: MessageBus | None = None
        self._locks: list[int] = []  # our ends of the pipes, whose other ends are the locks
        self.asked: list[list[str]] = []

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(5)

    def close(self) -> None:
        assert self._bus is not None
        asyncio.run_coroutine_threadsafe(closed(self._bus), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
        for lock in self._locks:
            os.close(lock)

    def wait_for_lock(self) -> None:
        """Until a program has asked to be waited for."""
        wait_for(lambda: self._locks, why="the lock")

    def tell_sleep(self) -> None:
        """The machine is about to sleep."""
        self._tell(True)

    def wait_until_released(self) -> None:
        """Until nobody asks for a delay any longer."""
        locks, self._locks = self._locks, []
        for lock in locks:
            os.set_blocking(lock, False)
            wait_for(functools.partial(_is_released, lock), why="the release of the lock")
            os.close(lock)

    def wake(self) -> None:
        """Tell that it is awake again."""
        self._tell(False)

    def _tell(self, sleeps: bool) -> None:
        assert self._bus is not None
        asyncio.run_coroutine_threadsafe(send_signal(self._bus, sleeps), self._loop).result(5)

    async def _open(self) -> None:
        self._bus = await MessageBus(bus_address=self._address, negotiate_unix_fd=True).connect()
        self._bus.add_message_handler(self._handle)
        await self._bus.request_name(NAME)

    def _handle(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member != "Inhibit":
            return None
        self.asked.append(list(message.body))
        if not self._grants:
            return Message.new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "no")
        assert self._bus is not None
        ours, theirs = os.pipe()
        reply = Message.new_method_return(message, "h", [0], [theirs])
        self._bus.send(reply).add_done_callback(lambda _: os.close(theirs))
        self._locks.append(ours)
        return True


def _is_released(lock: int) -> bool:
    """Whether nobody holds the other end any longer."""
    try:
        return os.read(lock, 1) == b""
    except BlockingIOError:
        return False


async def send_signal(bus: MessageBus, sleeps: bool, *, to: str | None = None) -> None:
    """PrepareForSleep to all who listen, or to one program."""
    signal = Message.new_signal(PATH, INTERFACE, "PrepareForSleep", "b", [sleeps])
    signal.destination = to
    await bus.send(signal)


@contextmanager
def fake_logind(address: str, *, grants: bool = True) -> Iterator[FakeLogind]:
    """On a bus of its own."""
    logind = FakeLogind(address, grants=grants)
    logind.start()
    try:
        yield logind
    finally:
        logind.close()
