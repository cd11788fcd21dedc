"""The cells of a table that is too large to be asked for all of them: those in view that hold something.

LibreOffice's sheets have two billion cells. Asked for its children, such a sheet makes every one of them: the program
hangs, and what its user has not saved is lost.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import islice

from assistant import limits
from assistant.desktop.tree.connection import NULL_PATH, Accessible, CallFailed, Connection
from assistant.desktop.tree.vocabulary import has
from models.types import Box

_EDGE = 3  # pixels from a table's edge to a point that lies in a cell
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class _Cell:
    at: Accessible
    row: int
    column: int
    is_used: bool
    is_focused: bool


async def is_too_large(bus: Connection, table: Accessible) -> bool:
    """Whether it must not be asked for its children. Raises CallFailed."""
    return not 0 <= await bus.count(table) <= limits.TREE_TABLE


async def cells_in_view(bus: Connection, table: Accessible, box: Box) -> tuple[list[Accessible], bool]:
    """The cells in `box` (desktop units), row by row, up to the last column that holds something; and whether that is
    all that is in view. Blank rows are left out. Raises CallFailed."""
    columns = await bus.columns(table)
    first = await bus.index(await _at(bus, table, box.left + _EDGE, box.top + _EDGE))
    last = await bus.index(await _at(bus, table, box.right - _EDGE, box.bottom - _EDGE))
    if columns <= 0 or not 0 <= first <= last:
        return [], False
    (top, left), (bottom, right) = divmod(first, columns), divmod(last, columns)
    in_view = (bottom - top + 1) * (right - left + 1)  # any number, where a program tells nonsense
    places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    gate = asyncio.Semaphore(_AT_ONCE)

    async def look(row: int, column: int) -> _Cell | None:
        async with gate:
            try:
                at = await bus.cell(table, row, column)
                letters, states = await asyncio.gather(bus.letters(at), bus.states(at))
            except CallFailed:
                return None
        return _Cell(at, row, column, letters > 0, has(states, "focused"))

    looked = await asyncio.gather(*(look(*place) for place in islice(places, limits.TREE_IN_VIEW)))
    found = [cell for cell in looked if cell is not None]
    rows = {cell.row for cell in found if cell.is_used or cell.is_focused}
    width = max((cell.column for cell in found if cell.is_used), default=-1)
    kept = [cell for cell in found if cell.is_focused or (cell.row in rows and cell.column <= width)]
    told = [cell for number, cell in enumerate(kept) if number < limits.TREE_CELLS or cell.is_focused]
    return [cell.at for cell in told], len(told) == len(kept) and in_view <= limits.TREE_IN_VIEW


async def _at(bus: Connection, table: Accessible, x: int, y: int) -> Accessible:
    found = await bus.at_point(table, x, y)
    if found.path == NULL_PATH:
        raise CallFailed("no cell there")
    return found
