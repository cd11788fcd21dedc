"""All that a screen says, one fact at a time, for finding what comes nearest to a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.pipelines.asking.reply import quoted
from assistant.pipelines.asking.view import Table, Thing, View, content_of
from assistant.pipelines.tell_element import BUTTONS, FIELDS, element, noun
from assistant.pipelines.tell_inside import ITEMS
from assistant.pipelines.wording import cleaned
from assistant.types import UiNode

_CONTROLS = FIELDS | BUTTONS | {"link", "tab", "menu-item", "menu", "progress-bar"}
_GROUPS = frozenset(("group", "panel", "form", "landmark"))


@dataclass(frozen=True, slots=True)
class Fact:
    """`text`: what is compared with a question; `said`: how it is told, its literal words quoted."""

    text: str
    said: str
    thing: Thing
    literal: bool = True

    @property
    def tells(self) -> bool:
        """Whether it may answer by itself: a button's or link's name says nothing beyond that it is there."""
        return self.literal or self.thing.role in FIELDS | ITEMS


def facts(view: View) -> list[Fact]:
    """Each once, in reading order: rows whole, controls with what they hold, texts as they stand."""
    in_rows = {id(thing.node) for thing in view.things if thing.role in ("cell", "row", "row-header", "column-header")}
    groups = _groups(view)
    names = {thing.name.casefold() for thing in view.things if thing.role in FIELDS}
    found: dict[str, Fact] = {}
    for fact in (*_rows(view), *_things(view, in_rows if view.tables else set(), groups), *_texts(view)):
        if fact.thing.role in ("label", "text") and (fact.thing.name.casefold() in names or _again(fact.thing, view)):
            continue
        found.setdefault(fact.text.casefold(), fact)
    return list(found.values())


def _again(thing: Thing, view: View) -> bool:
    """Whether it is a line of pixels, perhaps wrongly joined, whose words the window's tree has anyway."""
    window = thing.window
    return thing.source == "text" and window is not None and set(thing.words) <= view.tree_words(window)


def _rows(view: View) -> Iterator[Fact]:
    for table in view.tables:
        for number in range(len(table.rows)):
            yield _row(table, number)


def _row(table: Table, number: int) -> Fact:
    cells = table.rows[number]
    thing = Thing(
        " ".join(cells), "row", table.source, table.boxes[number], table.window, None, ", ".join(filter(None, cells))
    )
    named = len(table.headers) == len(cells)
    parts = [
        f"{table.headers[n]}: {cell}" if named and table.headers[n] else cell for n, cell in enumerate(cells) if cell
    ]
    return Fact("; ".join(parts), f"the row {quoted(thing.text)}", thing)


def _things(view: View, without: set[int], groups: dict[int, str]) -> Iterator[Fact]:
    for thing in view.things:
        node = thing.node
        if thing.secret or thing.is_long or (node is not None and id(node) in without and thing.role not in _CONTROLS):
            continue
        if node is not None and thing.role in _CONTROLS:
            if thing.name or content_of(node):
                group = groups.get(id(node), "")
                yield Fact(_control_text(thing, node, group), element(node), thing, literal=False)
        elif thing.is_composed:
            yield Fact(thing.text, f"the {noun(thing.role)} {thing.text}", thing, literal=False)
        elif thing.text:
            yield Fact(thing.text, quoted(thing.text), thing)


def _control_text(thing: Thing, node: UiNode, group: str) -> str:
    parts = [f"{group}:" if group else "", noun(thing.role), thing.name, content_of(node)]
    if "checked" in node.states or "selected" in node.states:
        parts.append("selected" if thing.role == "radio-button" else "checked")
    if "pressed" in node.states:
        parts.append("on")
    return " ".join(part for part in parts if part)


def _groups(view: View) -> dict[int, str]:
    """The name of the group that each option stands in."""
    found: dict[int, str] = {}
    for window in view.windows:
        for node in window.root.walk() if window.root is not None else ():
            if node.role in _GROUPS and node.name:
                found.update({id(inner): cleaned(node.name) for inner in node.walk() if inner.role == "radio-button"})
    return found


def _texts(view: View) -> Iterator[Fact]:
    for passage in (*view.lines, *view.passages):
        thing = Thing(
            passage.text, "text", passage.source, passage.box, passage.window, None, passage.text, passage.score
        )
        yield Fact(passage.text, quoted(passage.text), thing)
