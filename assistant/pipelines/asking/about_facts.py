"""Sums, prices, dates, times and people."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from assistant.languages.wording import quoted, with_last
from assistant.languages.words import ENGLISH, _
from assistant.pipelines.asking.about_cells import cell_named, cell_reply, column_of, row_of
from assistant.pipelines.asking.about_values import NUMBER, held_by, pair_named, says, texts_of, thing_of, value_of
from assistant.pipelines.asking.patterns import DATE, MONEY, TIME
from assistant.pipelines.asking.reply import Reply, about, told
from assistant.pipelines.telling.element import FIELDS
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import EMPTY, alike, content, coverage, tokens
from assistant.pipelines.view.find import find
from assistant.pipelines.view.place import neighbours
from assistant.pipelines.view.things import Table, Thing, View, content_of

_AMOUNT = re.compile(r"-?\b\d[\d.,']*\d\b|\b\d\b")
_SUMS = (
    "grand total",
    "total amount",
    "total due",
    "amount due",
    "total price",
    "order total",
    "total cost",
    "to pay",
    "total",
    "sum",
    *("gesamtsumme", "gesamtbetrag", "gesamtpreis", "endbetrag", "rechnungsbetrag", "summe", "gesamt", "zu zahlen"),
    *("importe total", "total a pagar", "precio total", "suma"),
    "balance",
    "amount",
)
_OF_SUMS = frozenset(
    "how much total sum price cost costs pay paid owe owed balance amount due grand order overall final full complete "
    "account money left altogether together everything all bill invoice spend purchase".split()
)
_NOT_SUMS = re.compile(r"\bsub-?\s?total\b|\btotal (?:items|pages|rows|users|time|files)\b", re.IGNORECASE)
_PEOPLE = {
    "from": ("from", "sender", "sent by", "author", "by", "written by", "posted by", "created by", "signed", "reporter",
             "owner", "customer", "contact", "von:", "absender", "verfasser", "kunde", "kontakt", "de:", "remitente",
             "cliente", "contacto"),
    "to": ("to", "recipient", "recipients", "addressed to", "send to", "assigned to", "deliver to", "ship to",
           "assignee", "an:", "empfänger", "para:", "destinatario"),
}  # fmt: skip


def total(wanted: Wanted, view: View) -> Reply | None:
    """A sum, or the price of something."""
    if wanted.of:
        for column in (
            wanted.subject,
            "price",
            "cost",
            "amount",
            "total",
            "preis",
            "kosten",
            "betrag",
            "precio",
            "importe",
        ):
            cell = cell_named(column, wanted.of, view)
            if cell is not None:
                return cell
        return _beside(wanted.of, view, MONEY) or _beside(wanted.of, view, _AMOUNT, near=True)
    special = [
        word
        for word in tokens(wanted.subject)
        if word not in ("total", "price", "cost", "sum", "amount", "overall", "full", "final", "complete", "it")
        and word not in EMPTY
    ]
    if special:
        reply = value_of(Wanted("value", wanted.text, subject=wanted.subject), view)
        if reply is not None:
            return reply
        return _beside(wanted.subject, view, MONEY)
    if any(word not in _OF_SUMS for word in content(wanted.text)):
        return None  # "spent at the supermarket" is no sum of all
    for name in _SUMS if tokens(wanted.subject)[-1:] != ("balance",) else ("balance",):
        reply = _sum_named(name, view)
        if reply is not None:
            return reply
    prices = [(match[0], passage) for passage in texts_of(view) for match in MONEY.finditer(passage.text)]
    if len({text for text, _passage in prices}) == 1:
        passage = prices[0][1]
        return told(
            says(passage),
            source=passage.source,
            score=passage.score,
            box=passage.box,
            found=[thing_of(passage)],
        )
    return None


def _sum_named(name: str, view: View) -> Reply | None:
    asked = tokens(name)
    for table in view.tables:
        for number in reversed(range(len(table.rows))):
            cells = [cell for cell in table.rows[number] if cell]
            if (
                cells
                and tokens(cells[0])[: len(asked)] == asked
                and len(tokens(cells[0])) <= len(asked) + 2
                and any(NUMBER.search(cell) for cell in cells[1:])
            ):
                thing = Thing(
                    " ".join(cells), "row", table.source, table.boxes[number], table.window, None, ", ".join(cells)
                )
                return about(f"{cells[0].rstrip(': ')}: {quoted(cells[-1])}", thing)
    fitting = []
    for thing in view.things:
        words = thing.words
        if (
            _NOT_SUMS.search(thing.text)
            or thing.role == "column-header"
            or not (coverage(asked, words)[0] > 0.9 and len(words) <= 14)
        ):
            continue
        fitting.append(thing)
    for thing in sorted(fitting, key=lambda thing: len(thing.words)):
        if (MONEY.search(thing.text) or re.search(r":\s*\S*\d", thing.text)) and thing.role not in FIELDS:
            return about(_("The screen says {text}").format(text=quoted(thing.text)), thing)
        right = neighbours(thing, "right", view.things, alike=False)
        if right is not None and NUMBER.search(right.text) and (thing.role not in FIELDS):
            return about(f"{thing.name}: {quoted(right.text)}", right, thing)
        if thing.node is not None and thing.role in FIELDS and NUMBER.search(content_of(thing.node)):
            return about(f"{thing.name}: {quoted(content_of(thing.node))}", thing)
    return None


def _beside(subject: str, view: View, pattern: re.Pattern[str], *, near: bool = False) -> Reply | None:
    """What fits the pattern in the line that names the subject, or beside it."""
    asked = content(subject)
    if not asked:
        return None
    lines = [passage for passage in texts_of(view) if coverage(asked, tokens(passage.text))[0] >= 0.86]
    lines.sort(key=lambda passage: len(passage.text))
    for passage in lines:
        text = TIME.sub(" ", DATE.sub(" ", passage.text)) if near else passage.text
        if pattern.search(text) and not (near and len(tokens(passage.text)) > 12):
            return about(says(passage), thing_of(passage))
    for passage in lines:
        if len(tokens(passage.text)) > 8:
            continue
        thing = next((thing for thing in view.things if thing.text == passage.text and thing.box == passage.box), None)
        right = neighbours(thing, "right", view.things, alike=False) if thing is not None else None
        steps = 0
        while thing is not None and right is not None and steps < 4 and not near:
            if pattern.search(right.text) and len(right.words) <= 8:
                return about(f"{passage.text}: {quoted(right.text)}", right, thing)
            right = neighbours(right, "right", view.things, alike=False)
            steps += 1
        below = neighbours(thing, "below", view.things, alike=False) if thing is not None and not near else None
        if (
            below is not None
            and below.box is not None
            and thing is not None
            and thing.box is not None
            and below.box.top - thing.box.bottom < 60
            and pattern.search(below.text)
            and len(below.words) <= 8
        ):
            return about(f"{passage.text}: {quoted(below.text)}", below, thing)
    return None


def when(wanted: Wanted, view: View) -> Reply | None:
    """The date or time of something; those on the screen where nothing is named and there are few."""
    patterns = {"time": (TIME, DATE), "date": (DATE,)}.get(wanted.of, (DATE, TIME))
    subject = " ".join(word for word in content(wanted.subject) if word not in _WHEN_EMPTY)
    if subject:
        for table in view.tables:
            row = row_of(table, content(subject))
            if row is not None:
                for pattern in patterns:
                    for number, cell in enumerate(table.rows[row]):
                        if cell and pattern.search(cell):
                            headers = table.names
                            return cell_reply(
                                table,
                                row,
                                number,
                                headers[number] if number < len(headers) and headers[number] else _("Time"),
                            )
        for pattern in patterns:
            reply = _beside(subject, view, pattern)
            if reply is not None:
                return reply
        return (
            value_of(Wanted("value", wanted.text, subject=subject), view)
            if _named_value(subject, view, patterns)
            else None
        )
    for name in _DATES:
        for thing in find(name, [thing for thing in view.in_active() if len(thing.words) <= 6]):
            reply = held_by(thing, view)
            if reply is not None and any(pattern.search(reply.text) for pattern in patterns):
                return reply
    verbs = [word for word in content(wanted.subject) if word not in _UNITS]
    texts = [passage for passage in texts_of(view) if not verbs or _speaks_of(verbs, passage.text)]
    found = [
        (match[0], passage) for pattern in patterns[:1] for passage in texts for match in pattern.finditer(passage.text)
    ]
    different = list(dict.fromkeys(text for text, _passage in found))
    if not different and len(patterns) > 1:
        found = [(match[0], passage) for passage in texts for match in patterns[1].finditer(passage.text)]
        different = list(dict.fromkeys(text for text, _passage in found))
    if 1 <= len(different) <= 3:
        passages = list(dict.fromkeys(passage.text for _text, passage in found))
        shortest = sorted(passages, key=len)[: len(different)]
        texts_said = functools.reduce(with_last, [quoted(text) for text in shortest])
        return told(
            _("The screen says {text}").format(text=texts_said),
            source=found[0][1].source,
            score=found[0][1].score,
            box=found[0][1].box,
            found=[thing_of(found[0][1])],
        )
    return None


_DATES = (
    "due date", "date", "time", "sent", "deadline", "when", "fällig am", "datum", "zeit", "uhrzeit", "gesendet",
    "frist", "fecha", "hora", "enviado", "vencimiento",
)  # fmt: skip
_WHEN_EMPTY = frozenset(
    "begin begins start starts end ends leave leaves arrive arrives due sent take takes place happen happens open "
    "opens close closes delivered posted written created published next deadline date time day".split()
)


_UNITS = frozenset("deadline date time day next happen happens take takes place is it".split())


def _speaks_of(verbs: Sequence[str], text: str) -> bool:
    """Whether a text uses one of the question's verbs in any form: start, starts, starting."""
    words = tokens(text)
    return any(alike(verb, word) or (len(verb) >= 4 and word.startswith(verb[:4])) for verb in verbs for word in words)


def _named_value(subject: str, view: View, patterns: Sequence[re.Pattern[str]]) -> bool:
    reply = value_of(Wanted("value", "", subject=subject), view)
    return reply is not None and any(pattern.search(reply.text) for pattern in patterns)


def who(wanted: Wanted, view: View) -> Reply | None:
    """The sender, author or recipient where a label names one."""
    text = wanted.text
    side = (
        "to"
        if re.search(r"\b(?:to|recipient|receive[sd]?|gets?|assigned|assignee)\b", text)
        and not re.search(r"\bfrom\b", text)
        else "from"
    )
    named = [
        word
        for word in content(text)
        if word
        not in (
            "who",
            "sent",
            "send",
            "wrote",
            "write",
            "written",
            "from",
            "sender",
            "author",
            "mail",
            "email",
            "message",
            "letter",
            "article",
            "it",
            "page",
            "text",
            "document",
            "post",
            "recipient",
            "to",
            "whom",
            "whose",
        )
    ]
    named = [] if re.search(r"\bthis \w+$", text) else named
    if named:
        rows = [reply for table in view.tables for reply in [_who_row(table, named, side)] if reply is not None]
        if rows:
            return rows[0]
        pair = pair_named(" ".join(named), view)
        if pair is not None and not NUMBER.search(pair.text):
            return pair
        if wanted.language != ENGLISH:
            return None  # who did what is named is not who the open message is from
    for label in _PEOPLE[side]:
        for thing in find(
            label,
            [
                thing
                for thing in view.in_active()
                if len(thing.words) <= len(tokens(label)) + (6 if ":" in thing.text else 1)
            ],
        ):
            if thing.words[: len(tokens(label))] != tokens(label):
                continue
            if label.endswith(":") and not thing.text.casefold().startswith(label):
                continue  # "an" and "de" are much else
            reply = held_by(thing, view)
            if reply is not None:
                return reply
    if side == "from" and not named:
        for passage in texts_of(view):
            match = re.match(
                r"(?i:(?:(?:written|posted|sent|created|published) )?by) ([A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3})\b",
                passage.text,
            )
            if match is not None:
                return about(says(passage), thing_of(passage))
        return _from_line(view)
    return None


def _from_line(view: View) -> Reply | None:
    for passage in texts_of(view):
        if (
            re.match(r"(?:from|sender|author)\b[: ]|(?:von|absender|de|remitente):", passage.text, re.IGNORECASE)
            and len(tokens(passage.text)) <= 12
        ):
            return about(says(passage), thing_of(passage))
    return None


def _who_row(table: Table, named: Sequence[str], side: str) -> Reply | None:
    for label in (*_PEOPLE[side], "name", "person", "who"):
        column = column_of(table, tokens(label))
        row = row_of(table, named)
        if column is not None and row is not None and column < len(table.rows[row]) and table.rows[row][column]:
            return cell_reply(table, row, column, table.names[column])
    return None
