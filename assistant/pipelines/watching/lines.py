"""The lines of text of a scene, as they are compared between two looks: of the trees, and of the pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.boxes import around
from assistant.languages.wording import cleaned, says
from assistant.pipelines.telling.element import ALERTS, BUTTONS, FIELDS
from assistant.pipelines.telling.group import table_rows
from assistant.pipelines.telling.inside import ITEMS, cell_text, item_text, items_of, own_words
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.text.alike import written
from assistant.pipelines.text.layout import rows_of
from assistant.types import Block, Scene, SceneWindow, Source, UiNode
from models.types import Box

_TEXTS = frozenset(
    """text label paragraph heading link status-bar terminal unknown tool-tip section cell row-header document
    panel group""".split()
)
_NAMED_FOR_ITSELF = frozenset(("document", "panel", "group"))
"""Whose name is no text that stands there; only a value counts."""
_PASSED_BY = BUTTONS | frozenset(
    """menu-bar menu menu-item tool-bar tab tab-list scroll-bar separator progress-bar slider image icon canvas
    video""".split()
)
_PROSE = frozenset(("heading", "paragraph", "list", "form"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `box` in frame pixels; `spot` the same counted from its window's corner, None where only the order of
    the lines is known. `group`: lines of one group have an order among themselves."""

    text: str
    source: Source = "tree"
    score: float = 1.0
    box: Box | None = None
    spot: Box | None = None
    group: str = ""
    role: str = "text"

    @property
    def key(self) -> str:
        """Its letters, folded, for comparing."""
        return written(self.text).key


def lines_of(scene: Scene, names: Mapping[int, str], *, alerts: bool = False) -> tuple[Line, ...]:
    """All lines in reading order, the active window's first; never what a password field holds.

    `names`: what each window is known by, by its `id`: the same in two looks that are compared (`Names`).
    `alerts`: also those of messages inside a window, which `alerts_of` tells whole.
    """
    found: list[Line] = []
    for window in sorted(scene.windows, key=lambda window: not window.window.active):
        name = names[id(window)]
        if window.root is not None:
            found += of_tree(window.root, window, f"{name}|tree", alerts=alerts)
        found += of_blocks(window.blocks, window, f"{name}|text")
    found += of_blocks(scene.blocks, None, "|text")
    return tuple(found)


def of_tree(root: UiNode, window: SceneWindow | None, group: str, *, alerts: bool = False) -> Iterator[Line]:
    """The lines of a window's tree."""
    corner = _corner(window)
    for node, text, whole in _texts(root, "", alerts=alerts, top=True):
        spot = node.box.moved(-corner[0], -corner[1]) if node.box is not None and whole else None
        line = Line(text, "tree", 1.0, node.box, spot, group, node.role)
        if line.key:
            yield line


def of_blocks(blocks: Sequence[Block], window: SceneWindow | None, group: str) -> Iterator[Line]:
    """The lines of the pixels; what stands in one row of a block is one line."""
    left, top = _corner(window)
    for block in blocks:
        for row in rows_of(block.lines):
            box = around(piece.box for piece in row)
            text = cleaned(" ".join(piece.text for piece in row))
            score = min(piece.score for piece in row)
            role = "heading" if block.kind == "heading" else "text"
            line = Line(text, "text", score, box, box.moved(-left, -top), group, role)
            if line.key:
                yield line


def _corner(window: SceneWindow | None) -> tuple[int, int]:
    return (window.window.box.left, window.window.box.top) if window is not None else (0, 0)


def _texts(node: UiNode, said: str, *, alerts: bool, top: bool = False) -> Iterator[tuple[UiNode, str, bool]]:
    """Each text with its node, and whether the node's box is the text's own."""
    role = node.role
    if is_secret(node) or role in _PASSED_BY:
        return
    if not top and role in ALERTS and not alerts:
        return
    if role in FIELDS:
        if "multi-line" in node.states:
            yield from ((node, line, False) for line in map(cleaned, node.value.splitlines()) if line)
        return
    if role in ITEMS:
        yield from _item(node)
        return
    if role == "table" and not any(inner.role in _PROSE for inner in node.walk() if inner is not node):
        yield from _rows(node)
        return
    own = ""
    if role in _TEXTS or (role in ALERTS and not top):
        if "\n" in node.value.strip():
            own = node.value
            yield from ((node, line, False) for line in map(cleaned, node.value.splitlines()) if line)
        else:
            own = cleaned(node.value) if role in _NAMED_FOR_ITSELF else own_words(node)
            if own and not (said and says(said, own)):
                yield node, own, True
    said = f"{said} {own}" if own else said
    for child in node.children:
        yield from _texts(child, said, alerts=alerts)


def _item(node: UiNode) -> Iterator[tuple[UiNode, str, bool]]:
    """An item as one line, then the items below it."""
    if text := item_text(node):
        yield node, text, True
    for inner in items_of(node):
        if text := item_text(inner):
            yield inner, text, True


def _rows(table: UiNode) -> Iterator[tuple[UiNode, str, bool]]:
    for row, cells in table_rows(table):
        text = ", ".join(words for cell in cells if (words := cell_text(cell)))
        holder = row if row is not None else cells[0] if cells else table
        if text:
            yield holder, text, True
