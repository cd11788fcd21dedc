"""The messages between the app and the engine, and how they lie in the pipe.

A packet is a head of two little-endian unsigned 32-bit numbers (length of the message, length of the payload),
the message in MessagePack, and the payload: the raw pixels of a `Describe`, empty otherwise. The pipe is the
engine's standard input and output: no name that another process could open, nothing on disk.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import TypeAlias

import msgspec

from assistant.limits import ENGINE_MESSAGE, ENGINE_PIXELS
from assistant.types import (
    Asked,
    Failed,
    Final,
    Frame,
    Length,
    Mode,
    Partial,
    Raster,
    Stage,
    Target,
    TreeSnapshot,
    Update,
)
from models.types import Box

HEAD = struct.Struct("<II")


class FrameHead(msgspec.Struct, frozen=True):
    """A `Frame` without its pixels."""

    width: int
    height: int
    target: Target
    origin: tuple[int, int]
    scale: float
    window_title: str
    taken_at: float
    windows_known: bool = True
    shots: int = 1
    mirrored: bool = False
    private: int = 0
    own: int = 0

    @classmethod
    def of(cls, frame: Frame) -> FrameHead:
        return cls(
            width=frame.pixels.width,
            height=frame.pixels.height,
            target=frame.target,
            origin=frame.origin,
            scale=frame.scale,
            window_title=frame.window_title,
            taken_at=frame.taken_at,
            windows_known=frame.windows_known,
            shots=frame.shots,
            mirrored=frame.mirrored,
            private=frame.private,
            own=frame.own,
        )

    def with_pixels(self, data: bytes) -> Frame:
        """Raises ValueError where `data` has not the right length."""
        return Frame(
            Raster(self.width, self.height, data),
            self.target,
            origin=self.origin,
            scale=self.scale,
            window_title=self.window_title,
            taken_at=self.taken_at,
            windows_known=self.windows_known,
            shots=self.shots,
            mirrored=self.mirrored,
            private=self.private,
            own=self.own,
        )


class Describe(msgspec.Struct, frozen=True, tag=True):
    """Describe or read the frame whose pixels are the payload, or answer the `Question` that follows.

    Boxes and points in desktop units. The frame is kept under the number `picture` from now on, whatever becomes of
    the turn.
    """

    turn: int
    mode: Mode
    length: Length
    frame: FrameHead
    focus_box: Box | None = None
    pointer: tuple[int, int] | None = None
    locked: bool | None = None
    screen_reader: bool = False
    picture: int = 0
    """0: the turn's own number. Another, where an `Again` overtook the `Describe` that it means."""
    guided: str = ""
    """Of a camera: the code of what was last said of its picture, which is not said again."""
    patient: bool = False
    """Of a camera: whether there will be another picture, so that this one need not be told if it can be bettered."""
    session: int = 0
    """Of what is watched or sought: the looks of one session have one number."""
    about: str = ""
    """What is watched for or sought, as the user said it."""


class Again(msgspec.Struct, frozen=True, tag=True):
    """Describe the frame `picture` once more, at another length. Fails with `NOTHING_KEPT` where it is not kept."""

    turn: int
    picture: int
    mode: Mode
    length: Length


class Tree(msgspec.Struct, frozen=True, tag=True):
    """The accessibility trees for a turn; None where there are none to be had."""

    turn: int
    snapshot: TreeSnapshot | None


class Question(msgspec.Struct, frozen=True, tag=True):
    """The question of a turn whose mode is "ask". It may come long after its frame, which is read meanwhile."""

    turn: int
    asked: Asked


class Cancel(msgspec.Struct, frozen=True, tag=True):
    """Stop that turn. It answers nothing more."""

    turn: int


Command: TypeAlias = Describe | Again | Tree | Question | Cancel


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The engine reads its pipe."""


class Taken(msgspec.Struct, frozen=True, tag=True):
    """The engine has the whole frame of that turn."""

    turn: int


class Alive(msgspec.Struct, frozen=True, tag=True):
    """The work of that turn goes on; sent about once a second while it does."""

    turn: int


class Working(msgspec.Struct, frozen=True, tag=True):
    update: Stage


class Said(msgspec.Struct, frozen=True, tag=True):
    update: Partial


class Done(msgspec.Struct, frozen=True, tag=True):
    update: Final


class Broken(msgspec.Struct, frozen=True, tag=True):
    update: Failed


Event: TypeAlias = Ready | Taken | Alive | Working | Said | Done | Broken


def event_of(update: Update) -> Event:
    """The message that carries an update."""
    match update:
        case Stage():
            return Working(update)
        case Partial():
            return Said(update)
        case Final():
            return Done(update)
        case Failed():
            return Broken(update)


class ProtocolError(Exception):
    """The other side sent something that is no packet."""


_encoder = msgspec.msgpack.Encoder()
_commands: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)
_events: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


def pack(message: Command | Event, payload: bytes | bytearray | memoryview = b"") -> bytes:
    """The packet but for its payload, which is written after it (so that pixels are not copied)."""
    body = _encoder.encode(message)
    return HEAD.pack(len(body), len(payload)) + body


def read_command(read: Callable[[int], bytes]) -> tuple[Command, bytes] | None:
    """The next command and payload from a blocking `read(n)`; None at the end. Raises ProtocolError."""
    head = read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    body_size, payload_size = _sizes(head)
    body = read(body_size)
    payload = read(payload_size) if payload_size else b""
    if len(body) < body_size or len(payload) < payload_size:
        return None
    try:
        return _commands.decode(body), payload
    except msgspec.DecodeError as error:
        raise ProtocolError(str(error)) from error


class EventStream:
    """Puts events together from chunks as they come."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """The events that are complete now. Raises ProtocolError."""
        self._buffer += chunk
        while len(self._buffer) >= HEAD.size:
            body_size, _ = _sizes(self._buffer[: HEAD.size])
            end = HEAD.size + body_size
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[HEAD.size : end])
            del self._buffer[:end]
            try:
                yield _events.decode(body)
            except msgspec.DecodeError as error:
                raise ProtocolError(str(error)) from error


def _sizes(head: bytes | bytearray) -> tuple[int, int]:
    body, payload = HEAD.unpack(head)
    if body > ENGINE_MESSAGE or payload > ENGINE_PIXELS:
        raise ProtocolError(f"a packet of {body} + {payload} bytes")
    return body, payload
