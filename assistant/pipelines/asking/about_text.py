"""What dialogs, messages and errors say; titles, paragraphs, lines, rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.pipelines.asking import lists
from assistant.pipelines.asking.find import find
from assistant.pipelines.asking.reply import Reply, about, capital, quoted, told, unknown
from assistant.pipelines.asking.running_text import Passage
from assistant.pipelines.asking.view import Table, Thing, View, is_dialog, title
from assistant.pipelines.asking.wanted import Wanted
from assistant.pipelines.asking.words import content, coverage, tokens
from assistant.pipelines.tell_dialog import dialog_claims, interruptions
from assistant.pipelines.tell_element import ALERTS, BUTTONS, FIELDS, element, hint_words, noun
from assistant.pipelines.tell_inside import all_words
from assistant.pipelines.wording import cleaned, counted, sentence
from assistant.types import Claim, Length, SceneWindow

_ERROR = re.compile(
    r"\b(?:errors?|failed|failure|fatal|cannot|can't|could ?n[o']t|could not|unable|invalid|denied|not found|no such|"
    r"refused|went wrong|exception|traceback|warning|unsuccessful|rejected|crash(?:ed)?|timed out|incorrect|"
    r"not (?:valid|allowed|permitted|available|possible|reachable|supported)|does not (?:exist|match))\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:must (?:be|not|have|contain)|missing|expired|wrong|is required|too (?:short|long))\b", re.IGNORECASE
)
"""Says an error only where messages stand: not in a user's own text."""
_NO_ERROR = re.compile(
    r"\b(?:no|0|zero|without) (?:errors?|warnings?|problems?|failures?)\b|\b0 failed\b|\bcheck for errors\b",
    re.IGNORECASE,
)
_MESSAGE_SIZE = 40  # words; a longer text is an article, which may speak of errors
_SORTS = {"paragraph": {"paragraph"}, "heading": {"heading"}, "section": {"heading"}}


def name(view: View) -> Reply:
    """The window's title, and the page's or picture's heading where there is no window."""
    window = view.active
    if window is None:
        headings = [passage for passage in view.passages if passage.kind == "heading"]
        if headings:
            return _passage("The heading reads", headings[0])
        return unknown("No window is known here, so there is no title")
    text = title(window)
    if text.startswith("A window") and not window.window.title:
        return told(text, box=window.window.box)
    return told(
        f"The {'dialog' if is_dialog(window) else 'window'} is {text}" if not text.startswith("A dialog") else text,
        box=window.window.box,
    )


def dialog(view: View) -> Reply | None:
    """The words of the open dialog or message, then its buttons."""
    for window in view.windows:
        claims = _dialog_in(window)
        if claims:
            return Reply(tuple(claims))
    if view.active is None or view.active.root is None:
        return None
    return told("There is no dialog or message that I can find", source="tree")


def _dialog_in(window: SceneWindow) -> list[Claim]:
    root = window.root
    if root is None:
        return []
    if is_dialog(window):
        said = list(dialog_claims(root, Length.NORMAL))
        text = [Claim(sentence(block.text), "text", 0.9, block.box) for block in window.blocks if block.text]
        return [Claim(sentence(title(window)), "tree", box=root.box), *said, *text[:4]]
    return [claim for claim in interruptions(root, Length.NORMAL) if claim.kind in ("dialog", "alert")]


def error(wanted: Wanted, view: View) -> Reply | None:
    """Alerts, wrong fields, then texts that speak of an error; no only where nothing does. The active window first."""
    for windows in (view.windows[:1], view.windows[1:]):
        claims = _marked(windows)
        claims = [claim for claim in claims if _speaks(claim.text)] or ([] if wanted.yes_no else claims)
        claims += _spoken(windows, view, claims)
        if claims:
            lead = [Claim("Yes.", "tree")] if wanted.yes_no else []
            return Reply((*lead, *claims))
    claims = [] if view.windows else _spoken((), view, [])
    if claims:
        return Reply((*([Claim("Yes.", "text")] if wanted.yes_no else []), *claims))
    if not view.things:
        return unknown("Nothing can be read here")
    return told("I find no error message here", source="tree" if view.has_tree else "text")


def _marked(windows: Sequence[SceneWindow]) -> list[Claim]:
    """What the trees mark: alerts, wrong fields, what a dialog says."""
    claims: list[Claim] = []
    for window in windows:
        root = window.root
        for node in root.walk() if root is not None else ():
            if node is not root and node.role in ALERTS:
                text = " ".join(sentence(part) for part in all_words([node], without=BUTTONS))
                if text:
                    claims.append(Claim(f"A message says: {quoted(text)}", "tree", box=node.box, kind="alert"))
            elif "invalid" in node.states and node.role in FIELDS:
                text = f"Marked as wrong: the {noun(node.role)} {cleaned(node.name)}{hint_words(node)}"
                claims.append(Claim(sentence(text), "tree", box=node.box))
        if root is not None and is_dialog(window):
            said = [claim for claim in dialog_claims(root, Length.NORMAL) if claim.text.startswith("It says")]
            if said:
                claims.append(Claim(sentence(f"{title(window)}. {said[0].text}"), "tree", box=root.box))
    return claims


def _spoken(windows: Sequence[SceneWindow], view: View, claims: Sequence[Claim]) -> list[Claim]:
    """Texts that speak of an error and were not told; the user's own text only where there is no other."""
    known = " ".join(claim.text for claim in claims)
    own: list[Passage] = []
    others: list[Passage] = []
    for thing in view.things:
        if (thing.window not in windows if windows else thing.window is not None) or thing.role not in _MAY_BE_MESSAGES:
            continue
        passage = Passage(thing.text, "line", thing.source, thing.box, thing.score, thing.window)
        is_own = thing.node is not None and (
            thing.node.role in ("text-field", "paragraph", "heading", "cell", "list-item")
        )
        if _speaks(thing.text, weak=not is_own) and len(tokens(thing.text)) <= _MESSAGE_SIZE:
            (own if is_own else others).append(passage)
    for window in windows:
        others += (
            line for line in view.lines if line.window is window and line.source == "text" and _speaks(line.text)
        )
    fresh: list[Passage] = []
    for passage in others or own:
        if not _told(passage.text, known) and not any(_told(passage.text, other.text) for other in fresh):
            fresh.append(passage)
    said = []
    for number, passage in enumerate(fresh[:3]):
        head = "The screen says" if number == 0 and not claims else "Also"
        said.append(Claim(sentence(f"{head}: {quoted(passage.text)}"), passage.source, passage.score, passage.box))
    return said


_MAY_BE_MESSAGES = frozenset(
    (
        "text",
        "label",
        "paragraph",
        "heading",
        "status-bar",
        "cell",
        "list-item",
        "terminal",
        "notification",
        "text-field",
    )
)


def _speaks(text: str, *, weak: bool = True) -> bool:
    text = _NO_ERROR.sub(" ", text)
    return bool(_ERROR.search(text)) or (weak and bool(_WEAK.search(text)))


def _told(text: str, known: str) -> bool:
    return coverage(tokens(text), tokens(known))[0] > 0.9


def part(wanted: Wanted, view: View) -> Reply | None:
    """A paragraph, line, heading, item or sentence by its number."""
    what, number = wanted.subject, wanted.number or 1
    if what in ("item", "entry", "result", "file", "message", "link", "button", "field", "tab", "step"):
        return _item(wanted, view, what, number)
    if what in ("word",):
        return None
    if what == "sentence":
        found = _sentences(view)
    elif what == "line":
        found = _lines(view)
    elif what == "paragraph":
        found = list(view.paragraphs)
    else:
        kinds = _SORTS.get(what, {"paragraph"})
        every = [passage for passage in view.passages if passage.kind in kinds]
        found = [passage for passage in every if passage.window is view.active] or every
    if not found:
        return unknown(f"I find no {what} here")
    index = number - 1 if number > 0 else len(found) + number
    if not 0 <= index < len(found):
        return told(
            f"There {'is only' if len(found) == 1 else 'are only'} {counted(len(found), what)}", source=found[0].source
        )
    which = "last" if number < 0 else ""
    return _passage(
        f"The {which} {what} reads".replace("  ", " ") if which else f"{what.capitalize()} {number} reads", found[index]
    )


def _passage(head: str, passage: Passage) -> Reply:
    thing = Thing(
        passage.text,
        "paragraph" if passage.kind != "heading" else "heading",
        passage.source,
        passage.box,
        passage.window,
        None,
        passage.text,
        passage.score,
    )
    return about(f"{head} {quoted(passage.text)}", thing)


def _lines(view: View) -> list[Passage]:
    """Of a text of several lines; else the elements with text, each a line; else those in the pixels."""
    own = [passage for passage in view.lines if passage.window is view.active] or list(view.lines)
    written = [passage for passage in own if passage.source == "tree"]
    return written or (_as_lines(view) if view.has_tree else []) or own


def _as_lines(view: View) -> list[Passage]:
    """The lines of a window whose tree holds its text in elements: each is one."""
    return [
        Passage(thing.text, "line", thing.source, thing.box, thing.score, thing.window)
        for thing in view.in_active()
        if thing.role in ("text", "label", "paragraph", "heading") and thing.text
    ]


def _sentences(view: View) -> list[Passage]:
    found = []
    for passage in view.paragraphs:
        found += [Passage(text, "sentence", passage.source, passage.box, passage.score, passage.window)
                  for text in re.split(r"(?<=[.!?])\s+", passage.text) if text]  # fmt: skip
    return found


def _item(wanted: Wanted, view: View, what: str, number: int) -> Reply | None:
    roles = wanted.sort.roles if wanted.sort is not None else frozenset(("list-item", "tree-item", "icon"))
    things = [thing for thing in view.in_active() if thing.role in roles and thing.name]
    if what in ("item", "entry", "result", "step"):
        things = lists.of(wanted.of or what, view)
        if not things and (wanted.of or what == "step" or len(lists.every(view)) > 1):
            return None
    if not things and what in ("item", "entry", "result", "file", "message"):
        for table in view.tables:
            return _table_row(table, number)
    if not things:
        return None
    index = number - 1 if number > 0 else len(things) + number
    if not 0 <= index < len(things):
        return told(f"There {'is' if len(things) == 1 else 'are'} only {counted(len(things), what)}", source="tree")
    thing = things[index]
    return about(f"{what.capitalize()} {index + 1} of {len(things)}: {quoted(thing.text)}", thing)


def row(wanted: Wanted, view: View) -> Reply | None:
    """A row of a table by its number, or by what stands in it."""
    if not view.tables:
        if view.has_tree:
            return unknown("I find no table here")
        return None
    if wanted.number:
        return _table_row(view.tables[0], wanted.number)
    asked = content(wanted.subject)
    for table in view.tables:
        for number, cells in enumerate(table.rows):
            if coverage(asked, tokens(" ".join(cells)))[0] > 0.86:
                return _row_reply(table, number)
    return None


def _table_row(table: Table, number: int) -> Reply:
    index = number - 1 if number > 0 else len(table.rows) + number
    if not 0 <= index < len(table.rows):
        return told(f"The table has only {counted(len(table.rows), 'row')}", source=table.source)
    return _row_reply(table, index)


def _row_reply(table: Table, index: int) -> Reply:
    cells = table.rows[index]
    named = len(table.headers) == len(cells)
    thing = replace(table.thing(index), text=", ".join(cells))
    return about(f"Row {index + 1}: {('; ' if named else ', ').join(table.parts(index))}", thing)


def read(thing: Thing) -> Reply:
    """All that a thing says."""
    if thing.secret:
        return about(f"{thing.name} is a password, which is not read out", thing)
    if thing.node is not None and thing.role in FIELDS:
        return about(capital(element(thing.node)), thing)
    words = thing.text or thing.name
    return about(quoted(words) if words else f"The {noun(thing.role)} has no words", thing)


def named_passage(subject: str, view: View) -> Reply | None:
    """The text below a heading that is named so."""
    headings = find(subject, [thing for thing in view.things if thing.role == "heading"])
    if not headings:
        return None
    order = list(view.passages)
    for number, passage in enumerate(order):
        if passage.kind == "heading" and passage.text == headings[0].text:
            below = []
            for other in order[number + 1 :]:
                if other.kind == "heading" or other.window is not passage.window:
                    break
                below.append(other)
            if below:
                return about(
                    f"Under {quoted(passage.text)}: {quoted(' '.join(each.text for each in below))}", headings[0]
                )
    return None
