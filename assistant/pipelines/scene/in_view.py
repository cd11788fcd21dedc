"""What of a window's tree can be seen in a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.boxes import hidden_share
from assistant.types import LISTS, Frame, Target, UiNode
from models.types import Box

_COVERED = 0.8  # share of an element under other windows from which it counts as not seen


def in_view(node: UiNode, frame: Frame, covered: Sequence[Box]) -> UiNode | None:
    """The node in frame pixels without what lies outside the frame or under another window."""
    box = frame.to_frame(node.box) if node.box is not None else None
    if box is not None:
        part = box.intersection(frame.box)
        if (
            part.is_empty
            or (frame.target is Target.FOCUS and _is_beside(node, box, frame))
            or hidden_share(part, covered) > _COVERED
        ):
            return None
    children = tuple(kept for child in node.children if (kept := in_view(child, frame, covered)) is not None)
    is_cut = len(children) < len(node.children) and node.role in LISTS
    return replace(node, box=box, children=children, states=node.states | {"scrolled"} if is_cut else node.states)


def _is_beside(node: UiNode, box: Box, frame: Frame) -> bool:
    """A neighbour of the element with the focus, of which the frame's margin shows a strip."""
    return not node.children and "focused" not in node.states and box.covered_by(frame.box) < 0.5
