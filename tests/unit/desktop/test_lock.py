"""Whether the screen is locked, by stand-ins for logind and the screen saver: no test machine runs either."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from assistant.desktop import lock
from assistant.desktop.portal import closed
from tests.helpers.portal import private_bus

LOGIND = "org.freedesktop.login1"
SAVER = "org.freedesktop.ScreenSaver"


@contextmanager
def service(address: str, name: str, answer: bool | None) -> Iterator[None]:
    """Owns `name` and answers every call to it: LockedHint as a variant, GetActive plainly, None not at all."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def handle(message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path == "/org/freedesktop/DBus":
            return None
        if answer is None:
            return True  # taken, never answered
        if message.member == "Get" and message.body == ["org.freedesktop.login1.Session", "LockedHint"]:
            return Message.new_method_return(message, "v", [Variant("b", answer)])
        if message.member == "GetActive":
            return Message.new_method_return(message, "b", [answer])
        return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "")

    async def opened() -> MessageBus:
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(handle)
        await bus.request_name(name)
        return bus

    bus = asyncio.run_coroutine_threadsafe(opened(), loop).result(5)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(closed(bus), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


@pytest.fixture(name="bus")
def _bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One bus for both: the system's and the session's."""
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        monkeypatch.setattr(lock, "WAIT", 5.0)  # the answers are what is tested, not the machine's speed
        yield address


@pytest.mark.parametrize("answer", [True, False])
def test_logind_knows(bus: str, answer: bool) -> None:
    with service(bus, LOGIND, answer):
        assert lock.locked() is answer


@pytest.mark.parametrize("name", [SAVER, "org.gnome.ScreenSaver", "org.mate.ScreenSaver"])
def test_a_screen_saver_that_is_on_hides_the_screen(bus: str, name: str) -> None:
    with service(bus, LOGIND, False), service(bus, name, True):
        assert lock.locked() is True


def test_a_screen_saver_that_is_off_is_no_evidence(bus: str) -> None:
    with service(bus, SAVER, False):
        assert lock.locked() is None  # swaylock, say, tells nobody


def test_nobody_to_ask(bus: str) -> None:
    del bus
    assert lock.locked() is None


def test_no_bus_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert lock.locked() is None


def test_a_service_that_hangs_is_not_waited_for(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT", 0.1)
    with service(bus, LOGIND, None), service(bus, SAVER, None):
        assert lock.locked() is None


def test_a_bus_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = str(tmp_path / "bus")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(path)
        silent.listen()
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            monkeypatch.setenv(name, f"unix:path={path}")
        assert lock.locked() is None


def test_nothing_is_started_for_the_question(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    services = tmp_path / "dbus-1" / "services"
    services.mkdir(parents=True)
    (services / "saver.service").write_text(f"[D-BUS Service]\nName={SAVER}\nExec=/usr/bin/touch {tmp_path}/started\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        assert lock.locked() is None
        names = subprocess.run(
            ["dbus-send", f"--bus={address}", "--print-reply", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.ListActivatableNames"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert SAVER in names  # it could have been
        assert not (tmp_path / "started").exists()
