"""What another user of the machine reaches of the app that runs: nothing. Such users are made by giving root up."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.actions import Action
from assistant.engine.client import EngineClient
from assistant.instance import Instance
from assistant.running_app import ANSWER, address, is_own, tell
from tests.helpers.desktop import wait_for

NOBODY = 65534
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another")

ROOT = Path(__file__).parents[2]


def as_nobody(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Run Python as another user; it prints what it found out. Nothing is imported after root is given up."""
    become = f"import os, socket, sys\nos.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    command = [sys.executable, "-c", become + textwrap.dedent(code), *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def output(process: subprocess.Popen[str]) -> str:
    """Of a process that ends while our event loop goes on."""

    def ended() -> bool:
        QCoreApplication.processEvents()
        return process.poll() is not None

    wait_for(ended, timeout=30, why="the other user")
    return process.communicate()[0]


CONNECT = """
with socket.socket(socket.AF_UNIX) as channel:
    channel.settimeout(20)
    try:
        channel.connect(sys.argv[1])
        channel.sendall(b"describe-screen\\n")
        print("answered", channel.recv(3))
    except OSError as error:
        print(type(error).__name__)
"""


_kept: list[Instance] = []
"""As the app keeps its only one: Qt may still have events for it."""


@pytest.fixture(name="folder")
def _folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the socket is to be, open to all: nothing but the socket itself refuses."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o1777)  # as /tmp is, which takes the place of the user's own folder where there is none
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        yield Path(name)


@pytest.fixture(name="instance")
def _instance(application: QApplication, folder: Path) -> Iterator[Instance]:
    instance = Instance()
    _kept.append(instance)
    assert instance.is_first
    yield instance
    instance.close()


def test_the_socket_is_the_users_alone(instance: Instance) -> None:
    mode = Path(address()).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert mode & 0o077 == 0
    asked: list[Action] = []
    instance.asked.connect(asked.append)
    own = subprocess.Popen(
        [sys.executable, "-c", "from assistant.running_app import tell; print(tell('repeat'))"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert output(own) == "True\n"
    assert asked == [Action.REPEAT]


@as_root
@pytest.mark.parametrize("mode", [None, 0o777], ids=["as it is", "with its permissions given to all"])
def test_another_user_is_refused(instance: Instance, mode: int | None) -> None:
    asked: list[Action] = []
    instance.asked.connect(asked.append)
    if mode is not None:
        Path(address()).chmod(mode)
    found = output(as_nobody(CONNECT, address()))
    assert found in (("PermissionError\n",) if mode is None else ("answered b''\n", "ConnectionResetError\n"))
    QTest.qWait(50)
    assert asked == []


LISTEN = """
with socket.socket(socket.AF_UNIX) as channel:
    channel.bind(sys.argv[1])
    os.chmod(sys.argv[1], 0o777)
    channel.listen()
    print("ready", flush=True)
    channel.settimeout(20)
    heard = []
    while sys.stdin.readable() and len(heard) < 2:
        other, _ = channel.accept()
        other.settimeout(20)
        heard.append(other.recv(64))
    print(heard)
"""


@as_root
def test_a_socket_that_another_user_put_there_is_told_nothing(application: QApplication, folder: Path) -> None:
    other = as_nobody(LISTEN, address())
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    assert not tell("describe-screen")
    instance = Instance("describe-screen")
    _kept.append(instance)
    assert instance.is_first
    instance.close()
    assert other.communicate(timeout=30)[0] == "[b'', b'']\n"


def test_the_other_end_of_a_pair_is_our_own() -> None:
    one, other = socket.socketpair()
    with one, other:
        assert is_own(one.fileno())
    assert ANSWER == b"ok\n"


LOOK = """
for number in (0, 1):
    try:
        os.open(f"/proc/{sys.argv[1]}/fd/{number}", os.O_RDWR)
        print("opened")
    except OSError as error:
        print(type(error).__name__)
"""


@as_root
def test_the_pipes_of_the_engine_are_closed_to_another_user(application: QApplication) -> None:
    client = EngineClient()
    client.warm()
    try:
        wait_for(lambda: client.process_id, why="the engine")
        for number in (0, 1):  # pipes or a pair of sockets: nothing with a name
            kind = os.readlink(f"/proc/{client.process_id}/fd/{number}")
            assert kind.startswith(("pipe:", "socket:"))
        assert output(as_nobody(LOOK, str(client.process_id))) == "PermissionError\n" * 2
    finally:
        client.close()
