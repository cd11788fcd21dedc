"""What an accessibility tree says, as claims: one sentence each, in the order a friend would tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

_FIELDS = frozenset("text-field password-field combo-box check-box radio-button switch slider spin-button".split())
_ALERTS = frozenset(("alert", "notification"))
_BUTTONS = frozenset(("button", "toggle-button"))
_SKIP = frozenset(("scroll-bar", "separator", "menu-bar", "tool-tip"))
_LISTS = frozenset(("list", "tree"))
_NOUNS = {
    "button": "button", "toggle-button": "button", "check-box": "check box", "radio-button": "option",
    "text-field": "text field", "password-field": "password field", "combo-box": "choice", "link": "link",
    "list-item": "list item", "tree-item": "tree item", "menu-item": "menu item", "menu": "menu", "tab": "tab",
    "cell": "table cell", "slider": "slider", "spin-button": "number field", "icon": "icon", "image": "picture",
    "document": "document", "terminal": "terminal", "switch": "switch", "heading": "heading", "paragraph": "text",
    "canvas": "drawing", "list": "list", "table": "table", "tree": "tree", "window": "window", "dialog": "dialog",
    "row": "row", "text": "text", "label": "text", "video": "video", "progress-bar": "progress bar",
}  # fmt: skip
_AREAS = frozenset(("panel", "group", "unknown"))


def noun(role: str) -> str:
    """The everyday word for a role."""
    return _NOUNS.get(role, "element")


def focused(root: UiNode) -> UiNode | None:
    """The deepest element with focus; not the nameless area inside it (Qt: a text's viewport has the focus too)."""
    nodes = [node for node in root.walk() if "focused" in node.states]
    named = [node for node in nodes if node.name or node.role not in _AREAS]
    found = named or nodes
    return found[-1] if found else None


def is_text(node: UiNode) -> bool:
    """Whether the element is a text that the cursor moves in: its words are content, not a field's value."""
    return node.role in ("paragraph", "terminal") or (node.role == "text-field" and "multi-line" in node.states)


def focus_claim(node: UiNode) -> Claim | None:
    """Where the focus is; None where saying it would add nothing."""
    if node.role in ("window", "dialog", *_AREAS) and not node.name:
        return None
    if node.role == "document":
        return None  # "the focus is on the page" is what the title has just said
    if is_text(node):
        text = "The cursor is in the text" if node.value else "The cursor is in an empty text"
    elif node.role in _FIELDS:
        text = f"The focus is on {field(node)}"
    else:
        states = _state_words(node)
        text = f"The focus is on the {noun(node.role)} {cleaned(node.name)}{states}".rstrip()
    return Claim(sentence(text), "tree", box=node.box, kind="focus")


def element(node: UiNode) -> str:
    """Any element with its name, what it holds and the states that matter."""
    if node.role in _FIELDS:
        return field(node)
    text = cut(cleaned(node.name or node.value), 300)
    if node.role in ("paragraph", "text", "label"):
        return f"the text {text}"
    name = f" {text}" if text else " without a name"
    return f"the {noun(node.role)}{name}{_state_words(node)}"


def field(node: UiNode) -> str:
    """A form field with what it holds and the states that matter."""
    name = cut(cleaned(node.name), 120)
    what = noun(node.role)
    head = f"the {what} {name}" if name else f"a {what} without a name"
    match node.role:
        case "password-field":
            tail = ""  # neither what it holds nor how much
        case "check-box" | "radio-button" | "switch":
            on = "checked" in node.states or "selected" in node.states or "pressed" in node.states
            words = (
                ("on", "off")
                if node.role == "switch"
                else ("selected", "not selected")
                if node.role == "radio-button"
                else ("checked", "not checked")
            )
            tail = ", partly checked" if "mixed" in node.states else f", {words[0] if on else words[1]}"
        case _:
            value = cut(cleaned(node.value) or _chosen(node), 200)
            tail = f": {value}" if value and value != name else ", empty" if node.role == "text-field" else ""
    return head + tail + _problem_words(node)


def _chosen(node: UiNode) -> str:
    return next((child.name for child in node.walk() if child is not node and "selected" in child.states), "")


def _problem_words(node: UiNode) -> str:
    words = [
        word
        for state, word in (("invalid", "marked as wrong"), ("required", "required"), ("disabled", "not available"))
        if state in node.states
    ]
    return f", {' and '.join(words)}" if words else ""


def _state_words(node: UiNode) -> str:
    words = []
    if "selected" in node.states and node.role in ("list-item", "tab", "row", "cell", "tree-item", "icon", "menu-item"):
        words.append("selected")
    if "expanded" in node.states:
        words.append("open")
    if "pressed" in node.states:
        words.append("pressed")
    if "disabled" in node.states:
        words.append("not available")
    return f", {', '.join(words)}" if words else ""


def buttons_text(nodes: Sequence[UiNode]) -> str:
    """`Buttons: No and Yes, which is the default`."""
    named = []
    for node in nodes:
        text = cleaned(node.name)
        if "default" in node.states:
            text += ", which is the default"
        if "disabled" in node.states:
            text += " but not available" if "default" in node.states else ", not available"
        named.append(text)
    if any("," in text for text in named[:-1]):
        return "; ".join(named)
    return joined(named)


def dialog_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """What a dialog says and asks: text, fields, buttons. Its title has been said."""
    said = [
        cleaned(node.name or node.value)
        for node in root.walk()
        if node.role in ("label", "text", "paragraph", "heading") and (node.name or node.value)
    ]
    known = {cleaned(root.name)} | {cleaned(node.name) for node in root.walk() if node.role in _FIELDS}
    said = [text for text in dict.fromkeys(said) if text and text not in known]
    if said:
        text = " ".join(sentence(part) for part in said)
        yield Claim(f"It says: {sentence(cut(text, TEXT_LIMIT[length]))}", "tree", box=root.box, kind="dialog")
    fields = [node for node in root.walk() if node.role in _FIELDS]
    if fields:
        limit = LIST_LIMIT[length] if length is not Length.BRIEF else 2
        yield Claim(_fields_sentence(fields, limit), "tree", box=root.box, kind="dialog")
    for bar in root.walk():
        if bar.role == "progress-bar" and bar.value:
            yield Claim(sentence(f"Progress: {bar.value}"), "tree", box=bar.box, kind="dialog")
    buttons = [node for node in root.walk() if node.role in _BUTTONS and node.name]
    if buttons:
        word = "Button" if len(buttons) == 1 else "Buttons"
        yield Claim(sentence(f"{word}: {buttons_text(buttons)}"), "tree", box=root.box, kind="dialog")


def _fields_sentence(fields: Sequence[UiNode], limit: int) -> str:
    texts = [field(node) for node in fields]
    more = f"; and {counted(len(texts) - limit, 'more field')}" if len(texts) > limit else ""
    body = "; ".join(texts[:limit]) + more
    return sentence(f"There is {body}" if len(texts) == 1 else f"Fields: {body}")


def alert_claims(root: UiNode) -> Iterator[Claim]:
    """Alerts and error messages inside a window, wherever they stand; empty ones are none."""
    for node in root.walk():
        if node.role in _ALERTS and node is not root:
            texts = [cleaned(inner.name or inner.value) for inner in node.walk() if inner.role not in _BUTTONS]
            text = " ".join(sentence(part) for part in dict.fromkeys(texts) if part and part != "Infobar")
            buttons = [inner for inner in node.walk() if inner.role in _BUTTONS and inner.name]
            if text:
                tail = (
                    f" {'Button' if len(buttons) == 1 else 'Buttons'}: {sentence(buttons_text(buttons))}"
                    if buttons
                    else ""
                )
                yield Claim(f"A message says: {sentence(text)}{tail}", "tree", box=node.box, kind="alert")
        elif "invalid" in node.states and node.role in _FIELDS and "focused" not in node.states:
            yield Claim(
                sentence(f"Marked as wrong: the {noun(node.role)} {cleaned(node.name)}"),
                "tree",
                box=node.box,
                kind="alert",
            )


@dataclass(slots=True)
class _Run:
    """Elements of one kind that follow each other, told in one sentence."""

    kind: str
    nodes: list[UiNode]


def menu_claim(root: UiNode) -> Claim:
    """An open menu with its items."""
    items = [node for node in root.walk() if node.role == "menu-item" and node.name]
    names = [cleaned(node.name) + (", not available" if "disabled" in node.states else "") for node in items]
    name = f" {cleaned(root.name)}" if root.name else ""
    chosen = next((cleaned(node.name) for node in items if {"selected", "focused"} & node.states), "")
    tail = f". {chosen} is selected" if chosen else ""
    separator = "; " if any("," in text for text in names) else ", "
    return Claim(
        sentence(f"The menu{name} is open: {separator.join(names)}{tail}"), "tree", box=root.box, kind="dialog"
    )


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
    labels = {cleaned(node.name) for node in root.walk() if node.role in _FIELDS}
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
        if role in _SKIP or role in _ALERTS:
            continue
        if role in ("tool-bar", "status-bar", "table", "progress-bar", "menu") or role in _LISTS:
            yield role, child
        elif role == "text-field" and "multi-line" in child.states:
            if child.value:
                yield "text", child
        elif role in _FIELDS:
            yield "field", child
        elif role in _BUTTONS:
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
            text = _fields_sentence(nodes, limit)
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
    names = [cleaned(node.name) + _problem_words(node) for node in nodes if node.name]
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
    buttons = [node for node in bar.walk() if node.role in _BUTTONS]
    names = [cleaned(node.name) for node in buttons if node.name]
    fields = [field(node) for node in bar.walk() if node.role in _FIELDS and (node.value or node.name)]
    name = f" {cleaned(bar.name)}" if bar.name else ""
    text = f"Toolbar{name} with {counted(len(buttons), 'button')}" if buttons else ""
    if length is Length.FULL and names:
        text += f": {joined(names)}"
    if fields:
        text = f"{text}; {'; '.join(fields)}" if text else "; ".join(fields)
    return text
