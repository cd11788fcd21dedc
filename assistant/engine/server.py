"""The engine process: `python -m assistant.engine.server`, started by `client`, spoken to through its standard pipes.

Three threads. The reader takes packets, so that a cancel is heard at once; another says every second that a long run
goes on; the main thread owns every session and does one request after the other; reading text has threads of its own.
Numpy, onnxruntime and the models are loaded with the first request that needs them, after its first words have gone
out.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from assistant.engine.protocol import (
    Again,
    Alive,
    Cancel,
    Describe,
    Event,
    ProtocolError,
    Question,
    Ready,
    Taken,
    Tree,
    event_of,
    pack,
    read_command,
)
from assistant.errors import AssistantError
from assistant.languages.words import N_, _
from assistant.log_level import log_to_terminal
from assistant.pipelines.describe import Describer
from assistant.pipelines.request import Request
from assistant.types import Asked, Failed, Frame, Length, Mode, Target, TreeSnapshot, Update
from models.cancel import CancelToken
from models.errors import Cancelled, ModelError

if TYPE_CHECKING:
    from assistant.pipelines.asking.asker import Asker
    from assistant.pipelines.defaults import Sight

log = logging.getLogger(__name__)

NOTHING_KEPT = N_("The last picture is no longer kept. Press the key for the screen or the window again.")
FAILED = N_("Something went wrong while looking at the picture. Try again.")
_ALIVE_EVERY = 1.0  # seconds; the client gives up after many of these
_LONGEST_RUN = 120.0  # seconds that one run of a graph, or opening a model, may take before it counts as a hang


class _Turn(CancelToken):
    """A turn's cancel token, which also tells the client that work goes on, and the slot its tree arrives in."""

    def __init__(self, number: int, send: Callable[[Event], None]) -> None:
        super().__init__()
        self.number = number
        self._send = send
        self._said_alive = time.monotonic()
        self._inside: float | None = None
        self._tree_came = threading.Event()
        self._snapshot: TreeSnapshot | None = None
        self._question_came = threading.Event()
        self._asked: Asked | None = None
        self.on_cancel(self._tree_came.set)
        self.on_cancel(self._question_came.set)

    def check(self) -> None:
        super().check()
        now = time.monotonic()
        if now - self._said_alive >= _ALIVE_EVERY:
            self._said_alive = now
            self._send(Alive(self.number))

    @contextmanager
    def stopping(self, callback: Callable[[], None]) -> Iterator[None]:
        self._inside = time.monotonic()
        try:
            with super().stopping(callback):
                yield
        finally:
            self._inside = None

    def tick(self) -> None:
        """Called every second, from another thread: the working one is inside a run that nobody can look into."""
        inside = self._inside
        if inside is not None and _ALIVE_EVERY <= time.monotonic() - inside < _LONGEST_RUN:
            self._send(Alive(self.number))

    def offer(self, snapshot: TreeSnapshot | None) -> None:
        self._snapshot = snapshot
        self._tree_came.set()

    def put(self, asked: Asked) -> None:
        """The question has come."""
        self._asked = asked
        self._question_came.set()

    def question(self, seconds: float) -> Asked | None:
        """The question if it comes within `seconds`. Raises Cancelled."""
        end = time.monotonic() + seconds
        while not self._question_came.wait(min(_ALIVE_EVERY, max(0.0, end - time.monotonic()))):
            self.check()
            if time.monotonic() >= end:
                return None
        self.check()
        return self._asked

    def tree(self, seconds: float) -> TreeSnapshot | None:
        """The snapshot if it comes within `seconds`. Raises Cancelled."""
        self._tree_came.wait(seconds)
        self.check()
        return self._snapshot


@dataclass(frozen=True, slots=True)
class _Job:
    turn: _Turn
    picture: int
    mode: Mode
    length: Length
    request: Request | None
    """None: what is kept of `picture` again."""


class Server:
    """Reads commands from `source`, writes events to `sink`, until `source` ends."""

    def __init__(
        self,
        source: BinaryIO,
        sink: BinaryIO,
        *,
        describer: Describer,
        asker: Callable[[], Asker] | None = None,
        sight: Sight | None = None,
    ) -> None:
        """`asker`: makes what answers questions, when the first one comes. `sight`: what looks through the camera,
        watches and seeks."""
        self._source = source
        self._sink = sink
        self._sink_lock = threading.Lock()  # two threads write: Taken comes from the reader
        self._describer = describer
        self._open_asker = asker
        self._sight = sight
        self._asker: Asker | None = None
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._turns: dict[int, _Turn] = {}
        self._kept: tuple[int, Request] | None = None
        """The last frame and its number."""

    def run(self) -> None:
        """Work until the pipe closes. Called in the main thread, which owns the sessions."""
        self._send(Ready())
        reader = threading.Thread(target=self._read, name="reader", daemon=True)
        reader.start()
        threading.Thread(target=self._tick, name="alive", daemon=True).start()
        while (job := self._jobs.get()) is not None:
            try:
                for update in self._work(job):
                    job.turn.check()
                    self._send(event_of(update))
            except Cancelled:
                pass
            finally:
                self._turns.pop(job.turn.number, None)
            if self._jobs.empty():
                self._describer.rest()
                if self._asker is not None:
                    self._asker.rest()

    def _work(self, job: _Job) -> Iterator[Update]:
        number = job.turn.number
        try:
            request = job.request
            if request is not None and request.mode in ("watch", "seek"):
                yield from self._live(request, job.turn)
                return
            if request is not None and request.frame.target is Target.CAMERA and self._sight is not None:
                request = yield from self._sight.camera.prepare(request, cancel=job.turn)
                if request is None:
                    return  # another picture will come
            if request is not None:
                self._kept = (job.picture, request)  # from its start: one that is stopped can be told again
            elif self._kept is not None and self._kept[0] == job.picture:
                request = replace(self._kept[1], turn=number, mode=job.mode, length=job.length)
            job.turn.check()
            if request is None:
                yield Failed(number, _(NOTHING_KEPT))
                return
            if job.mode == "ask":
                yield from self._answer(request, job.turn)
            else:
                yield from self._describer.run(request, job.turn.tree, cancel=job.turn)
        except Cancelled:
            raise
        except (ModelError, AssistantError) as error:
            log.warning("turn %d failed: %r", number, error)
            yield Failed(number, error.spoken, getattr(error, "exit_code", 1))
        except Exception:  # the barrier: a defect must not end the engine in silence
            log.exception("turn %d failed", number)
            yield Failed(number, _(FAILED), 8)

    def _answer(self, request: Request, turn: _Turn) -> Iterator[Update]:
        if self._asker is None:
            assert self._open_asker is not None
            self._asker = self._open_asker()
        yield from self._asker.run(request, turn.tree, turn.question, cancel=turn)

    def _live(self, request: Request, turn: _Turn) -> Iterator[Update]:
        """A look of something that goes on: the frame that the user's questions are about stays the kept one."""
        assert self._sight is not None
        session = self._sight.watch if request.mode == "watch" else self._sight.seek
        yield from session.run(request, turn.tree, cancel=turn)

    def _tick(self) -> None:
        while True:
            time.sleep(_ALIVE_EVERY)
            for turn in list(self._turns.values()):
                turn.tick()

    def _read(self) -> None:
        try:
            while (packet := read_command(self._source.read)) is not None:
                command, payload = packet
                match command:
                    case Describe():
                        self._send(Taken(command.turn))
                        self._start(command, payload)
                    case Again():
                        turn = self._turns[command.turn] = _Turn(command.turn, self._send)
                        self._jobs.put(_Job(turn, command.picture, command.mode, command.length, None))
                    case Tree():
                        if command.turn in self._turns:
                            self._turns[command.turn].offer(command.snapshot)
                    case Question():
                        if command.turn in self._turns:
                            self._turns[command.turn].put(command.asked)
                    case Cancel():
                        if command.turn in self._turns:
                            self._turns[command.turn].cancel()
        except ProtocolError:
            log.exception("the app sent something that is no packet")
        finally:
            for left in list(self._turns.values()):
                left.cancel()
            self._jobs.put(None)

    def _start(self, command: Describe, payload: bytes) -> None:
        frame: Frame = command.frame.with_pixels(payload)
        turn = self._turns[command.turn] = _Turn(command.turn, self._send)
        request = Request(
            turn=command.turn,
            frame=frame,
            mode=command.mode,
            length=command.length,
            focus_box=command.focus_box,
            pointer=command.pointer,
            locked=command.locked,
            screen_reader=command.screen_reader,
            guided=command.guided,
            patient=command.patient,
            session=command.session,
            about=command.about,
        )
        picture = command.picture or command.turn
        self._jobs.put(_Job(turn, picture, command.mode, command.length, request))

    def _send(self, event: Event) -> None:
        with self._sink_lock:
            try:
                self._sink.write(pack(event))
                self._sink.flush()
            except BrokenPipeError:
                # The app is gone; the reader sees the end of its pipe and ends the process.
                log.debug("the app is gone")


def main() -> int:
    """Serve on the standard pipes. What libraries print goes to standard error, so that it cannot break a packet."""
    log_to_terminal(logging.BASIC_FORMAT)
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from assistant.pipelines.defaults import Sight

    sight = Sight()
    Server(source, sink, describer=sight.describer, asker=sight.new_asker, sight=sight).run()
    sink.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
