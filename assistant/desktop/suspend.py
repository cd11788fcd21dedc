"""Whether the machine is about to sleep, and whether it has woken, as systemd-logind and elogind tell it over D-Bus.

A program that holds a "delay" lock is waited for, 5 seconds where nothing else is configured, so that it is silent
and its microphone closed before the machine stops. https://systemd.io/INHIBITOR_LOCKS/
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable

from dbus_fast import BusType, Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus
from PySide6.QtCore import QObject, Signal

from assistant.desktop.portal import PortalMissing, call, closed

log = logging.getLogger(__name__)

_LOGIND = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_INTERFACE = "org.freedesktop.login1.Manager"
_BUS = "org.freedesktop.DBus"
_WHY = "It stops speaking and closes microphone and camera."
_WAIT = 5.0  # seconds for a call


class Suspend(QObject):
    """One thread that listens. Where nobody tells of sleep, the signals never come. GUI thread."""

    begins = Signal()
    """The machine sleeps as soon as `allow` is called."""
    ended = Signal()
    """It is awake again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._task: asyncio.Task[None] | None = None
        self._news: asyncio.Queue[Message] = asyncio.Queue()
        self._lock = -1  # a file descriptor: while it is open, the machine waits

    @property
    def is_running(self) -> bool:
        """Whether it listens, or tries to."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def has_lock(self) -> bool:
        """Whether the machine waits for us before it sleeps."""
        return self._lock >= 0

    def start(self) -> None:
        """Listen from now on."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=[self._loop], name="suspend", daemon=True)
        self._thread.start()

    def allow(self) -> None:
        """All is quiet: the machine need not wait any longer."""
        self._call(self._unlock)

    def close(self) -> None:
        """End the thread. What hangs in it is left behind."""
        if self._thread is not None and self._thread.is_alive():
            self._call(self._cancel)
            self._thread.join(2)

    def _call(self, function: Callable[[], None]) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended: nobody tells of sleep
                self._loop.call_soon_threadsafe(function)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        self._task = loop.create_task(self._listen())
        try:
            loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        except (OSError, ValueError, KeyError, EOFError, PortalMissing) as problem:  # TimeoutError is an OSError
            log.info("nobody tells of sleep: %s", problem)
        finally:
            self._unlock()
            loop.close()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _listen(self) -> None:
        async with asyncio.timeout(_WAIT):
            bus = await MessageBus(bus_type=BusType.SYSTEM, negotiate_unix_fd=True).connect()
        try:
            bus.add_message_handler(self._heard)
            rule = f"type='signal',sender='{_LOGIND}',interface='{_INTERFACE}',member='PrepareForSleep',path='{_PATH}'"
            async with asyncio.timeout(_WAIT):
                await call(bus, _BUS, "/org/freedesktop/DBus", _BUS, "AddMatch", "s", [rule])
            await self._delay(bus)
            told = asyncio.ensure_future(self._tell(bus))
            gone = asyncio.ensure_future(bus.wait_for_disconnect())  # type: ignore[no-untyped-call]
            try:
                await asyncio.wait([told, gone], return_when=asyncio.FIRST_COMPLETED)
            finally:
                told.cancel()
                gone.cancel()
        finally:
            await closed(bus)

    def _heard(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and message.member == "PrepareForSleep":
            self._news.put_nowait(message)

    async def _tell(self, bus: MessageBus) -> None:
        while True:
            message = await self._news.get()
            if not await _is_of_logind(bus, message):
                continue
            if message.body == [True]:
                self.begins.emit()
            elif message.body == [False]:
                await self._delay(bus)
                self.ended.emit()

    async def _delay(self, bus: MessageBus) -> None:
        """Have the machine wait for us the next time. It need not be granted."""
        self._unlock()
        ask = Message(
            destination=_LOGIND, path=_PATH, interface=_INTERFACE, member="Inhibit", signature="ssss",
            body=["sleep", "LookAloud", _WHY, "delay"], flags=MessageFlag.NO_AUTOSTART,
        )  # fmt: skip
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_WAIT):
                reply = await bus.call(ask)
                if reply is not None and reply.message_type is MessageType.METHOD_RETURN and reply.unix_fds:
                    self._lock = reply.unix_fds[0]
                    os.set_inheritable(self._lock, False)  # else an app started in place would hold it for ever

    def _unlock(self) -> None:
        lock, self._lock = self._lock, -1
        if lock >= 0:
            os.close(lock)


async def _is_of_logind(bus: MessageBus, message: Message) -> bool:
    """Any program may send us a signal; the bus says who it was."""
    try:
        async with asyncio.timeout(_WAIT):
            (owner,) = await call(bus, _BUS, "/org/freedesktop/DBus", _BUS, "GetNameOwner", "s", [_LOGIND])
    except (PortalMissing, TimeoutError):
        return False
    return bool(message.sender == owner and message.path == _PATH and message.interface == _INTERFACE)
