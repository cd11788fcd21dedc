"""What text read from pixels says, as claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.boxes import around
from assistant.languages.wording import (
    LIST_LIMIT,
    TEXT_LIMIT,
    cleaned,
    cut,
    last_lines,
    sentence,
    short_urls,
)
from assistant.languages.words import N_, _, n_, p_
from assistant.pipelines.telling.attributed import attributed
from assistant.pipelines.telling.group import and_more_rows
from assistant.pipelines.text.flow import running
from assistant.pipelines.text.layout import rows_by_middle
from assistant.types import Block, Claim, Length
from models.types import TextLine

UNREADABLE = N_("There is also text in a script that I cannot read.")
_SURE_ALONE = 0.85  # the detector's score of a single line in another script; three icons have had 0.75 to 0.845
_LONG = 3.0  # heights: its least width
_BLOCKS = {Length.BRIEF: 2, Length.NORMAL: 12, Length.FULL: 10_000}


def block_claims(blocks: Sequence[Block], length: Length) -> Iterator[Claim]:
    """One claim a block; beyond the length's limit the rest is counted."""
    said = 0
    budget = TEXT_LIMIT[length] * 2
    for number, block in enumerate(blocks):
        text = _block_text(block, length)
        if not text:
            continue
        if number >= _BLOCKS[length] or said > budget:
            rest = sum(len(other.lines) for other in blocks[number:])
            more = n_("And {count} more line of text.", "And {count} more lines of text.", rest)
            yield Claim(more.format(count=rest), "text", box=block.box, kind="note")
            return
        said += len(text)
        yield Claim(attributed(sentence(text)), "text", _score(block), block.box)


def all_text(blocks: Sequence[Block]) -> Iterator[Claim]:
    """Every block, whole."""
    for block in blocks:
        text = _block_text(block, Length.FULL)
        if text:
            yield Claim(attributed(sentence(text)), "text", _score(block), block.box)


def terminal_claims(blocks: Sequence[Block], length: Length, *, right: int) -> Iterator[Claim]:
    """Row by row, without a layout; where it is too long, its end. `right`: where the window ends."""
    rows = rows_by_middle(blocks)
    lines = [line for row in rows for line in row]
    texts = []
    for row in rows:
        text = cleaned(" ".join(line.text for line in sorted(row, key=lambda line: line.box.left)))
        is_wrapped = max(line.box.right for line in row) > right - 2 * row[0].box.height
        texts.append(text if is_wrapped else sentence(text))
    if lines:
        score = min(line.score for line in lines)
        box = around(line.box for line in lines)
        yield Claim(attributed(sentence(last_lines(texts, TEXT_LIMIT[length]))), "text", score, box)


def unreadable_claims(lines: Sequence[TextLine]) -> Iterator[Claim]:
    """One sentence for all text in scripts that cannot be read; the box is the line that is most surely text.

    A few icons side by side look like such a line, so that a single one must be more surely text than several.
    """
    if len(lines) > 1 or any(line.score >= _SURE_ALONE and line.box.width >= _LONG * line.box.height for line in lines):
        surest = max(lines, key=lambda line: line.score)
        yield Claim(_(UNREADABLE), "text", surest.score, surest.box, "note")


def _score(block: Block) -> float:
    return min((line.score for line in block.lines), default=0.0)


def _block_text(block: Block, length: Length) -> str:
    match block.kind:
        case "table":
            limit = LIST_LIMIT[length]
            rows = [_row_text(row) for row in block.rows]
            told = "; ".join(rows[:limit])
            told = and_more_rows(told, len(rows) - limit) if len(rows) > limit else told
            head = n_("Table with {count} row", "Table with {count} rows", len(rows)).format(count=len(rows))
            return f"{head}: {told}"
        case "list":
            return "; ".join(cleaned(line.text) for line in block.lines)
        case "line":
            return cut(", ".join(cleaned(line.text) for line in block.lines), TEXT_LIMIT[length])
        case _other:
            text = cut(running(block.lines), TEXT_LIMIT[length])
            return text if length is Length.FULL else short_urls(text)


def _row_text(row: Sequence[str]) -> str:
    """The cells; an empty one before a filled one is said, so that each stays in its column."""
    filled = max((number for number, cell in enumerate(row) if cell), default=-1) + 1
    return ", ".join(cleaned(cell) or p_("cell", "blank") for cell in row[:filled])
