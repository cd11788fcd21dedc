"""What is known of a frame, laid out for answering: things in reading order, tables, running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.languages.wording import cleaned, says
from assistant.languages.words import _
from assistant.pipelines.telling.dialog import DIALOGS
from assistant.pipelines.telling.element import BUTTONS, FIELDS
from assistant.pipelines.telling.group import table_rows
from assistant.pipelines.telling.inside import CELLS, ITEMS, cell_text, is_tick, item_text, own_words, place_of
from assistant.pipelines.telling.looks_words import icon_name
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.telling.window import title_of
from assistant.pipelines.understanding.words import tokens
from assistant.pipelines.view import running_text
from assistant.pipelines.view.running_text import Passage
from assistant.types import Block, Icon, Scene, SceneWindow, Source, UiNode
from models.types import Box

_TEXTS = frozenset(("text", "label", "unknown", "paragraph", "panel", "group", "section"))
_HOLDERS = frozenset(
    (
        "panel",
        "group",
        "form",
        "landmark",
        "unknown",
        "document",
        "window",
        "dialog",
        "alert",
        "separator",
        "scroll-bar",
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One element or line. `name`: its words, never a secret's value; `text`: all it says; boxes in frame pixels."""

    name: str
    role: str
    source: Source
    box: Box | None
    window: SceneWindow | None = None
    node: UiNode | None = None
    text: str = ""
    score: float = 1.0

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words as they are compared."""
        return tokens(self.name)

    @property
    def is_long(self) -> bool:
        """Whether it is a text of several lines as a whole; its lines are things too."""
        return self.node is not None and "\n" in self.node.value.strip() and self.role == self.node.role

    @property
    def is_composed(self) -> bool:
        """Whether its text is put together from what it holds, so that it does not stand there as it is."""
        return (
            self.node is not None
            and self.role in ITEMS
            and bool(self.node.children)
            and self.text != own_words(self.node)
        )

    @property
    def secret(self) -> bool:
        """Whether what it holds must never be said."""
        return self.node is not None and is_secret(self.node)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as texts. `selected`: numbers of the selected rows."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: Source
    name: str = ""
    boxes: tuple[Box | None, ...] = ()
    selected: frozenset[int] = frozenset()
    scrolled: bool = False
    window: SceneWindow | None = None
    keys: tuple[str, ...] = ()
    """What each row goes by: its first text that is no control."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns: the headers; in the pixels, where none are known as such, the first row."""
        return self.headers or (self.rows[0] if self.source == "text" and self.rows else ())

    def parts(self, row: int) -> list[str]:
        """The cells that hold something, each with its header where every one has one."""
        cells = self.rows[row]
        heads = self.headers if len(self.headers) == len(cells) else [""] * len(cells)
        return [f"{head}: {cell}" if head else cell for head, cell in zip(heads, cells, strict=True) if cell]

    def thing(self, row: int) -> Thing:
        """The row as what "it" may mean."""
        cells = self.rows[row]
        text = ", ".join(cell for cell in cells if cell)
        return Thing(" ".join(cells), "row", self.source, self.boxes[row], self.window, None, text)

    def key(self, row: int, column: int) -> str:
        """What a row goes by beside the cell of a column."""
        cells = self.rows[row]
        own = self.keys[row] if row < len(self.keys) else ""
        others = (cell for number, cell in enumerate(cells) if cell and number != column)
        return own if own and own != cells[column] else next(others, "")


@dataclass(frozen=True)
class View:
    """`old`: the scene of the same place that was seen before, if there is one."""

    scene: Scene
    old: Scene | None = None
    focus: Box | None = field(default=None)

    @cached_property
    def windows(self) -> tuple[SceneWindow, ...]:
        """The active one first."""
        return tuple(sorted(self.scene.windows, key=lambda window: not window.window.active))

    @cached_property
    def active(self) -> SceneWindow | None:
        """The active window; the topmost where none is active."""
        return self.windows[0] if self.windows else None

    @cached_property
    def has_tree(self) -> bool:
        """Whether any program says what it shows."""
        return any(window.root is not None for window in self.windows)

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """Everything with words, and every control without, the active window's first."""
        found: list[Thing] = []
        for window in self.windows:
            if window.root is not None:
                found += map(_by_icon, _of_tree(window.root, window))
                found += _ticks(window.root, window)
            else:
                found += (
                    Thing(_guess(icon), "icon", "icon", icon.box, window, None, icon_name(icon.label), icon.score)
                    for icon in window.icons
                )
            found += _of_blocks(window.blocks, window)
        found += _of_blocks(self.scene.blocks, None)
        return tuple(found)

    def in_active(self) -> tuple[Thing, ...]:
        """Those of the active window; all where no window is known, or none of its own things is."""
        own = tuple(thing for thing in self.things if thing.window is self.active)
        return own or self.things

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Of the trees, and those found in the pixels."""
        found: list[Table] = []
        for window in self.windows:
            if window.root is not None:
                found += (_table(node, window) for node in window.root.walk() if node.role == "table")
            found += (_drawn_table(block, window) for block in window.blocks if block.kind == "table")
        found += (_drawn_table(block, None) for block in self.scene.blocks if block.kind == "table")
        return tuple(table for table in found if table.rows)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Paragraphs and headings in reading order."""
        found: list[Passage] = []
        for window in self.windows:
            if window.root is not None:
                found += running_text.of_tree(window.root, window)
            found += running_text.of_blocks(window.blocks, window)
        found += running_text.of_blocks(self.scene.blocks, None)
        return tuple(found)

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """Those that a person would count; the active window's where it has any."""
        every = [passage for passage in self.passages if passage.kind == "paragraph"]
        every = [passage for passage in every if passage.window is self.active] or every
        return tuple([passage for passage in every if not passage.aside] or every)

    @cached_property
    def lines(self) -> tuple[Passage, ...]:
        """Lines as they stand: of texts of several lines, of terminals, of pixels."""
        found: list[Passage] = []
        for window in self.windows:
            for node in window.root.walk() if window.root is not None else ():
                if (
                    node.role in ("text-field", "terminal", "paragraph", "text")
                    and "\n" in node.value.strip()
                    and not is_secret(node)
                ):
                    found += (
                        Passage(cleaned(line), "line", "tree", node.box, window=window)
                        for line in node.value.splitlines()
                        if cleaned(line)
                    )
            found += running_text.lines_of_blocks(window.blocks, window)
        found += running_text.lines_of_blocks(self.scene.blocks, None)
        return tuple(found)

    @cached_property
    def pictures(self) -> tuple[tuple[Box, str], ...]:
        """Boxes and names of pictures."""
        own = [(picture.box, cleaned(picture.name)) for window in self.windows for picture in window.pictures]
        return (*own, *((picture.box, cleaned(picture.name)) for picture in self.scene.pictures))


def title(window: SceneWindow | None) -> str:
    """What a friend would call it; empty for none."""
    return title_of(window.window, window.root) if window is not None else ""


def is_dialog(window: SceneWindow | None) -> bool:
    """Whether its tree says that it is a dialog."""
    return window is not None and window.root is not None and window.root.role in DIALOGS


def content_of(node: UiNode) -> str:
    """What a field holds, or what an element says beside its name; never a secret."""
    if is_secret(node):
        return ""
    value = cleaned(node.value)
    if not value and node.role == "combo-box":
        inner = [child for child in node.walk() if child is not node]
        value = next((cleaned(child.name) for child in inner if "selected" in child.states), "") or next(
            (cleaned(child.value) for child in inner if child.role == "text-field"), ""
        )
    return value


def _by_icon(thing: Thing) -> Thing:
    """An element without a name is called by its icon."""
    if thing.name or thing.window is None or thing.node is None:
        return thing
    icon = next((icon for icon in thing.window.icons if icon.box == thing.box), None)
    if icon is None:
        return thing
    name = _guess(icon)
    return replace(thing, name=name, text=name, source="icon", score=icon.score)


def _guess(icon: Icon) -> str:
    """The name of what is called by its icon alone."""
    return _("probably {name}").format(name=icon_name(icon.label))


def _of_tree(root: UiNode, window: SceneWindow) -> Iterator[Thing]:
    for thing in _walk(root, "", window, root=True):
        yield thing
        node = thing.node
        if node is not None and "\n" in node.value.strip() and not is_secret(node):
            lines = (cleaned(line) for line in node.value.splitlines())
            yield from (Thing(line, "text", "tree", node.box, window, node, line) for line in lines if line)


def _walk(node: UiNode, said: str, window: SceneWindow, *, root: bool = False) -> Iterator[Thing]:
    if not root:
        thing = _thing(node, window)
        held = node.role in _TEXTS and thing is not None and bool(said) and says(said, thing.text) and not node.level
        if thing is not None and not held:
            yield thing
    if is_secret(node):
        return
    own = f"{said} {node.name} {node.value}" if node.role not in _HOLDERS and not root else said
    for child in node.children:
        yield from _walk(child, own, window)


def _thing(node: UiNode, window: SceneWindow) -> Thing | None:
    name = cleaned(node.name)
    text = name if is_secret(node) else own_words(node)
    if node.role in CELLS:
        text = name = cell_text(node)
    elif node.role in ("list-item", "tree-item", "icon"):
        text = name = item_text(node) or text
    elif node.role not in FIELDS and not name:
        name = text
    # what holds other things is found by them
    if node.role in ("scroll-bar", "separator") or (
        node.role in ("panel", "group", "unknown", "landmark") and not name
    ):
        return None
    if (
        not name
        and not text
        and node.role
        not in FIELDS
        | {"button", "toggle-button", "image", "link", "table", "list", "tab", "canvas", "row", "tree", "heading"}
    ):
        return None
    return Thing(name.rstrip(": ") or "", node.role, "tree", node.box, window, node, text or name)


def _of_blocks(blocks: Sequence[Block], window: SceneWindow | None) -> Iterator[Thing]:
    for block in blocks:
        for line in block.lines:
            text = cleaned(line.text)
            if text:
                role = "heading" if block.kind == "heading" else "text"
                yield Thing(text, role, "text", line.box, window, None, text, line.score)


def _ticks(root: UiNode, window: SceneWindow) -> Iterator[Thing]:
    """The check boxes that GTK gives as cells without a name."""
    for table in root.walk():
        for _row, cells in table_rows(table) if table.role == "table" else ():
            ticks = [cell for cell in cells if is_tick(cell)]
            name = ", ".join(text for cell in cells if cell not in ticks and (text := cell_text(cell)))
            for tick in ticks if name else ():
                box = replace(tick, role="check-box", name=name)
                yield Thing(name, "check-box", "tree", tick.box, window, box, name)


def _table(node: UiNode, window: SceneWindow) -> Table:
    headers = tuple(cell_text(inner) for inner in node.walk() if inner.role == "column-header")
    by_row = table_rows(node)
    if not headers and by_row and _is_head(by_row[0][1]):
        headers = tuple(map(cell_text, by_row[0][1]))
    rows: list[tuple[str, ...]] = []
    boxes: list[Box | None] = []
    keys: list[str] = []
    selected: set[int] = set()
    for row, cells in by_row:
        texts = tuple(cell_text(cell) for cell in cells)
        if not any(texts) or texts == headers or all(cell.role == "column-header" for cell in cells):
            continue
        if "selected" in (row.states if row is not None else ()) or (
            cells and all("selected" in cell.states for cell in cells)
        ):
            selected.add(len(rows))
        rows.append(texts)
        keys.append(next((text for cell, text in zip(cells, texts, strict=True) if text and not _is_control(cell)), ""))
        boxes.append(row.box if row is not None else cells[0].box if cells else None)
    return Table(
        headers,
        tuple(rows),
        "tree",
        cleaned(node.name),
        tuple(boxes),
        frozenset(selected),
        "scrolled" in node.states,
        window,
        tuple(keys),
    )


def _is_head(cells: Sequence[UiNode]) -> bool:
    """Whether the first row of a spreadsheet names its columns: words alone, in each."""
    texts = [cell_text(cell) for cell in cells]
    return bool(cells) and all(re.fullmatch("[A-Z]+1", place_of(cell)) for cell in cells) and all(
        text and not any(letter.isdigit() for letter in text) for text in texts
    )  # fmt: skip


def _is_control(cell: UiNode) -> bool:
    return is_tick(cell) or any(inner.role in FIELDS | BUTTONS for inner in cell.walk())


def _drawn_table(block: Block, window: SceneWindow | None) -> Table:
    return Table((), block.rows, "text", "", tuple(None for _row in block.rows), window=window)
