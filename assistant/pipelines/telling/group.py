"""What stands together, as one text: rows of buttons, links and tabs, lists, tables, tool bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.languages.wording import LIST_LIMIT, and_more, capital, cleaned, cut, joined, sentence
from assistant.languages.words import _, n_, p_
from assistant.pipelines.telling.element import BUTTONS, FIELDS, buttons_text, field, noun, problem_words
from assistant.pipelines.telling.inside import CELLS, all_words, cell_text, item_text, own_words, place_of
from assistant.pipelines.text.directions import is_right_to_left, mirrored
from assistant.types import Length, UiNode
from models.types import Box

_CELL_LIMIT = {Length.BRIEF: 60, Length.NORMAL: 120, Length.FULL: 20_000}
"""Characters of one item or cell."""


_MENU_LIMIT = {Length.BRIEF: 6, Length.NORMAL: 30, Length.FULL: 200}
"""Items of a menu that are named before the rest is counted."""


def named_text(nodes: Sequence[UiNode], what: str, limit: int) -> str:
    """`Links: Home and News`; those without a name are counted. `what`: link, picture or button."""
    names = [own_words(node) + problem_words(node) for node in nodes if node.name or node.value]
    unnamed = len(nodes) - len(names)
    if not names:
        return _unnamed(what, unnamed)
    told = _named(what, len(names)).format(names=joined(names, limit=limit))
    return _("{items}; and {rest}").format(items=told, rest=_unnamed(what, unnamed)) if unnamed else told


def _named(what: str, count: int) -> str:
    match what:
        case "link":
            return n_("Link: {names}", "Links: {names}", count)
        case "picture":
            return n_("Picture: {names}", "Pictures: {names}", count)
        case _other:
            return n_("Button: {names}", "Buttons: {names}", count)


def _unnamed(what: str, count: int) -> str:
    match what:
        case "link":
            words = n_("{count} link without a name", "{count} links without a name", count)
        case "picture":
            words = n_("{count} picture without a name", "{count} pictures without a name", count)
        case _other:
            words = n_("{count} button without a name", "{count} buttons without a name", count)
    return words.format(count=count)


def button_row(nodes: Sequence[UiNode], length: Length) -> str:
    """With the default said; buttons that nobody named are told in full only."""
    named = [node for node in nodes if node.name]
    if length is Length.FULL and len(named) < len(nodes):
        return (
            _named("button", len(nodes)).format(names=buttons_text(nodes)) if named else _unnamed("button", len(nodes))
        )
    if not named:
        return ""
    return buttons_sentence(named, LIST_LIMIT[length])


def buttons_sentence(named: Sequence[UiNode], limit: int = 10**6) -> str:
    """`Buttons: No and Yes, which is the default`."""
    return _named("button", len(named)).format(names=buttons_text(named, limit))


def tab_row(nodes: Sequence[UiNode]) -> str:
    """Tabs with the one that is chosen."""
    chosen = next((cleaned(node.name) for node in nodes if "selected" in node.states), "")
    names = joined([cleaned(node.name) for node in nodes if node.name])
    if chosen:
        return _("Tabs: {names}; {chosen} is chosen").format(names=names, chosen=chosen)
    return _("Tabs: {names}").format(names=names) if names else ""


def list_text(nodes: Sequence[UiNode], length: Length, *, holder: UiNode | None = None) -> str:
    """Items with how many there are and which is selected."""
    told = [(node, cut(text, _CELL_LIMIT[length])) for node in nodes if (text := item_text(node))]
    name = own_words(holder) if holder is not None else ""
    if not told:
        # nothing is known of them but their number, and their text is read from the pixels
        return _("List {name}").format(name=name) if name and length is Length.FULL else ""
    if holder is None and len(told) == 1:
        return f"{capital(noun(told[0][0].role))}: {told[0][1]}"
    chosen = [text for node, text in told if "selected" in node.states]
    texts = [text for _node, text in told]
    head = _list_head(name, len(nodes), is_part=holder is not None and _is_part(holder))
    if len(texts) < len(nodes):
        known = n_("{list}, {count} of which can be read", "{list}, {count} of which can be read", len(texts))
        head = known.format(list=head, count=len(texts))
    items = f"{head}: {joined(texts, limit=LIST_LIMIT[length])}"
    if chosen:
        with_chosen = n_("{list}; {items} is selected", "{list}; {items} is selected", len(chosen))
        return with_chosen.format(list=items, items=joined(chosen, limit=3))
    return items


def _list_head(name: str, count: int, *, is_part: bool) -> str:
    if name and is_part:
        words = n_("List {name} with {count} item in view", "List {name} with {count} items in view", count)
    elif name:
        words = n_("List {name} with {count} item", "List {name} with {count} items", count)
    elif is_part:
        words = n_("List with {count} item in view", "List with {count} items in view", count)
    else:
        words = n_("List with {count} item", "List with {count} items", count)
    return words.format(name=name, count=count)


def table_text(table: UiNode, length: Length) -> str:
    """Rows with their columns' names and which is selected. Empty cells before filled ones are blank."""
    limit = LIST_LIMIT[length]
    headers = [cell_text(node) for node in table.walk() if node.role == "column-header"]
    rows = table_rows(table)
    texts = _aligned([[cut(cell_text(cell), _CELL_LIMIT[length]) for cell in cells] for _row, cells in rows], headers)
    filled = [
        (_is_selected(row, cells) and not _has_focus(cells), text)
        for (row, cells), text in zip(rows, texts, strict=True)
        if text
    ]
    headers = [header for header in headers if header]
    name = own_words(table)
    if not filled and not (name or headers):
        return ""
    head = _table_head(name, len(filled), is_part=_is_part(table))
    if headers:
        head = _("{table}, columns {names}").format(table=head, names=joined(headers, limit=limit))
    if not filled:
        return head
    told = [text for _chosen, text in filled]
    rest = len(told) - limit if len(told) > limit + 1 else 0
    rows_told = "; ".join(told[:limit] if rest else told)
    if rest:
        rows_told = and_more_rows(rows_told, rest)
    text = f"{head}: {rows_told}"
    chosen = [words for is_selected, words in filled if is_selected]
    if chosen:
        with_chosen = n_("{table}. Selected: {rows}", "{table}. {count} rows are selected: {rows}", len(chosen))
        return with_chosen.format(table=text, rows="; ".join(chosen[:3]), count=len(chosen))
    return text


def and_more_rows(rows: str, count: int) -> str:
    """`rows; and 3 more rows`."""
    return n_("{rows}; and {count} more row", "{rows}; and {count} more rows", count).format(rows=rows, count=count)


def _table_head(name: str, count: int, *, is_part: bool) -> str:
    if not count:
        return _("Table {name}").format(name=name) if name else _("Table")
    if name and is_part:
        words = n_("Table {name} with {count} row in view", "Table {name} with {count} rows in view", count)
    elif name:
        words = n_("Table {name} with {count} row", "Table {name} with {count} rows", count)
    elif is_part:
        words = n_("Table with {count} row in view", "Table with {count} rows in view", count)
    else:
        words = n_("Table with {count} row", "Table with {count} rows", count)
    return words.format(name=name, count=count)


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
        texts.append(", ".join(cell or p_("cell", "blank") for cell in cells))
    return texts


def _is_part(holder: UiNode) -> bool:
    """Whether only what is in view is known. GTK's cells that are scrolled away have no place."""
    placed = [child.box is not None for child in holder.children if child.role == "cell"]
    return "scrolled" in holder.states or (any(placed) and not all(placed))


def table_rows(table: UiNode) -> list[tuple[UiNode | None, list[UiNode]]]:
    """The cells by row, with the row. GTK and Writer give cells alone: those that stand side by side are a row."""
    rows = [node for node in table.walk() if node.role == "row"]
    if rows:
        return [(row, _cells(row)) for row in rows]
    alone = [node for node in table.children if node.role == "cell"]
    from_the_right = is_right_to_left(cell.name or cell.value for cell in alone)
    cells = [(cell, mirrored(cell.box) if from_the_right else cell.box) for cell in alone if cell.box is not None]
    if not cells:
        return [(None, [cell]) for cell in alone]
    # their order in the tree is that in which they came into view
    result: list[list[tuple[UiNode, Box]]] = []
    for cell, box in sorted(cells, key=lambda pair: pair[1].centre[1]):
        if result and _side_by_side(result[-1][0][1], box):
            result[-1].append((cell, box))
        else:
            result.append([(cell, box)])
    return [(None, [cell for cell, _box in sorted(row, key=lambda pair: pair[1].left)]) for row in result]


def row_of(root: UiNode, cell: UiNode) -> str:
    """The row of a table that holds a cell, and whether it is selected; empty where no table does."""
    for table in root.walk():
        for row, cells in table_rows(table) if table.role == "table" else ():
            if row is cell or any(inner is cell for part in cells for inner in part.walk()):
                words = [text for part in cells if (text := cell_text(part))]
                chosen = [p_("row", "selected")] if words and _is_selected(row, cells) else []
                return ", ".join([*words, *chosen])
    return ""


def focused_in_row(root: UiNode, node: UiNode) -> str:
    """That the focus is in a row of a table, and in which cell where that has a name; empty where it is not."""
    row = row_of(root, node) if node.role in ("cell", "row") else ""
    place, text = place_of(node), own_words(node)
    if not row:
        return _("The focus is on the blank cell {place}").format(place=place) if place and not text else ""
    if place and text:
        said = _("The focus is on the cell {place}: {text}, in the row {row}")
    elif place:
        said = _("The focus is on the blank cell {place}, in the row {row}")
    else:
        said = _("The focus is on the row {row}")
    return said.format(place=place, text=text, row=row)


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
    nodes = list(entries(root))
    names = [own_words(node) + _menu_states(node) for node in nodes]
    limit = _MENU_LIMIT[length]
    if not names:
        return ""
    rest = len(names) - limit if len(names) > limit + 1 else 0
    separator = "; " if any("," in text for text in names) else ", "
    items = and_more(names[:limit], rest, parted=separator) if rest else separator.join(names)
    text = _menu_head(root).format(name=cleaned(root.name), items=items)
    chosen = next((own_words(node) for state in ("focused", "selected") for node in nodes if state in node.states), "")
    return _("{menu}. {item} is selected").format(menu=text, item=chosen) if chosen else text


def _menu_head(root: UiNode) -> str:
    if root.role == "menu":
        return _("The menu {name} is open: {items}") if root.name else _("The menu is open: {items}")
    return _("The list of choices {name} is open: {items}") if root.name else _("The list of choices is open: {items}")


def entries(node: UiNode) -> Iterator[UiNode]:
    """The items of a menu or a list of choices, without those of the menus below it."""
    for child in node.children:
        if child.role in ("menu-item", "menu", "list-item") and own_words(child):
            yield child
        elif child.role not in FIELDS:
            yield from entries(child)


def _menu_states(node: UiNode) -> str:
    words = (("checked", p_("menu-item", "checked")), ("disabled", _("not available")))
    return "".join(f", {word}" for state, word in words if state in node.states)


def status_text(bar: UiNode, limit: int) -> str:
    """What the status bar holds."""
    said = joined(all_words([bar]), limit=limit)
    return _("Status bar: {items}").format(items=said) if said else ""


def _is_selected(row: UiNode | None, cells: Sequence[UiNode]) -> bool:
    return (row is not None and "selected" in row.states) or any("selected" in cell.states for cell in cells)


def toolbars_text(bars: Sequence[UiNode], length: Length) -> str:
    """One sentence for tool bars that follow each other."""
    if len(bars) == 1 or length is Length.FULL:
        return " ".join(sentence(text) for bar in bars if (text := _toolbar_text(bar, length)))
    buttons = [node for bar in bars for node in bar.walk() if node.role in BUTTONS]
    names = [cleaned(bar.name) for bar in bars if bar.name]
    bars_told = n_("{count} toolbar", "{count} toolbars", len(bars)).format(count=len(bars))
    buttons_told = n_("{count} button", "{count} buttons", len(buttons)).format(count=len(buttons))
    text = _("{toolbars} with {buttons}").format(toolbars=bars_told, buttons=buttons_told)
    return f"{text}: {joined(names, limit=LIST_LIMIT[length])}" if names else text


def _toolbar_text(bar: UiNode, length: Length) -> str:
    buttons = [node for node in bar.walk() if node.role in BUTTONS]
    names = [cleaned(node.name) for node in buttons if node.name]
    fields = [field(node) for node in bar.walk() if node.role in FIELDS and (node.value or node.name)]
    text = ""
    if buttons and bar.name:
        words = n_("Toolbar {name} with {count} button", "Toolbar {name} with {count} buttons", len(buttons))
        text = words.format(name=cleaned(bar.name), count=len(buttons))
    elif buttons:
        words = n_("Toolbar with {count} button", "Toolbar with {count} buttons", len(buttons))
        text = words.format(count=len(buttons))
    if length is Length.FULL and names:
        text += f": {joined(names)}"
    if fields:
        text = f"{text}; {'; '.join(fields)}" if text else "; ".join(fields)
    return text
