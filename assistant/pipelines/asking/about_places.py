"""Where something is, and whether it is there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.languages import nouns
from assistant.languages.wording import and_more, capital, quoted
from assistant.languages.words import N_, _, n_
from assistant.pipelines.asking.about_rows import partly
from assistant.pipelines.asking.reply import Reply, about, listed, told, unknown
from assistant.pipelines.telling.element import FIELDS, noun, word
from assistant.pipelines.understanding.roles import Sort
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import content
from assistant.pipelines.view.find import all_of, find
from assistant.pipelines.view.place import has_place, no_place, place
from assistant.pipelines.view.things import Thing, View

NO_TREE = N_("The program does not say which of its parts are {nouns}")
_ANYTHING = frozenset(("row", "file", "item", "text", "paragraph", "cell"))
"""Sorts that any text may be an instance of: that it is none is not known."""


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


def no_tree(sort: Sort) -> str:
    """That what is of a sort is not known."""
    return _(NO_TREE).format(nouns=nouns.several(sort.noun))


def none_here(wanted: Wanted) -> str:
    """That what was asked for is not found."""
    if wanted.sort is None:
        return _("I find no {name} here").format(name=wanted.subject)
    if not wanted.subject:
        return _("I find {none} here").format(none=nouns.none(wanted.sort.noun))
    return _("I find no {name} {noun} here").format(name=wanted.subject, noun=nouns.one(wanted.sort.noun))


def denied(wanted: Wanted, view: View) -> Reply:
    """No to the question whether something named is there."""
    if wanted.sort is None:
        text = _("No, I find no {name} here").format(name=wanted.subject)
    else:
        text = _("No, I find no {name} {noun} here").format(name=wanted.subject, noun=nouns.one(wanted.sort.noun))
    return told(text, source="tree" if view.has_tree else "text")


def not_found(wanted: Wanted, view: View) -> Reply:
    """That nothing by this name can be found, and what the name may mean instead."""
    if not view.things:
        return unknown(_("Nothing is known of what is on the screen"))
    if wanted.sort is not None and wanted.subject:
        others = candidates(Wanted(wanted.kind, subject=wanted.subject), view)
        if others:
            other = others[0]
            text = _("There is no {name} {noun} that I can find, but {other}").format(
                name=wanted.subject, noun=nouns.one(wanted.sort.noun), other=_there(other, view)
            )
            return about(text, other, *others[1:])
    return told(none_here(wanted), source="gate", outcome="unknown")


def _there(thing: Thing, view: View) -> str:
    if thing.source == "text":
        return _("the text {text} is {place}").format(text=quoted(thing.name), place=place(thing, view))
    return _("there is the {role} {name} {place}").format(
        role=noun(thing.role), name=quoted(thing.name), place=place(thing, view)
    )


def where(wanted: Wanted, view: View) -> Reply | None:
    """Its place, and how many more there are of the same name."""
    found = candidates(wanted, view, sort=wanted.sort)
    if not found:
        return not_found(wanted, view)
    if not wanted.subject and len(found) > 1:
        parts = [f"{name}: {place(thing, view)}" for name, thing in zip(names_of(found[:4]), found, strict=False)]
        places = and_more(parts, len(found) - 4, parted="; ") if len(found) > 4 else "; ".join(parts)
        return about(f"{nouns.counted(len(found), word(found[0].role))}. {places}", *found)
    first, *rest = _distinct(found)
    if has_place(first, view):
        said = _("{thing} is {place}").format(thing=_the(first), place=place(first, view))
    else:
        said = _("{thing} is there; {place}").format(thing=_the(first), place=no_place())
    same = [other for other in rest if other.words == first.words]
    if len(same) == 1:
        said = _("{answer}. Another is {place}").format(answer=said, place=place(same[0], view))
    elif same:
        more = n_("{answer}. There is {count} more of that name", "{answer}. There are {count} more of that name",
                  len(same))  # fmt: skip
        said = more.format(answer=said, count=len(same))
    elif rest and wanted.sort is None and first.words != content(wanted.subject):
        also = _("{answer}. There is also {name}, {place}")
        said = also.format(answer=said, name=quoted(rest[0].name), place=place(rest[0], view))
    return about(said, first, *rest)


def _the(thing: Thing) -> str:
    if thing.source == "text":
        return capital(_("the text {text}").format(text=quoted(thing.name)))
    if thing.name:
        said = _("the {role} {name}").format(role=noun(thing.role), name=thing.name)
    else:
        said = _("the {role} without a name").format(role=noun(thing.role))
    if thing.node is not None and "disabled" in thing.node.states:
        said = _("{thing}, which is not available,").format(thing=said)
    return capital(said)


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
            return unknown(no_tree(wanted.sort))
        if not found:
            none = nouns.none(wanted.sort.noun)
            return told(_("No, there is {none} that I can find").format(none=none), source="tree")
        many = nouns.counted(len(found), wanted.sort.noun)
        return about(_("Yes, {many}: {names}").format(many=many, names=listed(names_of(found))), *found)
    if found:
        first = found[0]
        said = _("Yes, {thing} is {place}") if has_place(first, view) else _("Yes, {thing} is there; {place}")
        said = said.format(thing=_short_the(first), place=place(first, view))
        return about(said, *_distinct(found))
    if wanted.sort is not None and wanted.subject:
        others = candidates(Wanted("exists", subject=wanted.subject), view)
        if others and wanted.sort.noun in _ANYTHING:
            text = _("I can read {text}, {place}")
            return about(text.format(text=quoted(others[0].text), place=place(others[0], view)), others[0])
        if others and not knows(wanted.sort, view):
            text = _("I can read {text}, {place}; the program does not say whether it is a {noun}").format(
                text=quoted(others[0].name), place=place(others[0], view), noun=nouns.one(wanted.sort.noun)
            )
            return about(text, others[0])
        if others:
            return not_found(wanted, view)
    if not view.things:
        return unknown(_("Nothing can be read here"))
    if wanted.sort is not None and not knows(wanted.sort, view):
        return unknown(_("{reason}, and I find no such text").format(reason=no_tree(wanted.sort)))
    part = partly(wanted.subject, view)
    if part is not None:
        return part
    return denied(wanted, view)


def _short_the(thing: Thing) -> str:
    if not thing.name:
        return _("the {role} without a name").format(role=noun(thing.role))
    if thing.source == "text":
        return _("the text {text}").format(text=quoted(thing.name))
    return _("the {role} {name}").format(role=noun(thing.role), name=quoted(thing.name))


def knows(sort: Sort, view: View) -> bool:
    """Whether elements of a sort would be known: not where a window gives no tree."""
    if sort.noun in ("heading", "text", "paragraph", "row", "table"):
        return bool(view.things)
    return view.active is not None and view.active.root is not None


def names_of(things: Sequence[Thing]) -> list[str]:
    """Their names, for a list."""
    return [thing.name or _("one without a name") for thing in things]
