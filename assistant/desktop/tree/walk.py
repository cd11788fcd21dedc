"""One window's tree, level by level, all calls of a level under way at once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from assistant.desktop.tree.connection import NULL_PATH, VALUE, Accessible, CallFailed, Connection
from assistant.desktop.tree.vocabulary import ROLE_BY_NAME, clean, has, states_of
from assistant.types import LISTS, UNREAD, UiNode, WindowInfo
from models.types import Box

# What a hostile or huge program may cost us; more is left out, and the tree is marked as not complete
MAX_NODES = 5000
MAX_DEPTH = 60
MAX_CHILDREN = 1000
MAX_NAME = 1000  # characters
MAX_TEXT = 20_000  # characters
_LABELLED_BY = 2
_PASSWORD = 40  # ATSPI_ROLE_PASSWORD_TEXT; Qt calls it "text" all the same
_MOST_CHOICES = 100  # items of a closed combo box that are asked whether they are chosen
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
    children: list[_Draft] = field(default_factory=list)


class Walk:
    """Reads one window. Use once."""

    def __init__(self, bus: Connection, *, window: WindowInfo, active: bool) -> None:
        self._bus = bus
        self._window = window
        self._active = active
        self._root: _Draft | None = None
        self._seen: set[Accessible] = set()
        self.cut_short = False

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
            if depth > MAX_DEPTH:
                self.cut_short = True
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
                try:
                    children = await self._bus.children(parent.at)
                except CallFailed:
                    return []
            if len(children) > MAX_CHILDREN:
                self.cut_short = True
            return [(parent, child) for child in children[:MAX_CHILDREN]]

        found = [pair for pairs in await asyncio.gather(*map(grow, level)) for pair in pairs]
        fresh = []
        for parent, child in found:
            if child.path == NULL_PATH or child in self._seen:
                continue
            if len(self._seen) >= MAX_NODES:
                self.cut_short = True
                break
            self._seen.add(child)
            fresh.append((parent, child))

        async def visit(child: Accessible) -> _Draft | None:
            async with gate:
                try:
                    return await self._visit(child)
                except CallFailed:
                    return None

        drafts = await asyncio.gather(*(visit(child) for _parent, child in fresh))
        grown = []
        for (parent, _child), draft in zip(fresh, drafts, strict=True):
            if draft is not None:
                parent.children.append(draft)
                grown.append(draft)
            elif parent.role in LISTS:
                parent.states |= {"scrolled"}
        return grown

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
        draft = _Draft(at, role, clean(name, limit=MAX_NAME), box=box)
        draft.description = clean(description, limit=MAX_NAME)
        if role == "text-field" and not has(states, "editable") and role_name in ("text", "entry"):
            draft.role = "text-field" if has(states, "multi-line") or role_name == "entry" else "text"
        attributes = await self._attributes(at) if role in _WEB_ROLES else {}
        draft.role = _web_role(draft.role, attributes)
        draft.level = int(attributes["level"]) if attributes.get("level", "").isdigit() else 0
        draft.states = states_of(states, draft.role)
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
                text = await bus.text(at, limit=MAX_TEXT)
                value = clean(text.replace("\ufffc", " "), limit=MAX_TEXT, lines=True)
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
        if not isinstance(now, int | float):
            return ""
        if (
            draft.role == "progress-bar"
            and isinstance(low, int | float)
            and isinstance(high, int | float)
            and high > low
        ):
            return f"{round(100 * (now - low) / (high - low))} percent"
        return f"{now:.2f}".rstrip("0").rstrip(".")

    async def _chosen(self, at: Accessible) -> str:
        """The chosen item of a closed combo box, whose list does not show (Chromium)."""
        try:
            for part in (await self._bus.children(at))[:2]:
                for item in (await self._bus.children(part))[:_MOST_CHOICES]:
                    if has(await self._bus.states(item), "selected"):
                        return clean(await self._bus.name(item), limit=MAX_NAME)
        except CallFailed:
            return ""
        return ""

    async def _label(self, at: Accessible) -> str:
        try:
            targets = (await self._bus.relations(at)).get(_LABELLED_BY, [])
            names = [await self._bus.name(target) for target in targets[:3]]
        except CallFailed:
            return ""
        return clean(" ".join(names), limit=MAX_NAME)

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
            tuple(self._node(child, items_may=items_may) for child in draft.children),
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
