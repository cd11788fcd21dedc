"""Speech through speech-dispatcher, the channel that Orca uses too, so that two voices never talk over each other.

A client of SSIP, the protocol of speech-dispatcher, on its Unix socket. The server is never started by us.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.languages.runs import Run, runs, voice_of
from assistant.languages.words import N_, _
from assistant.languages.words import language as language_of_words
from assistant.settings import SpeechSettings

GONE = N_("The speech server ended. LookAloud will try it again with the next sentence.")
_TIMEOUT = 2.0  # seconds for an answer of the server


def socket_path() -> Path:
    """Where speech-dispatcher listens: SPEECHD_ADDRESS, or its default below XDG_RUNTIME_DIR."""
    address = os.environ.get("SPEECHD_ADDRESS", "")
    if address.startswith("unix_socket:"):
        return Path(address.removeprefix("unix_socket:"))
    runtime = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    return Path(runtime) / "speech-dispatcher" / "speechd.sock"


class DispatcherVoice(QObject):
    """GUI thread; one thread of its own reads what the server says."""

    finished = Signal()
    failed = Signal(str)
    _event = Signal(str, str)

    def __init__(self, settings: SpeechSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._socket: socket.socket | None = None
        self._message = ""
        self._waiting = False
        self._replies: list[str] = []
        self._replied = threading.Condition()
        self._event.connect(self._heard)

    @classmethod
    def connect(cls, settings: SpeechSettings, parent: QObject | None = None) -> DispatcherVoice | None:  # type: ignore[override]
        """A voice with an open connection; None where no server listens."""
        voice = cls(settings, parent)
        return voice if voice._open() else None

    def speak(self, text: str, language: str) -> None:
        if self._socket is None and not self._open():
            self.failed.emit(_(GONE))
            return
        try:
            # messages of one client wait for each other; the utterance ends with its last
            for run in runs(text, language or self._language):
                self._message = self._speak(run)
            self._waiting = True
        except (OSError, TimeoutError):
            self._close_socket()
            self.failed.emit(_(GONE))

    @property
    def _language(self) -> str:
        return voice_of(self._settings.language, language_of_words())

    def _speak(self, run: Run) -> str:
        """Queue a message; its number at the server."""
        self._command(f"SET self LANGUAGE {run.language.split('-')[0]}")
        self._command("SPEAK")
        lines = [f".{line}" if line.startswith(".") else line for line in run.text.replace("\0", " ").splitlines()]
        answer = self._command("\r\n".join([*lines, "."]))
        return answer[0].split("-", 1)[-1].strip() if answer else ""

    def stop(self) -> None:
        self._waiting = False
        if self._socket is not None:
            try:
                self._command("CANCEL self")
            except (OSError, TimeoutError):
                self._close_socket()

    def close(self) -> None:
        self.stop()
        self._close_socket()

    def _open(self) -> bool:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_TIMEOUT)
        try:
            connection.connect(str(socket_path()))
        except OSError:
            connection.close()
            return False
        connection.settimeout(None)
        self._socket = connection
        threading.Thread(target=self._listen, args=(connection,), name="speech-dispatcher", daemon=True).start()
        settings = self._settings
        try:
            self._command(f"SET self CLIENT_NAME {os.environ.get('USER', 'user')}:lookaloud:main")
            self._command("SET self SSML_MODE off")
            self._command("SET self NOTIFICATION ALL on")
            self._command("SET self PRIORITY message")
            self._command(f"SET self LANGUAGE {self._language.split('-')[0]}")
            # SSIP takes -100..100; 0 is the server's normal rate, about 180 words a minute
            rate = max(
                -100,
                min(100, round((settings.rate - 180) / 2.7 if settings.rate > 180 else (settings.rate - 180) / 1.0)),
            )
            self._command(f"SET self RATE {rate}")
            self._command(f"SET self PITCH {2 * settings.pitch - 100}")
            self._command(f"SET self VOLUME {2 * settings.volume - 100}")
        except (OSError, TimeoutError):
            self._close_socket()
            return False
        return True

    def _command(self, text: str) -> list[str]:
        """Send and wait for the reply's lines (the last has a space after its number)."""
        if self._socket is None:
            raise OSError("not connected")
        with self._replied:
            self._replies.clear()
            self._socket.sendall(f"{text}\r\n".encode("utf-8", "replace"))
            if not self._replied.wait_for(lambda: bool(self._replies) and self._replies[-1][3:4] == " ", _TIMEOUT):
                raise TimeoutError(text.split("\r\n")[0][:40])
            return list(self._replies)

    def _listen(self, connection: socket.socket) -> None:
        event: list[str] = []
        with (
            contextlib.suppress(OSError, ValueError),
            connection.makefile("r", encoding="utf-8", newline="\r\n") as lines,
        ):
            for raw in lines:
                line = raw.rstrip("\r\n")
                if line[:1] == "7":  # an event: message number, client number, kind
                    event.append(line[4:])
                    if line[3:4] == " ":
                        self._event.emit(line[:3], event[0])
                        event = []
                    continue
                with self._replied:
                    self._replies.append(line)
                    self._replied.notify_all()
        if connection is self._socket:
            self._event.emit("gone", "")

    def _heard(self, kind: str, message: str) -> None:
        if kind == "gone":
            self._close_socket()
            if self._waiting:
                self._waiting = False
                self.failed.emit(_(GONE))
        elif kind in ("702", "703") and self._waiting and message == self._message:  # END, CANCELED
            self._waiting = False
            self.finished.emit()

    def _close_socket(self) -> None:
        connection, self._socket = self._socket, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
