"""What stands together, as one text: rows of buttons, links and tabs, lists, tables, tool bars."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.pipelines.tell_element import BUTTONS, FIELDS, buttons_text, field, problem_words
from assistant.pipelines.wording import LIST_LIMIT, cleaned, counted, cut, joined, sentence
from assistant.types import Length, UiNode
from models.types import Box


def named_text(nodes: Sequence[UiNode], what: str, limit: int) -> str:
    """`Links: Home and News`; those without a name are counted."""
    names = [cleaned(node.name) + problem_words(node) for node in nodes if node.name]
    if not names:
        return f"{counted(len(nodes), what)} without a name"
    word = what.capitalize() if len(names) == 1 else what.capitalize() + "s"
    return f"{word}: {joined(names, limit=limit)}"


def button_row(nodes: Sequence[UiNode], length: Length) -> str:
    """With the default said; buttons that nobody named are told in full only."""
    named = [node for node in nodes if node.name]
    limit = LIST_LIMIT[length]
    if not named:
        return named_text(nodes, "button", limit) if length is Length.FULL else ""
    more = f" and {len(named) - limit} more" if len(named) > limit + 1 else ""
    default = [node for node in named[limit:] if "default" in node.states] if more else []
    tail = "".join(f"; {cleaned(node.name)} is the default" for node in default)
    word = "Button" if len(named) == 1 else "Buttons"
    return f"{word}: {', '.join(cleaned(n.name) for n in named[:limit]) if more else buttons_text(named)}{more}{tail}"


def tab_row(nodes: Sequence[UiNode]) -> str:
    """Tabs with the one that is chosen."""
    chosen = next((cleaned(node.name) for node in nodes if "selected" in node.states), "")
    names = joined([cleaned(node.name) for node in nodes if node.name])
    return f"Tabs: {names}; {chosen} is chosen" if chosen else f"Tabs: {names}" if names else ""


def list_text(nodes: Sequence[UiNode], what: str, limit: int, *, holder: UiNode | None = None) -> str:
    """Items with how many there are and which is selected."""
    texts = [cleaned(node.name or node.value) for node in nodes]
    texts = [cut(text, 120) for text in texts if text]
    head = f"List {cleaned(holder.name)}" if holder is not None and holder.name else "List"
    in_view = _in_view(holder) if holder is not None else ""
    if not texts:
        return ""  # nothing is known of them but their number, and their text is read from the pixels
    chosen = [cleaned(node.name or node.value) for node in nodes if "selected" in node.states]
    tail = f"; {joined([c for c in chosen if c], limit=3)} is selected" if any(chosen) else ""
    known = f", {len(texts)} of which can be read" if len(texts) < len(nodes) else ""
    return f"{head} with {counted(len(nodes), what)}{in_view}{known}: {joined(texts, limit=limit)}{tail}"


def table_text(table: UiNode, limit: int) -> str:
    """Rows with their columns' names and which is selected."""
    rows = _rows(table)
    headers = [cleaned(node.name or node.value) for node in table.walk() if node.role == "column-header"]
    headers = [header for header in headers if header]
    filled = [(row, [text for cell in row if (text := _cell_text(cell))]) for row in rows]
    texts = [", ".join(words) for _, words in filled if words]
    if not texts:
        return ""
    head = f"Table {cleaned(table.name)}".rstrip() + f" with {counted(len(texts), 'row')}{_in_view(table)}"
    if headers:
        head += f", columns {joined(headers, limit=limit)}"
    more = f"; and {counted(len(texts) - limit, 'more row')}" if len(texts) > limit + 1 else ""
    chosen = [", ".join(words) for row, words in filled if words and _is_selected(table, row) and not _has_focus(row)]
    tail = f". {'Selected' if len(chosen) == 1 else f'{len(chosen)} rows are selected'}: {'; '.join(chosen[:3])}"
    return f"{head}: {'; '.join(texts[:limit] if more else texts)}{more}{tail if chosen else ''}"


def row_of(root: UiNode, cell: UiNode) -> str:
    """The row of a table that holds a cell, and whether it is selected; empty where no table does."""
    for table in root.walk():
        for row in _rows(table) if table.role == "table" else ():
            if any(inner is cell for part in row for inner in part.walk()) or cell.children == tuple(row) != ():
                words = [text for part in row if (text := _cell_text(part))]
                return ", ".join(words) + (", selected" if words and _is_selected(table, row) else "")
    return ""


def _in_view(holder: UiNode) -> str:
    """GTK's cells that are scrolled away have no place."""
    is_part = "scrolled" in holder.states or any(c.role == "cell" and c.box is None for c in holder.children)
    return " in view" if is_part else ""


def _rows(table: UiNode) -> list[list[UiNode]]:
    """The cells by row. GTK and Writer give cells alone: those that stand side by side are a row."""
    rows = [node for node in table.walk() if node.role == "row"]
    if rows:
        return [[cell for cell in row.children if cell.role in ("cell", "row-header")] for row in rows]
    # their order in the tree is that in which they came into view
    cells = [(cell, cell.box) for cell in table.children if cell.role == "cell" and cell.box is not None]
    result: list[list[tuple[UiNode, Box]]] = []
    for cell, box in sorted(cells, key=lambda pair: pair[1].centre[1]):
        if result and _side_by_side(result[-1][0][1], box):
            result[-1].append((cell, box))
        else:
            result.append([(cell, box)])
    return [[cell for cell, _ in sorted(row, key=lambda pair: pair[1].left)] for row in result]


def _side_by_side(first: Box, other: Box) -> bool:
    common = min(first.bottom, other.bottom) - max(first.top, other.top)
    return common > 0.5 * min(first.height, other.height)


def _cell_text(cell: UiNode) -> str:
    """What a cell holds; the name is its place where it holds a paragraph (Writer: A1)."""
    held = " ".join(cleaned(inner.value or inner.name) for inner in cell.walk() if inner is not cell)
    return cut(held.strip() or cleaned(cell.name or cell.value), 120)


def _has_focus(row: Sequence[UiNode]) -> bool:
    """Such a row has been told first of all."""
    return any("focused" in inner.states for cell in row for inner in cell.walk())


def _is_selected(table: UiNode, row: Sequence[UiNode]) -> bool:
    holder = next((node for node in table.walk() if node.role == "row" and row and row[0] in node.children), None)
    return (holder is not None and "selected" in holder.states) or any("selected" in cell.states for cell in row)


def toolbars_text(bars: Sequence[UiNode], length: Length) -> str:
    """One sentence for tool bars that follow each other."""
    if len(bars) == 1 or length is Length.FULL:
        return " ".join(sentence(text) for bar in bars if (text := _toolbar_text(bar, length)))
    buttons = [node for bar in bars for node in bar.walk() if node.role in BUTTONS]
    names = [cleaned(bar.name) for bar in bars if bar.name]
    named = f": {joined(names, limit=LIST_LIMIT[length])}" if names else ""
    return f"{counted(len(bars), 'toolbar')} with {counted(len(buttons), 'button')}{named}"


def _toolbar_text(bar: UiNode, length: Length) -> str:
    buttons = [node for node in bar.walk() if node.role in BUTTONS]
    names = [cleaned(node.name) for node in buttons if node.name]
    fields = [field(node) for node in bar.walk() if node.role in FIELDS and (node.value or node.name)]
    name = f" {cleaned(bar.name)}" if bar.name else ""
    text = f"Toolbar{name} with {counted(len(buttons), 'button')}" if buttons else ""
    if length is Length.FULL and names:
        text += f": {joined(names)}"
    if fields:
        text = f"{text}; {'; '.join(fields)}" if text else "; ".join(fields)
    return text
