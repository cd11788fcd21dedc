"""The order in which text lines are read: columns, blocks, headings, lists and tables.

Recursive XY cut (Nagy and Seth 1984): the page is split at the widest empty gap, across or down, until nothing
splits; gaps are measured in line heights, so that the size of the text does not matter. Text from right to left and
columns from top to bottom are turned first, see directions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from assistant.boxes import around
from assistant.pipelines.text.directions import is_column, is_right_to_left, laid_down, mirrored
from assistant.pipelines.text.flow import lines_joined
from assistant.types import Block
from models.types import Box, TextLine

_COLUMN_GAP = 1.2  # line heights between columns of running text
_ROW_GAP = 0.75  # line heights between blocks; lines of a paragraph are 0.2 to 0.6 apart
_SAME_ROW = 0.5  # share of the smaller height that two boxes of one visual row have in common
_HEADING = 1.25  # times the median height of the page
_BULLET = re.compile(r"^\s*([•◦▪‣*-]|\d{1,2}[.)])\s+\S")
_MIN_TABLE_ROWS = 3
_MIN_PROSE_LINES = 3
_MIN_TABLE_COLUMNS = 2


def arrange(lines: Sequence[TextLine], *, width: int, height: int) -> tuple[Block, ...]:
    """The readable `lines` as blocks in reading order. Every one stands in exactly one block."""
    del width, height  # the gaps between lines say more than the size of the page
    readable = [line for line in lines if line.readable and line.text]
    columns = [line for line in readable if is_column(line)]
    if len(columns) < 2:
        columns = []
    rows = [line for line in readable if not any(line is column for column in columns)]
    if is_right_to_left(line.text for line in rows):
        blocks = list(_turned(rows, mirrored, _ordered))
    else:
        blocks = [block for group, usual in _groups(rows) for block in _by_direction(group, usual)]
    if not columns:
        return tuple(blocks)
    top = min(line.box.top for line in columns)
    before = [block for block in blocks if block.box.centre[1] < top]
    return (*before, *_turned(columns, laid_down, _ordered), *blocks[len(before) :])


def _groups(lines: Sequence[TextLine]) -> Iterator[tuple[list[TextLine], float]]:
    """Groups in reading order, each with the usual height of all lines."""
    if lines:
        ordered = sorted(lines, key=lambda line: (line.box.top, line.box.left, line.text))
        usual = median(line.box.height for line in ordered)
        yield from ((group, usual) for group in _cut(ordered, depth=0))


def _ordered(lines: Sequence[TextLine]) -> Iterator[Block]:
    for group, usual in _groups(lines):
        yield from _blocks(group, usual)


def _by_direction(group: Sequence[TextLine], usual: float) -> Iterator[Block]:
    """The blocks of a group; one from right to left may stand on a page of another direction."""
    if is_right_to_left(line.text for line in group):
        return _turned(group, mirrored, lambda lines: iter(_blocks(lines, usual)))
    return iter(_blocks(group, usual))


def _turned(
    lines: Sequence[TextLine], turn: Callable[[Box], Box], order: Callable[[Sequence[TextLine]], Iterator[Block]]
) -> Iterator[Block]:
    """The blocks of lines whose boxes are turned, with the lines as they are."""
    turned = [replace(line, box=turn(line.box)) for line in lines]
    originals = {id(one): line for one, line in zip(turned, lines, strict=True)}
    for block in order(turned):
        own = tuple(originals[id(line)] for line in block.lines)
        yield replace(block, lines=own, box=_extent(own))


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


def rows_by_middle(blocks: Iterable[Block]) -> list[list[TextLine]]:
    """The lines of blocks as they stand, without a layout: top down, those whose middles are at one height together."""
    rows: list[list[TextLine]] = []
    for line in sorted((line for block in blocks for line in block.lines), key=lambda line: line.box.centre[1]):
        if rows and line.box.centre[1] - rows[-1][0].box.centre[1] < 0.5 * line.box.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


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
    # A gap between columns is cut first only where both sides are columns: two lines or more below each other, beside
    # those of the other side. Otherwise a toolbar or a form row would be read in columns, or a conversation by person.
    columns = in_rows = False
    left: list[TextLine] = []
    right: list[TextLine] = []
    if across is not None:
        left = [line for line in lines if line.box.left < across[0]]
        right = [line for line in lines if line.box.left >= across[0]]
        columns = min(len(rows_of(left)), len(rows_of(right))) >= 2
        if columns and not _stand_beside(left, right):
            return _turns(left, right, down, depth)
        in_rows = not is_prose(left) and not is_prose(right) and _stand_in_rows(left, right, usual)
        if columns and down is not None and across[1] >= 0.6 * down[1] and not in_rows:
            return _cut(left, depth=depth + 1) + _cut(right, depth=depth + 1)
    if down is not None:
        upper = [line for line in lines if line.box.top < down[0]]
        lower = [line for line in lines if line.box.top >= down[0]]
        return _cut(upper, depth=depth + 1) + _cut(lower, depth=depth + 1)
    if columns and not (in_rows and _all_have_labels(left, right, usual)):
        return _cut(left, depth=depth + 1) + _cut(right, depth=depth + 1)
    return [lines]


def _turns(
    left: list[TextLine], right: list[TextLine], down: tuple[int, int] | None, depth: int
) -> list[list[TextLine]]:
    """What lies left and right by turns, as the bubbles of a conversation do: from the top down."""
    if down is not None:
        lines = [*left, *right]
        upper = [line for line in lines if line.box.top < down[0]]
        lower = [line for line in lines if line.box.top >= down[0]]
        return _cut(upper, depth=depth + 1) + _cut(lower, depth=depth + 1)
    sides = {id(line): 0 for line in left} | {id(line): 1 for line in right}
    ordered = sorted([*left, *right], key=lambda line: (line.box.top, line.box.left))
    return [list(turn) for _, turn in groupby(ordered, key=lambda line: sides[id(line)])]


def _stand_beside(left: Sequence[TextLine], right: Sequence[TextLine]) -> bool:
    """Whether at least half of the rows of the shorter side have a row of the other at their height."""
    few, many = sorted((rows_of(left), rows_of(right)), key=len)
    spans = [(box.top, box.bottom) for box in map(_extent, many)]
    beside = sum(any(box.top < bottom and box.bottom > top for top, bottom in spans) for box in map(_extent, few))
    return beside >= 0.5 * len(few)


def is_prose(lines: Sequence[TextLine]) -> bool:
    """Whether the lines are one running text: about as wide as each other, the next going on in small letters."""
    if len(lines) < _MIN_PROSE_LINES:
        return False
    widest = max(line.box.width for line in lines)
    wide = sum(line.box.width >= 0.7 * widest for line in lines)
    words = sum(_words(line.text) for line in lines)
    goes_on = sum(_goes_on(line.text) for line in sorted(lines, key=lambda line: line.box.top)[1:])
    return wide >= 0.6 * len(lines) and words >= 2.5 * len(lines) and goes_on >= 0.5 * (len(lines) - 1)


def _words(text: str) -> float:
    """How many; where no spaces part them, two signs are one."""
    return len(text.split()) if " " in text or text.isascii() else max(1, len(text) / 2)


def _goes_on(text: str) -> bool:
    """Whether a line begins as the middle of a sentence does; scripts without capitals do not tell."""
    first = text[:1]
    return first.isalpha() and first == first.lower()


def _stand_in_rows(left: Sequence[TextLine], right: Sequence[TextLine], usual: float) -> bool:
    """Whether left and right belong together row by row, as labels and their fields do, some of which are blank."""
    return _paired(left, right, usual) >= 0.6 * min(len(left), len(right))


def _all_have_labels(left: Sequence[TextLine], right: Sequence[TextLine], usual: float) -> bool:
    return len(right) <= len(left) and _paired(right, left, usual) == len(right)


def _paired(some: Sequence[TextLine], others: Sequence[TextLine], usual: float) -> int:
    heights = [line.box.centre[1] for line in others]
    return sum(any(abs(line.box.centre[1] - y) < 0.2 * usual for y in heights) for line in some)


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
    if any(is_prose([line for line in lines if _column_of(line, columns) == i]) for i in range(len(columns))):
        return ()
    table = []
    for row in rows:
        cells = [""] * len(columns)
        for line in row:
            number = _column_of(line, columns)
            cells[number] = lines_joined((cells[number], line.text)).strip()
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


def _blocks(group: Sequence[TextLine], usual: float) -> list[Block]:
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
    return around(line.box for line in lines)
