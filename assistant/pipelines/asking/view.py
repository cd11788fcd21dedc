"""What is known of a frame, laid out for answering: things in reading order, tables, running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.pipelines.asking.words import tokens
from assistant.pipelines.secret import is_secret
from assistant.pipelines.tell_dialog import DIALOGS
from assistant.pipelines.tell_element import FIELDS
from assistant.pipelines.tell_group import table_rows
from assistant.pipelines.tell_inside import CELLS, cell_text, item_text, own_words
from assistant.pipelines.tell_window import title_of
from assistant.pipelines.wording import cleaned, says
from assistant.types import Block, Scene, SceneWindow, Source, UiNode
from models.types import Box, TextLine

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


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text: a paragraph, a heading or a line."""

    text: str
    kind: str
    source: Source
    box: Box | None = None
    score: float = 1.0
    window: SceneWindow | None = None


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
                found += _of_tree(window.root, window)
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
                found += _passages(window.root, window)
            found += _drawn_passages(window.blocks, window)
        found += _drawn_passages(self.scene.blocks, None)
        return tuple(found)

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
            found += _drawn_lines(window.blocks, window)
        found += _drawn_lines(self.scene.blocks, None)
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


def _table(node: UiNode, window: SceneWindow) -> Table:
    headers = tuple(cell_text(inner) for inner in node.walk() if inner.role == "column-header")
    rows: list[tuple[str, ...]] = []
    boxes: list[Box | None] = []
    selected: set[int] = set()
    for row, cells in table_rows(node):
        texts = tuple(cell_text(cell) for cell in cells)
        if not any(texts) or texts == headers or all(cell.role == "column-header" for cell in cells):
            continue
        if "selected" in (row.states if row is not None else ()) or (
            cells and all("selected" in cell.states for cell in cells)
        ):
            selected.add(len(rows))
        rows.append(texts)
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
    )


def _drawn_table(block: Block, window: SceneWindow | None) -> Table:
    return Table((), block.rows, "text", "", tuple(None for _ in block.rows), window=window)


def _passages(root: UiNode, window: SceneWindow) -> list[Passage]:
    """Paragraphs, texts of several lines, headings; long labels only where the window has no paragraphs."""
    found = list(_running(root, window))
    if any(passage.kind == "paragraph" for passage in found):
        return found
    labels = (node for node in root.walk() if node.role in ("text", "label") and len(tokens(own_words(node))) >= 5)
    return [*found, *(Passage(own_words(node), "paragraph", "tree", node.box, window=window) for node in labels)]


def _running(root: UiNode, window: SceneWindow) -> Iterator[Passage]:
    stack: list[UiNode] = list(reversed(root.children))
    while stack:
        node = stack.pop()
        if is_secret(node):
            continue
        text = own_words(node)
        if node.role in ("paragraph", "heading") and text:
            parts = _parts(node.value) if "\n" in node.value.strip() else [text]
            yield from (Passage(cleaned(part), node.role, "tree", node.box, window=window) for part in parts)
            continue
        if (node.role == "text-field" and "multi-line" in node.states) or node.role == "terminal":
            yield from (
                Passage(cleaned(part), "paragraph", "tree", node.box, window=window) for part in _parts(node.value)
            )
            continue
        stack.extend(reversed(node.children))


def _parts(text: str) -> list[str]:
    """Paragraphs: parted by empty lines where there are any, else by line ends."""
    import re

    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [part for part in parts if cleaned(part)]


def _drawn_passages(blocks: Sequence[Block], window: SceneWindow | None) -> Iterator[Passage]:
    for block in blocks:
        if block.kind in ("paragraph", "heading") or (block.kind == "line" and len(tokens(block.text)) >= 6):
            kind = "heading" if block.kind == "heading" else "paragraph"
            yield Passage(cleaned(block.text), kind, "text", block.box, _score(block.lines), window)


def _drawn_lines(blocks: Sequence[Block], window: SceneWindow | None) -> Iterator[Passage]:
    lines = sorted((line for block in blocks for line in block.lines), key=lambda line: line.box.centre[1])
    rows: list[list[TextLine]] = []
    for line in lines:
        if rows and line.box.centre[1] - rows[-1][0].box.centre[1] < 0.5 * line.box.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.box.left)
        box = row[0].box
        for line in row[1:]:
            box = box.union(line.box)
        yield Passage(cleaned(" ".join(line.text for line in row)), "line", "text", box, _score(row), window)


def _score(lines: Sequence[TextLine]) -> float:
    return min((line.score for line in lines), default=0.0)
