"""Where to look: from what the user asked for to a rectangle. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.boxes import around
from assistant.desktop.stacking import Monitor
from assistant.errors import CaptureError
from assistant.languages.words import _
from assistant.types import Target, WindowInfo
from models.types import Box

NO_WINDOW = _("There is no active window. Switch to a window, or describe the whole screen.")
MINIMISED = _("The window is minimised, so there is nothing of it on the screen. Restore it first.")
NO_FOCUS = _("No program says which element has the focus. Describe the window instead.")
OFF_SCREEN = _("That lies outside the screen. Move the window back onto the screen, or describe the whole screen.")
OUT_OF_VIEW = _("The element with the focus is scrolled out of view. Move the focus, or describe the window instead.")
ALL_MINIMISED = _("Every window is minimised, so there is nothing of them on the screen. Restore one first.")
NO_WINDOW_HERE = _("There is no window under the mouse pointer. Describe the whole screen instead.")
NO_POINTER = _("This desktop does not tell programs where the mouse pointer is. Describe the whole screen instead.")
WHICH_MONITOR = _("This desktop does not tell programs which monitor has the focus. Describe the whole screen instead.")

_AROUND_FOCUS = 6  # desktop units around the element, so that its border is seen


def locate(
    target: Target,
    windows: Sequence[WindowInfo] | None,
    monitors: Sequence[Monitor],
    *,
    pointer: tuple[int, int] | None = None,
    focus: Box | None = None,
    region: Box | None = None,
) -> Box | None:
    """The rectangle to grab, in desktop units; None for the whole desktop. Raises CaptureError.

    Where the list of windows is not known (None: Wayland) the place of a window and its elements is not either: the
    whole desktop is grabbed then.
    """
    if windows is None:
        return _without_windows(target, monitors, region)
    active = next((window for window in windows if window.active), None)
    desktop = _desktop(monitors)
    match target:
        case Target.SCREEN | Target.FILE | Target.CLIPBOARD | Target.CAMERA:
            return None
        case Target.MONITOR:
            return _monitor(monitors, active, pointer)
        case Target.WINDOW:
            if active is None:
                hidden = windows and all(window.minimised for window in windows)
                raise CaptureError(ALL_MINIMISED if hidden else NO_WINDOW)
            if active.minimised:
                raise CaptureError(MINIMISED)
            return _on_screen(active.box, desktop)
        case Target.FOCUS:
            if focus is None or focus.is_empty:
                raise CaptureError(NO_FOCUS)
            wider = Box(
                focus.left - _AROUND_FOCUS,
                focus.top - _AROUND_FOCUS,
                focus.right + _AROUND_FOCUS,
                focus.bottom + _AROUND_FOCUS,
            )
            if active is not None and not any(
                window.pid == active.pid and not window.box.intersection(focus).is_empty for window in windows
            ):
                raise CaptureError(OUT_OF_VIEW)
            return _on_screen(wider, desktop)
        case Target.POINTER:
            return _under_pointer(windows, pointer, desktop)
        case Target.REGION:
            return _region(region, desktop)


def _without_windows(target: Target, monitors: Sequence[Monitor], region: Box | None) -> Box | None:
    match target:
        case Target.REGION:
            return _region(region, _desktop(monitors))
        case Target.POINTER:
            raise CaptureError(NO_POINTER)
        case Target.MONITOR if len(monitors) > 1:
            raise CaptureError(WHICH_MONITOR)
        case _:
            return None


def _region(region: Box | None, desktop: Box | None) -> Box:
    if region is None or region.is_empty:
        raise CaptureError(_("The rectangle is empty. Give one with a width and a height."))
    return _on_screen(region, desktop)


def _desktop(monitors: Sequence[Monitor]) -> Box | None:
    if not monitors:
        return None
    return around(monitor.box for monitor in monitors)


def on_screen(box: Box, monitors: Sequence[Monitor]) -> Box | None:
    """The part of `box` that lies on the desktop; None where none does."""
    desktop = _desktop(monitors)
    seen = box if desktop is None else box.intersection(desktop)
    return None if seen.is_empty else seen


def _on_screen(box: Box, desktop: Box | None) -> Box:
    if desktop is None:
        return box
    seen = box.intersection(desktop)
    if seen.is_empty:
        raise CaptureError(OFF_SCREEN)
    return seen


def _monitor(monitors: Sequence[Monitor], active: WindowInfo | None, pointer: tuple[int, int] | None) -> Box | None:
    points = []
    if active is not None and not active.minimised:
        points.append(active.box.centre)
    if pointer is not None:
        points.append(pointer)
    for x, y in points:
        for monitor in monitors:
            if monitor.box.contains(x, y):
                return monitor.box
    primary = next((monitor for monitor in monitors if monitor.primary), None)
    if primary is not None:
        return primary.box
    return monitors[0].box if monitors else None


def _under_pointer(windows: Sequence[WindowInfo], pointer: tuple[int, int] | None, desktop: Box | None) -> Box | None:
    if pointer is None:
        raise CaptureError(NO_POINTER)
    for window in windows:
        if not window.minimised and window.visible > 0 and window.box.contains(*pointer):
            return _on_screen(window.box, desktop)
    raise CaptureError(NO_WINDOW_HERE)
