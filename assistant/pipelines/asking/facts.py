"""All that a screen says, one fact at a time, for finding what comes nearest to a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.languages.wording import cleaned, quoted
from assistant.languages.words import _, p_
from assistant.pipelines.telling.element import FIELDS, element, noun
from assistant.pipelines.telling.inside import ITEMS
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.understanding.roles import PRESSED
from assistant.pipelines.understanding.words import tokens
from assistant.pipelines.view.things import Thing, View, content_of
from assistant.types import SceneWindow, UiNode

_CONTROLS = FIELDS | PRESSED | {"progress-bar"}
_UNDER = frozenset(("text", "paragraph", "list-item", "label", "link"))
_MOST_UNDER = 6  # texts below one heading
_MOST_IN_GROUP = 12
_MOSTLY = 0.5
_ON = frozenset(("checked", "selected"))
_GROUPS = frozenset(("group", "panel", "form", "landmark"))


@dataclass(frozen=True, slots=True)
class Fact:
    """`text`: what is compared with a question; `said`: how it is told, its literal words quoted."""

    text: str
    said: str
    thing: Thing
    literal: bool = True
    whole: bool = True
    """Whether its words belong together; not a text and the heading above it."""

    @property
    def tells(self) -> bool:
        """Whether it may answer by itself: a button's or link's name says nothing beyond that it is there."""
        return self.whole and (self.literal or self.thing.role in FIELDS | ITEMS)


def facts(view: View) -> list[Fact]:
    """Each once, in reading order: rows whole, controls with what they hold, texts as they stand."""
    in_rows = {id(thing.node) for thing in view.things if thing.role in ("cell", "row", "row-header", "column-header")}
    groups = _groups(view)
    names = {thing.name.casefold() for thing in view.things if thing.role in FIELDS}
    found: dict[str, Fact] = {}
    repeats = _Repeats(view)
    single = (*_things(view, in_rows if view.tables else set(), groups), *_texts(view))
    for fact in (*_rows(view), *single, *_under_headings(view)):
        if fact.thing.role in ("label", "text") and (fact.thing.name.casefold() in names or fact.thing in repeats):
            continue
        found.setdefault(fact.text.casefold(), fact)
    return list(found.values())


class _Repeats:
    """Which lines of pixels, perhaps wrongly joined, only say what their window's tree has anyway."""

    def __init__(self, view: View) -> None:
        self._words = {id(window): _tree_words(window) for window in view.windows if window.root is not None}
        self._fields = [
            (thing.window, thing.box) for thing in view.things if thing.role in FIELDS and thing.box is not None
        ]

    def __contains__(self, thing: Thing) -> bool:
        box = thing.box
        if thing.source != "text" or box is None or id(thing.window) not in self._words:
            return False
        return set(thing.words) <= self._words[id(thing.window)] or any(
            window is thing.window and field.covered_by(box) > _MOSTLY for window, field in self._fields
        )


def _tree_words(window: SceneWindow) -> frozenset[str]:
    nodes = window.root.walk() if window.root is not None else ()
    texts = (text for node in nodes if not is_secret(node) for text in (node.name, node.value))
    return frozenset(word for text in texts for word in tokens(text))


def _rows(view: View) -> Iterator[Fact]:
    for table in view.tables:
        for number in range(len(table.rows)):
            thing = table.thing(number)
            said = _("the row {text}").format(text=thing.text)
            yield Fact("; ".join(table.parts(number)), said, thing)


def _things(view: View, without: set[int], groups: dict[int, str]) -> Iterator[Fact]:
    options = [thing.node for thing in view.things if thing.node is not None and thing.role == "radio-button"]
    is_chosen = any(_ON & node.states for node in options)
    left = {id(node) for node in options if is_chosen and not _ON & node.states}  # the others tell nothing
    for thing in view.things:
        node = thing.node
        if thing.secret or thing.is_long or (node is not None and id(node) in without and thing.role not in _CONTROLS):
            continue
        if node is not None and thing.role in _CONTROLS:
            if (thing.name or content_of(node)) and id(node) not in left:
                group = groups.get(id(node), "")
                said = f"{group}: {element(node)}" if group else element(node)
                yield Fact(_control_text(thing, node, group), said, thing, literal=False)
        elif thing.is_composed:
            said = _("the {role} {name}").format(role=noun(thing.role), name=thing.text)
            yield Fact(thing.text, said, thing, literal=False)
        elif thing.text:
            yield Fact(thing.text, quoted(thing.text), thing)


def _control_text(thing: Thing, node: UiNode, group: str) -> str:
    parts = [f"{group}:" if group else "", noun(thing.role), thing.name, content_of(node)]
    if "checked" in node.states or "selected" in node.states:
        parts.append(p_("radio-button", "selected") if thing.role == "radio-button" else p_("check-box", "checked"))
    if "pressed" in node.states:
        parts.append(p_("switch", "on"))
    return " ".join(part for part in parts if part)


def _groups(view: View) -> dict[int, str]:
    """The name of the group that each control stands in."""
    found: dict[int, str] = {}
    for window in view.windows:
        for node in window.root.walk() if window.root is not None else ():
            if node.role not in _GROUPS or not node.name:
                continue
            inner = [each for each in node.walk() if each.role in _CONTROLS]
            if len(inner) <= _MOST_IN_GROUP:
                found.update({id(each): cleaned(node.name) for each in inner})
    return found


def _under_headings(view: View) -> Iterator[Fact]:
    """Texts together with the heading that they stand under: who wrote a post, which list an item belongs to."""
    heading: Thing | None = None
    left = 0
    for thing in view.things:
        if thing.role == "heading" and thing.source == "tree":
            heading, left = thing, _MOST_UNDER
        elif heading is not None and thing.window is not heading.window:
            heading = None
        elif heading is not None and left and thing.role in _UNDER and thing.text and not thing.is_long:
            left -= 1
            said = thing.text if thing.is_composed else quoted(thing.text)
            said = _("under {heading}: {text}").format(heading=quoted(heading.name), text=said)
            yield Fact(f"{heading.name}: {thing.text}", said, thing, whole=False)


def _texts(view: View) -> Iterator[Fact]:
    for passage in (*view.lines, *view.passages):
        thing = Thing(
            passage.text, "text", passage.source, passage.box, passage.window, None, passage.text, passage.score
        )
        yield Fact(passage.text, quoted(passage.text), thing)
