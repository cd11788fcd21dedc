"""The content of a window, as claims: one sentence each, in the order a friend would tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.pipelines.tell_element import (
    ALERTS,
    BUTTONS,
    FIELDS,
    fields_sentence,
)
from assistant.pipelines.tell_group import button_row, list_text, named_text, tab_row, table_text, toolbars_text
from assistant.pipelines.wording import (
    LIST_LIMIT,
    TEXT_LIMIT,
    cleaned,
    cut,
    joined,
    last_lines,
    normal_form,
    paragraphs,
    sentence,
    short_urls,
)
from assistant.types import Claim, Length, UiNode
from models.types import Box

_SKIP = frozenset(("scroll-bar", "separator", "menu-bar", "tool-tip"))
_LISTS = frozenset(("list", "tree"))
_LEADS = frozenset(("heading", "tab"))
_SOME_ROOM = 0.25  # of the window; side panes and labels of a form take less
_SOME_TEXT = 60  # characters; a label of a form has fewer
_CHOICES = frozenset(("radio-button", "check-box"))
_JOINED = frozenset(("text", "field", "button", "link", "item", "tab", "tool-bar"))


@dataclass(slots=True)
class _Run:
    """Elements of one kind that follow each other, told in one sentence."""

    kind: str
    nodes: list[UiNode]


def content_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """The content of a window by its structure, tool bars and status bars last; briefly the main part alone."""
    runs = [run for run in _runs(root) if not (run.kind == "heading" and _in_title(_text(run.nodes[0]), root.name))]
    bars = [node for run in runs if run.kind == "tool-bar" for node in run.nodes]
    main = [run for run in runs if run.kind not in ("tool-bar", "status-bar")]
    if length is Length.BRIEF:
        told = _main_part(main, root) or runs[:1]
    else:
        first = next((number for number, run in enumerate(main) if run.kind != "button"), 0)
        # buttons at the window's edge, such as the one that closes a document, come after what they close
        toolbars = [_Run("tool-bar", bars)] if bars else []
        told = [*main[first:], *main[:first], *toolbars, *(run for run in runs if run.kind == "status-bar")]
    for run in told:
        claim = _run_claim(run, length)
        if claim is not None:
            yield claim


def list_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """The lists and tables alone."""
    for run in _runs(root):
        if run.kind == "table" or run.kind in _LISTS:
            claim = _run_claim(run, length)
            if claim is not None:
                yield claim


def _main_part(runs: Sequence[_Run], root: UiNode) -> list[_Run]:
    """The first part that takes some room, with the heading or the tabs that lead to it."""
    least = _SOME_ROOM * root.box.area if root.box is not None else 0
    for number, run in enumerate(runs):
        if run.kind in _LEADS:
            after = runs[number + 1 : number + 2]
            return [run, *(each for each in after if run.kind == "tab" or each.kind not in ("field", "button", "link"))]
        box = _around(run.nodes)
        if run.kind not in ("button", "link") and (box is None or box.area >= least or _is_prose(run)):
            return [run]
    return sorted(runs, key=lambda run: -sum(1 for node in run.nodes for _ in node.walk()))[:1]


def _is_prose(run: _Run) -> bool:
    return run.kind == "text" and sum(len(_text(node)) for node in run.nodes) >= _SOME_TEXT


def _around(nodes: Sequence[UiNode]) -> Box | None:
    box = nodes[0].box
    for node in nodes[1:]:
        box = box.union(node.box) if box is not None and node.box is not None else box
    return box


def _text(node: UiNode) -> str:
    return node.name or node.value


def _in_title(text: str, title: str) -> bool:
    key = normal_form(text)
    return bool(key) and key in normal_form(title)


def _runs(root: UiNode) -> Iterator[_Run]:
    current: _Run | None = None
    labels = {cleaned(node.name) for node in root.walk() if node.role in FIELDS}
    for kind, node in _items(root):
        if kind == "text" and node.role in ("label", "text") and cleaned(node.value or node.name) in labels:
            continue  # a label is said with its field
        if current is not None and current.kind == kind and kind in _JOINED:
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
        elif role in ("paragraph", "label") and _is_links(child):
            yield from (("link", link) for link in child.children)
        elif role in ("paragraph", "text", "label", "terminal") and (child.value or child.name):
            yield "text", child
        elif role in ("list-item", "tree-item", "icon", "menu-item", "cell", "row"):
            yield "item", child
        else:
            if role in ("panel", "group") and child.name and any(part.role in _CHOICES for part in child.children):
                yield "text", replace(child, role="label")
            yield from _items(child)


def _is_links(node: UiNode) -> bool:
    """A row of links and nothing else: a menu of a page."""
    said = normal_form(node.value or node.name)
    return len(node.children) > 1 and said == "".join(normal_form(link.name) for link in node.children)


def _run_claim(run: _Run, length: Length) -> Claim | None:
    nodes, limit = run.nodes, LIST_LIMIT[length]
    first = nodes[0]
    text = ""
    match run.kind:
        case "heading":
            text = f"Heading: {cleaned(first.name or first.value)}" if first.name or first.value else ""
        case "text":
            parts = [paragraphs(node.value or node.name) for node in nodes]
            text = " ".join(part for part in parts if part)
            text = cut(text, TEXT_LIMIT[length])
            if first.role == "terminal":
                rows = [sentence(cleaned(row)) for row in _text(first).splitlines() if cleaned(row)]
                text = last_lines(rows, TEXT_LIMIT[length])
            text = short_urls(text) if length is not Length.FULL else text
        case "field":
            text = fields_sentence(nodes, limit)
        case "button":
            text = button_row(nodes, length)
        case "link":
            text = named_text(nodes, "link", limit)
        case "tab":
            text = tab_row(nodes)
        case "item":
            text = list_text(nodes, "item", limit)
        case "list" | "tree":
            text = list_text(
                [n for n in first.walk() if n.role in ("list-item", "tree-item", "icon")],
                "item",
                limit,
                holder=first,
            )
        case "table":
            text = table_text(first, limit)
        case "tool-bar":
            text = toolbars_text(nodes, length)
        case "status-bar":
            words = [cleaned(n.name or n.value) for n in first.walk()]
            said = joined([w for w in dict.fromkeys(words) if w], limit=limit)
            text = f"Status bar: {said}" if said else ""
        case "progress-bar":
            text = f"Progress {cleaned(first.name)}: {first.value}" if first.value else "A progress bar"
        case "menu":
            names = [cleaned(n.name) for n in first.walk() if n.role == "menu-item" and n.name]
            text = f"The menu {cleaned(first.name)} is open: {joined(names, limit=max(limit, 12))}" if names else ""
    box = _around(nodes)
    return (
        Claim(
            sentence(text),
            "text" if any("read" in inner.states for node in nodes for inner in node.walk()) else "tree",
            box=box,
            kind="list" if run.kind in ("tool-bar", "list", "table", "item") else "content",
        )
        if text
        else None
    )
