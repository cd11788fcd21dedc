"""Compositors that do not talk as they should leave the monitors unknown; tests/e2e/test_wayland.py has a real one."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest

from assistant.desktop import wayland_outputs
from assistant.desktop.stacking import open_window_system
from assistant.desktop.wayland_outputs import WaylandSystem


@pytest.fixture(autouse=True)
def _wayland(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")


def test_no_compositor() -> None:
    system = open_window_system()
    assert isinstance(system, WaylandSystem)
    assert system.monitors() == ()
    assert system.windows() is None


@pytest.mark.parametrize(
    "answer",
    [
        b"",  # it closes
        struct.pack("=II", 2, 4 << 16),  # a message shorter than its head
        struct.pack("=IIII", 2, 16 << 16, 1, 900),  # a name beyond the message
        struct.pack("=IIIII", 1, 20 << 16, 2, 0, 0),  # an error
        bytes(range(256)),
    ],
)
def test_what_is_not_understood(answer: bytes, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()

        def serve() -> None:
            channel, _ = server.accept()
            with channel:
                channel.recv(4096)
                channel.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        assert WaylandSystem().monitors() == ()
        thread.join(5)


def test_a_compositor_that_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wayland_outputs, "_WAIT", 0.1)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        assert WaylandSystem().monitors() == ()
