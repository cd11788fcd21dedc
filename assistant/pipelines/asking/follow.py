"""Questions about what the talk was about: "and the one below", "read it", "more"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.languages.wording import cut, quoted
from assistant.languages.words import N_, _
from assistant.pipelines.asking import about_states, about_text
from assistant.pipelines.asking.reply import Reply, about, told
from assistant.pipelines.telling.element import FIELDS, element
from assistant.pipelines.telling.window import other_window
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.find import find
from assistant.pipelines.view.place import neighbours, place, same_sort
from assistant.pipelines.view.things import Thing, View, is_dialog
from assistant.types import Length

NOTHING_BEFORE = N_("I don't know what you mean by that. Name it, please.")
KINDS = frozenset(("followup", "read-it", "where-it", "other-window", "same-of"))
_WITHOUT_OBJECT = frozenset(
    ("command", "overview", "nothing", "focus", "title", "changed", "error", "dialog", "read-all")
)
_OF_SORTS = frozenset(("checked", "controls"))
"""After a question of these kinds, "and the coffee" asks anew, since they are about no single thing."""
_MOVED = 60  # pixels that a thing may have moved and still be the same
_FOUND = {
    "below": N_("Below {anchor}: {thing}"), "above": N_("Above {anchor}: {thing}"),
    "left": N_("To the left of {anchor}: {thing}"), "right": N_("To the right of {anchor}: {thing}"),
    "next": N_("After {anchor}: {thing}"), "previous": N_("Before {anchor}: {thing}"),
}  # fmt: skip
_NOT_FOUND = {
    "below": N_("I find nothing below {anchor}"), "above": N_("I find nothing above {anchor}"),
    "left": N_("I find nothing to the left of {anchor}"), "right": N_("I find nothing to the right of {anchor}"),
    "next": N_("I find nothing after {anchor}"), "previous": N_("I find nothing before {anchor}"),
}  # fmt: skip


@dataclass(slots=True)
class Memory:
    """Of one conversation, on one frame."""

    wanted: Wanted | None = None
    reply: Reply | None = None
    pending: str = ""
    """A question that was asked back."""

    @property
    def it(self) -> Thing | None:
        """What the last answer was about."""
        return self.reply.found[0] if self.reply is not None and self.reply.found else None


def carried(memory: Memory, view: View) -> Memory:
    """The talk goes on about the same windows, seen anew: what was found is found again by role, name and place."""
    reply = memory.reply
    if reply is None:
        return Memory(memory.wanted)
    found = (next((new for new in view.things if _is_same(new, old)), None) for old in reply.found)
    return Memory(
        memory.wanted, replace(reply, found=tuple(thing for thing in found if thing is not None)), memory.pending
    )


def _is_same(new: Thing, old: Thing) -> bool:
    if (new.role, new.name) != (old.role, old.name):
        return False
    if new.box is None or old.box is None:
        return new.box is old.box
    (x, y), (old_x, old_y) = new.box.centre, old.box.centre
    return abs(x - old_x) + abs(y - old_y) < _MOVED


def unclear() -> Reply:
    """That nothing was talked about yet."""
    return told(_(NOTHING_BEFORE), source="gate", outcome="unclear")


def follow(wanted: Wanted, view: View, memory: Memory) -> Reply | Wanted | None:
    """The answer, or the question that is meant in full."""
    match wanted.kind:
        case "other-window":
            return _other(view)
        case "read-it":
            if memory.it is not None:
                return about_text.read(memory.it)
            if wanted.text == "what does it say" and is_dialog(view.active):
                return Wanted("dialog", wanted.text)
            return Wanted("read-all", wanted.text) if wanted.text.startswith(("read", "what does")) else unclear()
        case "where-it":
            it = memory.it
            return about(f"{it.name}: {place(it, view)}", it) if it is not None else unclear()
        case "same-of":
            last = memory.wanted
            if last is None or last.kind in _WITHOUT_OBJECT or (last.kind in _OF_SORTS and wanted.sort is None):
                return replace(wanted, kind="value")
            return replace(
                last,
                text=wanted.text,
                language=wanted.language,
                subject=wanted.subject,
                sort=wanted.sort or last.sort,
                of=""
                if not last.of or last.subject == ""
                else wanted.subject
                if last.of and last.kind in ("total", "value")
                else last.of,
            )
        case "state":
            return about_states.state(wanted, view, memory.it) if memory.it is not None else unclear()
    return _relation(wanted, view, memory)


def _relation(wanted: Wanted, view: View, memory: Memory) -> Reply | None:
    anchor = memory.it
    if wanted.subject and wanted.subject not in (
        "paragraph",
        "line",
        "row",
        "heading",
        "item",
        "sentence",
        "message",
        "section",
        "entry",
        "result",
        "word",
        "link",
        "button",
        "field",
        "file",
        "tab",
    ):
        named = find(wanted.subject, view.in_active()) or find(wanted.subject, view.things)
        if not named:
            return told(_("I cannot find {name} here").format(name=wanted.subject), source="gate", outcome="unknown")
        anchor = named[0]
    part = memory.wanted
    if (
        wanted.relation in ("next", "previous", "below", "above")
        and part is not None
        and part.kind in ("paragraph", "row")
        and part.number > 0
        and not (wanted.sort and wanted.sort is not part.sort)
    ):
        step = 1 if wanted.relation in ("next", "below") else -1
        moved = replace(part, number=part.number + step)
        if moved.number < 1:
            return told(_("That was the first one"), source="gate")
        memory.wanted = moved
        return about_text.row(moved, view) if part.kind == "row" else about_text.part(moved, view)
    if anchor is None:
        return unclear()
    found = _neighbour(anchor, wanted, view)
    if found is None:
        said = _(_NOT_FOUND[wanted.relation]).format(anchor=cut(anchor.name or anchor.text, 60))
        return told(said, source="tree", found=(anchor,))
    words = (
        element(found.node)
        if found.node is not None and found.role not in ("row", "cell")
        else quoted(found.text or found.name)
    )
    if wanted.relation == "left" and not wanted.subject:
        said = _("To the left of it: {thing}")
    elif wanted.relation == "right" and not wanted.subject:
        said = _("To the right of it: {thing}")
    else:
        said = _(_FOUND[wanted.relation])
    return about(said.format(anchor=cut(anchor.name or anchor.text, 40), thing=words), found, anchor)


def _neighbour(anchor: Thing, wanted: Wanted, view: View) -> Thing | None:
    things = [thing for thing in view.things if thing.window is anchor.window]
    if wanted.sort is not None:
        things = [thing for thing in things if thing.role in wanted.sort.roles]
    if wanted.relation in ("next", "previous"):
        alike = [thing for thing in things if same_sort(thing, anchor) or wanted.sort is not None or thing is anchor]
        index = next(
            (
                n
                for n, thing in enumerate(alike)
                if thing is anchor or (thing.node is not None and thing.node is anchor.node)
            ),
            None,
        )
        if index is None:
            return None
        index += 1 if wanted.relation == "next" else -1
        return alike[index] if 0 <= index < len(alike) else None
    asked_alike = not wanted.subject or anchor.role in FIELDS
    return (neighbours(anchor, wanted.relation, things, alike=True) if asked_alike else None) or neighbours(
        anchor, wanted.relation, things, alike=False
    )


def _other(view: View) -> Reply:
    others = view.windows[1:]
    if not others:
        return told(_("There is no other window that can be seen"), source="tree")
    claims = tuple(other_window(others[0], Length.NORMAL, head=_("The other window is")))
    things = [thing for thing in view.things if thing.window is others[0]]
    return Reply(claims, found=tuple(things[:1]))


def more(view: View, memory: Memory) -> Reply:
    """All that is known of what was found; what was cut is told whole."""
    if memory.reply is None:
        return unclear()
    parts = []
    for thing in memory.reply.found[:40]:
        text = (
            f"{element(thing.node)}, {place(thing, view)}"
            if thing.node is not None
            else f"{quoted(thing.text)}, {place(thing, view)}"
        )
        parts.append(text)
    if not parts:
        return told(_("That is all I know of it"), source="gate")
    return about("; ".join(parts), *memory.reply.found)


def less(memory: Memory) -> Reply:
    """The first sentence, cut."""
    if memory.reply is None:
        return unclear()
    first = memory.reply.claims[0]
    return replace(memory.reply, claims=(replace(first, text=cut(first.text, 120)),))
