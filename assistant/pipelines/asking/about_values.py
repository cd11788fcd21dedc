"""What something is or says: fields, labels with their value, addresses."""

from __future__ import annotations

import functools
import re

from assistant.languages import nouns
from assistant.languages.wording import capital, quoted, with_last
from assistant.languages.words import _
from assistant.pipelines.asking.about_cells import cell_at, cell_named, row_or_column
from assistant.pipelines.asking.about_places import candidates
from assistant.pipelines.asking.about_text import named_passage
from assistant.pipelines.asking.reply import Reply, about, told, unknown
from assistant.pipelines.telling.element import FIELDS, element, noun
from assistant.pipelines.telling.inside import ITEMS
from assistant.pipelines.understanding.roles import PRESSED, Sort
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import alike, content, coverage, tokens
from assistant.pipelines.view.find import find
from assistant.pipelines.view.place import neighbours
from assistant.pipelines.view.running_text import Passage
from assistant.pipelines.view.things import Thing, View, content_of
from assistant.types import UNREAD

NUMBER = re.compile(r"\d")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:\+\d|\b0)[\d ()/-]{6,}\d")
_URL = re.compile(r"\bhttps?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|org|net|de|example|io|eu)(?:/\S*)?\b")
_PAIR = re.compile(r"^(?P<label>[^:]{1,60}):\s+(?P<value>\S.*)$")


def value(wanted: Wanted, view: View) -> Reply | None:
    """What a field holds, what stands behind a label, what a cell holds."""
    if wanted.of:
        cell = cell_named(wanted.subject, wanted.of, view)
        if cell is not None:
            return cell
        whole = f"{wanted.subject} {wanted.of}"
        reply = value_of(Wanted("value", wanted.text, subject=whole), view)
        return reply or _under(wanted, view)
    return value_of(wanted, view)


def _under(wanted: Wanted, view: View) -> Reply | None:
    """ "the name of the customer": a name that stands in what is called customer."""
    for group in find(
        wanted.of, [thing for thing in view.in_active() if thing.role in ("group", "panel", "form", "landmark")]
    ):
        assert group.node is not None
        inner = {id(node) for node in group.node.walk()}
        for thing in find(wanted.subject, [thing for thing in view.things if id(thing.node) in inner]):
            reply = held_by(thing, view)
            if reply is not None:
                return reply
    return None


def value_of(wanted: Wanted, view: View) -> Reply | None:
    """What is called by the subject: a field, a label with its value, a row, an address."""
    if not wanted.subject:
        return _sort_alone(wanted, view)
    placed = cell_at(wanted.subject, view)
    if placed is not None:
        return placed
    known = _pattern(wanted, view)
    found = candidates(wanted, view, sort=wanted.sort)
    if not found and wanted.sort is not None:
        found = candidates(Wanted("value", subject=wanted.subject), view)
    for thing in sorted(found, key=lambda thing: thing.role not in FIELDS):
        if len(thing.words) > len(content(wanted.subject)) + 4 and thing.role not in FIELDS and ":" not in thing.text:
            continue
        reply = held_by(thing, view)
        if reply is not None:
            return reply
    pair = pair_named(wanted.subject, view)
    if pair is not None:
        return pair
    cell = row_or_column(wanted.subject, view)
    if cell is not None:
        return cell
    if known is not None:
        return known
    passage = named_passage(wanted.subject, view)
    if passage is not None:
        return passage
    inside = re.match(r"what (?:is|stands) (?:\w+ )?(?:in|inside|under|behind) ", wanted.text) is not None
    for thing in found:
        if inside and thing.role not in FIELDS:
            continue  # that something is called so does not say what is in it
        if thing.role in PRESSED and wanted.sort is None:
            continue  # a link called Films does not say what the film is about
        if thing.is_composed:
            return about(_("The item is {text}").format(text=thing.text), thing)
        if thing.role in ITEMS:
            continue  # its name is what was asked for
        if thing.node is not None and thing.role not in ("label", "text", "paragraph", "heading", "cell"):
            return about(capital(element(thing.node)), thing)
        asked = tokens(wanted.text)
        if any(not any(alike(word, other) for other in asked) for word in thing.words):
            return about(_("The screen says {text}").format(text=quoted(thing.text)), thing)
    return None


def _sort_alone(wanted: Wanted, view: View) -> Reply | None:
    """ "what does the status bar say", "what is in the field" where there is one only."""
    if wanted.sort is None:
        return None
    things = [thing for thing in view.in_active() if thing.role in wanted.sort.roles]
    if len(things) != 1:
        return None
    reply = held_by(things[0], view)
    if reply is not None:
        return reply
    node = things[0].node
    if node is not None:
        words = [
            thing
            for thing in view.things
            if thing.node is not None and thing.node is not node and any(inner is thing.node for inner in node.walk())
        ]
        texts = [thing.text for thing in words if thing.text]
        if texts:
            return _says(wanted.sort, quoted(", ".join(texts)), things[0])
    return _says(wanted.sort, quoted(things[0].text), things[0]) if things[0].text else None


def _says(sort: Sort, text: str, thing: Thing) -> Reply:
    return about(_("The {noun} says {text}").format(noun=nouns.one(sort.noun), text=text), thing)


def held_by(thing: Thing, view: View) -> Reply | None:
    """A field's content; what stands to the right of a label or below it."""
    if thing.secret:
        return about(_("{name} is a password field, which is not read out").format(name=thing.name), thing)
    node = thing.node
    if node is not None and thing.role in FIELDS:
        if thing.role in ("check-box", "radio-button", "switch"):
            return about(capital(element(node)), thing)
        text = content_of(node)
        if text:
            return about(f"{thing.name or capital(noun(thing.role))}: {quoted(text)}", thing)
        if UNREAD in node.states:
            return unknown(_("What the field {name} holds is not known").format(name=thing.name))
        said = _("{name} is empty").format(name=thing.name) if thing.name else _("The field is empty")
        return about(said, thing)
    if node is not None and thing.role == "progress-bar" and (node.value or thing.text):
        return about(f"{thing.name or capital(noun(thing.role))}: {quoted(node.value or thing.text)}", thing)
    if thing.role not in ("label", "text", "row-header", "heading", "cell", "column-header", "paragraph"):
        return None
    match = _PAIR.match(thing.text)
    if match is not None:
        return about(f"{match['label']}: {quoted(match['value'])}", thing)
    if thing.role in ("heading", "cell", "column-header", "paragraph"):
        return None
    if len(thing.words) > 5:
        return None
    own = neighbours(thing, "right", view.things, alike=False)
    if (
        own is not None
        and own.box is not None
        and thing.box is not None
        and own.box.left - thing.box.right < 700
        and own.role not in ("button", "link", "image", "label_")
        and (own.text or own.name)
    ):
        if own.node is not None and own.role in FIELDS:
            return held_by(own, view)
        return about(f"{thing.name}: {quoted(own.text or own.name)}", own, thing)
    return None


def pair_named(subject: str, view: View) -> Reply | None:
    """A line "Order number: 1234", also inside longer texts."""
    asked = content(subject)
    best: tuple[float, Passage, str, str] | None = None
    for passage in texts_of(view):
        for part in re.split(r"(?<=[.;,|])\s+|\s[·|–]\s", passage.text):
            match = _PAIR.match(part.strip())
            if match is None:
                continue
            whole, used = coverage(asked, tokens(match["label"]))
            if whole >= 0.86 and (best is None or used > best[0]):
                best = (used, passage, match["label"], match["value"])
    if best is None:
        return None
    _used, passage, label, text = best
    return about(f"{label}: {quoted(text.rstrip(',;|'))}", thing_of(passage))


def texts_of(view: View) -> list[Passage]:
    """Every text that may be quoted, as lines."""
    own = [
        Passage(thing.text, "item" if thing.is_composed else "line", thing.source, thing.box, thing.score, thing.window)
        for thing in view.things
        if thing.role not in FIELDS and not thing.secret and thing.text and not thing.is_long
    ]
    return [*own, *view.lines]


def says(passage: Passage) -> str:
    """A passage as what the screen says: quoted, unless it is put together from an item's parts."""
    if passage.kind == "item":
        return _("The item is {text}").format(text=passage.text)
    return _("The screen says {text}").format(text=quoted(passage.text))


def thing_of(passage: Passage) -> Thing:
    """A passage as what "it" may mean."""
    return Thing(passage.text, "text", passage.source, passage.box, passage.window, None, passage.text, passage.score)


def _pattern(wanted: Wanted, view: View) -> Reply | None:
    """A mail address, phone number or web address where one stands on the screen."""
    subject = wanted.subject
    for words, pattern in (
        ("e-mail email mail address", _MAIL),
        ("phone telephone number mobile call", _PHONE),
        ("web website url link internet address", _URL),
    ):
        kind = content(subject)
        if (
            kind
            and all(any(alike(word, other) for other in tokens(words)) for word in kind)
            and kind[0] not in ("address", "number", "call")
        ):
            found = []
            for passage in texts_of(view):
                found += [(match[0], passage) for match in pattern.finditer(passage.text)]
            different = list(dict.fromkeys(text for text, _passage in found))
            if len(different) == 1 or (different and len(different) <= 4):
                return told(
                    functools.reduce(with_last, [quoted(text) for text in different]),
                    source=found[0][1].source,
                    score=found[0][1].score,
                    box=found[0][1].box,
                    found=[thing_of(found[0][1])],
                )
    return None
