"""The desktop as the app and the command line use it: pixels and windows at once, trees as they come. No Qt."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.desktop.capture import Capturer, locate, open_capturer
from assistant.desktop.capture.place import NO_FOCUS, on_screen
from assistant.desktop.lock import locked
from assistant.desktop.private import (
    NOT_TOLD,
    OWN,
    OWN_FOCUS,
    PLACE_UNKNOWN,
    PRIVATE,
    behind_ours,
    is_marked,
    marked,
    painted_over,
    with_own,
    without_private,
)
from assistant.desktop.stacking import WindowSystem, open_window_system
from assistant.desktop.tree import open_tree_reader
from assistant.errors import CaptureError, TreeUnavailable
from assistant.languages.words import _
from assistant.speech.screen_reader import screen_reader_runs
from assistant.types import Frame, Raster, Target, TreeSnapshot, WindowInfo
from models.cancel import CancelToken
from models.types import Box

FOCUS_WAIT = 0.5  # seconds for a program to say where its focus is; a whole tree takes about 0.05
TREE_WAIT = 2.0  # seconds for all trees; LibreOffice walked takes 0.75


@dataclass(frozen=True, slots=True)
class Look:
    """A frame and what the window system knew at that moment (`windows`: None where it tells none). Desktop units."""

    frame: Frame
    windows: tuple[WindowInfo, ...] | None
    pointer: tuple[int, int] | None
    focus: Box | None
    locked: bool | None
    screen_reader: bool
    seconds: float


class Desk:
    """Capture, window list and trees together. Used from one thread, but for `trees`, which has its own connection."""

    def __init__(
        self, capturer: Capturer, system: WindowSystem, private: Callable[[], Sequence[str]] = tuple, own: int = 0
    ) -> None:
        """`private`: what the user marked as private now, as `private.marks_of` gives it; `own`: the process whose
        windows are LookAloud's, this one where none is given."""
        self._own = own or os.getpid()
        self._capturer = capturer
        self._system = system
        self._private = private

    @classmethod
    def open(cls, private: Callable[[], Sequence[str]] = tuple, own: int = 0) -> Desk:
        """As the constructor. Raises NoDisplay."""
        system = open_window_system()
        return cls(open_capturer(system.monitors()), system, private, own)

    def close(self) -> None:
        """End the connections."""
        self._capturer.close()
        self._system.close()

    def look(self, target: Target, *, region: Box | None = None) -> Look:
        """Grab `target` and the list of windows. Raises CaptureError."""
        began = time.monotonic()
        windows = self._windows()
        if windows is not None:
            if target is Target.FOCUS and any(window.active and window.own for window in windows):
                raise CaptureError(_(OWN_FOCUS))
            windows = behind_ours(windows)
        pointer = self._system.pointer()
        active = next((window for window in windows or () if window.active), None)
        meant = _at(pointer, windows or ()) if target is Target.POINTER else active
        if meant is not None and meant.private and target in (Target.WINDOW, Target.FOCUS, Target.POINTER):
            raise CaptureError(_(PRIVATE))
        if target is Target.POINTER and meant is not None and meant.own:
            raise CaptureError(_(OWN))
        focus = self._focus_box(windows) if target is Target.FOCUS else None
        box = locate(target, windows, self._system.monitors(), pointer=pointer, focus=focus, region=region)
        title = active.title if active is not None and target is Target.WINDOW else ""
        frame = self._grab(box, windows, target=target, title=title)
        frame = replace(frame, windows_known=windows is not None)
        is_locked = self._system.locked() or locked()
        return Look(frame, windows, pointer, focus, is_locked, screen_reader_runs(), time.monotonic() - began)

    def windows(self) -> tuple[WindowInfo, ...]:
        """From the topmost down; empty where the system does not tell."""
        return behind_ours(self._windows() or ())

    def glance(self, box: Box | None) -> Frame:
        """The pixels inside `box` alone, in desktop units; None: all. Raises CaptureError."""
        return self._grab(box, self._windows() if self._private() else None, target=Target.REGION)

    def window(self, number: int) -> Look | None:
        """One window as it is now, wherever it lies, as the active one; None where it is gone. Raises CaptureError.

        Where nothing of it can be seen its frame is a single black pixel.
        """
        began = time.monotonic()
        windows = self._windows() or ()
        found = next((window for window in windows if window.number == number), None)
        if found is None:
            return None
        if found.left_out:
            raise CaptureError(_(PRIVATE if found.private else OWN))
        found = replace(found, active=True)
        box = None if found.visible <= 0 else on_screen(found.box, self._system.monitors())
        if box is None:
            nothing = Raster(1, 1, bytes(4))
            frame = Frame(nothing, Target.WINDOW, window_title=found.title, taken_at=time.monotonic())
        else:
            frame = self._grab(box, windows, target=Target.WINDOW, title=found.title)
        is_locked = self._system.locked() or locked()
        return Look(frame, (found,), None, None, is_locked, screen_reader_runs(), time.monotonic() - began)

    def trees(self, look: Look, *, cancel: CancelToken) -> TreeSnapshot:
        """The trees of the windows that `look` shows, within TREE_WAIT seconds. Raises TreeUnavailable, Cancelled."""
        return self._trees(look, shown_windows(look), cancel)

    def tree(self, look: Look, *, cancel: CancelToken) -> TreeSnapshot:
        """As `trees`, of a look of `window`: also where nothing of the window can be seen."""
        return self._trees(look, look.windows, cancel)

    def _windows(self) -> tuple[WindowInfo, ...] | None:
        """From the topmost down, private ones marked. Raises CaptureError where they might show in an unknown place."""
        marks = self._private()
        windows = self._system.windows()
        if windows is not None:
            return with_own(marked(windows, marks), self._own)
        if marks:
            _check_none_is_open(marks)
        return None

    def _grab(self, box: Box | None, windows: Sequence[WindowInfo] | None, *, target: Target, title: str = "") -> Frame:
        frame = self._capturer.grab(box, target=target, window_title=title)
        if not self._private() and not any(window.own for window in windows or ()):
            return frame
        after = self._windows()
        return painted_over(frame, windows or (), after or ())

    def _trees(self, look: Look, windows: tuple[WindowInfo, ...] | None, cancel: CancelToken) -> TreeSnapshot:
        snapshot = open_tree_reader().read(windows, timeout=TREE_WAIT, cancel=cancel)
        if windows is None:  # they are known by their trees alone
            told = (tree for tree in snapshot.windows if tree.window.pid != self._own)
            snapshot = replace(snapshot, windows=tuple(told))
        hidden = tuple(window for window in look.windows or () if window.visible <= 0 or window.minimised)
        return without_private(replace(snapshot, hidden=hidden), self._private())

    @staticmethod
    def _focus_box(windows: tuple[WindowInfo, ...] | None) -> Box | None:
        """None where the place is not known. Raises CaptureError where no program says what has the focus."""
        try:
            focus = open_tree_reader().focus(windows, timeout=FOCUS_WAIT)
        except TreeUnavailable:
            focus = None
        if focus is None:
            raise CaptureError(NO_FOCUS)
        return focus.box if windows is not None else None


def _at(point: tuple[int, int] | None, windows: Sequence[WindowInfo]) -> WindowInfo | None:
    """The topmost window that holds the point."""
    shown = (window for window in windows if not window.minimised and window.visible > 0)
    return next((window for window in shown if point is not None and window.box.contains(*point)), None)


def _check_none_is_open(marks: Sequence[str]) -> None:
    """Raises CaptureError where a program tells of a window with a mark, or where not every program tells of its own:
    it might lie anywhere in the picture."""
    try:
        windows = open_tree_reader().windows(timeout=FOCUS_WAIT)
    except TreeUnavailable:
        windows = None
    if windows is None:
        raise CaptureError(_(NOT_TOLD))
    if any(is_marked(window, marks) for window in windows):
        raise CaptureError(_(PLACE_UNKNOWN))


def shown_windows(look: Look) -> tuple[WindowInfo, ...] | None:
    """The windows that lie in the frame and are not wholly covered; for one window, that one and what lies on it."""
    if look.windows is None:
        return None
    frame = look.frame.to_desktop(look.frame.box)
    seen = [w for w in look.windows if w.visible > 0 and not w.minimised and not w.box.intersection(frame).is_empty]
    if look.frame.target in (Target.WINDOW, Target.FOCUS):
        actives = [number for number, window in enumerate(seen) if window.active]
        if actives:
            seen = seen[: actives[0] + 1]
    return tuple(seen)
