"""The content of a window, as claims: one sentence each, in the order a friend would tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.pipelines.tell_dialog import ALERTS
from assistant.pipelines.tell_element import BUTTONS, FIELDS, buttons_text, field, fields_sentence, problem_words
from assistant.pipelines.wording import (
    LIST_LIMIT,
    TEXT_LIMIT,
    cleaned,
    counted,
    cut,
    joined,
    normal_form,
    paragraphs,
    sentence,
    short_urls,
)
from assistant.types import Claim, Length, UiNode

_SKIP = frozenset(("scroll-bar", "separator", "menu-bar", "tool-tip"))
_LISTS = frozenset(("list", "tree"))
_JOINED = frozenset(("text", "field", "button", "link", "item", "tab", "tool-bar"))


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
            text = cut(" ".join(part for part in parts if part), TEXT_LIMIT[length])
            text = short_urls(text) if length is not Length.FULL else text
        case "field":
            text = fields_sentence(nodes, limit)
        case "button":
            text = _buttons(nodes, length)
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
            text = _toolbars_text(nodes, length)
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


def _buttons(nodes: Sequence[UiNode], length: Length) -> str:
    """With the default said; buttons that nobody named are told in full only."""
    named = [node for node in nodes if node.name]
    limit = LIST_LIMIT[length]
    if not named:
        return _named(nodes, "button", limit) if length is Length.FULL else ""
    more = f" and {len(named) - limit} more" if len(named) > limit + 1 else ""
    default = [node for node in named[limit:] if "default" in node.states] if more else []
    tail = "".join(f"; {cleaned(node.name)} is the default" for node in default)
    word = "Button" if len(named) == 1 else "Buttons"
    return f"{word}: {', '.join(cleaned(n.name) for n in named[:limit]) if more else buttons_text(named)}{more}{tail}"


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
    rows = _rows(table)
    headers = [cleaned(node.name or node.value) for node in table.walk() if node.role == "column-header"]
    headers = [header for header in headers if header]
    filled = [(row, [text for cell in row if (text := _cell_text(cell))]) for row in rows]
    texts = [", ".join(words) for _, words in filled if words]
    if not texts:
        return ""
    head = f"Table {cleaned(table.name)}".rstrip() + f" with {counted(len(texts), 'row')}"
    if headers:
        head += f", columns {joined(headers, limit=limit)}"
    more = f"; and {counted(len(texts) - limit, 'more row')}" if len(texts) > limit + 1 else ""
    chosen = [", ".join(words) for row, words in filled if words and _is_selected(table, row)]
    tail = f". {'Selected' if len(chosen) == 1 else f'{len(chosen)} rows are selected'}: {'; '.join(chosen[:3])}"
    return f"{head}: {'; '.join(texts[:limit] if more else texts)}{more}{tail if chosen else ''}"


def _rows(table: UiNode) -> list[list[UiNode]]:
    """The cells by row. GTK and Writer give cells alone: those that stand side by side are a row."""
    rows = [node for node in table.walk() if node.role == "row"]
    if rows:
        return [[cell for cell in row.children if cell.role in ("cell", "row-header")] for row in rows]
    result: list[list[UiNode]] = []
    for cell in (node for node in table.children if node.role == "cell"):
        if result and cell.box is not None and (last := result[-1][-1].box) is not None:
            if min(cell.box.bottom, last.bottom) - max(cell.box.top, last.top) > 0.5 * cell.box.height:
                result[-1].append(cell)
                continue
        result.append([cell])
    return result


def _cell_text(cell: UiNode) -> str:
    """What a cell holds; the name is its place where it holds a paragraph (Writer: A1)."""
    held = " ".join(cleaned(inner.value or inner.name) for inner in cell.walk() if inner is not cell)
    return cut(held.strip() or cleaned(cell.name or cell.value), 120)


def _is_selected(table: UiNode, row: Sequence[UiNode]) -> bool:
    holder = next((node for node in table.walk() if node.role == "row" and row and row[0] in node.children), None)
    return (holder is not None and "selected" in holder.states) or any("selected" in cell.states for cell in row)


def _toolbars_text(bars: Sequence[UiNode], length: Length) -> str:
    """One sentence for tool bars that follow each other."""
    if len(bars) == 1 or length is Length.FULL:
        return " ".join(sentence(text) for bar in bars if (text := _toolbar_text(bar, length)))
    buttons = [node for bar in bars for node in bar.walk() if node.role in BUTTONS]
    names = [cleaned(bar.name) for bar in bars if bar.name]
    named = f": {joined(names, limit=LIST_LIMIT[length])}" if names else ""
    return f"{counted(len(bars), 'toolbar')} with {counted(len(buttons), 'button')}{named}"


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
