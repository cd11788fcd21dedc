"""Puts elements where they are seen: LibreOffice under GTK gives its whole content a menu bar's height too high."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import UiNode
from models.types import Box

_CLOSE = 2  # units that two edges may lie apart and still be the same


def placed(root: UiNode, client: Box) -> UiNode:
    """The tree of a window with client area `client`, in the same units, with boxes where the elements are drawn.

    The program counts from the corner below its menu bar, and GTK adds the corner of the window (seen in 7.4): the
    content then begins over the menu bar and ends that much above the window's end.
    """
    bar = next((node.box for node in root.children if node.role == "menu-bar" and node.box is not None), None)
    if bar is None:
        return root
    return replace(
        root,
        children=tuple(
            _content(child, bar.height) if child.role == "panel" and _is_high(child.box, bar, client) else child
            for child in root.children
        ),
    )


def _is_high(box: Box | None, bar: Box, client: Box) -> bool:
    return (
        box is not None
        and abs(box.top - bar.top) <= _CLOSE
        and abs(bar.top - client.top) <= _CLOSE
        and abs(box.bottom - (client.bottom - bar.height)) <= _CLOSE
    )


def _content(panel: UiNode, down: int) -> UiNode:
    """Without the program's own menu bar, which GTK's stands for."""
    kept = tuple(child for child in panel.children if child.role != "menu-bar")
    return _moved(replace(panel, children=kept), down)


def _moved(node: UiNode, down: int) -> UiNode:
    box = node.box.moved(0, down) if node.box is not None else None
    children = tuple(
        # GTK's own widgets in its tool bars have their right places already
        child if node.box is not None and _sticks_out(child.box, node.box) else _moved(child, down)
        for child in node.children
    )
    return replace(node, box=box, children=children)


def _sticks_out(inner: Box | None, outer: Box) -> bool:
    return inner is not None and inner.bottom > outer.bottom + _CLOSE and inner.height <= outer.height
