"""Watches a window, or the whole screen: glances at it every second, and has the engine look where something changed.

A glance costs some milliseconds; a look reads the trees and the text that changed, at most every few seconds and never
more than a quarter of the time. What the user asks for goes first: a look that it interrupts is made again.
"""

from __future__ import annotations

import itertools
import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.desktop.capture.place import NO_WINDOW
from assistant.desktop.desk import Desk, Look
from assistant.desktop.glances import Glances
from assistant.desktop.lane import Lane
from assistant.desktop.session import session
from assistant.engine.client import EngineClient
from assistant.engine.protocol import Describe, FrameHead
from assistant.errors import AssistantError, CaptureError
from assistant.languages.words import N_, _
from assistant.types import Failed, Final, Frame, Length, Partial, Raster, Target, TreeSnapshot, Update, WindowInfo
from models.cancel import CancelToken
from models.types import Box

log = logging.getLogger(__name__)

NOT_HERE = N_("Watching is not possible here: this desktop asks before every picture of the screen.")
NO_LONGER = N_("I no longer watch.")
NOTHING_WATCHED = N_("Nothing is being watched.")

_GLANCE_MS = 1000
_BLIND_LOOK = 10.0  # seconds between looks at a window that is covered: only its tree can be seen
_SHARE = 4.0  # a look that took a second is followed by at least so many seconds of rest
_STUCK = 20.0  # seconds
_GONE = Frame(Raster(1, 1, bytes(4)), Target.WINDOW)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A look for the engine. `changed`: where, in frame pixels; None where no picture could be compared."""

    look: Look | None
    trees: TreeSnapshot | None
    changed: Box | None


class Watching(QObject):
    """GUI thread. One thing is watched at a time."""

    said = Signal(str)
    """The next sentence."""
    ended = Signal()
    """What was waited for has come, or watching has become impossible; why was said."""

    def __init__(
        self,
        engine: EngineClient,
        *,
        busy: Callable[[], bool],
        open_desk: Callable[[], Desk] = Desk.open,
        parent: QObject | None = None,
    ) -> None:
        """`busy`: whether the engine works for the user, or speech goes on: then nothing is looked at."""
        super().__init__(parent)
        self._engine = engine
        self._busy = busy
        self._open_desk = open_desk
        self._lane = Lane("watch", parent=self)
        self._desks: list[Desk] = []
        self._glances = Glances()
        self._turns = itertools.count(-1, -2)  # even ones are those of what is sought
        self._session = 0
        self._turn = 0  # the look that the engine has; 0: none
        self._began = 0.0
        self._about = ""
        self._target = Target.WINDOW
        self._number = 0
        self._box: Box | None = None  # of the window at the last look, in desktop units
        self._every = 3.0
        self._next_look = 0.0
        self._dirty: Box | None = None  # changed since the last look, in frame pixels
        self._must_look = False
        self._in_lane = False
        self._timer = QTimer(self, interval=_GLANCE_MS)
        self._timer.timeout.connect(self._tick)
        engine.updated.connect(self._take)

    @property
    def is_on(self) -> bool:
        """Whether something is watched."""
        return self._timer.isActive()

    def start(self, about: str, target: Target, *, every: float) -> None:
        """Watch the active window, or the screen; `about`: what for, in the user's words; `every`: least seconds
        between two looks. What was watched before is not any more."""
        self.stop()
        if session() == "wayland":
            self.said.emit(_(NOT_HERE))
            self.ended.emit()
            return
        self._session += 1
        self._about, self._target, self._every = about, target, every
        self._number, self._box, self._dirty = 0, None, None
        self._glances = Glances()
        self._next_look, self._must_look = 0.0, True
        self._engine.hold(True)
        self._timer.start()
        self._tick()

    def stop(self) -> None:
        """Watch nothing."""
        if self._turn:
            self._turn = 0
            self._engine.cancel()
        self._timer.stop()
        self._lane.close()
        self._desks, self._in_lane = [], False
        self._engine.hold(False)

    def interrupted(self) -> None:
        """The user asks for something: the look in hand, if there is one, is made again later."""
        if self._turn:
            self._turn = 0
            self._must_look = True

    def _tick(self) -> None:
        if self._in_lane:
            if self._lane.abandon_if_stuck(_STUCK):
                self._desks, self._in_lane = [], False
            return
        if self._turn or self._busy():
            return
        now = time.monotonic()
        looks = now >= self._next_look and (self._must_look or self._dirty is not None)
        blind = self._box is None and self._number
        if blind and now >= self._next_look:
            looks = True
        desks, running = self._desks, self._session

        def call() -> _Seen | Frame:
            if not desks:
                desks.append(self._open_desk())
            return self._whole(desks[0]) if looks else desks[0].glance(self._box)

        def done(result: _Seen | Frame | AssistantError) -> None:
            self._in_lane = False
            if running != self._session or not self.is_on:
                return
            if isinstance(result, AssistantError):
                self.said.emit(result.spoken)
                self._over()
            elif isinstance(result, _Seen):
                self._look(result)
            else:
                self._glanced(result)

        if looks or not blind:
            self._in_lane = True
            self._lane.run(call, done)

    def _whole(self, desk: Desk) -> _Seen:
        """In the lane: what there is to see now."""
        if self._target is Target.WINDOW and not self._number:
            self._number = _watched(desk.windows())
        is_window = self._target is Target.WINDOW
        look = desk.window(self._number) if is_window else desk.look(self._target)
        if look is None:
            return _Seen(None, None, None)
        try:
            trees = (desk.tree if is_window else desk.trees)(look, cancel=CancelToken())
        except AssistantError as error:
            log.info("watching without a tree: %s", error)
            trees = None
        return _Seen(look, trees, self._glances.changed(look.frame))

    def _glanced(self, frame: Frame) -> None:
        changed = self._glances.changed(frame)
        if changed is not None:
            self._dirty = changed if self._dirty is None else self._dirty.union(changed)

    def _look(self, seen: _Seen) -> None:
        if self._busy():  # the user has asked for something since: that would be cancelled, and never answered
            self._must_look = True
            if seen.changed is not None:
                self._dirty = _union(seen.changed, self._dirty)
            return
        frame = seen.look.frame if seen.look is not None else _GONE
        hidden = frame.pixels.width <= 1
        box = None if hidden else frame.to_desktop(frame.box)
        moved = box != self._box
        self._box = box if self._target is Target.WINDOW else None
        if hidden:
            self._glances = Glances()
        changed = None
        if not moved and not hidden:
            changed = seen.changed if self._dirty is None else _union(self._dirty, seen.changed)
        self._dirty, self._must_look = None, False
        self._turn = next(self._turns)
        self._began = time.monotonic()
        # the place of what changed travels as `focus_box`, in desktop units; without one all is new
        command = Describe(
            self._turn,
            "watch",
            Length.NORMAL,
            FrameHead.of(frame),
            focus_box=frame.to_desktop(changed) if changed is not None else None,
            locked=seen.look.locked if seen.look is not None else None,
            session=self._session,
            about=self._about,
        )
        self._engine.ask(command, frame.pixels.data)
        self._engine.offer_tree(self._turn, seen.trees if seen.look is not None else TreeSnapshot())

    def _take(self, update: Update) -> None:
        if not self._turn or update.turn != self._turn:
            return
        match update:
            case Partial():
                self.said.emit(update.text)
            case Failed():
                self.said.emit(f"{update.spoken} {_(NO_LONGER)}")
                self._over()
            case Final():
                self._turn = 0
                took = time.monotonic() - self._began
                rest = _BLIND_LOOK if self._box is None and self._number else self._every
                self._next_look = time.monotonic() + max(rest, _SHARE * took)
                # what was held back is told at the next look
                self._must_look = self._must_look or update.description.kind == "waiting"
                if update.description.outcome == "over":
                    self._over()
            case _:
                pass

    def _over(self) -> None:
        self.stop()
        self.ended.emit()


def _watched(windows: Sequence[WindowInfo]) -> int:
    """The active window, or where that is one of ours (the user typed there what to watch), the one below it.

    Raises CaptureError where there is none.
    """
    others = [each for each in windows if each.pid != os.getpid() and not each.minimised and each.visible > 0]
    others.sort(key=lambda window: not window.active)
    if not others:
        raise CaptureError(NO_WINDOW)
    return others[0].number


def _union(one: Box, other: Box | None) -> Box:
    return one if other is None else one.union(other)
