"""Windows that the user marked as private: their pixels are painted over and their trees are not read. No Qt.

X11 and Wayland know no such mark of a program's own, so it is the user who names programs or parts of titles.
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


def painted_over(frame: Frame, *lists: Sequence[WindowInfo]) -> Frame:
    """The frame without what shows of private windows; `frame.private` says how many that are.

    `lists`: the windows from the topmost down, before and after the frame was taken: what has moved meanwhile may be in
    either place. Raises CaptureError where nothing else is in the frame.
    """
    counts, boxes = [], []
    for windows in lists:
        pieces = [piece for _number, piece in _shown(windows, frame)]
        counts.append(len({number for number, _piece in _shown(windows, frame)}))
        boxes += pieces
    if not boxes:
        return frame
    if not without(frame.box, boxes):
        raise CaptureError(_(PRIVATE))
    return replace(frame, pixels=_painted(frame.pixels, boxes), private=max(counts))


def without_private(snapshot: TreeSnapshot, marks: Sequence[str]) -> TreeSnapshot:
    """What may be told of: a window may have been given a private title since the list was made."""
    return replace(
        snapshot,
        windows=tuple(tree for tree in snapshot.windows if not _is_private(tree.window, marks)),
        hidden=tuple(window for window in snapshot.hidden if not _is_private(window, marks)),
    )


def _is_private(window: WindowInfo, marks: Sequence[str]) -> bool:
    return window.private or is_marked(window, marks)


def _shown(windows: Sequence[WindowInfo], frame: Frame) -> list[tuple[int, Box]]:
    """What can be seen of the private ones in the frame, in its pixels, with their numbers in the list."""
    above: list[Box] = []
    found = []
    for number, window in enumerate(windows):
        if window.minimised:
            continue
        if window.private:
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
