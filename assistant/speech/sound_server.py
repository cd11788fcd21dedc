"""Whether this process has lost PulseAudio, or PipeWire in its place.

QtMultimedia (6.12) connects once; when the server ends it tries again after three seconds, once. Whoever opens a
stream while it has no connection ends the process: libpulse aborts, "Assertion 'c' failed". Qt does not tell, so the
connections of this process are looked at. Linux.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

_seen: list[str] = []  # the server that this process was connected to


def is_lost() -> bool:
    """Whether there was a connection and now is none. Under 1 ms. False where it cannot be told."""
    path = server_path()
    if path and path in _peers():
        _seen[:] = [path]
        return False
    return bool(_seen)


def answers() -> bool:
    """Whether the user's server takes connections, of this process or not."""
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(server_path()) == 0


def server_path() -> str:
    """The socket of the user's server; empty where it is none in the file system."""
    server = os.environ.get("PULSE_SERVER", "")
    if server:
        path = server.removeprefix("unix:")
        return path if path.startswith("/") else ""
    runtime = os.environ.get("PULSE_RUNTIME_PATH") or f"{os.environ.get('XDG_RUNTIME_DIR', '/nonexistent')}/pulse"
    return f"{runtime}/native"


def _peers() -> set[str]:
    """The paths of the Unix sockets that this process is connected to."""
    found = set()
    for entry in Path("/proc/self/fd").glob("*"):
        try:
            if not os.readlink(entry).startswith("socket:"):
                continue
            with socket.fromfd(int(entry.name), socket.AF_UNIX, socket.SOCK_STREAM) as copy:
                name = copy.getpeername()
        except OSError:
            continue  # closed meanwhile, or not connected
        if isinstance(name, str):
            found.add(name)
    return found
