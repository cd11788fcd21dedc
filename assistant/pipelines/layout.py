"""The order in which text lines are read: columns, blocks, headings, lists and tables.

Recursive XY cut (Nagy and Seth 1984): the page is split at the widest empty gap, across or down, until nothing
splits; gaps are measured in line heights, so that the size of the text does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from assistant.types import Block
from models.types import Box, TextLine

_COLUMN_GAP = 1.2  # line heights between columns of running text
_ROW_GAP = 0.75  # line heights between blocks; lines of a paragraph are 0.2 to 0.6 apart
_SAME_ROW = 0.5  # share of the smaller height that two boxes of one visual row have in common
_HEADING = 1.25  # times the median height of the page
_BULLET = re.compile(r"^\s*([•◦▪‣*-]|\d{1,2}[.)])\s+\S")
_MIN_TABLE_ROWS = 3
_MIN_TABLE_COLUMNS = 2


def arrange(lines: Sequence[TextLine], *, width: int, height: int) -> tuple[Block, ...]:
    """The readable `lines` as blocks in reading order. Every one stands in exactly one block."""
    del width, height  # the gaps between lines say more than the size of the page
    readable = sorted(
        (line for line in lines if line.readable and line.text),
        key=lambda line: (line.box.top, line.box.left, line.text),
    )
    if not readable:
        return ()
    usual = median(line.box.height for line in readable)
    return tuple(block for group in _cut(readable, depth=0) for block in _blocks(group, usual))


def rows_of(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines grouped into visual rows, top down, each from left to right."""
    rows: list[list[TextLine]] = []
    extents: list[Box] = []
    for line in sorted(lines, key=lambda line: (line.box.top + line.box.bottom, line.box.left)):
        if rows:
            last = extents[-1]
            common = min(last.bottom, line.box.bottom) - max(last.top, line.box.top)
            if common > _SAME_ROW * min(last.height, line.box.height):
                rows[-1].append(line)
                # the row keeps the height of its first line: a tall one must not swallow the next row
                extents[-1] = Box(last.left, last.top, max(last.right, line.box.right), last.bottom)
                continue
        rows.append([line])
        extents.append(line.box)
    return [sorted(row, key=lambda line: line.box.left) for row in rows]


def _cut(lines: list[TextLine], *, depth: int) -> list[list[TextLine]]:
    """Groups in reading order that no gap splits further."""
    if len(lines) < 2 or depth > 40:
        return [lines]
    usual = median(line.box.height for line in lines)
    table = _as_table(lines)
    if table:
        return [lines]
    across = _gap([(line.box.left, line.box.right) for line in lines], least=_COLUMN_GAP * usual)
    down = _gap([(line.box.top, line.box.bottom) for line in lines], least=_ROW_GAP * usual)
    if across is None and down is None:
        return [lines]
    # A gap between columns is cut first only where both sides are columns: two lines or more below each other.
    # Otherwise a toolbar or a form row would be read in columns.
    if across is not None:
        left = [line for line in lines if line.box.left < across[0]]
        right = [line for line in lines if line.box.left >= across[0]]
        columns = min(len(rows_of(left)), len(rows_of(right))) >= 2
        if columns and (down is None or (across[1] >= 0.6 * down[1] and not _stand_in_rows(lines, across[0], usual))):
            return _cut(left, depth=depth + 1) + _cut(right, depth=depth + 1)
    if down is not None:
        upper = [line for line in lines if line.box.top < down[0]]
        lower = [line for line in lines if line.box.top >= down[0]]
        return _cut(upper, depth=depth + 1) + _cut(lower, depth=depth + 1)
    assert across is not None
    left = [line for line in lines if line.box.left < across[0]]
    right = [line for line in lines if line.box.left >= across[0]]
    if len(rows_of(left)) >= 2 and len(rows_of(right)) >= 2:
        return _cut(left, depth=depth + 1) + _cut(right, depth=depth + 1)
    return [lines]


def _stand_in_rows(lines: Sequence[TextLine], edge: int, usual: float) -> bool:
    """Whether what is left and right of `edge` belongs together row by row, as labels and their fields do."""
    lefts = [line.box.centre[1] for line in lines if line.box.left < edge]
    rights = [line.box.centre[1] for line in lines if line.box.left >= edge]
    paired = sum(1 for y in lefts if any(abs(y - other) < 0.2 * usual for other in rights))
    return paired >= 0.6 * max(len(lefts), len(rights))


def _gap(spans: list[tuple[int, int]], *, least: float) -> tuple[int, int] | None:
    """Where the widest gap ends and how wide it is, if it is at least `least` wide."""
    best: tuple[int, int] | None = None
    reach: int | None = None
    for start, end in sorted(spans):
        if reach is not None and start - reach >= least and (best is None or start - reach > best[1]):
            best = (start, start - reach)
        reach = end if reach is None else max(reach, end)
    return best


def _as_table(lines: Sequence[TextLine]) -> tuple[tuple[str, ...], ...]:
    """The cells, if the lines stand in rows whose cells begin (or end) below each other; else ()."""
    rows = rows_of(lines)
    if len(rows) < _MIN_TABLE_ROWS or sum(len(row) >= _MIN_TABLE_COLUMNS for row in rows) < 0.6 * len(rows):
        return ()
    usual = median(line.box.height for line in lines)
    columns = _columns(lines, usual)
    if len(columns) < _MIN_TABLE_COLUMNS:
        return ()
    tops = [row[0].box.top for row in rows]
    steps = [b - a for a, b in pairwise(tops)]
    if max(steps) > 2.5 * median(steps):
        return ()  # a gap inside: two things below each other
    widest = median(line.box.width for line in lines)
    if widest > (25 if len(columns) > 3 else 12) * usual:
        return ()  # running text in columns
    table = []
    for row in rows:
        cells = [""] * len(columns)
        for line in row:
            number = _column_of(line, columns)
            cells[number] = f"{cells[number]} {line.text}".strip()
        table.append(tuple(cells))
    filled = sum(1 for row in table for cell in row if cell)
    if filled < 0.6 * len(table) * len(columns):
        return ()
    return tuple(table)


def _columns(lines: Sequence[TextLine], usual: float) -> list[tuple[int, int]]:
    """The spans of x that lines fill, apart by at least half a line height."""
    spans: list[tuple[int, int]] = []
    for left, right in sorted((line.box.left, line.box.right) for line in lines):
        if spans and left < spans[-1][1] + 0.5 * usual:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return spans


def _column_of(line: TextLine, columns: Sequence[tuple[int, int]]) -> int:
    return next(i for i, (left, right) in enumerate(columns) if left <= line.box.left <= right)


def _blocks(group: list[TextLine], usual: float) -> list[Block]:
    table = _as_table(group)
    if table:
        ordered = tuple(line for row in rows_of(group) for line in row)
        return [Block("table", ordered, _extent(ordered), table)]
    blocks: list[Block] = []
    part: list[TextLine] = []
    kind = ""
    previous: Box | None = None
    for row in rows_of(group):
        now = _kind(row, usual)
        box = _extent(row)
        apart = previous is not None and box.top - previous.bottom > _ROW_GAP * min(box.height, previous.height)
        if part and (now != kind or apart or now == "line"):
            blocks.append(_block(kind, part))
            part = []
        part += row
        kind = now
        previous = box
    if part:
        blocks.append(_block(kind, part))
    return blocks


def _kind(row: Sequence[TextLine], usual: float) -> str:
    if len(row) > 1:
        return "line"
    if row[0].box.height > _HEADING * usual and len(row[0].text) < 120:
        return "heading"
    return "list" if _BULLET.match(row[0].text) else "paragraph"


def _block(kind: str, lines: Sequence[TextLine]) -> Block:
    if kind == "paragraph" and len(lines) == 1:
        kind = "line"
    match kind:
        case "heading" | "list" | "line" | "paragraph":
            return Block(kind, tuple(lines), _extent(lines))
        case _:
            raise ValueError(kind)


def _extent(lines: Sequence[TextLine]) -> Box:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return box
