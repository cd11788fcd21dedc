"""The app that already runs: where it listens, and how an action is sent to it. No Qt: a key may start this.

One line goes there: the name of an action, or nothing (the app was started again). One line comes back.
"""

from __future__ import annotations

import getpass
import os
import socket
import struct
import sys
import tempfile
from pathlib import Path

from assistant.errors import AssistantError
from assistant.languages.words import N_, _

ANSWER = b"ok\n"
WAIT = 2.0  # seconds for the app to answer; it does within some milliseconds
SILENT = N_("LookAloud runs but does not answer. Stop it, and start it again with the command lookaloud.")


def address() -> str:
    """The socket's path, or the pipe's name on Windows: one a user and display, since a user may have two sessions."""
    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
    name = f"lookaloud-{getpass.getuser()}-{screen.replace('/', '-').replace(':', '-')}"
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(runtime if Path(runtime).is_dir() and runtime else tempfile.gettempdir()) / name)


def is_own(descriptor: int) -> bool:
    """Whether the program at the other end of a local socket is the user's own: not even root's is.

    Where the system does not tell (all but Linux), the permissions of the path decide alone.
    """
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    with socket.socket(fileno=os.dup(descriptor)) as channel:
        told = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process, user, _group = struct.unpack("3i", told)
    return bool(user == os.geteuid())


def tell(message: str) -> bool:
    """Send `message`; whether an app runs. Raises AssistantError where it does not answer."""
    if sys.platform == "win32":
        return False  # Python has no such socket there; Qt's is asked when the app starts
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(WAIT)
        try:
            channel.connect(address())
        except OSError:
            return False
        if not is_own(channel.fileno()):
            return False  # somebody else's program took the name
        try:
            channel.sendall(f"{message}\n".encode())
            answer = channel.recv(len(ANSWER))
        except OSError as error:
            raise AssistantError(_(SILENT), detail=str(error)) from error
    if answer != ANSWER:
        raise AssistantError(_(SILENT), detail=repr(answer))
    return True
