"""What stands together, as one text: rows of buttons, links and tabs, lists, tables, tool bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.pipelines.tell_element import BUTTONS, FIELDS, buttons_text, field, noun, problem_words
from assistant.pipelines.tell_inside import CELLS, all_words, cell_text, item_text, own_words
from assistant.pipelines.wording import LIST_LIMIT, cleaned, counted, cut, joined, sentence
from assistant.types import Length, UiNode
from models.types import Box

_CELL_LIMIT = {Length.BRIEF: 60, Length.NORMAL: 120, Length.FULL: 20_000}
"""Characters of one item or cell."""


_MENU_LIMIT = {Length.BRIEF: 6, Length.NORMAL: 30, Length.FULL: 200}
"""Items of a menu that are named before the rest is counted."""


def named_text(nodes: Sequence[UiNode], what: str, limit: int) -> str:
    """`Links: Home and News`; those without a name are counted."""
    names = [own_words(node) + problem_words(node) for node in nodes if node.name or node.value]
    unnamed = len(nodes) - len(names)
    if not names:
        return f"{counted(unnamed, what)} without a name"
    word = what.capitalize() if len(names) == 1 else what.capitalize() + "s"
    rest = f"; and {counted(unnamed, what)} without a name" if unnamed else ""
    return f"{word}: {joined(names, limit=limit)}{rest}"


def button_row(nodes: Sequence[UiNode], length: Length) -> str:
    """With the default said; buttons that nobody named are told in full only."""
    named = [node for node in nodes if node.name]
    if length is Length.FULL and len(named) < len(nodes):
        return f"Buttons: {buttons_text(nodes)}" if named else named_text(nodes, "button", 1)
    if not named:
        return ""
    return f"{'Button' if len(named) == 1 else 'Buttons'}: {buttons_text(named, LIST_LIMIT[length])}"


def tab_row(nodes: Sequence[UiNode]) -> str:
    """Tabs with the one that is chosen."""
    chosen = next((cleaned(node.name) for node in nodes if "selected" in node.states), "")
    names = joined([cleaned(node.name) for node in nodes if node.name])
    return f"Tabs: {names}; {chosen} is chosen" if chosen else f"Tabs: {names}" if names else ""


def list_text(nodes: Sequence[UiNode], what: str, length: Length, *, holder: UiNode | None = None) -> str:
    """Items with how many there are and which is selected."""
    told = [(node, cut(text, _CELL_LIMIT[length])) for node in nodes if (text := item_text(node))]
    name = own_words(holder) if holder is not None else ""
    head = f"List {name}" if name else "List"
    in_view = _in_view(holder) if holder is not None else ""
    if not told:
        # nothing is known of them but their number, and their text is read from the pixels
        return head if name and length is Length.FULL else ""
    if holder is None and len(told) == 1:
        return f"{noun(told[0][0].role).capitalize()}: {told[0][1]}"
    chosen = [text for node, text in told if "selected" in node.states]
    tail = f"; {joined(chosen, limit=3)} is selected" if chosen else ""
    texts = [text for _, text in told]
    known = f", {len(texts)} of which can be read" if len(texts) < len(nodes) else ""
    return f"{head} with {counted(len(nodes), what)}{in_view}{known}: {joined(texts, limit=LIST_LIMIT[length])}{tail}"


def table_text(table: UiNode, length: Length) -> str:
    """Rows with their columns' names and which is selected. Empty cells before filled ones are blank."""
    limit = LIST_LIMIT[length]
    headers = [cell_text(node) for node in table.walk() if node.role == "column-header"]
    rows = table_rows(table)
    texts = _aligned([[cut(cell_text(cell), _CELL_LIMIT[length]) for cell in cells] for _, cells in rows], headers)
    filled = [
        (_is_selected(row, cells) and not _has_focus(cells), text)
        for (row, cells), text in zip(rows, texts, strict=True)
        if text
    ]
    headers = [header for header in headers if header]
    name = own_words(table)
    if not filled and not (name or headers):
        return ""
    head = f"Table {name}".rstrip() + (f" with {counted(len(filled), 'row')}{_in_view(table)}" if filled else "")
    if headers:
        head += f", columns {joined(headers, limit=limit)}"
    if not filled:
        return head
    told = [text for _, text in filled]
    more = f"; and {counted(len(told) - limit, 'more row')}" if len(told) > limit + 1 else ""
    chosen = [text for is_selected, text in filled if is_selected]
    tail = f". {'Selected' if len(chosen) == 1 else f'{len(chosen)} rows are selected'}: {'; '.join(chosen[:3])}"
    return f"{head}: {'; '.join(told[:limit] if more else told)}{more}{tail if chosen else ''}"


def _aligned(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> list[str]:
    """Each row as text in which nothing moves to another column. Columns of icons, which say nothing, are left out."""
    wide = max(map(len, rows), default=0)
    named = headers if len(headers) == wide else [""] * wide
    kept = [n for n in range(wide) if named[n] or any(row[n] for row in rows if n < len(row))]
    texts = []
    for row in rows:
        cells = [row[n] for n in kept if n < len(row)]
        while cells and not cells[-1]:
            cells.pop()
        texts.append(", ".join(cell or "blank" for cell in cells))
    return texts


def _in_view(holder: UiNode) -> str:
    """GTK's cells that are scrolled away have no place."""
    placed = [child.box is not None for child in holder.children if child.role == "cell"]
    return " in view" if "scrolled" in holder.states or (any(placed) and not all(placed)) else ""


def table_rows(table: UiNode) -> list[tuple[UiNode | None, list[UiNode]]]:
    """The cells by row, with the row. GTK and Writer give cells alone: those that stand side by side are a row."""
    rows = [node for node in table.walk() if node.role == "row"]
    if rows:
        return [(row, _cells(row)) for row in rows]
    alone = [node for node in table.children if node.role == "cell"]
    cells = [(cell, cell.box) for cell in alone if cell.box is not None]
    if not cells:
        return [(None, [cell]) for cell in alone]
    # their order in the tree is that in which they came into view
    result: list[list[tuple[UiNode, Box]]] = []
    for cell, box in sorted(cells, key=lambda pair: pair[1].centre[1]):
        if result and _side_by_side(result[-1][0][1], box):
            result[-1].append((cell, box))
        else:
            result.append([(cell, box)])
    return [(None, [cell for cell, _ in sorted(row, key=lambda pair: pair[1].left)]) for row in result]


def row_of(root: UiNode, cell: UiNode) -> str:
    """The row of a table that holds a cell, and whether it is selected; empty where no table does."""
    for table in root.walk():
        for row, cells in table_rows(table) if table.role == "table" else ():
            if row is cell or any(inner is cell for part in cells for inner in part.walk()):
                words = [text for part in cells if (text := cell_text(part))]
                return ", ".join(words) + (", selected" if words and _is_selected(row, cells) else "")
    return ""


def _has_focus(cells: Sequence[UiNode]) -> bool:
    """Such a row has been told first of all."""
    return any("focused" in inner.states for cell in cells for inner in cell.walk())


def _side_by_side(first: Box, other: Box) -> bool:
    common = min(first.bottom, other.bottom) - max(first.top, other.top)
    return common > 0.5 * min(first.height, other.height)


def _cells(row: UiNode) -> list[UiNode]:
    """The cells of a row; the row itself where it has none but words of its own."""
    cells = [cell for cell in row.children if cell.role in ("cell", "row-header")]
    return cells or ([row] if not any(child.role in CELLS for child in row.children) else [])


def menu_text(root: UiNode, length: Length) -> str:
    """An open menu, or the open list of a combo box, with its items and the selected one."""
    items = list(entries(root))
    names = [own_words(node) + _menu_states(node) for node in items]
    limit = _MENU_LIMIT[length]
    name = f" {cleaned(root.name)}" if root.name else ""
    what = f"The menu{name}" if root.role == "menu" else f"The list of choices{name}"
    chosen = next((own_words(node) for state in ("focused", "selected") for node in items if state in node.states), "")
    tail = f". {chosen} is selected" if chosen else ""
    separator = "; " if any("," in text for text in names) else ", "
    more = f"{separator}and {len(names) - limit} more" if len(names) > limit + 1 else ""
    return f"{what} is open: {separator.join(names[:limit] if more else names)}{more}{tail}" if names else ""


def entries(node: UiNode) -> Iterator[UiNode]:
    """The items of a menu or a list of choices, without those of the menus below it."""
    for child in node.children:
        if child.role in ("menu-item", "menu", "list-item") and own_words(child):
            yield child
        elif child.role not in FIELDS:
            yield from entries(child)


def _menu_states(node: UiNode) -> str:
    words = (("checked", ", checked"), ("disabled", ", not available"))
    return "".join(word for state, word in words if state in node.states)


def status_text(bar: UiNode, limit: int) -> str:
    """What the status bar holds."""
    said = joined(all_words([bar]), limit=limit)
    return f"Status bar: {said}" if said else ""


def _is_selected(row: UiNode | None, cells: Sequence[UiNode]) -> bool:
    return (row is not None and "selected" in row.states) or any("selected" in cell.states for cell in cells)


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
