"""Running text: paragraphs and headings of the trees and of the pixels, and lines as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.boxes import around
from assistant.languages.wording import cleaned
from assistant.pipelines.telling.inside import own_words
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.text.layout import rows_by_middle
from assistant.pipelines.understanding.words import tokens
from assistant.types import Block, SceneWindow, Source, UiNode
from models.types import Box, TextLine

_FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text: a paragraph, a heading or a line."""

    text: str
    kind: str
    source: Source
    box: Box | None = None
    score: float = 1.0
    window: SceneWindow | None = None
    aside: bool = False
    """A short one that is no sentence: a name, "From: ...", a greeting; people do not count it among paragraphs."""


def of_tree(root: UiNode, window: SceneWindow) -> list[Passage]:
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
            written = "editable" in node.states
            yield from (
                Passage(
                    cleaned(part), node.role, "tree", node.box, window=window, aside=not written and _is_aside(part)
                )
                for part in parts
            )
            continue
        if (node.role == "text-field" and "multi-line" in node.states) or node.role == "terminal":
            yield from (
                Passage(cleaned(part), "paragraph", "tree", node.box, window=window) for part in _parts(node.value)
            )
            continue
        stack.extend(reversed(node.children))


def _is_aside(text: str) -> bool:
    return len(tokens(text)) < _FEW_WORDS and not re.search(r"[.!?…][\"”’')]*$", text.strip())


def _parts(text: str) -> list[str]:
    """Paragraphs: parted by empty lines where there are any, else by line ends."""
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [part for part in parts if cleaned(part)]


def of_blocks(blocks: Sequence[Block], window: SceneWindow | None) -> Iterator[Passage]:
    """Paragraphs and headings of the pixels, and their long lines."""
    for block in blocks:
        if block.kind in ("paragraph", "heading") or (block.kind == "line" and len(tokens(block.text)) >= 6):
            kind = "heading" if block.kind == "heading" else "paragraph"
            yield Passage(cleaned(block.text), kind, "text", block.box, _score(block.lines), window)


def lines_of_blocks(blocks: Sequence[Block], window: SceneWindow | None) -> Iterator[Passage]:
    """The lines of the pixels from top to bottom; those side by side are one."""
    for row in rows_by_middle(blocks):
        row.sort(key=lambda line: line.box.left)
        box = around(line.box for line in row)
        yield Passage(cleaned(" ".join(line.text for line in row)), "line", "text", box, _score(row), window)


def _score(lines: Sequence[TextLine]) -> float:
    return min((line.score for line in lines), default=0.0)
