"""All that one element holds, as one text: the words of a list item or a cell, its fields and buttons among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.languages.wording import cleaned, normal_form, says, sentence
from assistant.languages.words import _, n_, p_
from assistant.pipelines.telling.element import ALERTS, BUTTONS, FIELDS, button_words, listed_field
from assistant.pipelines.telling.secret import is_secret
from assistant.types import UiNode

ITEMS = frozenset(("list-item", "tree-item", "icon"))
CELLS = frozenset(("cell", "row-header", "column-header"))
_PLACE = re.compile(r"[A-Z]{1,3}\d{1,7}")  # what a spreadsheet calls its cells
_HELD_TWICE = frozenset(("text", "label", "link", "paragraph", "image", "icon", "unknown"))


def place_of(node: UiNode) -> str:
    """What a spreadsheet calls the cell, such as B2; empty for every other."""
    name = cleaned(node.name)
    return name if node.role in CELLS and _PLACE.fullmatch(name) else ""


def is_tick(node: UiNode) -> bool:
    """Whether it is a cell that holds nothing but a check mark."""
    return node.role == "cell" and "checkable" in node.states and not (node.name or node.value or node.children)


def own_words(node: UiNode) -> str:
    """Name and value; one of them where it says what the other does."""
    name, value = cleaned(node.name), cleaned(node.value)
    if place_of(node):
        return value
    if is_tick(node):
        return p_("check-box", "checked") if "checked" in node.states else p_("check-box", "not checked")
    if not name or not value:
        return name or value
    if says(value, name) or node.role in ("paragraph", "terminal"):
        return value
    return name if says(name, value) else f"{name}: {value}"


def beyond(node: UiNode) -> tuple[UiNode, ...]:
    """The children that say what the node's own words do not."""
    if is_secret(node):
        return ()
    said = f"{node.name} {node.value}"
    return tuple(child for child in node.children if not _is_held(child, said))


def _is_held(node: UiNode, said: str) -> bool:
    return node.role not in ITEMS and all(
        inner.role in _HELD_TWICE and says(said, inner.name) and says(said, inner.value) for inner in node.walk()
    )


def items_of(holder: UiNode) -> Iterator[UiNode]:
    """The items of a list and those below them, but not those of a list beside them."""
    for child in holder.children:
        if child.role in ITEMS:
            yield child
            yield from (inner for inner in child.walk() if inner is not child and inner.role in ITEMS)
        elif child.role not in ("list", "tree"):
            yield from items_of(child)


def item_text(node: UiNode) -> str:
    """What an item holds, but not the items below it: those are told by themselves."""
    return ", ".join(part.rstrip(".;,") for part in _parts(node, stop=ITEMS) if part.rstrip(".;,"))


def cell_text(node: UiNode) -> str:
    """What a cell holds. Text of several paragraphs stays apart."""
    parts = [part for part in _parts(node, stop=frozenset()) if part]
    return " ".join([*(sentence(part) for part in parts[:-1]), *parts[-1:]])


def all_words(nodes: Sequence[UiNode], *, without: frozenset[str] = frozenset()) -> list[str]:
    """What the nodes hold, each text once, but not what stands in elements of the roles `without`."""
    return list(dict.fromkeys(part for node in nodes for part in _parts(node, stop=without) if part))


def _is_glued(own: str, inner: Sequence[tuple[UiNode, list[str]]]) -> bool:
    """Whether an item's words are those in it without a space between them, which browsers call it by."""
    texts = [part for child, parts in inner for part in parts if child.role not in FIELDS | BUTTONS]
    return len(texts) > 1 and normal_form(own) == normal_form("".join(texts)) and not says(" ".join(texts), own)


def _parts(node: UiNode, *, stop: frozenset[str]) -> list[str]:
    """The node's own words, then what its children say beyond them."""
    labels = {cleaned(child.name) for child in node.children if child.role in FIELDS}
    inner = [
        (child, _parts(child, stop=stop)) for child in node.children
        if child.role not in stop | ALERTS and child.role != "dialog" and not is_secret(node)
        and not (child.role in ("label", "text") and own_words(child) in labels)
    ]  # fmt: skip
    if node.role in FIELDS:
        own = listed_field(node)
    elif node.role in BUTTONS:
        own = (
            _("button {button}").format(button=button_words(node))
            if node.name
            else n_("a button without a name", "{count} buttons without a name", 1)
        )
    else:
        own = own_words(node)
        if node.role in CELLS | ITEMS and _is_glued(own, inner):
            return [part for _child, parts in inner for part in parts]
        if node.role in CELLS | ITEMS and any(
            each.role in FIELDS | BUTTONS for child, _own in inner for each in child.walk()
        ):
            everything = [part for _child, parts in inner for part in parts]
            if says(" ".join(everything), own):
                return everything  # browsers call a cell by all that stands in it, fields and buttons too
    said = f"{node.name} {node.value}"
    return [own, *(part for child, parts in inner if not _is_held(child, said) for part in parts)]
