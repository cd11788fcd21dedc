"""Items that the tree leaves without a name (the icons of file managers) get the text that is read in their place.

The reader joins neighbours on a row into one line. Such a line is parted between its words where the items' places
and the usual width of letters leave one way only; otherwise nobody is named by it.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.types import UiNode
from models.types import Box, TextLine

_ITEMS = frozenset(("icon", "list-item", "tree-item"))
_FEWEST = 3  # items; fewer are no list
_MOST_WAYS = 5000  # ways to part one line that are tried
_MOST_MISFIT = 2.0  # of a line's height, in all: right ways had up to 1.4, words of two items read as one 5.5
_SURE = 0.3  # of a line's height by which the best way must be better than the next
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!() -"), frozenset("mwMW@%")


@dataclass(frozen=True, slots=True)
class _Style:
    """How text is set in the items: pixels a letter of usual width, and how far its middle lies from the item's."""

    letter: float
    middle: float


def with_names(root: UiNode, lines: Sequence[TextLine]) -> tuple[UiNode, list[TextLine]]:
    """The tree with names (state "read") and the lines that named nobody. Boxes in the pixels of both."""
    items = [(node, node.box) for node in root.walk() if _is_unnamed(node) and node.box is not None]
    if len(items) < _FEWEST:
        return root, list(lines)
    boxes = [box for _, box in items]
    touched = [(line, _touched(line.box, boxes)) for line in lines]
    style = _style([(line, boxes[numbers[0]]) for line, numbers in touched if len(numbers) == 1])
    parts: dict[int, list[str]] = {}
    unsure: set[int] = set()
    used: list[tuple[TextLine, list[int]]] = []
    for line, numbers in sorted(touched, key=lambda pair: pair[0].box.top):
        if not numbers:
            continue
        texts = _parted(line, [boxes[number] for number in numbers], style)
        if texts is None:
            unsure.update(numbers)
            continue
        used.append((line, numbers))
        for number, text in zip(numbers, texts, strict=True):
            parts.setdefault(number, []).append(text)
    names = {id(items[number][0]): _joined(texts) for number, texts in parts.items() if number not in unsure}
    told = {id(line) for line, numbers in used if not unsure.intersection(numbers)}
    return _renamed(root, names), [line for line in lines if id(line) not in told]


def _is_unnamed(node: UiNode) -> bool:
    return node.role in _ITEMS and not any(inner.name or inner.value for inner in node.walk())


def _touched(line: Box, boxes: Sequence[Box]) -> list[int]:
    """The items, from left to right, that hold a part of the line worth a letter."""
    y = line.centre[1]
    least = 0.5 * line.height
    found = [
        number for number, box in enumerate(boxes)
        if box.top <= y <= box.bottom and min(box.right, line.right) - max(box.left, line.left) >= least
    ]  # fmt: skip
    return sorted(found, key=lambda number: boxes[number].left)


def _width(text: str) -> float:
    """In letters of usual width."""
    return sum(0.55 if c in _NARROW else 1.5 if c in _WIDE else 1.2 if c.isupper() else 1.0 for c in text)


def _style(single: Sequence[tuple[TextLine, Box]]) -> _Style | None:
    if not single:
        return None
    letter = statistics.median(line.box.width / _width(line.text) for line, _ in single if line.text)
    return _Style(letter, statistics.median(line.box.centre[0] - box.centre[0] for line, box in single))


def _parted(line: TextLine, boxes: Sequence[Box], style: _Style | None) -> list[str] | None:
    words = line.text.split()
    if len(boxes) == 1:
        return [line.text]
    if style is None or len(words) < len(boxes):
        return None
    ways = itertools.islice(itertools.combinations(range(1, len(words)), len(boxes) - 1), _MOST_WAYS)
    rated = []
    for way in ways:
        ends = (0, *way, len(words))
        texts = [" ".join(words[a:b]) for a, b in itertools.pairwise(ends)]
        rated.append((sum(_misfits(texts, line.box, boxes, style)), texts))
    rated.sort()
    if rated[0][0] > _MOST_MISFIT * line.box.height:
        return None  # two items' words may have been read as one
    if len(rated) > 1 and rated[1][0] - rated[0][0] < _SURE * line.box.height:
        return None
    return rated[0][1]


def _misfits(texts: Sequence[str], line: Box, boxes: Sequence[Box], style: _Style) -> Iterator[float]:
    """Pixels by which each part would be too wide for its item, and the outer ones out of its middle."""
    for number, (text, box) in enumerate(zip(texts, boxes, strict=True)):
        width = _width(text) * style.letter
        yield max(0.0, width - box.width)
        middle = box.centre[0] + style.middle
        if number == 0:
            yield abs(line.left + width / 2 - middle)
        if number == len(boxes) - 1:
            yield abs(line.right - width / 2 - middle)


def _joined(texts: Sequence[str]) -> str:
    """Rows of one name: a word that was broken at the row's end is put together."""
    name = ""
    for text in texts:
        name += text if not name or name.endswith("-") else f" {text}"
    return name


def _renamed(node: UiNode, names: dict[int, str]) -> UiNode:
    children = tuple(_renamed(child, names) for child in node.children)
    if id(node) in names:
        return replace(node, name=names[id(node)], states=node.states | {"read"}, children=children)
    return replace(node, children=children)
