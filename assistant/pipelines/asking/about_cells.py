"""What stands in a table's cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.languages.words import _
from assistant.pipelines.asking.reply import Reply, about, told
from assistant.pipelines.telling.inside import own_words, place_of
from assistant.pipelines.understanding.words import alike, content, coverage, tokens
from assistant.pipelines.view.things import Table, View


def cell_named(column: str, row: str, view: View) -> Reply | None:
    """The cell of a named column in the row that holds `row`."""
    wanted, key = content(column), content(row)
    for table in view.tables:
        number = column_of(table, wanted)
        names = table.names
        if number is None:
            # the other way round: rows have the names, columns the things
            turned, other = column_of(table, key), row_of(table, wanted)
            if (
                turned is not None
                and other is not None
                and turned < len(table.rows[other])
                and table.rows[other][turned]
            ):
                return cell_reply(table, other, turned, names[turned])
            continue
        found = row_of(table, key, without=number)
        if found is not None and number < len(table.rows[found]):
            return cell_reply(table, found, number, names[number])
    return None


def cell_at(place: str, view: View) -> Reply | None:
    """The cell that a spreadsheet calls B2."""
    if not place[-1:].isdigit():
        return None
    for window in view.windows:
        for node in window.root.walk() if window.root is not None else ():
            if place_of(node).casefold() == place:
                name, text = place_of(node), own_words(node)
                return told(
                    f"{name}: {text}" if text else _("The cell {place} is blank").format(place=name), box=node.box
                )
    return None


def cell_reply(table: Table, row: int, column: int, name: str) -> Reply:
    """The answer that a cell gives; `name` is its column's."""
    head, text = table.key(row, column), table.rows[row][column]
    said = _("{column} of {row}: {text}") if text else _("{column} of {row} is blank")
    return about(said.format(column=name, row=head, text=text), table.thing(row))


def column_of(table: Table, asked: Sequence[str]) -> int | None:
    """The number of the column whose name holds all the asked words; None where none does."""
    scored = [(coverage(asked, tokens(header)), number) for number, header in enumerate(table.names) if header]
    fitting = [(used, -number) for (whole, used), number in scored if whole >= 0.86]
    return -max(fitting)[1] if fitting else None


def row_of(table: Table, asked: Sequence[str], *, without: int = -1) -> int | None:
    """The number of the row with a cell that holds all the asked words; `without`: a column that does not count."""
    best: tuple[float, int] | None = None
    for number, cells in enumerate(table.rows):
        if number == 0 and table.source == "text" and not table.headers:
            continue
        for column, cell in enumerate(cells):
            whole, used = coverage(asked, tokens(cell))
            if column != without and whole >= 0.86 and (best is None or used > best[0]):
                best = (used, number)
        whole, _used = coverage(asked, tokens(" ".join(cells)))
        if whole >= 0.86 and best is None:
            best = (0.01, number)
    return best[1] if best else None


def row_or_column(subject: str, view: View) -> Reply | None:
    """The row that a subject names as a whole ("Lyon population" too)."""
    asked = content(subject)
    for table in view.tables:
        for number, header in enumerate(table.names):
            named = tokens(header)
            rest = [word for word in asked if not any(alike(word, other) for other in named)]
            if named and rest and len(rest) < len(asked):
                row = row_of(table, rest, without=number)
                if row is not None and number < len(table.rows[row]):
                    return cell_reply(table, row, number, header)
        row = row_of(table, asked)
        if row is not None:
            text = "; ".join(table.parts(row))
            return about(_("The row reads {text}").format(text=text), replace(table.thing(row), text=text))
    return None
