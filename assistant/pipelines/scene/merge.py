"""Which lines of pixels a window's tree already says, and where the two contradict each other. Frame pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.telling.told import told_texts
from assistant.pipelines.text.alike import Likeness, Written, compare, is_joined, written
from assistant.pipelines.text.numerals import numbers_agree
from assistant.types import Disagreement, UiNode
from models.types import Box, TextLine

_APART = 0.5  # similarity below which two texts in one place are different texts
_SURE = 0.9  # score of a pixel line that may contradict the tree
_INSIDE = 0.8  # share of a line that lies in a menu bar
_SHAPES = frozenset("□■○●◯◻△▲▼▽|")  # what icons are read as, with strokes beside them
_STROKES = _SHAPES | frozenset(" Il1/\\_=-·")
_ICON_LETTERS = 3  # letters that are drawn in icons: B, x², abc
_NEAR = 6  # pixels that OCR boxes reach beyond the element's
_TITLE_BAR = 60  # pixels from the top of a window that draws its title itself
_SECRET = 0.2  # share of a password field, or of a line, that they may have in common
_LONG = 300  # letters; a text longer than this is compared, but never told as what the program calls something
_NO_TEXT = frozenset(
    ("tool-bar", "icon", "button", "toggle-button", "scroll-bar", "separator", "check-box", "radio-button", "slider")
)
_SHORT_TEXT_ROLES = frozenset(("button", "label", "link", "heading", "menu-item", "tab", "check-box", "radio-button"))


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the tree and where it stands."""

    written: Written
    box: Box
    role: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`left`: lines that the tree does not hold. `unreadable`: those in another script that no text explains."""

    left: tuple[TextLine, ...]
    disagreements: tuple[Disagreement, ...]
    unreadable: tuple[TextLine, ...]


def merge(root: UiNode, lines: Sequence[TextLine], *, title: str) -> Merged:
    """The lines of a window beside its tree. What touches a password field is not told."""
    texts = list(_texts(root, title))
    index = _ByRow(texts)
    secret = secrets(root)
    nowhere = any(is_secret(node) and node.box is None for node in root.walk())
    mute = [node.box for node in root.walk() if _is_mute(node) and node.box is not None]
    # underlined letters of a menu bar are often misread, and its tree is whole
    menus = [node.box for node in root.walk() if node.role == "menu-bar" and node.box is not None and _has_names(node)]
    bar = root.box.top + _TITLE_BAR if root.box is not None else 0
    left: list[TextLine] = []
    disagreements: list[Disagreement] = []
    unreadable: list[TextLine] = []
    for line in lines:
        if touches_secret(line, secret) or any(line.box.covered_by(box) > _INSIDE for box in menus):
            continue
        near = index.near(line.box)
        if not line.readable:
            drawn = any(box.contains(*line.box.centre) for box in mute)
            if not drawn and not any(_explains(said, line.box) for said in near):
                unreadable.append(line)
            continue
        text = written(line.text)
        if not text.key or nowhere or (set(line.text) <= _STROKES and set(line.text) & _SHAPES):
            # where a password stands is not known: it could be any line
            continue
        if line.box.top < bar and compare(text, written(title), clipped=True).likeness is Likeness.SAME:
            continue
        found = [compare(text, said.written, clipped=line.box.right >= said.box.right - _NEAR) for said in near]
        if any(each.likeness is Likeness.SAME for each in found) or is_joined(text, [said.written for said in near]):
            continue
        if _is_row(text, line.box, near):
            continue
        x, y = line.box.centre
        if len(text.key) <= _ICON_LETTERS and any(box.contains(x, y) for box in mute):
            continue  # a letter read from an icon
        contrary = max((each for each in found if each.likeness is Likeness.CONTRARY), key=_ratio, default=None)
        other = contrary.part if contrary is not None else _in_its_place(line, text, near)
        if other is None:
            left.append(line)
        elif line.score >= _SURE:
            disagreements.append(Disagreement(other, line.text, line.box, line.score))
    return Merged(tuple(left), tuple(disagreements), tuple(unreadable))


def secrets(root: UiNode) -> list[Box]:
    """Where passwords are typed."""
    return [node.box for node in root.walk() if is_secret(node) and node.box is not None]


def touches_secret(line: TextLine, boxes: Sequence[Box]) -> bool:
    """Whether the line may hold some of a password: the reader joins a label with the field beside it."""
    return any(line.box.covered_by(box) > _SECRET or box.covered_by(line.box) > _SECRET for box in boxes)


def _ratio(found: object) -> float:
    return float(getattr(found, "ratio", 0.0))


def _has_names(bar: UiNode) -> bool:
    """Whether it is a menu bar as programs have it, with nothing else in it."""
    inner = [node for node in bar.walk() if node is not bar]
    return any(node.name for node in inner) and all(node.role in ("menu", "menu-item") for node in inner)


def _is_mute(node: UiNode) -> bool:
    """Whether what is drawn there is no text: an icon, also one in the cell of a list or on a label without words."""
    is_bare = not (node.children or node.name or node.value)
    return node.role in _NO_TEXT or (node.role in ("cell", "label") and is_bare)


def _texts(root: UiNode, title: str) -> Iterable[Said]:
    """What is told of the tree: nothing else may stand for text in the pixels."""
    for node, text in told_texts(root, title):
        prepared = written(text)
        if node.box is not None and prepared.key:
            yield Said(prepared, node.box, node.role)


def _explains(said: Said, line: Box) -> bool:
    """Whether a text of the tree stands where unreadable signs are: not the name of the whole page around them."""
    if line.covered_by(said.box.grown(_NEAR)) < 0.5:
        return False
    letter = 0.6 * line.height * line.height  # the area of a letter with its share of the space between lines
    room = said.box.area / letter if letter else 0.0
    return said.box.height <= 2.5 * line.height or len(said.written.key) >= 0.15 * room


def _in_its_place(line: TextLine, text: Written, near: Sequence[Said]) -> str | None:
    """The tree's text in the very place of a surely read line that says something else."""
    if line.score < _SURE or len(text.key) < 4:
        return None
    for said in near:
        if said.role not in _SHORT_TEXT_ROLES or not 4 <= len(said.written.key) <= _LONG:
            continue
        if said.box.covered_by(line.box) < 0.4 or line.box.covered_by(said.box) < 0.7:
            continue
        if SequenceMatcher(None, text.key, said.written.key, autojunk=False).ratio() < _APART:
            return said.written.text
    return None


def _is_row(text: Written, line: Box, near: Sequence[Said]) -> bool:
    """Whether the line is what stands side by side in it, to the letter: cells so close that 8 and 3 are read 83."""
    at, right, texts = 0, line.left - _NEAR, []
    for said in sorted(near, key=lambda said: said.box.left):
        inside = said.box.left >= right and line.grown(_NEAR).contains(*said.box.centre)
        if inside and text.key.startswith(said.written.key, at):
            at, right = at + len(said.written.key), said.box.right - _NEAR
            texts.append(said.written.text)
    return at == len(text.key) and len(texts) > 1 and numbers_agree(text.text, " ".join(texts))


class _ByRow:
    """Finds the tree's texts near a line without looking at all of them."""

    _STEP = 40  # pixels a row

    def __init__(self, texts: Sequence[Said]) -> None:
        self._rows: dict[int, list[Said]] = {}
        self._tall: list[Said] = []
        for said in texts:
            first, last = said.box.top // self._STEP, said.box.bottom // self._STEP
            if last - first > 20:
                self._tall.append(said)
                continue
            for row in range(first, last + 1):
                self._rows.setdefault(row, []).append(said)

    def near(self, box: Box) -> list[Said]:
        """Texts whose element holds most of `box`, with some room around, or lies in it."""
        found: dict[int, Said] = {}
        for row in range((box.top - _NEAR) // self._STEP, (box.bottom + _NEAR) // self._STEP + 1):
            for said in self._rows.get(row, ()):
                found[id(said)] = said
        return [said for said in (*found.values(), *self._tall) if _touches(said.box, box)]


def _touches(element: Box, line: Box) -> bool:
    wider = element.grown(_NEAR)
    common = wider.intersection(line)
    return not common.is_empty and common.height >= 0.5 * min(line.height, wider.height)
