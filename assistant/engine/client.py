"""The app's side of the engine: starts it on first need, watches it, replaces it, ends it when idle."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from assistant.engine.environment import LOW_MEMORY
from assistant.engine.protocol import (
    Again,
    Alive,
    Broken,
    Cancel,
    Command,
    Describe,
    Done,
    Event,
    EventStream,
    ProtocolError,
    Question,
    Ready,
    Said,
    Taken,
    Tree,
    Working,
    pack,
)
from assistant.languages.words import N_, _
from assistant.types import Asked, Failed, TreeSnapshot
from models.devices import WANTED

log = logging.getLogger(__name__)

SILENCE_LIMIT_MS = 20_000  # an engine at work sends something every second; this long without is a hang
GAVE_UP = N_("The part that looks at pictures failed twice. Try again; if it happens again, run lookaloud doctor.")
CANNOT_START = N_("The part that looks at pictures cannot be started. Run lookaloud doctor.")


def _engine_command() -> list[str]:
    # -P: nothing is imported from the folder the user happens to be in
    return [sys.executable, "-P", "-m", "assistant.engine.server"]


@dataclass(slots=True)
class _Asked:
    """The request in hand, kept until its answer is whole so that a new engine can be asked again."""

    command: Describe | Again
    pixels: bytes | bytearray | memoryview = b""
    tree: Tree | None = None
    question: Question | None = None
    sent: bool = False
    tries: int = 1
    heard: int = field(default=0)
    """How many sentences of it have been said: a second engine's first ones are dropped."""
    skip: int = field(default=0)

    def shows(self, picture: int) -> bool:
        """Whether it brings that frame."""
        return isinstance(self.command, Describe) and (self.command.picture or self.command.turn) == picture


class EngineClient(QObject):
    """One request at a time; a new one supersedes. All methods and signals in the GUI thread."""

    updated = Signal(object)
    """An `Update` of the request in hand."""
    replaced = Signal()
    """The engine crashed or hung and a new one was asked the same."""

    def __init__(
        self,
        *,
        idle_minutes: int = 10,
        device: str = "auto",
        command: Callable[[], list[str]] = _engine_command,
        silence_limit_ms: int = SILENCE_LIMIT_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._device = device
        self._process: QProcess | None = None
        self._stream = EventStream()
        self._ready = False
        self._taking = 0  # the turn whose pixels are on their way; 0: none
        self._asked: _Asked | None = None
        self._unsent: _Asked | None = None
        """The last request, where it was cancelled before its frame was sent."""
        self._silence = QTimer(self, interval=silence_limit_ms, singleShot=True)
        self._silence.timeout.connect(self._hung)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.close)
        self._held = False
        self.set_idle_minutes(idle_minutes)

    @property
    def running(self) -> bool:
        """Whether an engine process exists."""
        return self._process is not None

    @property
    def process_id(self) -> int:
        """Of the engine; 0 where none runs."""
        return self._process.processId() if self._process is not None else 0

    def set_idle_minutes(self, minutes: int) -> None:
        """How long an unused engine stays before its memory is given back."""
        self._idle.setInterval(minutes * 60_000)

    def hold(self, held: bool) -> None:
        """Whether the engine stays although it is not used: it remembers what was seen before."""
        self._held = held
        if held:
            self._idle.stop()
        elif self._asked is None:
            self._rest()

    def _rest(self) -> None:
        if self._process is not None and not self._held:
            self._idle.start()

    def set_device(self, device: str) -> None:
        """What models run on, by its name in `models.devices.BY_NAME`; an engine at rest is ended for it."""
        if device != self._device:
            self._device = device
            self.renew()

    def renew(self) -> None:
        """The next request gets a new engine, with the models there are then; one at work is left to it."""
        if self._asked is None:
            self.close()

    def ask(self, command: Describe | Again, pixels: bytes | bytearray | memoryview = b"") -> None:
        """Start a request; the one before is cancelled and its pixels, if they still wait, are never sent.

        But where an `Again` means a frame that was never sent, that frame is sent for it.
        """
        self.cancel()
        self._asked = _Asked(command, pixels)
        unsent, self._unsent = self._unsent, None
        if isinstance(command, Again) and unsent is not None and unsent.shows(command.picture):
            changes = {"turn": command.turn, "mode": command.mode, "length": command.length, "picture": command.picture}
            self._asked = _Asked(msgspec.structs.replace(unsent.command, **changes), unsent.pixels)
        self._idle.stop()
        self._silence.start()
        if self._process is None:
            self._start()
        self._send_asked()

    def offer_tree(self, turn: int, snapshot: TreeSnapshot | None) -> None:
        """Hand in the trees of that turn; dropped where it is no longer the request in hand."""
        asked = self._asked
        if asked is None or asked.command.turn != turn:
            return
        asked.tree = Tree(turn, snapshot)
        if asked.sent:
            self._write(asked.tree)

    def offer_question(self, turn: int, asked: Asked) -> None:
        """Hand in the question of that turn; dropped where it is no longer the request in hand."""
        current = self._asked
        if current is None or current.command.turn != turn:
            return
        current.question = Question(turn, asked)
        if current.sent:
            self._write(current.question)

    def cancel(self) -> None:
        """Drop the request in hand; nothing more of it is heard."""
        asked, self._asked = self._asked, None
        self._silence.stop()
        if asked is not None and asked.sent:
            self._write(Cancel(asked.command.turn))
        elif asked is not None:
            self._unsent = asked
        self._rest()

    def warm(self) -> None:
        """Start the engine process ahead of a request. Loads no model."""
        if self._process is None:
            self._start()
            self._rest()

    def close(self) -> None:
        """End the engine, which gives its memory back. Waits 1 s for it at most."""
        self._asked = None
        self._silence.stop()
        self._idle.stop()
        process = self._drop_process()
        if process is not None:
            process.closeWriteChannel()
            if not process.waitForFinished(1000):
                process.kill()
                process.waitForFinished(1000)
            process.deleteLater()

    def _start(self) -> None:
        program, *arguments = self._command()
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in LOW_MEMORY.items():
            environment.insert(name, value)
        if self._device != "auto":  # else what the user's own environment says holds
            environment.insert(WANTED, self._device)
        process = QProcess(self)
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        if sys.platform != "win32":  # the sound server's memory and connections are the app's alone
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CloseFileDescriptors)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed_to_start)
        self._stream = EventStream()
        self._ready = False
        self._taking = 0
        self._process = process
        process.start(program, arguments)

    def _drop_process(self) -> QProcess | None:
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self._finished)
            process.errorOccurred.disconnect(self._failed_to_start)
        self._ready = False
        self._taking = 0
        return process

    def _send_asked(self) -> None:
        """Send the request in hand once the engine reads and the pixels of the one before have arrived.

        So at most one frame waits in the pipe, however often the key is pressed.
        """
        asked = self._asked
        if asked is None or asked.sent or not self._ready or self._taking:
            return
        asked.sent = True
        if isinstance(asked.command, Describe):
            self._taking = asked.command.turn
        self._write(asked.command, asked.pixels)
        if asked.tree is not None:
            self._write(asked.tree)
        if asked.question is not None:
            self._write(asked.question)

    def _write(self, command: Command, payload: bytes | bytearray | memoryview = b"") -> None:
        if self._process is None:
            return
        self._process.write(pack(command, payload))
        if payload:
            self._process.write(bytes(payload))

    def _read(self) -> None:
        if self._process is None:
            return
        try:
            for event in self._stream.feed(bytes(self._process.readAllStandardOutput().data())):
                self._take(event)
        except ProtocolError:
            log.exception("the engine sent something that is no packet")
            self._ask_again()

    def _take(self, event: Event) -> None:
        match event:
            case Ready():
                self._ready = True
                self._send_asked()
            case Taken():
                self._taking = 0
                self._send_asked()
            case Alive():
                if self._is_current(event.turn):
                    self._silence.start()
            case Working() | Said() | Done() | Broken():
                self._pass_on(event)

    def _is_current(self, turn: int) -> bool:
        return self._asked is not None and self._asked.command.turn == turn

    def _pass_on(self, event: Working | Said | Done | Broken) -> None:
        asked = self._asked
        if asked is None or asked.command.turn != event.update.turn:
            return
        self._silence.start()
        if isinstance(event, Said):
            if asked.skip:
                asked.skip -= 1
                return
            asked.heard += 1
        elif isinstance(event, Done | Broken):
            self._asked = None
            self._silence.stop()
            self._rest()
        self.updated.emit(event.update)

    def _finished(self) -> None:
        process = self._drop_process()
        if process is not None:
            log.warning("the engine ended with code %d", process.exitCode())
            process.deleteLater()
        if self._asked is not None:
            self._ask_again()

    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error is not QProcess.ProcessError.FailedToStart:
            return  # `finished` follows
        process = self._drop_process()
        if process is not None:
            process.deleteLater()
        asked, self._asked = self._asked, None
        if asked is not None:
            self.updated.emit(Failed(asked.command.turn, _(CANNOT_START), 8))

    def _hung(self) -> None:
        log.warning("the engine sent nothing for %d ms while at work", self._silence.interval())
        self._ask_again()

    def _ask_again(self) -> None:
        """Replace the engine; ask the new one the same, once."""
        process = self._drop_process()
        if process is not None:
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()
        asked = self._asked
        if asked is None:
            return
        self._silence.stop()
        if asked.tries >= 2:
            self._asked = None
            self.updated.emit(Failed(asked.command.turn, _(GAVE_UP), 8))
            return
        asked.tries += 1
        asked.sent = False
        asked.skip = asked.heard
        self.replaced.emit()
        self._silence.start()
        self._start()
