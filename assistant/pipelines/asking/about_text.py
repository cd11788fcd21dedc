"""What dialogs, messages and errors say; titles, paragraphs, lines, rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.languages import nouns
from assistant.languages.wording import capital, cleaned, quoted, sentence
from assistant.languages.words import N_, _, n_
from assistant.pipelines.asking.reply import Reply, about, told, unknown
from assistant.pipelines.telling.dialog import dialog_claims, interruptions
from assistant.pipelines.telling.element import ALERTS, BUTTONS, FIELDS, element, hint_words, noun
from assistant.pipelines.telling.inside import all_words
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import content, coverage, tokens
from assistant.pipelines.view import lists
from assistant.pipelines.view.find import find
from assistant.pipelines.view.running_text import Passage
from assistant.pipelines.view.things import Table, Thing, View, is_dialog, title
from assistant.types import Claim, Length, SceneWindow

_ERROR = re.compile(
    r"\b(?:errors?|failed|failure|fatal|cannot|can't|could ?n[o']t|could not|unable|invalid|denied|not found|no such|"
    r"refused|went wrong|exception|traceback|warning|unsuccessful|rejected|crash(?:ed)?|timed out|incorrect|"
    r"not (?:valid|allowed|permitted|available|possible|reachable|supported)|does not (?:exist|match)|"
    r"fehler\w*|fehlgeschlagen|gescheitert|ungültige?[rsn]?|nicht gefunden|"
    r"nicht (?:möglich|erlaubt|zulässig|erreichbar)|verweigert|abgelehnt|konnten? nicht|warnung|falsche[sr]?|"
    r"errores|falló|fallado|fallido|no se (?:pudo|ha podido|puede|encontró|encuentra)|no válid[oa]s?|inválid[oa]s?|"
    r"denegad[oa]|rechazad[oa]|incorrect[oa]s?|advertencia)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:must (?:be|not|have|contain)|missing|expired|wrong|is required|too (?:short|long)|"
    r"muss (?:mindestens|eine?|aus)|fehlt|abgelaufen|ist erforderlich|zu (?:kurz|lang)|"
    r"es obligatori[oa]|falta|caducad[oa]|demasiado (?:cort[oa]|larg[oa]))\b",
    re.IGNORECASE,
)
"""Says an error only where messages stand: not in a user's own text."""
_NO_ERROR = re.compile(
    r"\b(?:no|0|zero|without) (?:errors?|warnings?|problems?|failures?)\b|\b0 failed\b|"
    r"\b(?:keine?|ohne|0|sin|ningún) (?:fehler|warnung(?:en)?|probleme?|error(?:es)?)\b|\bcheck for errors\b",
    re.IGNORECASE,
)
_MESSAGE_SIZE = 40  # words; a longer text is an article, which may speak of errors
_LAST = {
    "paragraph": N_("The last paragraph reads {text}"), "line": N_("The last line reads {text}"),
    "sentence": N_("The last sentence reads {text}"), "heading": N_("The last heading reads {text}"),
    "section": N_("The last section reads {text}"),
}  # fmt: skip
_SORTS = {"paragraph": {"paragraph"}, "heading": {"heading"}, "section": {"heading"}}


def name(view: View) -> Reply:
    """The window's title, and the page's or picture's heading where there is no window."""
    window = view.active
    if window is None:
        headings = [passage for passage in view.passages if passage.kind == "heading"]
        if headings:
            return _passage(_("The heading reads {text}"), headings[0])
        return unknown(_("No window is known here, so there is no title"))
    text = title(window)
    if not is_dialog(window) and cleaned(window.window.title or (window.root.name if window.root is not None else "")):
        text = _("The window is {title}").format(title=text)
    return told(text, box=window.window.box)


def dialog(view: View) -> Reply | None:
    """The words of the open dialog or message, then its buttons."""
    for window in view.windows:
        claims = _dialog_in(window)
        if claims:
            return Reply(tuple(claims))
    if view.active is None or view.active.root is None:
        return None
    return told(_("There is no dialog or message that I can find"), source="tree")


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
            lead = [Claim(_("Yes."), "tree")] if wanted.yes_no else []
            return Reply((*lead, *claims))
    claims = [] if view.windows else _spoken((), view, [])
    if claims:
        return Reply((*([Claim(_("Yes."), "text")] if wanted.yes_no else []), *claims))
    if not view.things:
        return unknown(_("Nothing can be read here"))
    return told(_("I find no error message here"), source="tree" if view.has_tree else "text")


def _marked(windows: Sequence[SceneWindow]) -> list[Claim]:
    """What the trees mark: alerts, wrong fields, what a dialog says."""
    claims: list[Claim] = []
    for window in windows:
        root = window.root
        for node in root.walk() if root is not None else ():
            if node is not root and node.role in ALERTS:
                text = " ".join(sentence(part) for part in all_words([node], without=BUTTONS))
                if text:
                    text = _("A message says: {text}").format(text=quoted(text))
                    claims.append(Claim(text, "tree", box=node.box, kind="alert"))
            elif "invalid" in node.states and node.role in FIELDS:
                what = _("the {role} {name}").format(role=noun(node.role), name=cleaned(node.name)) + hint_words(node)
                text = _("Marked as wrong: {element}").format(element=what)
                claims.append(Claim(sentence(text), "tree", box=node.box))
        if root is not None and is_dialog(window):
            lead = _("It says: {text}").partition("{")[0]
            said = [claim for claim in dialog_claims(root, Length.NORMAL) if claim.text.startswith(lead)]
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
        text = _("The screen says: {text}") if number == 0 and not claims else _("Also: {text}")
        text = text.format(text=quoted(passage.text))
        said.append(Claim(sentence(text), passage.source, passage.score, passage.box))
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
        return unknown(_("I find {none} here").format(none=nouns.none(what)))
    index = number - 1 if number > 0 else len(found) + number
    if not 0 <= index < len(found):
        return told(_only(len(found), what), source=found[0].source)
    if number < 0:
        return _passage(_(_LAST[what]), found[index])
    said = _("{noun} {number} reads {text}")
    return _passage(said, found[index], noun=capital(nouns.one(what)), number=number)


def _only(count: int, what: str) -> str:
    many = nouns.counted(count, what)
    return n_("There is only {many}", "There are only {many}", count).format(many=many)


def _passage(said: str, passage: Passage, **places: object) -> Reply:
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
    return about(said.format(text=quoted(passage.text), **places), thing)


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
        return told(_only(len(things), what), source="tree")
    thing = things[index]
    said = _("{noun} {number} of {count}: {text}").format(
        noun=capital(nouns.one(what)), number=index + 1, count=len(things), text=quoted(thing.text)
    )
    return about(said, thing)


def row(wanted: Wanted, view: View) -> Reply | None:
    """A row of a table by its number, or by what stands in it."""
    if not view.tables:
        if view.has_tree:
            return unknown(_("I find {none} here").format(none=nouns.none("table")))
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
        said = n_("The table has only {count} row", "The table has only {count} rows", len(table.rows))
        return told(said.format(count=len(table.rows)), source=table.source)
    return _row_reply(table, index)


def _row_reply(table: Table, index: int) -> Reply:
    cells = table.rows[index]
    named = len(table.headers) == len(cells)
    thing = replace(table.thing(index), text=", ".join(cells))
    cells_said = ("; " if named else ", ").join(table.parts(index))
    return about(_("Row {number}: {text}").format(number=index + 1, text=cells_said), thing)


def read(thing: Thing) -> Reply:
    """All that a thing says."""
    if thing.secret:
        return about(_("{name} is a password, which is not read out").format(name=thing.name), thing)
    if thing.node is not None and thing.role in FIELDS:
        return about(capital(element(thing.node)), thing)
    words = thing.text or thing.name
    return about(quoted(words) if words else _("The {role} has no words").format(role=noun(thing.role)), thing)


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
                text = quoted(" ".join(each.text for each in below))
                said = _("Under {heading}: {text}").format(heading=quoted(passage.text), text=text)
                return about(said, headings[0])
    return None
