"""Tree and pixels where a window's place on the screen is not known (Wayland): they can be compared by text only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.languages.wording import normal_form
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.text.alike import Likeness, Written, compare, is_joined, written
from assistant.types import LISTS, SceneWindow, UiNode, WindowTree
from models.types import Box, TextLine

_ALIKE = 0.8  # similarity from which a line is a text of the tree, misread; higher than where the place agrees too
_LONG = 4  # letters from which a line that stands inside a longer text of the tree is taken as that text, wrapped


def window(tree: WindowTree) -> SceneWindow:
    """The window without boxes: they are counted from its own corner, whose place nobody tells."""
    root = _without_boxes(tree.root, tree.root.box) if tree.root is not None else None
    nowhere = replace(tree.window, box=Box(0, 0, 0, 0), covered=())
    return SceneWindow(nowhere, root, tree.complete, tree.why)


def not_in_trees(lines: Sequence[TextLine], windows: Sequence[SceneWindow]) -> list[TextLine]:
    """The lines whose text no tree holds. The others are told from the tree."""
    said = {
        prepared.key: prepared
        for one in windows
        for text in (one.window.title, *(_texts(one.root) if one.root is not None else ()))
        if (prepared := written(text)).key
    }
    secret = {
        key
        for one in windows
        for node in (one.root.walk() if one.root is not None else ())
        if is_secret(node) and (key := normal_form(node.name))
    }
    return [
        line for line in lines if not _is_said(written(line.text), said) and not _holds(normal_form(line.text), secret)
    ]


def _holds(line: str, secret: set[str]) -> bool:
    """Whether the line goes on after the name of a password field: that may be what was typed."""
    return any(name in line and line != name for name in secret)


def hold_other_scripts(windows: Sequence[SceneWindow]) -> bool:
    """Whether a tree holds text that the recogniser cannot read, so that unreadable lines may be that text."""
    texts = (text for one in windows for text in (one.window.title, *(_texts(one.root) if one.root else ())))
    return any(ord(letter) >= 0x370 and letter.isalpha() for text in texts for letter in text)


def _is_said(line: Written, said: dict[str, Written]) -> bool:
    if not line.key:
        return True
    if len(line.key) >= _LONG and is_joined(line, [text for text in said.values() if len(text.key) >= _LONG]):
        return True  # a row of buttons or menus is one line of pixels and many elements
    for text in said.values():
        near = 0.75 * len(line.key) < len(text.key) < 1.33 * len(line.key)
        if line.key == text.key or (
            len(line.key) >= _LONG and (line.key in text.key or (near and _similar(line, text)))
        ):
            found = compare(line, text)
            if found.likeness is Likeness.SAME and found.ratio >= _ALIKE:
                return True
    return False


def _similar(line: Written, text: Written) -> bool:
    text.matcher.set_seq1(line.key)
    return text.matcher.real_quick_ratio() >= _ALIKE and text.matcher.quick_ratio() >= _ALIKE


def _texts(root: UiNode) -> list[str]:
    """Each text, and a field's name with its value, which the reader may take as one line."""
    return [
        text
        for node in root.walk()
        for text in (node.name, node.value, node.description, f"{node.name} {node.value}")
        if text
    ]


def _without_boxes(node: UiNode, window: Box | None) -> UiNode:
    """Without what is scrolled out of the window, which its own coordinates do tell."""
    children = tuple(
        _without_boxes(child, window)
        for child in node.children
        if child.box is None or window is None or not child.box.intersection(window).is_empty
    )
    is_cut = node.role in LISTS and len(children) < len(node.children)
    return replace(node, box=None, children=children, states=node.states | {"scrolled"} if is_cut else node.states)
