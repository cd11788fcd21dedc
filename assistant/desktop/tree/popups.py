"""Gives popups (open menus, lists of combo boxes) the part of their program's tree that is drawn in them.

They are windows of their own on the screen, but in the tree their items stand inside the window they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.types import UiNode, WindowTree
from models.types import Box

_HOLDERS = frozenset(("menu", "list"))
_EDGE = 4  # units that an item may lie outside its popup: frames and shadows


@dataclass(frozen=True, slots=True)
class _Found:
    holder: UiNode
    owner: str  # the name of what was opened


def with_popups(trees: Sequence[WindowTree]) -> tuple[WindowTree, ...]:
    """The same windows; items that are drawn in a popup hang in the popup's tree and in no other."""
    result = list(trees)
    for number, popup in enumerate(trees):
        if popup.root is not None or popup.why != "none" or not popup.window.pid:
            continue
        for other, tree in enumerate(result):
            if tree.root is None or tree.window.pid != popup.window.pid:
                continue
            found = _drawn_in(tree.root, popup.window.box)
            if found is not None:
                root = replace(found.holder, name=found.owner, box=popup.window.box)
                result[other] = replace(tree, root=_without(tree.root, found.holder))
                result[number] = replace(popup, root=root, why="")
                break
    return tuple(result)


def _drawn_in(root: UiNode, popup: Box) -> _Found | None:
    """The first menu or list whose items all lie in the popup."""
    stack = [(root, root.name)]
    while stack:
        node, owner = stack.pop()
        boxes = [child.box for child in node.children if child.box is not None]
        if node is not root and node.role in _HOLDERS and boxes and all(_inside(box, popup) for box in boxes):
            return _Found(node, node.name or owner)
        stack.extend((child, node.name or owner) for child in reversed(node.children))
    return None


def _inside(box: Box, popup: Box) -> bool:
    """By height; a list's items may be wider than the part of them that is drawn."""
    wider = popup.grown(_EDGE)
    common = box.intersection(wider)
    return not common.is_empty and common.height == box.height and wider.left <= box.left


def _without(node: UiNode, holder: UiNode) -> UiNode:
    """A menu keeps its title, which is in the menu bar; a list goes."""
    kept = []
    for child in node.children:
        if child is not holder:
            kept.append(_without(child, holder))
        elif child.role == "menu" and child.name:
            kept.append(replace(child, children=()))
    return replace(node, children=tuple(kept))
