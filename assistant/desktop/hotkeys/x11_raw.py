"""Key presses that another program's grab keeps from us: raw events of the X Input Extension (XI2proto.txt, 2.1).

An open menu holds the whole keyboard, and no chord arrives as a key press then. From version 2.1 on the server tells
raw presses all the same. Every key comes by here: only its number is looked at, and nothing is kept.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from Xlib.ext import ge, xinput

_VERSION = 2, 2  # what is asked for; before 2.1 raw events do not pass grabs
_FIELDS = struct.Struct("=HII")  # device, time, key; they follow the event's type


@dataclass(frozen=True, slots=True)
class RawPress:
    """`time` is the server's, in milliseconds: the key press that belongs to it has the same."""

    code: int
    time: int


class RawKeys:
    """Asks for them where the server has them. One thread, that of the display's connection."""

    def __init__(self, display: Any) -> None:
        self._opcode = 0
        if not display.has_extension(xinput.extname):
            return
        opcode = display.display.get_extension_major(xinput.extname)
        # python-xlib's own call says that it knows 2.0
        has = xinput.XIQueryVersion(
            display=display.display, opcode=opcode, major_version=_VERSION[0], minor_version=_VERSION[1]
        )
        if (has.major_version, has.minor_version) >= (2, 1):
            self._opcode = opcode
            xinput.select_events(display.screen().root, [(xinput.AllMasterDevices, xinput.RawKeyPressMask)])

    def press(self, event: Any) -> RawPress | None:
        """What a raw press says; None for all other events."""
        if event.type != ge.GenericEventCode or not self._opcode:
            return None
        if event.extension != self._opcode or event.evtype != xinput.RawKeyPress:
            return None
        _, time, code = _FIELDS.unpack_from(bytes(event.data))
        return RawPress(code, time)
