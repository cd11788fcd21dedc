"""The content of a window, as claims: one sentence each, in the order a friend would tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.pipelines.alike import Likeness, compare, written
from assistant.pipelines.tell_dialog import ALERTS
from assistant.pipelines.tell_element import BUTTONS, FIELDS, field, fields_sentence, problem_words
from assistant.pipelines.wording import (
    LIST_LIMIT,
    TEXT_LIMIT,
    cleaned,
    counted,
    cut,
    joined,
    normal_form,
    sentence,
    short_urls,
)
from assistant.types import Claim, Length, UiNode

_SKIP = frozenset(("scroll-bar", "separator", "menu-bar", "tool-tip"))
_LISTS = frozenset(("list", "tree"))


@dataclass(slots=True)
class _Run:
    """Elements of one kind that follow each other, told in one sentence."""

    kind: str
    nodes: list[UiNode]


def content_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """The content of a window by its structure. The heading that its title repeats is left out."""
    for run in _runs(root):
        first = run.nodes[0]
        if run.kind == "heading" and _in_title(first.name or first.value, root.name):
            continue
        claim = _run_claim(run, length)
        if claim is not None:
            yield claim


def _in_title(text: str, title: str) -> bool:
    """As whole words: Art is not said by Party planning."""
    return bool(normal_form(text)) and compare(written(text), written(title)).likeness is Likeness.SAME


def _runs(root: UiNode) -> Iterator[_Run]:
    current: _Run | None = None
    labels = {cleaned(node.name) for node in root.walk() if node.role in FIELDS}
    for kind, node in _items(root):
        if kind == "text" and node.role in ("label", "text") and cleaned(node.value or node.name) in labels:
            continue  # a label is said with its field
        if current is not None and current.kind == kind and kind in ("text", "field", "button", "link", "item", "tab"):
            current.nodes.append(node)
            continue
        if current is not None:
            yield current
        current = _Run(kind, [node])
    if current is not None:
        yield current


def _items(node: UiNode) -> Iterator[tuple[str, UiNode]]:
    """What is told, top down. A kind that holds its parts is not looked into."""
    for child in node.children:
        role = child.role
        if role in _SKIP or role in ALERTS:
            continue
        if role in ("tool-bar", "status-bar", "table", "progress-bar", "menu") or role in _LISTS:
            yield role, child
        elif role == "text-field" and "multi-line" in child.states:
            if child.value:
                yield "text", child
        elif role in FIELDS:
            yield "field", child
        elif role in BUTTONS:
            yield "button", child
        elif role == "heading":
            yield "heading", child
        elif role == "link":
            yield "link", child
        elif role == "tab" and not child.children:
            yield "tab", child
        elif role in ("paragraph", "text", "label", "terminal") and (child.value or child.name):
            yield "text", child
        elif role in ("list-item", "tree-item", "icon", "menu-item", "cell", "row"):
            yield "item", child
        else:
            yield from _items(child)


def _run_claim(run: _Run, length: Length) -> Claim | None:
    nodes, limit = run.nodes, LIST_LIMIT[length]
    first = nodes[0]
    text = ""
    match run.kind:
        case "heading":
            text = f"Heading: {cleaned(first.name or first.value)}" if first.name or first.value else ""
        case "text":
            parts = [sentence(cleaned(node.value or node.name)) for node in nodes]
            text = cut(" ".join(part for part in parts if part), TEXT_LIMIT[length])
            text = short_urls(text) if length is not Length.FULL else text
        case "field":
            text = fields_sentence(nodes, limit)
        case "button":
            text = _named(nodes, "button", limit)
        case "link":
            text = _named(nodes, "link", limit)
        case "tab":
            text = _tabs(nodes)
        case "item":
            text = _list_text(nodes, "item", limit)
        case "list" | "tree":
            text = _list_text(
                [n for n in first.walk() if n.role in ("list-item", "tree-item", "icon")],
                "item",
                limit,
                name=first.name,
            )
        case "table":
            text = _table_text(first, limit)
        case "tool-bar":
            text = _toolbar_text(first, length)
        case "status-bar":
            words = [cleaned(n.name or n.value) for n in first.walk()]
            said = joined([w for w in dict.fromkeys(words) if w], limit=limit)
            text = f"Status bar: {said}" if said else ""
        case "progress-bar":
            text = f"Progress {cleaned(first.name)}: {first.value}" if first.value else "A progress bar"
        case "menu":
            names = [cleaned(n.name) for n in first.walk() if n.role == "menu-item" and n.name]
            text = f"The menu {cleaned(first.name)} is open: {joined(names, limit=max(limit, 12))}" if names else ""
    box = first.box
    for node in nodes[1:]:
        box = box.union(node.box) if box is not None and node.box is not None else box
    return (
        Claim(
            sentence(text),
            "tree",
            box=box,
            kind="list" if run.kind in ("tool-bar", "list", "table", "item") else "content",
        )
        if text
        else None
    )


def _named(nodes: Sequence[UiNode], what: str, limit: int) -> str:
    names = [cleaned(node.name) + problem_words(node) for node in nodes if node.name]
    if not names:
        return f"{counted(len(nodes), what)} without a name"
    word = what.capitalize() if len(names) == 1 else what.capitalize() + "s"
    return f"{word}: {joined(names, limit=limit)}"


def _tabs(nodes: Sequence[UiNode]) -> str:
    chosen = next((cleaned(node.name) for node in nodes if "selected" in node.states), "")
    names = joined([cleaned(node.name) for node in nodes if node.name])
    return f"Tabs: {names}; {chosen} is chosen" if chosen else f"Tabs: {names}" if names else ""


def _list_text(nodes: Sequence[UiNode], what: str, limit: int, *, name: str = "") -> str:
    texts = [cleaned(node.name or node.value) for node in nodes]
    texts = [cut(text, 120) for text in texts if text]
    head = f"List {cleaned(name)}" if name else "List"
    if not texts:
        return ""  # nothing is known of them but their number, and their text is read from the pixels
    chosen = [cleaned(node.name or node.value) for node in nodes if "selected" in node.states]
    tail = f"; {joined([c for c in chosen if c], limit=3)} is selected" if any(chosen) else ""
    return f"{head} with {counted(len(texts), what)}: {joined(texts, limit=limit)}{tail}"


def _table_text(table: UiNode, limit: int) -> str:
    rows = [node for node in table.walk() if node.role == "row"]
    headers = [cleaned(node.name or node.value) for node in table.walk() if node.role == "column-header"]
    headers = [header for header in headers if header]
    cells = [[cleaned(c.name or c.value) for c in row.children if c.role in ("cell", "row-header")] for row in rows]
    filled = [[text for text in row if text] for row in cells]
    filled = [row for row in filled if row]
    if not filled:
        flat = [cleaned(n.name or n.value) for n in table.walk() if n.role == "cell"]
        flat = [text for text in flat if text]
        return f"Table with {counted(len(flat), 'cell')}: {joined(flat, limit=limit)}" if flat else ""
    head = f"Table {cleaned(table.name)}".rstrip() + f" with {counted(len(filled), 'row')}"
    if headers:
        head += f", columns {joined(headers, limit=limit)}"
    shown = "; ".join(", ".join(row) for row in filled[:limit])
    more = f"; and {counted(len(filled) - limit, 'more row')}" if len(filled) > limit else ""
    return f"{head}: {shown}{more}"


def _toolbar_text(bar: UiNode, length: Length) -> str:
    buttons = [node for node in bar.walk() if node.role in BUTTONS]
    names = [cleaned(node.name) for node in buttons if node.name]
    fields = [field(node) for node in bar.walk() if node.role in FIELDS and (node.value or node.name)]
    name = f" {cleaned(bar.name)}" if bar.name else ""
    text = f"Toolbar{name} with {counted(len(buttons), 'button')}" if buttons else ""
    if length is Length.FULL and names:
        text += f": {joined(names)}"
    if fields:
        text = f"{text}; {'; '.join(fields)}" if text else "; ".join(fields)
    return text
