"""Windows that the user marked as private, and our own: their pixels are painted over, their trees not told. No Qt.

X11 and Wayland know no such mark of a program's own, so it is the user who names programs or parts of titles.
What our own windows hold was said before, or is what the user types: told as the screen's it would be untrue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.boxes import without
from assistant.errors import CaptureError
from assistant.languages.words import N_, _
from assistant.types import Frame, Raster, TreeSnapshot, WindowInfo
from models.types import Box

PRIVATE = N_("This window is marked private. LookAloud does not look at it.")
OWN = N_("This is a window of LookAloud's own.")
OWN_FOCUS = N_("The focus is in a window of LookAloud's own.")
PLACE_UNKNOWN = N_(
    "A window that is marked private is open, and this desktop does not tell where it lies. LookAloud does not look at "
    "the screen before that window is closed."
)
NOT_TOLD = N_(
    "Not every program says which windows it has open, so a private one could not be left out. LookAloud does not look "
    "at the screen. Try again, or take the private windows out of the settings."
)
_PAINT = b"\x80\x80\x80\xff"  # grey; blue, green, red, unused


def marks_of(names: str) -> tuple[str, ...]:
    """The names that the user wrote, parted by commas, as `is_marked` wants them."""
    return tuple(name for part in names.split(",") if (name := " ".join(part.casefold().split())))


def is_marked(window: WindowInfo, marks: Sequence[str]) -> bool:
    """Whether the program or the title of a window holds one of the marks."""
    told = (window.app.casefold(), " ".join(window.title.casefold().split()))
    return any(mark in text for mark in marks for text in told)


def marked(windows: Sequence[WindowInfo], marks: Sequence[str]) -> tuple[WindowInfo, ...]:
    """All windows, with `private` where they are: also menus and the like, without a title, of the same program."""
    if not marks:
        return tuple(windows)
    found = [is_marked(window, marks) for window in windows]
    programs = {window.pid for window, is_private in zip(windows, found, strict=True) if is_private} - {0}
    return tuple(
        replace(window, private=is_private or (not window.title and window.pid in programs))
        for window, is_private in zip(windows, found, strict=True)
    )


def with_own(windows: Sequence[WindowInfo], pid: int) -> tuple[WindowInfo, ...]:
    """All windows, with `own` for those of the process `pid`."""
    return tuple(replace(window, own=True) if window.pid and window.pid == pid else window for window in windows)


def behind_ours(windows: Sequence[WindowInfo]) -> tuple[WindowInfo, ...]:
    """All windows; where one of ours is active, the next one below it is instead: who has just opened ours wants to
    know what is behind it."""
    first = next((number for number, window in enumerate(windows) if window.active and window.own), None)
    if first is None:
        return tuple(windows)
    below = (n for n in range(first, len(windows)) if not (windows[n].own or windows[n].minimised))
    behind = next(below, None)
    return tuple(replace(window, active=number == behind) for number, window in enumerate(windows))


def painted_over(frame: Frame, *lists: Sequence[WindowInfo]) -> Frame:
    """The frame without what shows of private windows and our own; `private` and `own` say how many those are.

    `lists`: the windows from the topmost down, before and after the frame was taken: what has moved meanwhile may be in
    either place. Raises CaptureError where nothing else is in the frame.
    """
    private, own, boxes = [0], [0], []
    for windows in lists:
        shown = _shown(windows, frame)
        numbers = {number for number, _piece in shown}
        private.append(sum(windows[number].private for number in numbers))
        own.append(len(numbers) - private[-1])
        boxes += [piece for _number, piece in shown]
    if not boxes:
        return frame
    if not without(frame.box, boxes):
        raise CaptureError(_(PRIVATE if any(private) else OWN))
    return replace(frame, pixels=_painted(frame.pixels, boxes), private=max(private), own=max(own))


def without_private(snapshot: TreeSnapshot, marks: Sequence[str]) -> TreeSnapshot:
    """What may be told of: a window may have been given a private title since the list was made."""
    return replace(
        snapshot,
        windows=tuple(tree for tree in snapshot.windows if not _is_left_out(tree.window, marks)),
        hidden=tuple(window for window in snapshot.hidden if not _is_left_out(window, marks)),
    )


def _is_left_out(window: WindowInfo, marks: Sequence[str]) -> bool:
    return window.left_out or is_marked(window, marks)


def _shown(windows: Sequence[WindowInfo], frame: Frame) -> list[tuple[int, Box]]:
    """What can be seen of those that are left out, in the frame's pixels, with their numbers in the list."""
    above: list[Box] = []
    found = []
    for number, window in enumerate(windows):
        if window.minimised:
            continue
        if window.left_out:
            for piece in without(window.outer or window.box, above):
                box = frame.to_frame(piece).intersection(frame.box)
                if not box.is_empty:
                    found.append((number, box))
        above.append(window.box)
    return found


def _painted(raster: Raster, boxes: Sequence[Box]) -> Raster:
    data = bytearray(raster.data)
    for box in boxes:
        line = _PAINT * box.width
        for row in range(box.top, box.bottom):
            at = (row * raster.width + box.left) * 4
            data[at : at + len(line)] = line
    return replace(raster, data=data)
