"""What is told of sleep, by a stand-in for logind: no test machine can be suspended."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.desktop.portal import closed
from assistant.desktop.suspend import Suspend
from tests.helpers.desktop import wait_for
from tests.helpers.logind import fake_logind, send_signal
from tests.helpers.portal import private_bus


@pytest.fixture(name="bus")
def _bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture(name="told")
def _told(application: QApplication, bus: str) -> Iterator[tuple[Suspend, list[str]]]:
    del application, bus
    suspend = Suspend()
    told: list[str] = []
    suspend.begins.connect(lambda: told.append("sleep"))
    suspend.ended.connect(lambda: told.append("awake"))
    yield suspend, told
    suspend.close()


def wait(told: list[str], *expected: str) -> None:
    def same() -> bool:
        QTest.qWait(10)  # signals of the thread are taken by the event loop
        return told == [*expected]

    wait_for(same, why=f"{expected}")


def test_the_machine_waits_until_it_may_sleep(bus: str, told: tuple[Suspend, list[str]]) -> None:
    suspend, heard = told
    suspend.begins.connect(suspend.allow)
    with fake_logind(bus) as logind:
        suspend.start()
        for times in (1, 2):
            logind.wait_for_lock()
            assert len(logind.asked) == times  # once for each sleep
            wait_for(lambda: suspend.has_lock, why="the lock")
            child = subprocess.Popen(["sleep", "600"], close_fds=False)  # as Qt starts the engine
            logind.tell_sleep()
            wait(heard, *["sleep", "awake"] * (times - 1), "sleep")
            logind.wait_until_released()
            child.kill()
            child.wait()
            logind.wake()
            wait(heard, *["sleep", "awake"] * times)
        assert logind.asked[0][:2] == ["sleep", "LookAloud"]
        assert logind.asked[0][3] == "delay"


def test_where_no_lock_is_granted_sleep_is_told_all_the_same(bus: str, told: tuple[Suspend, list[str]]) -> None:
    suspend, heard = told
    with fake_logind(bus, grants=False) as logind:
        suspend.start()
        wait_for(lambda: logind.asked, why="the question")
        logind.tell_sleep()
        wait(heard, "sleep")
        suspend.allow()
        logind.wake()
        wait(heard, "sleep", "awake")


def test_another_program_cannot_say_that_the_machine_sleeps(bus: str, told: tuple[Suspend, list[str]]) -> None:
    suspend, heard = told

    async def tell_everybody() -> None:
        stranger = await MessageBus(bus_address=bus).connect()
        names = await stranger.call(
            Message(
                destination="org.freedesktop.DBus", path="/org/freedesktop/DBus", interface="org.freedesktop.DBus",
                member="ListNames",
            )
        )  # fmt: skip
        assert names is not None
        for name in names.body[0]:
            if name.startswith(":"):
                await send_signal(stranger, True, to=name)
        await closed(stranger)

    with fake_logind(bus) as logind:
        suspend.start()
        logind.wait_for_lock()
        asyncio.run(tell_everybody())
        logind.wake()  # what follows has come after it
        wait(heard, "awake")


@pytest.mark.parametrize("hangs", [False, True])
def test_without_a_bus_or_with_one_that_hangs_nothing_is_told(
    application: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hangs: bool
) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        if hangs:
            silent.bind(str(tmp_path / "bus"))
            silent.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
        suspend = Suspend()
        suspend.start()
        suspend.allow()
        suspend.close()
        assert not suspend.is_running
    del application
