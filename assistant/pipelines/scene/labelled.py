"""Fields that the tree leaves without a name get the label that stands beside or above them, as the eye takes it."""

from __future__ import annotations

from dataclasses import replace

from assistant.pipelines.text.directions import is_right_to_left, mirrored
from assistant.types import UiNode
from models.types import Box

_FIELDS = frozenset(("text-field", "password-field", "combo-box", "spin-button", "slider"))
_WORDS = frozenset(("label", "text"))
_LONGEST = 60  # letters of a label
_BESIDE = 240  # pixels between a label and the field to its right
_ABOVE = 30  # pixels between a label and the field below it


def with_labels(root: UiNode) -> UiNode:
    """The tree with names for its nameless fields. Each label names one field, the nearest."""
    nodes = list(root.walk())
    fields = [node for node in nodes if node.role in _FIELDS and not node.name and node.box is not None]
    if not fields:
        return root
    words = [
        node for node in nodes
        if node.role in _WORDS and node.box is not None and 0 < len(node.name or node.value) <= _LONGEST
    ]  # fmt: skip
    boxes = [node.box for node in nodes if node.role in _FIELDS and node.box is not None]
    places = {id(node): node.box for node in (*fields, *words) if node.box is not None}
    if is_right_to_left(word.name or word.value for word in words):  # labels stand to the right of their fields
        places = {key: mirrored(box) for key, box in places.items()}
        boxes = [mirrored(box) for box in boxes]
    pairs = sorted(
        (
            (gap, number, order)
            for number, node in enumerate(fields)
            for order, word in enumerate(words)
            if (gap := _gap(places[id(word)], places[id(node)], boxes)) is not None
        )
    )
    names: dict[int, str] = {}
    taken: set[int] = set()
    for _, number, order in pairs:
        if id(fields[number]) not in names and order not in taken:
            names[id(fields[number])] = (words[order].name or words[order].value).strip().rstrip(":* ")
            taken.add(order)
    return _named(root, names)


def _gap(label: Box, field: Box, fields: list[Box]) -> float | None:
    """How far the label is; None where it stands elsewhere, or another field stands between."""
    common = min(label.bottom, field.bottom) - max(label.top, field.top)
    gap = field.left - label.right
    if common > 0.5 * min(label.height, field.height) and -4 <= gap <= _BESIDE:
        between = (
            other != field and label.right <= other.centre[0] <= field.left
            and other.top <= field.centre[1] <= other.bottom
            for other in fields
        )  # fmt: skip
        return None if any(between) else float(gap)
    above = field.top - label.bottom
    if -4 <= above <= _ABOVE and abs(label.left - field.left) <= 40:
        return _BESIDE + float(above)  # what stands beside it comes first
    return None


def _named(node: UiNode, names: dict[int, str]) -> UiNode:
    children = tuple(_named(child, names) for child in node.children)
    return replace(node, name=names.get(id(node), node.name), children=children)
