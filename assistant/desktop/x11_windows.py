"""The windows of an X11 desktop by the Extended Window Manager Hints, with python-xlib."""

from __future__ import annotations

from typing import Any

from Xlib import X, error
from Xlib.ext import randr
from Xlib.protocol import event

from assistant import limits
from assistant.desktop.stacking import Monitor, with_visibility
from assistant.desktop.x11_display import open_display
from assistant.types import WindowInfo
from models.types import Box

_LOCKERS = frozenset(
    {"i3lock", "xscreensaver", "slock", "light-locker", "xsecurelock", "xlock", "swaylock", "gnome-screensaver"}
)
_SMALLEST_POPUP = 8  # units; smaller override-redirect windows are helpers nobody sees
_ALL_DESKTOPS = 0xFFFFFFFF  # EWMH: a window that is on every desktop


class X11Windows:
    """One X connection. One thread. A window that goes in mid-call is left out."""

    def __init__(self) -> None:
        self._display = open_display()
        self._root = self._display.screen().root
        self._atoms: dict[str, int] = {}

    def close(self) -> None:
        """End the connection."""
        self._display.close()

    def windows(self) -> tuple[WindowInfo, ...]:
        """Managed windows of the current desktop and popups on top of them, client areas without decoration."""
        listed = self._property(self._root, "_NET_CLIENT_LIST_STACKING")
        stacked = _numbers(listed)
        active = next(iter(self._ids("_NET_ACTIVE_WINDOW")), 0)
        current = next(iter(self._ids("_NET_CURRENT_DESKTOP")), None)
        popups, unmanaged = self._top_levels(set(stacked))
        if listed is None:  # not where the list is empty: then only the window manager's own helpers are left
            stacked, popups = unmanaged, []
            active = active or self._focused(stacked)
        found = []
        for number in [*reversed(popups), *reversed(stacked)][: limits.WINDOWS]:
            info = self._info(number, active=number == active, desktop=current)
            if info is not None:
                found.append(info)
        return with_visibility(found, self._whole())

    def monitors(self) -> tuple[Monitor, ...]:
        """By RandR 1.5; the whole screen where the server has none."""
        whole = Monitor(self._whole(), primary=True)
        if not self._display.has_extension("RANDR"):
            return (whole,)
        found = tuple(
            Monitor(
                Box(m.x, m.y, m.x + m.width_in_pixels, m.y + m.height_in_pixels),
                primary=bool(m.primary),
                name=str(self._display.get_atom_name(m.name)),
            )
            for m in randr.get_monitors(self._root).monitors
        )
        return found or (whole,)

    def _whole(self) -> Box:
        """The desktop as it is now: the size in `display.screen()` is that of the moment of connecting."""
        place = self._root.get_geometry()
        return Box(0, 0, place.width, place.height)

    def pointer(self) -> tuple[int, int] | None:
        place = self._root.query_pointer()
        return place.root_x, place.root_y

    def locked(self) -> bool | None:
        """True when a known screen locker's window lies on top; otherwise not known."""
        for number in reversed(self._root.query_tree().children):
            try:
                kind = number.get_wm_class()
                if (
                    kind
                    and any(name.lower() in _LOCKERS for name in kind)
                    and number.get_attributes().map_state == X.IsViewable
                ):
                    return True
            except error.XError:
                continue
        return None

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            self._atoms[name] = self._display.intern_atom(name)
        return self._atoms[name]

    def _property(self, window: Any, name: str) -> Any:
        found = window.get_full_property(self._atom(name), X.AnyPropertyType)
        return found.value if found is not None else None

    def _ids(self, name: str) -> list[int]:
        return _numbers(self._property(self._root, name))

    def _top_levels(self, managed: set[int]) -> tuple[list[int], list[int]]:
        """Popups (menus, tool tips: windows that the manager does not manage), and all mapped top levels."""
        popups, everything = [], []
        for window in self._root.query_tree().children:
            try:
                attributes = window.get_attributes()
                if attributes.map_state != X.IsViewable or attributes.win_class != X.InputOutput:
                    continue
                everything.append(window.id)
                if attributes.override_redirect and window.id not in managed and self._is_popup(window):
                    popups.append(window.id)
            except error.XError:
                continue
        return popups, everything

    def _is_popup(self, window: Any) -> bool:
        """A menu or tool tip has a window type or a class; a manager's frame or helper window has neither."""
        place = window.get_geometry()
        if place.width < _SMALLEST_POPUP or place.height < _SMALLEST_POPUP:
            return False
        return self._property(window, "_NET_WM_WINDOW_TYPE") is not None or window.get_wm_class() is not None

    def _focused(self, candidates: list[int]) -> int:
        focus = self._display.get_input_focus().focus
        return (
            getattr(focus, "id", 0) if getattr(focus, "id", 0) in candidates else (candidates[-1] if candidates else 0)
        )

    def _info(self, number: int, *, active: bool, desktop: int | None) -> WindowInfo | None:
        window = self._display.create_resource_object("window", number)
        try:
            place = window.get_geometry()
            corner = self._root.translate_coords(window, 0, 0)
            on = _numbers(self._property(window, "_NET_WM_DESKTOP"))
            states = _numbers(self._property(window, "_NET_WM_STATE"))
            kinds = _numbers(self._property(window, "_NET_WM_WINDOW_TYPE"))
            edges = _numbers(self._property(window, "_NET_FRAME_EXTENTS"))
            attributes = window.get_attributes()
            title = self._title(window)
            pid = _numbers(self._property(window, "_NET_WM_PID"))
            kind = window.get_wm_class()
        except error.XError:
            return None
        if desktop is not None and on and on[0] not in (desktop, _ALL_DESKTOPS):
            return None
        if self._atom("_NET_WM_WINDOW_TYPE_DESKTOP") in kinds:
            return None  # the wallpaper is no window
        hidden = self._atom("_NET_WM_STATE_HIDDEN") in states
        # python-xlib asks the server from the other side: this is the window seen from the root
        left, top = corner.x, corner.y
        box = Box(left, top, left + place.width, top + place.height)
        return WindowInfo(
            title,
            box,
            app=_plain(kind[1])[: limits.PROGRAM_NAME] if kind else "",
            pid=pid[0] if pid else 0,
            active=active,
            minimised=hidden or attributes.map_state != X.IsViewable,
            number=number,
            outer=_with_edges(box, edges),
        )

    def _title(self, window: Any) -> str:
        # as many bytes as so many characters can have, in units of four
        found = window.get_property(self._atom("_NET_WM_NAME"), X.AnyPropertyType, 0, limits.WINDOW_TITLE)
        value = found.value if found is not None else window.get_wm_name() or ""
        return _plain(value)[: limits.WINDOW_TITLE]


def _numbers(value: Any) -> list[int]:
    """Of a property; none where it has none, or holds text where numbers belong."""
    return [] if value is None or isinstance(value, bytes | str) else [int(number) for number in value]


def _plain(value: Any) -> str:
    """The begin of a text property on one line."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 8 * limits.WINDOW_TITLE]).split())


def _with_edges(box: Box, edges: list[int]) -> Box | None:
    """A window with its decoration, of which the manager tells the left, right, top and bottom width."""
    if len(edges) != 4:
        return None
    left, right, top, bottom = edges
    return Box(box.left - left, box.top - top, box.right + right, box.bottom + bottom)


def activate(number: int) -> None:
    """Give a window the focus as a pager does (EWMH _NET_ACTIVE_WINDOW, source 2).

    The user asked for the window by a global key, which the window manager has not seen: it would take our own
    request for a window that pushes itself forward. Raises NoDisplay.
    """
    connection = open_display()
    root = connection.screen().root
    message = event.ClientMessage(
        window=connection.create_resource_object("window", number),
        client_type=connection.intern_atom("_NET_ACTIVE_WINDOW"),
        data=(32, [2, X.CurrentTime, 0, 0, 0]),
    )
    root.send_event(message, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
    connection.flush()
    connection.close()
