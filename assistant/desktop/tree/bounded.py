"""A connection to a message bus that never holds a message longer than `limits.TREE_REPLY`.

A program can answer with a name of a gigabyte, which D-Bus allows up to 128 MB at a time. The body of such a reply is
dropped as it comes, and its head goes on as that of an error without a name: whoever waits for it hears at once that
there is no answer. See https://dbus.freedesktop.org/doc/dbus-specification.html, "Message Format".
"""

from __future__ import annotations

import errno
import io
import socket
import struct
from typing import TYPE_CHECKING, Any

from dbus_fast.aio import MessageBus

from assistant import limits

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_FIXED = 16  # bytes of a head before its fields; then the fields, up to a multiple of 8
_RETURN, _ERROR = 2, 3  # kinds of messages


class BoundedBus(MessageBus):
    """As `MessageBus`; replies that were too long come as an error whose `error_name` is None."""

    @staticmethod
    def _create_socket_for_transport(
        transport: str, options: dict[str, str]
    ) -> tuple[socket.socket, io.BufferedRWPair, Any]:
        made, stream, address = MessageBus._create_socket_for_transport(transport, options)
        stream.close()
        bounded = BoundedSocket(made.family, made.type, fileno=made.detach())
        return bounded, bounded.makefile("rwb"), address


class BoundedSocket(socket.socket):
    """Gives what comes, without the bodies that are too long."""

    def __init__(self, family: int, kind: int, *, fileno: int) -> None:
        super().__init__(family, kind, fileno=fileno)
        self._sieve = Sieve()

    def recv(self, size: int, flags: int = 0) -> bytes:
        """As `socket.recv`; BlockingIOError also where all that came was dropped."""
        data = super().recv(size, flags)
        passed = self._sieve.feed(data)
        if data and not passed:
            raise BlockingIOError(errno.EAGAIN, "all of it was dropped")
        return passed

    def send(self, data: ReadableBuffer, flags: int = 0) -> int:
        """As `socket.send`; 0 where the other side does not read yet: dbus-fast ends its connection at an error."""
        try:
            return super().send(data, flags)
        except BlockingIOError:
            return 0


class Sieve:
    """Follows a stream of messages and leaves out the bodies that are too long."""

    def __init__(self, limit: int = limits.TREE_REPLY) -> None:
        self._limit = limit
        self._head = b""
        self._pass = self._drop = 0
        """Bytes of the message in hand that are still to come and go on, or do not."""

    def feed(self, data: bytes) -> bytes:
        """What of `data` goes on. Heads go on as a whole, so a part may be held back."""
        if self._is_login(data):
            return data
        passed = bytearray()
        at = 0
        while at < len(data):
            if self._pass:
                step = min(self._pass, len(data) - at)
                self._pass -= step
                passed += data[at : at + step]
            elif self._drop:
                step = min(self._drop, len(data) - at)
                self._drop -= step
            else:
                step = min(_FIXED - len(self._head), len(data) - at)
                self._head += data[at : at + step]
                if len(self._head) == _FIXED:
                    passed += self._decided()
            at += step
        return bytes(passed)

    def _is_login(self, data: bytes) -> bool:
        """Lines of text come before the first message, which begins with its byte order."""
        between = not (self._head or self._pass or self._drop)
        return between and data[:1] not in (b"l", b"B", b"")

    def _decided(self) -> bytes:
        """What goes on of the head in hand; how much follows, and whether that goes on."""
        order = "<" if self._head[:1] == b"l" else ">"
        body, _serial, fields = struct.unpack(f"{order}III", self._head[4:])
        fields += -fields % 8
        head, self._head = self._head, b""
        if fields + body <= self._limit:
            self._pass = fields + body
            return head
        if fields > self._limit or head[1] not in (_RETURN, _ERROR):
            self._drop = fields + body
            return b""
        self._pass, self._drop = fields, body
        return head[:1] + bytes((_ERROR,)) + head[2:4] + bytes(4) + head[8:]
