"""The monitors of a Wayland desktop: wl_output and xdg-output, by the wire protocol itself.

What a Wayland library would bring is not needed for two round trips, and Qt would cost the command line 60 MB. See
https://wayland.freedesktop.org/docs/html/ch04.html#sect-Protocol-Wire-Format and xdg-output-unstable-v1.xml.
"""

from __future__ import annotations

import logging
import os
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

from assistant.desktop.stacking import Monitor, NoWindowList
from assistant.limits import WAYLAND_MESSAGE
from models.types import Box

log = logging.getLogger(__name__)

_WAIT = 1.0  # seconds for the compositor; it answers within a millisecond
_DISPLAY, _REGISTRY, _FIRST_NEW = 1, 2, 3
_HEAD = struct.Struct("=II")  # object, then size in the upper and opcode in the lower 16 bits
_TURNED = frozenset((1, 3, 5, 7))  # wl_output.transform: by a quarter, so that width and height change places


class WaylandSystem(NoWindowList):
    """Knows the monitors and nothing else: Wayland tells clients neither windows nor the pointer."""

    def monitors(self) -> tuple[Monitor, ...]:
        """In desktop units, from the compositor; empty where it does not tell. Any thread."""
        try:
            with _Connection.open() as connection:
                return connection.monitors()
        except (OSError, ValueError, struct.error) as error:
            log.warning("the compositor does not tell its monitors: %s", error)
            return ()


@dataclass(slots=True)
class _Output:
    """What has been heard of one output. `size` in pixels, `place` and `logical` in desktop units."""

    place: tuple[int, int] = (0, 0)
    size: tuple[int, int] = (0, 0)
    turned: bool = False
    scale: int = 1
    name: str = ""
    logical: tuple[int, int] | None = None

    def monitor(self) -> Monitor | None:
        width, height = reversed(self.size) if self.turned else self.size
        wide, tall = self.logical or (round(width / self.scale), round(height / self.scale))
        if min(width, height, wide, tall) <= 0:
            return None  # switched off
        left, top = self.place
        return Monitor(Box(left, top, left + wide, top + tall), scale=width / wide, name=self.name)


class _Connection:
    """One connection, used for one question. Raises OSError, ValueError, struct.error where it is not understood."""

    def __init__(self, channel: socket.socket) -> None:
        self._socket = channel
        self._next = _FIRST_NEW
        self._buffer = b""
        self._globals: list[tuple[int, str, int]] = []
        self._outputs: dict[int, _Output] = {}
        self._details: dict[int, _Output] = {}

    @classmethod
    def open(cls) -> _Connection:
        path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / os.environ.get("WAYLAND_DISPLAY", "")
        channel = socket.socket(socket.AF_UNIX)
        channel.settimeout(_WAIT)
        try:
            channel.connect(str(path))
        except OSError:
            channel.close()
            raise
        return cls(channel)

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def monitors(self) -> tuple[Monitor, ...]:
        self._send(_DISPLAY, 1, struct.pack("=I", _REGISTRY))  # get_registry
        self._round_trip()
        manager = 0
        for number, interface, version in self._globals:
            if interface == "wl_output":
                self._outputs[self._bind(number, interface, min(version, 4))] = _Output()
            elif interface == "zxdg_output_manager_v1":
                manager = self._bind(number, interface, min(version, 3))
        if manager:
            for output, state in self._outputs.items():
                detail = self._new()
                self._details[detail] = state
                self._send(manager, 1, struct.pack("=II", detail, output))  # get_xdg_output
        self._round_trip()
        found = (output.monitor() for output in self._outputs.values())
        return tuple(monitor for monitor in found if monitor is not None)

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _send(self, target: int, opcode: int, body: bytes) -> None:
        self._socket.sendall(_HEAD.pack(target, (_HEAD.size + len(body)) << 16 | opcode) + body)

    def _bind(self, number: int, interface: str, version: int) -> int:
        new = self._new()
        self._send(_REGISTRY, 0, struct.pack("=I", number) + _string(interface) + struct.pack("=II", version, new))
        return new

    def _round_trip(self) -> None:
        """Read events until the compositor has answered all that was sent."""
        answer = self._new()
        self._send(_DISPLAY, 0, struct.pack("=I", answer))  # sync
        while True:
            target, opcode, body = self._event()
            if target == answer:
                return
            if target == _DISPLAY and opcode == 0:
                raise ValueError(f"the compositor reports an error: {body[8:]!r}")
            self._heard(target, opcode, body)

    def _event(self) -> tuple[int, int, bytes]:
        target, word = _HEAD.unpack(self._read(_HEAD.size))
        size = word >> 16
        if not _HEAD.size <= size < WAYLAND_MESSAGE:
            raise ValueError(f"a message of {size} bytes")
        return target, word & 0xFFFF, self._read(size - _HEAD.size)

    def _read(self, count: int) -> bytes:
        while len(self._buffer) < count:
            chunk = self._socket.recv(WAYLAND_MESSAGE)
            if not chunk:
                raise ValueError("the compositor closed the connection")
            self._buffer += chunk
        found, self._buffer = self._buffer[:count], self._buffer[count:]
        return found

    def _heard(self, target: int, opcode: int, body: bytes) -> None:
        if target == _REGISTRY and opcode == 0:
            number = struct.unpack_from("=I", body)[0]
            interface, end = _text(body, 4)
            self._globals.append((number, interface, struct.unpack_from("=I", body, end)[0]))
        elif target in self._outputs:
            self._of_output(self._outputs[target], opcode, body)
        elif target in self._details and opcode in (0, 1):  # logical_position, logical_size
            pair = struct.unpack_from("=ii", body)
            if opcode == 0:
                self._details[target].place = pair
            else:
                self._details[target].logical = pair

    @staticmethod
    def _of_output(output: _Output, opcode: int, body: bytes) -> None:
        match opcode:
            case 0:  # geometry: x, y, width and height in mm, subpixel, make, model, transform
                output.place = struct.unpack_from("=ii", body)
                _, end = _text(body, 20)
                _, end = _text(body, end)
                output.turned = struct.unpack_from("=i", body, end)[0] in _TURNED
            case 1:  # mode: flags (1: the current one), width, height, refresh
                flags, width, height = struct.unpack_from("=Iii", body)
                if flags & 1:
                    output.size = (width, height)
            case 3:
                output.scale = max(1, struct.unpack_from("=i", body)[0])
            case 4:
                output.name = _text(body, 0)[0]


def _string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data.ljust(-(-len(data) // 4) * 4, b"\0")


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A string argument (length with its final zero, then the bytes, filled up to 4), and where the next begins."""
    length = struct.unpack_from("=I", body, at)[0]
    end = at + 4 + -(-length // 4) * 4
    if end > len(body):
        raise ValueError("a string beyond its message")
    return body[at + 4 : at + 3 + length].decode("utf-8", "replace"), end
