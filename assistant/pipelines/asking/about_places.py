"""Where something is, and whether it is there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.pipelines.asking.about_rows import partly
from assistant.pipelines.asking.find import all_of, find
from assistant.pipelines.asking.place import NO_PLACE, place
from assistant.pipelines.asking.reply import Reply, about, listed, quoted, told, unknown
from assistant.pipelines.asking.roles import Sort
from assistant.pipelines.asking.view import Thing, View
from assistant.pipelines.asking.wanted import Wanted
from assistant.pipelines.asking.words import content
from assistant.pipelines.tell_element import FIELDS, noun
from assistant.pipelines.wording import counted

NO_TREE = "The program does not say which of its parts are"
_ANYTHING = frozenset(("row", "file", "item", "text", "paragraph", "cell"))
"""Sorts that any text may be an instance of: that it is none is not known."""
NO = "No, I find no"
NO_TELL = "the program does not say whether it is"


def candidates(wanted: Wanted, view: View, *, sort: Sort | None = None) -> list[Thing]:
    """What the subject means: in the active window if it is there, else in the others."""
    for things in (view.in_active(), view.things):
        found = find(wanted.subject, things, sort=sort) if wanted.subject else all_of(sort, things) if sort else []
        if found:
            return found
    return []


def the(wanted: Wanted) -> str:
    """What was asked for, as it was asked."""
    return f"{wanted.subject} {wanted.sort.noun}".strip() if wanted.sort else wanted.subject


def not_found(wanted: Wanted, view: View) -> Reply:
    """That nothing by this name can be found, and what the name may mean instead."""
    what = the(wanted)
    if not view.things:
        return unknown("Nothing is known of what is on the screen")
    if wanted.sort is not None and wanted.subject:
        others = candidates(Wanted(wanted.kind, subject=wanted.subject), view)
        if others:
            other = others[0]
            return about(
                f"There is no {what} that I can find, but {_there(other)} {place(other, view)}", other, *others[1:]
            )
    return told(f"I find no {what} here", source="gate", outcome="unknown")


def _there(thing: Thing) -> str:
    if thing.source == "text":
        return f"the text {quoted(thing.name)} is"
    return f"there is the {noun(thing.role)} {quoted(thing.name)}"


def where(wanted: Wanted, view: View) -> Reply | None:
    """Its place, and how many more there are of the same name."""
    found = candidates(wanted, view, sort=wanted.sort)
    if not found:
        return not_found(wanted, view)
    if not wanted.subject and len(found) > 1:
        parts = [f"{thing.name or 'one without a name'}: {place(thing, view)}" for thing in found[:4]]
        more = f"; and {len(found) - 4} more" if len(found) > 4 else ""
        return about(f"{counted(len(found), noun(found[0].role)).capitalize()}. {'; '.join(parts)}{more}", *found)
    first, *rest = _distinct(found)
    where_it_is = place(first, view)
    head = f"{_the(first)} is {where_it_is}" if where_it_is != NO_PLACE else f"{_the(first)} is there; {NO_PLACE}"
    tail = ""
    same = [other for other in rest if other.words == first.words]
    if same:
        tail = (
            f". Another is {place(same[0], view)}" if len(same) == 1 else f". There are {len(same)} more of that name"
        )
    elif rest and wanted.sort is None and first.words != content(wanted.subject):
        tail = f". There is also {quoted(rest[0].name)}, {place(rest[0], view)}"
    return about(head + tail, first, *rest)


def _the(thing: Thing) -> str:
    if thing.source == "text":
        return f"The text {quoted(thing.name)}"
    name = thing.name or "without a name"
    states = ", which is not available," if thing.node is not None and "disabled" in thing.node.states else ""
    return f"The {noun(thing.role)} {name}{states}"


def _distinct(found: Sequence[Thing]) -> list[Thing]:
    """Without pixel lines and labels that only repeat what stands at the same place."""
    kept: list[Thing] = []
    for thing in found:
        if any(
            other.box is not None and thing.box is not None
            and (thing.box.covered_by(other.box) > 0.6 or other.box.covered_by(thing.box) > 0.6
                 or (thing.role in ("label", "text") and other.role in FIELDS and thing.words == other.words))
            for other in kept
        ):  # fmt: skip
            continue
        kept.append(thing)
    return kept


def exists(wanted: Wanted, view: View) -> Reply | None:
    """Yes with its place, or no. No is only said where what is there is known."""
    found = candidates(wanted, view, sort=wanted.sort)
    if wanted.sort is not None and not wanted.subject:
        if not knows(wanted.sort, view):
            return unknown(f"{NO_TREE} {wanted.sort.noun}s")
        if not found:
            return told(f"No, there is no {wanted.sort.noun} that I can find", source="tree")
        return about(f"Yes, {counted(len(found), wanted.sort.noun)}: {listed(names_of(found))}", *found)
    if found:
        first = found[0]
        return about(f"Yes, {_short_the(first)} is {place(first, view)}", *_distinct(found))
    if wanted.sort is not None and wanted.subject:
        others = candidates(Wanted("exists", subject=wanted.subject), view)
        if others and wanted.sort.noun in _ANYTHING:
            return about(f"I can read {quoted(others[0].text)}, {place(others[0], view)}", others[0])
        if others and not knows(wanted.sort, view):
            return about(
                f"I can read {quoted(others[0].name)}, {place(others[0], view)}; {NO_TELL} a {wanted.sort.noun}",
                others[0],
            )
        if others:
            return not_found(wanted, view)
    if not view.things:
        return unknown("Nothing can be read here")
    if wanted.sort is not None and not knows(wanted.sort, view):
        return unknown(f"{NO_TREE} {wanted.sort.noun}s, and I find no such text")
    part = partly(wanted.subject, view)
    if part is not None:
        return part
    return told(f"{NO} {the(wanted)} here", source="tree" if view.has_tree else "text")


def _short_the(thing: Thing) -> str:
    name = thing.name or "without a name"
    return f"the text {quoted(name)}" if thing.source == "text" else f"the {noun(thing.role)} {quoted(name)}"


def knows(sort: Sort, view: View) -> bool:
    """Whether elements of a sort would be known: not where a window gives no tree."""
    if sort.noun in ("heading", "text", "paragraph", "row", "table"):
        return bool(view.things)
    return view.active is not None and view.active.root is not None


def names_of(things: Sequence[Thing]) -> list[str]:
    """Their names, for a list."""
    return [thing.name or "one without a name" for thing in things]
