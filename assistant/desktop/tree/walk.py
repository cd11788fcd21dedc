"""One window's tree, level by level, all calls of a level under way at once."""

from __future__ import annotations

import asyncio
import math
import re
from dataclasses import dataclass, field
from typing import TypeGuard

from assistant import limits
from assistant.desktop.tree.cells import cells_in_view, is_too_large
from assistant.desktop.tree.connection import (
    ACTION,
    IMAGE,
    NULL_PATH,
    TABLE,
    TABLE_CELL,
    TEXT,
    VALUE,
    Accessible,
    CallFailed,
    Connection,
    TooLong,
)
from assistant.desktop.tree.vocabulary import ROLE_BY_NAME, clean, has, states_of
from assistant.types import LISTS, UNREAD, UiNode, WindowInfo
from models.types import Box

_LABELLED_BY = 2
_PASSWORD = 40  # ATSPI_ROLE_PASSWORD_TEXT; Qt calls it "text" all the same
_AT_ONCE = 64  # elements asked at the same time: enough to keep the bus busy, few enough to stop soon

_VALUE_ROLES = frozenset(("slider", "progress-bar", "spin-button"))
_TEXT_ROLES = frozenset(
    """text-field paragraph heading text document label list-item cell terminal link spin-button row-header group
    panel column-header unknown""".split()
)
_HOLD_TEXT = frozenset(("text-field", "terminal"))
"""Whose text is another thing than their name, and which are empty only where they say so."""
_NAMED_ROLES = frozenset(
    ("text-field", "password-field", "combo-box", "slider", "spin-button", "list", "table", "progress-bar")
)

_DESCRIBED = frozenset(
    ("button", "toggle-button", "text-field", "password-field", "combo-box", "slider", "spin-button", "check-box")
)

_ITEMS = frozenset(("tab", "list-item", "tree-item", "row", "cell"))
_HOLD_ITEMS = frozenset(("tab-list", "list", "tree", "table"))
_AROUND_FOCUS = frozenset(("panel", "group", "unknown", "window", "dialog", "alert", "document"))
"""What may say that it has the focus while something inside it has."""


@dataclass(slots=True)
class _Draft:
    """A node while its children are still to come."""

    at: Accessible
    role: str
    name: str = ""
    value: str = ""
    description: str = ""
    states: frozenset[str] = frozenset()
    box: Box | None = None
    level: int = 0
    is_table: bool = False
    place: int = 0  # among the children of its parent, which are read in any order
    children: list[_Draft] = field(default_factory=list)


class Walk:
    """Reads one window. Use once.

    What a hostile or huge program may cost is in `limits`; more is left out, and the tree is marked as not complete.
    """

    def __init__(self, bus: Connection, *, window: WindowInfo, active: bool) -> None:
        self._bus = bus
        self._window = window
        self._active = active
        self._root: _Draft | None = None
        self._seen: set[Accessible] = set()
        self._words = 0
        self._named = 0
        self._refused_before = bus.refused
        self._is_cut = False

    @property
    def cut_short(self) -> bool:
        """Whether a limit was met, or a reply was none that can be understood."""
        return self._is_cut or self._bus.refused > self._refused_before

    async def run(self, top: Accessible) -> UiNode:
        """The whole tree. Raises CallFailed where not even the top answers."""
        self._seen.add(top)
        root = await self._visit(top, top_level=True)
        if root is None:
            raise CallFailed("the window does not show")
        self._root = root
        level = [root]
        depth = 0
        while level:
            depth += 1
            if depth > limits.TREE_DEPTH:
                self._is_cut = True
                break
            level = await self._next_level(level)
        return self._finished(root)

    def so_far(self) -> UiNode | None:
        """What has been read when the time was up."""
        return self._finished(self._root) if self._root is not None else None

    async def _next_level(self, level: list[_Draft]) -> list[_Draft]:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def grow(parent: _Draft) -> list[tuple[_Draft, Accessible]]:
            if parent.role in ("password-field", "scroll-bar", "separator") or _is_closed(parent):
                return []
            async with gate:
                if self._named >= limits.TREE_REFERENCES:
                    self._is_cut = True
                    return []
                children = await self._children(parent)
            self._named += len(children)
            return [(parent, child) for child in children]

        found = [pair for pairs in await asyncio.gather(*map(grow, level)) for pair in pairs]
        fresh = []
        for parent, child in found:
            if child.path == NULL_PATH or child in self._seen:
                continue
            if len(self._seen) >= limits.TREE_NODES:
                self._is_cut = True
                break
            self._seen.add(child)
            fresh.append((parent, child))

        async def visit(parent: _Draft, child: Accessible, place: int) -> _Draft | None:
            async with gate:
                try:
                    draft = await self._visit(child) if self._words < limits.TREE_WORDS else None
                except CallFailed:
                    return None
                if self._words >= limits.TREE_WORDS:  # also where the others that were asked at the same time were long
                    self._is_cut = True
                    return None
                if draft is not None:
                    self._words += len(draft.name) + len(draft.value) + len(draft.description)
                    draft.place = place
                    parent.children.append(draft)  # at once: the time may be up before the others have answered
                return draft

        drafts = await asyncio.gather(*(visit(*pair, place) for place, pair in enumerate(fresh)))
        grown = []
        for (parent, _child), draft in zip(fresh, drafts, strict=True):
            if draft is not None:
                grown.append(draft)
            elif parent.role in LISTS and self._words < limits.TREE_WORDS:
                parent.states |= {"scrolled"}
        return grown

    async def _children(self, parent: _Draft) -> list[Accessible]:
        """The first of them where there are too many, of a huge table those in view; none where it does not tell."""
        most, at = limits.TREE_CHILDREN, parent.at
        try:
            if parent.is_table and await is_too_large(self._bus, at):
                parent.states |= {"scrolled"}
                view = parent.box.intersection(self._window.box) if parent.box is not None else None
                if view is None or view.is_empty:
                    return []
                children, is_all = await cells_in_view(self._bus, at, view)
                self._is_cut = self._is_cut or not is_all
                return children
            try:
                children = await self._bus.children(at)
            except TooLong:
                children = list(await asyncio.gather(*(self._bus.child(at, number) for number in range(most))))
        except CallFailed:
            return []
        if len(children) > most:
            self._is_cut = True
        return children[:most]

    async def _visit(self, at: Accessible, *, top_level: bool = False) -> _Draft | None:
        """The element, or None where it does not show."""
        bus = self._bus
        states, role_name = await asyncio.gather(bus.states(at), bus.role(at))
        # LibreOffice's and Qt's hidden pages are visible but not showing; list items in some toolkits only showing
        if not top_level and not has(states, "showing"):
            return None
        role = ROLE_BY_NAME.get(role_name, "unknown")
        name, description, box, interfaces = await asyncio.gather(
            bus.name(at), bus.description(at), bus.extents(at), bus.interfaces(at)
        )
        if role == "text-field" and await bus.role_number(at) == _PASSWORD:
            role = "password-field"
        draft = _Draft(at, role, clean(name, limit=limits.TREE_NAME), box=box, is_table=TABLE in interfaces)
        draft.description = clean(description, limit=limits.TREE_NAME)
        if role == "text-field" and not has(states, "editable") and role_name in ("text", "entry"):
            draft.role = "text-field" if has(states, "multi-line") or role_name == "entry" else "text"
        attributes = await self._attributes(at) if role in _WEB_ROLES else {}
        draft.role = _web_role(draft.role, attributes)
        level = attributes.get("level", "")
        draft.level = int(level) if re.fullmatch("[1-9][0-9]?", level) else 0
        draft.states = states_of(states, draft.role)
        if draft.role == "cell" and not draft.name and _is_toggle(interfaces):
            draft.states |= {"checkable"}
        await self._fill(draft, interfaces)
        return draft

    async def _attributes(self, at: Accessible) -> dict[str, str]:
        try:
            return await self._bus.attributes(at)
        except CallFailed:
            return {}

    async def _fill(self, draft: _Draft, interfaces: list[str]) -> None:
        """Value, text and label."""
        bus, at = self._bus, draft.at
        is_read = False
        try:
            if draft.role == "password-field":
                draft.value = ""  # never asked for
            elif draft.role in _VALUE_ROLES and VALUE in interfaces and not _shows_text(draft.role, interfaces):
                draft.value = await self._number(draft)
            elif draft.role in _TEXT_ROLES and "org.a11y.atspi.Text" in interfaces:
                text = await bus.text(at, limit=limits.TREE_TEXT)
                value = clean(text.replace("\ufffc", " "), limit=limits.TREE_TEXT, lines=True)
                draft.value = "" if value == draft.name and draft.role not in _HOLD_TEXT else value
                is_read = True
        except CallFailed:
            draft.value = ""
        if draft.role in _HOLD_TEXT and not is_read:
            draft.states |= {UNREAD}
        if draft.role == "combo-box":
            # Qt and GTK name a combo box by what is chosen in it
            label = await self._label(at)
            if label and label != draft.name:
                draft.name, draft.value = label, draft.value or draft.name
            elif not draft.value and _is_closed(draft):
                draft.value = await self._chosen(at)
        elif not draft.name and draft.role in _NAMED_ROLES:
            draft.name = await self._label(at)
        if not draft.name and draft.role in _DESCRIBED:
            draft.name = draft.description  # its tool tip, which is what a sighted friend would go by

    async def _number(self, draft: _Draft) -> str:
        bus, at = self._bus, draft.at
        now, low, high = await asyncio.gather(
            bus.get(at, VALUE, "CurrentValue"), bus.get(at, VALUE, "MinimumValue"), bus.get(at, VALUE, "MaximumValue")
        )
        if not _is_number(now):
            return ""
        if draft.role == "progress-bar" and _is_number(low) and _is_number(high) and low <= now <= high != low:
            share = (now - low) / (high - low)
            return f"{round(100 * share)} percent" if math.isfinite(share) else ""
        return f"{now:.2f}".rstrip("0").rstrip(".")

    async def _chosen(self, at: Accessible) -> str:
        """The chosen item of a closed combo box, whose list does not show (Chromium)."""
        try:
            for part in (await self._bus.children(at))[:2]:
                for item in (await self._bus.children(part))[: limits.TREE_CHOICES]:
                    if has(await self._bus.states(item), "selected"):
                        return clean(await self._bus.name(item), limit=limits.TREE_NAME)
        except CallFailed:
            return ""
        return ""

    async def _label(self, at: Accessible) -> str:
        try:
            targets = (await self._bus.relations(at)).get(_LABELLED_BY, [])
            names = [await self._bus.name(target) for target in targets[:3]]
        except CallFailed:
            return ""
        return clean(" ".join(names), limit=limits.TREE_NAME)

    def _finished(self, root: _Draft) -> UiNode:
        """The draft as a tree. Focus counts only in the active window: others keep the flag of their last focus."""
        return self._node(root, items_may=not _has_focus_outside_items(root))

    def _node(self, draft: _Draft, *, items_may: bool) -> UiNode:
        """`items_may`: whether an item in here may be the one that has the focus."""
        states = draft.states
        if not self._active or (draft.role in _ITEMS and not items_may):
            states = states - {"focused"}
        items_may = items_may or (draft.role in _HOLD_ITEMS and "focused" in states)
        return UiNode(
            draft.role,
            draft.name,
            draft.value,
            draft.description,
            states,
            draft.box,
            tuple(
                self._node(child, items_may=items_may)
                for child in sorted(draft.children, key=lambda child: child.place)
            ),
            draft.level,
        )


_WEB_ROLES = frozenset(
    ("group", "landmark", "heading", "panel", "unknown", "text", "notification", "list-item", "paragraph", "document")
)
_XML_ROLES = {
    "alert": "alert", "alertdialog": "dialog", "dialog": "dialog", "status": "status-bar", "switch": "switch",
    "searchbox": "text-field", "img": "image", "search": "landmark", "main": "landmark", "navigation": "landmark",
    "banner": "landmark", "contentinfo": "landmark", "complementary": "landmark", "region": "landmark",
}  # fmt: skip


def _web_role(role: str, attributes: dict[str, str]) -> str:
    for name in attributes.get("xml-roles", "").split():
        if name in _XML_ROLES:
            return _XML_ROLES[name]
    return role


def _is_number(value: object) -> TypeGuard[float]:
    """One that can be said: D-Bus also carries what is no number, and infinite ones."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_toggle(interfaces: list[str]) -> bool:
    """Whether a cell without a name holds a check mark: GTK says so only of a set one. Others hold text or icons."""
    return {ACTION, TABLE_CELL} <= set(interfaces) and not {TEXT, IMAGE, VALUE} & set(interfaces)


def _shows_text(role: str, interfaces: list[str]) -> bool:
    """A number field whose text says more than its number: a unit, a date."""
    return role == "spin-button" and "org.a11y.atspi.Text" in interfaces


def _is_closed(draft: _Draft) -> bool:
    """A menu or combo box whose items do not show: its children would cost calls and are not on the screen."""
    return draft.role == "combo-box" and "expanded" not in draft.states and "collapsed" in draft.states


def _has_focus_outside_items(draft: _Draft) -> bool:
    """Whether a control says that it has the focus. Qt's current item says so too, wherever the focus is."""
    if "focused" in draft.states and draft.role not in _ITEMS | _AROUND_FOCUS:
        return True
    return any(_has_focus_outside_items(child) for child in draft.children)
