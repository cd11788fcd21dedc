"""What a table says of the thing that a question names, whatever the words of the question: "when does the train to
Oslo leave" in a table of times and destinations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.languages.wording import quoted
from assistant.languages.words import _, n_
from assistant.pipelines.asking.about_cells import cell_reply, column_of
from assistant.pipelines.asking.patterns import ANSWERS
from assistant.pipelines.asking.reply import Reply, about, told, unknown
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import alike, content, coverage, near, tokens
from assistant.pipelines.view.things import Table, Thing, View

_MOST_LEFT = 2
"""Words of a question that neither row nor column explains; with more, the table is about something else."""
_ASKING = frozenset(
    "when time date day hour much long price cost costs amount many leave leaves left go goes arrive arrives "
    "depart departs "
    "come comes begin begins start starts end ends happen happens open opens close closes send sent write wrote "
    "written receive received due stand live lives work works made make come called name".split()
)
"""Words that say what sort of answer is wanted."""
_NAMES = {
    "when": "time date when departure arrival due day deadline start datum zeit uhrzeit abfahrt ankunft tag frist "
    "beginn fecha hora salida llegada día inicio",
    "total": "price cost amount total sum fee value preis kosten betrag summe gebühr precio coste importe",
    "who": "name sender from author person who owner contact customer by user absender von autor kontakt kunde "
    "remitente de autor nombre cliente contacto",
}
_PARTED = re.compile(
    r"^(?P<head>.+?) (?:from|to|about|for|of|with|called|named|by|on|in|at) (?:the |an? |my )?(?P<tail>.+)$"
)


def of_question(wanted: Wanted, view: View) -> Reply | None:
    """The cell where the row that the question names crosses the column that it asks for."""
    asked = list(content(wanted.text))
    for table in view.tables:
        names = table.names
        found = _row(table, asked)
        if found is None:
            continue
        row, keys, key_columns = found
        is_whole = any(all(_asked(word, keys) for word in tokens(table.rows[row][n])) for n in key_columns)
        left = [word for word in asked if word not in keys]
        column, named = _column(wanted, table, left, key_columns)
        if column is None or column >= len(table.rows[row]) or not (named or table.rows[row][column]):
            continue
        rest = [word for word in left if word not in named and word not in _ASKING]
        if len(rest) > _MOST_LEFT:
            continue
        if rest and not named and (wanted.kind == "value" or not is_whole or len(rest) > 1):
            continue
        if not rest:
            return cell_reply(table, row, column, names[column])
        text = table.rows[row][column]
        says = _("The row of {key} has {column} {text}") if text else _("The row of {key} has no {column}")
        said = says.format(key=table.key(row, column), column=names[column], text=text)
        return about(said, table.thing(row))
    return None


def _asked(word: str, keys: frozenset[str]) -> bool:
    return any(alike(key, word) for key in keys)


def _row(table: Table, asked: Sequence[str]) -> tuple[int, frozenset[str], list[int]] | None:
    """The one row that holds most of the asked words, which these are, and the columns that hold them."""
    best: list[tuple[int, int, frozenset[str], list[int]]] = []
    headers = tokens(" ".join(table.names))
    for number, cells in enumerate(table.rows):
        if number == 0 and not table.headers and table.source == "text":
            continue
        keys: set[str] = set()
        columns = []
        for column, cell in enumerate(cells):
            words = tokens(cell)
            held = {word for word in asked if word not in headers and any(alike(word, other) for other in words)}
            if held:
                keys |= held
                columns.append(column)
        if keys:
            best.append((len(keys), number, frozenset(keys), columns))
    if not best:
        return None
    most = max(size for size, *_rest in best)
    first = [each for each in best if each[0] == most]
    if len(first) != 1:
        return None
    _size, number, keys_found, columns = first[0]
    return number, keys_found, columns


def _column(
    wanted: Wanted, table: Table, left: Sequence[str], keys: Sequence[int]
) -> tuple[int | None, frozenset[str]]:
    """The column that the rest of the question names, and by which words; else the one that fits its kind."""
    names = table.names
    best: tuple[float, int, frozenset[str]] | None = None
    for number, name in enumerate(names):
        words = tokens(name)
        held = frozenset(word for word in left if any(near(word, other) for other in words))
        if held and number not in keys:
            used = coverage(tuple(held), words, near)[1]
            if used >= 0.5 and (best is None or used > best[0]):
                best = (used, number, held)
    if best is not None:
        return best[1], best[2]
    known = _NAMES.get(wanted.kind, "").split()
    for number, name in enumerate(names):
        if number not in keys and any(word in known for word in tokens(name)):
            return number, frozenset()
    for pattern in ANSWERS.get(wanted.kind, ()):
        for number, name in enumerate(names):
            cells = [row[number] for row in table.rows if number < len(row) and row[number]]
            if (
                name
                and number not in keys
                and cells
                and sum(bool(pattern.search(cell)) for cell in cells) > len(cells) / 2
            ):
                return number, frozenset()
    return None, frozenset()


def partly(subject: str, view: View) -> Reply | None:
    """What holds the most telling part of a subject: "a message from the bank" where a row names a bank."""
    match = _PARTED.match(subject)
    if match is None:
        return None
    tail = content(match["tail"])
    for table in view.tables:
        for number, cells in enumerate(table.rows):
            if coverage(tail, tokens(" ".join(cells)))[0] >= 0.86:
                return _perhaps(table.thing(number))
    fitting = [thing for thing in view.things if thing.text and coverage(tail, tokens(thing.text))[0] >= 0.86]
    return _perhaps(min(fitting, key=lambda thing: len(thing.text))) if fitting else None


def _perhaps(thing: Thing) -> Reply:
    if thing.role == "row" or thing.is_composed:
        said = _("Perhaps: the row {text}").format(text=thing.text)
    else:
        said = _("Perhaps: the screen says {text}").format(text=quoted(thing.text))
    return told(
        said, source=thing.source, score=thing.score, box=thing.box,
        found=(thing,), outcome="guessed",
    )  # fmt: skip


def counted_rows(wanted: Wanted, view: View) -> Reply | None:
    """How many rows the only table of the window has, where what is to be counted goes by another name."""
    tables = [table for table in view.tables if table.window is view.active]
    if len(tables) != 1 or not wanted.subject:
        return None
    table = tables[0]
    if column_of(table, content(wanted.subject)) is not None:
        return None  # a column is called so
    if table.scrolled:
        said = n_("Nothing here is called {name}. The table has {count} row in view, and may have more",
                  "Nothing here is called {name}. The table has {count} rows in view, and may have more",
                  len(table.rows))  # fmt: skip
    else:
        said = n_("Nothing here is called {name}. The table has {count} row",
                  "Nothing here is called {name}. The table has {count} rows", len(table.rows))  # fmt: skip
    return unknown(said.format(name=wanted.subject, count=len(table.rows)))
