"""Merges the trees and the text in the pixels into one scene, in frame pixels.

The tree's text wins where it exists; pixels fill what has no tree; what both say stands once; where they clearly
differ, both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.pipelines import unplaced
from assistant.pipelines.in_view import in_view
from assistant.pipelines.layout import arrange
from assistant.pipelines.secret import is_secret
from assistant.pipelines.told import told_texts
from assistant.pipelines.unnamed import with_names
from assistant.pipelines.wording import normal_form
from assistant.types import (
    LISTS,
    Disagreement,
    Frame,
    Gate,
    Picture,
    Scene,
    SceneWindow,
    TreeSnapshot,
    UiNode,
    WindowTree,
)
from models.types import Box, TextLine

_ALIKE = 0.72  # similarity from which two readings are the same text: OCR mistakes one letter in ten at worst
_APART = 0.5  # similarity below which they are different texts
_SURE = 0.9  # score of a pixel line that may contradict the tree
_ICON_LETTERS = 3  # letters that are drawn in icons: B, x², abc
_NEAR = 6  # pixels that OCR boxes reach beyond the element's
_PICTURE_SIDE = 48  # pixels; smaller images are icons

_PICTURES = frozenset(("image", "canvas", "video"))
_NO_TEXT = frozenset(
    ("tool-bar", "icon", "button", "toggle-button", "scroll-bar", "separator", "check-box", "radio-button", "slider")
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A text of the tree and where it stands."""

    key: str
    text: str
    box: Box
    role: str


def build(frame: Frame, snapshot: TreeSnapshot | None, lines: Sequence[TextLine], *, gate: Gate | None = None) -> Scene:
    """The scene of a frame. `snapshot` in desktop units as the reader gave it; `lines` in frame pixels."""
    trees = snapshot.windows if snapshot is not None else ()
    readable = [line for line in lines if line.readable]
    if not frame.windows_known:
        return _unplaced(frame, trees, lines, gate)
    windows = []
    for tree in trees:
        box = frame.to_frame(tree.window.box)
        if box.intersection(frame.box).is_empty:
            continue
        covered = tuple(frame.to_frame(cover) for cover in tree.window.covered)
        own, readable = _split(readable, box, covered)
        windows.append(_window(tree, frame, own, covered))
    readable = _without_titles(readable, [tree.window.title for tree in trees])
    return Scene(
        frame.target,
        frame.pixels.width,
        frame.pixels.height,
        tuple(windows),
        arrange(readable, width=frame.pixels.width, height=frame.pixels.height),
        gate=gate,
        has_unreadable=any(not line.readable and not _is_known(line, windows) for line in lines),
    )


def _unplaced(frame: Frame, trees: Sequence[WindowTree], lines: Sequence[TextLine], gate: Gate | None) -> Scene:
    windows = tuple(unplaced.window(tree) for tree in trees)
    left = unplaced.not_in_trees([line for line in lines if line.readable], windows)
    return Scene(
        frame.target,
        frame.pixels.width,
        frame.pixels.height,
        windows,
        arrange(left, width=frame.pixels.width, height=frame.pixels.height),
        gate=gate,
        has_unreadable=any(not line.readable for line in lines),
        windows_known=False,
    )


def _is_known(line: TextLine, windows: Sequence[SceneWindow]) -> bool:
    """Whether marks that were not read lie where the tree says what is there: an icon, a password's dots, its text."""
    for window in windows:
        for node in window.root.walk() if window.root is not None else ():
            if node.box is None or node.role in _PICTURES:
                continue
            has_text = node.value or (node.name and not node.children)
            known = has_text or node.role in _NO_TEXT or is_secret(node)
            if known and node.box.contains(*line.box.centre):
                return True
    return False


def _split(lines: list[TextLine], box: Box, covered: Sequence[Box]) -> tuple[list[TextLine], list[TextLine]]:
    """The lines that lie in the window where nothing covers it, and the others."""
    own: list[TextLine] = []
    others: list[TextLine] = []
    for line in lines:
        x, y = line.box.centre
        inside = box.contains(x, y) and not any(cover.contains(x, y) for cover in covered)
        (own if inside else others).append(line)
    return own, others


def _without_titles(lines: list[TextLine], titles: Sequence[str]) -> list[TextLine]:
    """Lines outside every window that are not title bars (two of which the reader may take as one line)."""
    keys = sorted((key for title in titles if (key := normal_form(title))), key=len, reverse=True)
    kept = []
    for line in lines:
        rest = key = normal_form(line.text)
        for title in keys:
            # a title bar cuts long titles off
            rest = rest.replace(title, "") if title in rest else "" if len(rest) > 3 and rest in title else rest
        if key and len(rest) > 0.3 * len(key):
            kept.append(line)
    return kept


def _window(tree: WindowTree, frame: Frame, lines: list[TextLine], covered: Sequence[Box]) -> SceneWindow:
    root = in_view(tree.root, frame, covered) if tree.root is not None else None
    if root is not None and not tree.complete:
        root = _scrolled(root)
    window = replace(tree.window, box=frame.to_frame(tree.window.box), covered=tuple(covered))
    disagreements: list[Disagreement] = []
    if root is not None:
        root, lines = with_names(root, lines)
        lines, disagreements = _fill_in(root, lines, title=tree.window.title)
    return SceneWindow(
        window,
        root,
        tree.complete,
        tree.why,
        arrange(lines, width=frame.pixels.width, height=frame.pixels.height),
        tuple(disagreements),
        tuple(_pictures(root)) if root is not None else (),
    )


def _scrolled(node: UiNode) -> UiNode:
    """With every list marked as one that holds more than is known of it."""
    states = node.states | {"scrolled"} if node.role in LISTS else node.states
    return replace(node, states=states, children=tuple(map(_scrolled, node.children)))


def _fill_in(root: UiNode, lines: Sequence[TextLine], *, title: str) -> tuple[list[TextLine], list[Disagreement]]:
    """The lines that the tree does not hold, and where the two contradict each other."""
    texts = list(_texts(root, title))
    index = _ByRow(texts)
    secret = [node.box for node in root.walk() if is_secret(node) and node.box is not None]
    mute = [node.box for node in root.walk() if node.role in _NO_TEXT and node.box is not None]
    # icons in the cells of a list
    mute += [
        node.box for node in root.walk()
        if node.role == "cell" and node.box is not None and not node.children and not node.name and not node.value
    ]  # fmt: skip
    left: list[TextLine] = []
    disagreements = []
    for line in lines:
        key = normal_form(line.text)
        x, y = line.box.centre
        if not key or any(box.contains(x, y) for box in secret):
            continue
        near = index.near(line.box)
        if any(_same(key, said.key) for said in near):
            continue
        if len(key) <= _ICON_LETTERS and any(box.contains(x, y) for box in mute):
            continue  # a letter read from an icon
        other = _contradicted(line, key, near)
        if other is not None:
            disagreements.append(Disagreement(other.text, line.text, line.box))
            continue
        left.append(line)
    return left, disagreements


def _texts(root: UiNode, title: str) -> Iterable[_Said]:
    if root.box is not None and title:
        yield _Said(normal_form(title), title, root.box, "title")
    for node, text in told_texts(root, title):
        key = normal_form(text)
        if key and node.box is not None:
            yield _Said(key, text, node.box, node.role)


def _same(line: str, said: str) -> bool:
    """Whether a line of pixels is the tree's text, or a part of it (wrapped, cut off)."""
    if line in said or (len(said) > 3 and said in line):
        return True
    if len(line) < 3:
        return False
    if len(said) > 2 * len(line):
        longest = SequenceMatcher(None, line, said, autojunk=False)
        matched = sum(block.size for block in longest.get_matching_blocks() if block.size > 2)
        return matched / len(line) >= _ALIKE
    return SequenceMatcher(None, line, said, autojunk=False).ratio() >= _ALIKE


_SHORT_TEXT_ROLES = frozenset(("button", "label", "link", "heading", "menu-item", "tab", "check-box", "radio-button"))


def _contradicted(line: TextLine, key: str, near: Sequence[_Said]) -> _Said | None:
    """The tree's text in the very place of a surely read line that says something else."""
    if line.score < _SURE or len(key) < 4:
        return None
    for said in near:
        if said.role not in _SHORT_TEXT_ROLES or len(said.key) < 4:
            continue
        if said.box.covered_by(line.box) < 0.4 or line.box.covered_by(said.box) < 0.7:
            continue
        if SequenceMatcher(None, key, said.key, autojunk=False).ratio() < _APART:
            return said
    return None


class _ByRow:
    """Finds the tree's texts near a line without looking at all of them."""

    _STEP = 40  # pixels a row

    def __init__(self, texts: Sequence[_Said]) -> None:
        self._rows: dict[int, list[_Said]] = {}
        self._tall: list[_Said] = []
        for said in texts:
            first, last = said.box.top // self._STEP, said.box.bottom // self._STEP
            if last - first > 20:
                self._tall.append(said)
                continue
            for row in range(first, last + 1):
                self._rows.setdefault(row, []).append(said)

    def near(self, box: Box) -> list[_Said]:
        """Texts whose element holds most of `box`, with some room around, or lies in it."""
        found: dict[int, _Said] = {}
        for row in range((box.top - _NEAR) // self._STEP, (box.bottom + _NEAR) // self._STEP + 1):
            for said in self._rows.get(row, ()):
                found[id(said)] = said
        candidates = [*found.values(), *self._tall]
        return [said for said in candidates if _touches(said.box, box)]


def _touches(element: Box, line: Box) -> bool:
    wider = Box(element.left - _NEAR, element.top - _NEAR, element.right + _NEAR, element.bottom + _NEAR)
    common = wider.intersection(line)
    return not common.is_empty and common.height >= 0.5 * min(line.height, wider.height)


def _pictures(root: UiNode) -> Iterable[Picture]:
    for node in root.walk():
        if node.role in _PICTURES and node.box is not None and min(node.box.width, node.box.height) >= _PICTURE_SIDE:
            yield Picture(node.box, node.name)
