"""What PulseAudio, or PipeWire in its place, says of the microphones, which Qt does not: which is muted, which is gone.

Qt (6.12) goes on listing a microphone that was pulled out, and PulseAudio moves the recording to another source, which
then hears nothing. Linux; elsewhere, and where no such server answers, nothing is known. GUI thread; 1 to 2 ms, the
first time 25.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.speech.sound_server import server_path

log = logging.getLogger(__name__)

_NO_INDEX = 0xFFFFFFFF  # PA_INVALID_INDEX: the source is no sink's monitor


@dataclass(frozen=True, slots=True)
class Source:
    """`id`: as QAudioDevice.id() gives it."""

    id: str
    name: str
    muted: bool


def sources() -> list[Source] | None:
    """The microphones; None where nobody tells."""
    if sys.platform != "linux" or not Path(server_path()).is_socket():
        return None
    try:
        import pulsectl
    except (ImportError, OSError):  # without libpulse
        return None
    try:
        with pulsectl.Pulse("lookaloud-microphones", connect=False) as server:
            server.connect()  # with a timeout it waits for all of it, each time
            return [
                Source(each.name, each.description, bool(each.mute))
                for each in server.source_list()
                if each.monitor_of_sink == _NO_INDEX
            ]
    except pulsectl.PulseError as error:
        log.info("the sound server does not tell its microphones: %s", error)
        return None
