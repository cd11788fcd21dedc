"""What a tree holds, top down, as runs: elements of one kind that follow each other and are told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.languages.wording import cleaned, normal_form, says
from assistant.pipelines.telling.element import ALERTS, BUTTONS, FIELDS, hint_words
from assistant.pipelines.telling.inside import CELLS, ITEMS, all_words, beyond, own_words
from assistant.types import UiNode
from models.types import Box

PICTURE_SIDE = 48  # units or pixels; smaller images are icons
PICTURES = frozenset(("image", "canvas", "video"))
_SKIP = frozenset(("scroll-bar", "separator"))
_JOINED = frozenset(("text", "field", "button", "link", "item", "tab", "tool-bar", "picture"))
_GROUPS = frozenset(("panel", "group", "form"))
_LAYOUT = frozenset(("heading", "list", "tree", "table", "landmark", "form", "document"))
_TOLD_WITH = {  # what the sentence on a whole tells of its parts
    "list": ITEMS,
    "tree": ITEMS,
    "table": CELLS | {"row"},
    "tool-bar": BUTTONS | FIELDS,
    "menu-bar": frozenset(("menu", "menu-item")),
    "menu": frozenset(("menu", "menu-item")),
    "status-bar": None,
    "tool-tip": None,
}


@dataclass(slots=True)
class Run:
    """Elements of one kind. `name`: what the group of fields is called that they make up."""

    kind: str
    nodes: list[UiNode]
    name: str = ""


def runs(root: UiNode) -> Iterator[Run]:
    """In reading order, without what interrupts: messages, and dialogs below the root."""
    current: Run | None = None
    lead: UiNode | None = None
    fields = [node for node in root.walk() if node.role in FIELDS]
    labels = {cleaned(node.name) for node in fields} - {""}
    hints = {hint_words(node).removeprefix(": ") for node in fields} - {""}
    for kind, node in _items(root.children):
        if kind == "text" and node.role in ("label", "text", "paragraph"):
            words = own_words(node)
            if words.rstrip(".") in hints or (node.role != "paragraph" and words in labels):
                continue  # labels and hints are said with their fields
            if lead is not None and words.rstrip(": ") == cleaned(lead.name).rstrip(": "):
                continue
        if kind in ("group", "end") or lead is not None:
            if current is not None:
                yield current
            current = None
        if kind in ("group", "end"):
            lead = node if kind == "group" else None
            continue
        if lead is not None:
            name = cleaned(lead.name).rstrip(": ")
            if kind == "field":
                current = Run(kind, [node], name)
                lead = None
                continue
            current = Run("text", [replace(lead, role="label", children=())])
            lead = None
        if current is not None and current.kind == kind and kind in _JOINED:
            current.nodes.append(node)
            continue
        if current is not None:
            yield current
        current = Run(kind, [node])
    if current is not None:
        yield current


def around(nodes: Sequence[UiNode]) -> Box | None:
    """The box of all of them; None where the first has none."""
    box = nodes[0].box
    for node in nodes[1:]:
        box = box.union(node.box) if box is not None and node.box is not None else box
    return box


def is_picture(node: UiNode) -> bool:
    """Whether it is large enough to be told as a picture of the window."""
    return node.role in PICTURES and node.box is not None and min(node.box.width, node.box.height) >= PICTURE_SIDE


def _items(children: Sequence[UiNode]) -> Iterator[tuple[str, UiNode]]:
    """What is told. Of what holds its parts only that is looked into which its own sentence leaves out."""
    pages: list[UiNode] = []
    for child in children:
        role = child.role
        if role in _SKIP or role in ALERTS or role == "dialog":
            continue
        if role in _TOLD_WITH and not (role == "table" and _is_layout(child)):
            yield role, child
            told = _TOLD_WITH[role]
            if role in ("menu-bar", "menu"):
                yield from (("menu", inner) for inner in child.walk() if inner is not child and _is_open(inner))
            if told is not None:
                yield from _items(beyond(replace(child, children=tuple(_besides(child, told)))))
        elif role == "table" or role in CELLS or (role == "row" and child.children):
            if not says(" ".join(all_words(child.children)), own_words(child)):
                yield "text", child
            yield from _items(child.children)
        elif role == "tab":
            yield "tab", child
            pages.append(child)
        elif role in ITEMS or role in ("menu-item", "row"):
            yield "item", child
            yield from _items([inner for inner in child.walk() if inner is not child and inner.role in ITEMS])
        else:
            yield from _single(child)
    for page in pages:
        yield from _items(beyond(page))


def _single(child: UiNode) -> Iterator[tuple[str, UiNode]]:
    role = child.role
    if role in ("paragraph", "label") and _is_links(child):
        yield from (("link", link) for link in child.children)
        return
    if role == "text-field" and "multi-line" in child.states and child.value:
        yield "text", child
    elif role in FIELDS:
        yield "field", child
        if role == "combo-box" and "expanded" in child.states:
            yield role, child
        if role in ("combo-box", "slider", "spin-button", "password-field"):
            return  # what is in them belongs to them
    elif role in BUTTONS:
        yield "button", child
    elif role in ("heading", "link", "progress-bar", "terminal"):
        yield role, child
    elif role in ("paragraph", "text", "label") and (child.value or child.name):
        yield "text", child
    elif role in PICTURES and child.name and not is_picture(child):
        yield "picture", child
    elif role in _GROUPS and child.name and any(inner.role in FIELDS for inner in child.walk()):
        yield "group", child
        yield from _items(child.children)
        yield "end", child
        return
    yield from _items(beyond(child))


def _besides(node: UiNode, told: frozenset[str]) -> Iterator[UiNode]:
    """The parts of a whole that its sentence does not tell."""
    for child in node.children:
        if child.role in told:
            continue
        if child.role in _GROUPS or child.role == "unknown":
            yield from _besides(child, told)
        else:
            yield child


def _is_open(menu: UiNode) -> bool:
    """Whether a menu below another or in a menu bar shows its items: some programs give those of closed ones too."""
    items = [node for node in menu.walk() if node.role == "menu-item" and node is not menu]
    chosen = any({"selected", "focused"} & node.states for node in items)
    return menu.role == "menu" and bool(items) and (chosen or bool({"expanded", "selected", "focused"} & menu.states))


def _is_layout(table: UiNode) -> bool:
    """Whether a table only puts the parts of a page side by side."""
    return any(node.role in _LAYOUT for node in table.walk() if node is not table)


def _is_links(node: UiNode) -> bool:
    """A row of links and nothing else: a menu of a page."""
    said = normal_form(node.value or node.name)
    links = node.children
    if len(links) < 2 or any(link.role != "link" for link in links):
        return False
    return bool(said) and said == "".join(normal_form(link.name) for link in links)
