"""Which windows are on the desktop, from the topmost down, and which part of each can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.boxes import without
from assistant.desktop.session import session
from assistant.types import WindowInfo
from models.types import Box


@dataclass(frozen=True, slots=True)
class Monitor:
    """`box` in desktop units; `scale`: pixels for one of them."""

    box: Box
    scale: float = 1.0
    primary: bool = False
    name: str = ""


class WindowSystem(Protocol):
    """One connection to the window system. One thread; no call waits for a program."""

    def windows(self) -> tuple[WindowInfo, ...] | None:
        """From the topmost down; None where the system does not tell (Wayland)."""
        ...

    def monitors(self) -> tuple[Monitor, ...]: ...

    def pointer(self) -> tuple[int, int] | None: ...

    def locked(self) -> bool | None:
        """Whether the screen is locked; None where that cannot be known."""
        ...

    def close(self) -> None: ...


class NoWindowList:
    """The platforms whose lists are not written yet: nothing is known, so nothing is claimed."""

    def windows(self) -> tuple[WindowInfo, ...] | None:
        return None

    def monitors(self) -> tuple[Monitor, ...]:
        return ()

    def pointer(self) -> tuple[int, int] | None:
        return None

    def locked(self) -> bool | None:
        return None

    def close(self) -> None:
        """Nothing is open."""


def open_window_system() -> WindowSystem:
    """The window system of this desktop. Raises NoDisplay where X11 does not answer."""
    if session() == "x11":
        from assistant.desktop.x11_windows import X11Windows

        return X11Windows()
    if session() == "wayland":
        from assistant.desktop.wayland_outputs import WaylandSystem

        return WaylandSystem()
    return NoWindowList()


def with_visibility(windows: Sequence[WindowInfo], desktop: Box | None) -> tuple[WindowInfo, ...]:
    """`windows` (topmost first) with `visible` and `covered` worked out from who lies on whom."""
    result: list[WindowInfo] = []
    above: list[Box] = []
    for window in windows:
        if window.minimised:
            result.append(replace(window, visible=0.0))
            continue
        covered = tuple(cut for box in above if not (cut := box.intersection(window.box)).is_empty)
        shown = window.box if desktop is None else window.box.intersection(desktop)
        area = sum(piece.area for piece in without(shown, covered)) if not shown.is_empty else 0
        share = area / window.box.area if window.box.area else 0.0
        result.append(replace(window, visible=share, covered=covered))
        above.append(window.box)
    return tuple(result)
