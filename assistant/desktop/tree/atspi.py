"""Accessibility trees on Linux: AT-SPI over D-Bus (at-spi2-core's XML interfaces), without gi.

Every public call runs its own event loop on its own connection and ends it, so that a program that hangs leaves
nothing behind.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dbus_fast import BusType
from dbus_fast.aio import MessageBus

from assistant import limits
from assistant.desktop.tree.bounded import BoundedBus
from assistant.desktop.tree.connection import NULL_PATH, Accessible, CallFailed, Connection
from assistant.desktop.tree.places import placed
from assistant.desktop.tree.popups import with_popups
from assistant.desktop.tree.shape import simplified
from assistant.desktop.tree.vocabulary import clean, has
from assistant.desktop.tree.walk import Walk
from assistant.errors import TreeUnavailable
from assistant.languages.words import _
from assistant.types import TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.errors import Cancelled
from models.types import Box

T = TypeVar("T")

NO_BUS = _(
    "The accessibility service does not answer. Turn on assistive technologies in the desktop's settings, "
    "or install at-spi2-core."
)
_FIND_SHARE = 0.3  # of the whole time: for finding out which programs there are
_WINDOW_ROLES = frozenset(
    # Qt calls a plain QWidget that is a window "filler", and a QMessageBox "alert message"
    (
        "frame",
        "window",
        "dialog",
        "alert",
        "alert message",
        "file chooser",
        "popup menu",
        "menu",
        "tool tip",
        "color chooser",
        "filler",
    )
)


@dataclass(frozen=True, slots=True)
class FocusInfo:
    """The element with focus. `box` in desktop units."""

    role: str
    name: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class _TopLevel:
    at: Accessible
    app: str
    pid: int
    role: str
    name: str
    states: Sequence[int]
    box: Box | None


class AtspiReader:
    """Reads trees. Any thread but the GUI's, one call at a time a thread."""

    def read(
        self, windows: Iterable[WindowInfo] | None, *, timeout: float, cancel: CancelToken,
        on_window: Callable[[WindowTree], None] | None = None,
    ) -> TreeSnapshot:  # fmt: skip
        """See `TreeReader`. `on_window` hears of each window as soon as it is read, the active one first."""
        known = tuple(windows) if windows is not None else None
        return _run(self._read(known, timeout, on_window), timeout=timeout + 0.5, cancel=cancel)

    def windows(self, *, timeout: float) -> tuple[WindowInfo, ...] | None:
        """See `TreeReader`."""
        return _run(self._windows(timeout), timeout=timeout + 0.5, cancel=CancelToken())

    def focus(self, windows: Iterable[WindowInfo] | None = None, *, timeout: float) -> FocusInfo | None:
        """The element with focus in the active one of `windows` (None: as `read`); None where no program says."""
        active_windows = [window for window in windows if window.active] if windows is not None else None
        snapshot = self.read(active_windows, timeout=timeout, cancel=CancelToken())
        active = snapshot.active
        if active is None or active.root is None:
            return None
        focused = [node for node in active.root.walk() if "focused" in node.states and node.box is not None]
        return FocusInfo(focused[-1].role, focused[-1].name, focused[-1].box) if focused else None

    async def _windows(self, timeout: float) -> tuple[WindowInfo, ...] | None:
        bus = await _connected(await _address())
        try:
            tops, hung = await self._top_levels(bus, end=time.monotonic() + timeout)
        finally:
            await bus.close()
        return None if hung else tuple(WindowInfo(top.name, Box(0, 0, 0, 0), app=top.app, pid=top.pid) for top in tops)

    async def _read(
        self, windows: tuple[WindowInfo, ...] | None, timeout: float, on_window: Callable[[WindowTree], None] | None
    ) -> TreeSnapshot:
        end = time.monotonic() + timeout
        address = await _address()
        bus = await _connected(address)
        try:
            tops, hung = await self._top_levels(bus, end=time.monotonic() + _FIND_SHARE * timeout)
            wanted = _matched(windows, tops) if windows is not None else _from_tree(tops)
            wanted = [pair for pair in wanted if not pair[0].left_out]
            wanted.sort(key=lambda pair: not pair[0].active)
            trees = []
            for number, (window, top) in enumerate(wanted):
                share = max(0.05, (end - time.monotonic()) / max(1, len(wanted) - number))
                # the active window may use half of what is left even where there are many others
                limit = max(share, (end - time.monotonic()) / 2) if number == 0 else share
                tree = await self._one(bus, window, top, limit=limit, hung=hung)
                trees.append(tree)
                if top is not None and not tree.complete:  # answers that nobody waits for any more would be in the way
                    await bus.close()
                    bus = await _connected(address)
                if on_window is not None:
                    on_window(tree)
            return TreeSnapshot(with_popups(trees))
        finally:
            await bus.close()

    async def _one(
        self, bus: Connection, window: WindowInfo, top: _TopLevel | None, *, limit: float, hung: frozenset[int]
    ) -> WindowTree:
        if top is None:
            return WindowTree(window, why="hung" if window.pid in hung else "none")
        walk = Walk(bus, window=window, active=window.active)
        try:
            async with asyncio.timeout(limit):
                root = await walk.run(top.at)
        except TimeoutError:
            partial = walk.so_far()
            if partial is None or not partial.children:
                return WindowTree(window, complete=False, why="hung")
            return WindowTree(window, placed(simplified(partial), window.box), complete=False)
        except CallFailed:
            return WindowTree(window, why="none")
        return WindowTree(window, placed(simplified(root), window.box), complete=not walk.cut_short)

    async def _top_levels(self, bus: Connection, *, end: float) -> tuple[list[_TopLevel], frozenset[int]]:
        """The top-level accessibles of every program that answers until `end`, and the pids of those that do not."""
        registry = Accessible("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        programs = (await bus.children(registry))[: limits.PROGRAMS]
        hung: set[int] = set()

        async def ask(program: Accessible) -> list[_TopLevel]:
            pid = 0
            try:
                async with asyncio.timeout(max(0.05, end - time.monotonic())):
                    pid = await bus.pid(program.bus)
                    return await self._windows_of(bus, program, pid)
            except TimeoutError:
                hung.add(pid)
                return []
            except CallFailed:
                return []

        found = await asyncio.gather(*(ask(program) for program in programs))
        return [top for tops in found for top in tops], frozenset(hung - {0})

    @staticmethod
    async def _windows_of(bus: Connection, program: Accessible, pid: int) -> list[_TopLevel]:
        app = clean(await bus.name(program), limit=limits.PROGRAM_NAME)
        tops = []
        for child in (await bus.children(program))[: limits.PROGRAM_WINDOWS]:
            if child.path == NULL_PATH:
                continue
            try:
                role, name, states, box = await asyncio.gather(
                    bus.role(child), bus.name(child), bus.states(child), bus.extents(child)
                )
            except CallFailed:
                continue
            if has(states, "showing") or has(states, "visible"):
                tops.append(_TopLevel(child, app, pid, role, clean(name, limit=limits.WINDOW_TITLE), states, box))
        return tops


async def _session_bus() -> Connection:
    try:
        return Connection(await MessageBus(bus_type=BusType.SESSION).connect())
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise TreeUnavailable(NO_BUS, detail=str(error)) from error


async def _address() -> str:
    """Of the accessibility bus. Raises TreeUnavailable."""
    session = await _session_bus()
    try:
        [address] = await session.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", returns="s")
        return str(address)
    except CallFailed as error:
        raise TreeUnavailable(NO_BUS, detail=str(error)) from error
    finally:
        await session.close()


async def _connected(address: str) -> Connection:
    """To the accessibility bus. Raises TreeUnavailable."""
    try:
        return Connection(await BoundedBus(bus_address=address).connect())
    except (OSError, ValueError, EOFError) as error:
        raise TreeUnavailable(NO_BUS, detail=str(error)) from error


def _run(work: Coroutine[Any, Any, T], *, timeout: float, cancel: CancelToken) -> T:
    """Run in a loop of its own, bounded by `timeout`, ended at once by `cancel`."""

    async def bounded() -> T:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)

        def stop() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(task.cancel)

        cancel.on_cancel(stop)
        try:
            async with asyncio.timeout(timeout):
                return await task
        except TimeoutError as error:
            raise TreeUnavailable(
                _("The programs did not answer in time; the text in the picture is read instead.")
            ) from error

    try:
        return asyncio.run(bounded())
    except asyncio.CancelledError:
        raise Cancelled from None


def _matched(windows: Sequence[WindowInfo], tops: Sequence[_TopLevel]) -> list[tuple[WindowInfo, _TopLevel | None]]:
    """Each window with the top-level accessible that fits it best; each accessible is given once."""
    pairs = sorted(
        (
            (fit, i, j)
            for i, window in enumerate(windows)
            for j, top in enumerate(tops)
            if (fit := _fit(window, top)) > 0
        ),
        reverse=True,
    )
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _likeness, i, j in pairs:
        if i not in chosen and j not in used:
            chosen[i] = j
            used.add(j)
    return [(window, tops[chosen[i]] if i in chosen else None) for i, window in enumerate(windows)]


def _fit(window: WindowInfo, top: _TopLevel) -> float:
    """How well a window and an accessible go together; 0: not at all."""
    same_program = bool(window.pid) and window.pid == top.pid
    same_title = bool(window.title) and window.title == top.name
    alike = bool(window.title) and bool(top.name) and (window.title in top.name or top.name in window.title)
    if not same_program and not same_title:
        return 0
    fit = 2.0 * same_program + 2.0 * same_title + 0.5 * alike
    if top.box is not None and not top.box.is_empty:
        common = top.box.intersection(window.box)
        overlap = common.area / max(1, top.box.union(window.box).area) if not common.is_empty else 0.0
        fit += 2 * overlap
        if not same_title and overlap < 0.3:
            return 0
    return fit


def _from_tree(tops: Sequence[_TopLevel]) -> list[tuple[WindowInfo, _TopLevel | None]]:
    """Windows as the trees alone know them (Wayland): only the active one can be known to be on the screen.

    Where several programs claim to be active, some have not noticed that they no longer are: none is believed.
    """
    active = [top for top in tops if top.role in _WINDOW_ROLES and has(top.states, "active")]
    if len({top.at.bus for top in active}) > 1:
        return []
    return [
        (WindowInfo(top.name, top.box or Box(0, 0, 0, 0), app=top.app, pid=top.pid, active=True), top)
        for top in active[:1]
    ]


def deepest_at(root: UiNode, x: float, y: float) -> UiNode | None:
    """The smallest element of a tree that holds a point (desktop units, or whatever the tree's boxes are in)."""
    holding = [node for node in root.walk() if node.box is not None and node.box.contains(x, y)]
    return min(reversed(holding), key=lambda node: node.box.area if node.box else 0, default=None)
