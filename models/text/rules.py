"""What is made of a recognised line: general corrections, and whether it is accepted, refused or unreadable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from models.text.found import Detected, Recognised
from models.types import Box, TextLine

# Measured on generated screens (9 to 24 px, light and dark, 18 languages): lines that are read right have a mean
# probability of 0.82 and more and are 0.2 to 0.5 line heights wide a character; lines in scripts that the
# recogniser was not trained on (Cyrillic, Hebrew, Thai ...) come out with 0.3 to 0.8, or as almost nothing.
MIN_SCORE = 0.78
_WIDEST_CHARACTER = 1.1  # line heights
_SURE_TO_BE_TEXT = 0.72  # detector score from which unreadable marks count as text in another script
_WEAK_END = 0.75  # probability below which a first or last character that nothing supports is dropped

_DIGITS = "0123456789"
_SURE_DIGIT = 0.97  # real digits come with 0.99 and more; a circle or a bar of an icon may pass for 0 or 1 below it

_WEAK_ICON = 0.9  # probability below which one sign and a space before sure letters is an icon: "I agree" has 0.99

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_O_IN_NUMBER = re.compile(
    r"(?<=[0-9])[Oo](?=[0-9.,:%]|\b)|(?<![A-Za-z0-9])[Oo](?=x[0-9A-Fa-f]{2})|(?<=[0-9][.,:])[Oo](?=[0-9])"
)
_ZERO_IN_WORD = re.compile(r"(?<![0-9A-Za-z.,:#-])0(?=[a-z]{2})(?!x)")
_GLUED_MONTH = re.compile(rf"\b([0-9]{{1,2}}) ?(?:({_MONTHS})|0ct)\b")
_BOXES = re.compile(r"[0oO\s□]{3,}")


def corrected(text: str) -> str:
    """Confusions of letter O and digit 0 that the neighbours decide; odd widths of characters made ordinary."""
    if any(0xFF00 <= ord(character) <= 0xFFEF for character in text):
        text = unicodedata.normalize("NFKC", text)
    text = _O_IN_NUMBER.sub("0", text)
    text = _GLUED_MONTH.sub(lambda match: f"{match[1]} {match[2] or 'Oct'}", text)
    return _ZERO_IN_WORD.sub("O", text)


def as_line(where: Detected, what: Recognised) -> TextLine | None:
    """The line, or the line marked unreadable, or None where there is no text."""
    what = _without_weak_ends(what)
    text = what.text.strip()
    marks = sum(1 for character in text if not character.isspace())
    box = where.box
    if len(text) <= 1 and box.width < 2 * box.height:
        return TextLine(text, box, what.score) if text and text.isalnum() and what.score >= 0.9 else None
    sparse = marks == 0 or box.width / box.height / marks > _WIDEST_CHARACTER
    tofu = bool(_BOXES.fullmatch(text)) and what.score < 0.97  # the empty boxes drawn where a font lacks the letter
    if sparse or tofu or what.score < MIN_SCORE:
        is_text = where.score >= _SURE_TO_BE_TEXT and box.width >= 2 * box.height
        return TextLine("", box, where.score, readable=False) if is_text else None
    return TextLine(corrected(text), box, what.score)


def digit_lines(boxes: Sequence[Box], results: Sequence[Recognised]) -> list[TextLine]:
    """Lone glyphs that the recogniser is sure are one digit; anything else may be an icon."""
    return [
        TextLine(what.text, box, what.score)
        for box, what in zip(boxes, results, strict=True)
        if len(what.text) == 1 and what.text in _DIGITS and what.score >= _SURE_DIGIT
    ]


def without_icons(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Drops single letters that stand alone: they are icons. Digits, and letters beside other text, stay."""
    kept = []
    for line in lines:
        if len(line.text) == 1 and line.readable and not _has_neighbour(line, lines):
            continue
        kept.append(line)
    return tuple(kept)


def _has_neighbour(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Text on the same row within four line heights; for a digit, also in its column (line numbers, table cells)."""
    box, reach = line.box, 4 * line.box.height
    for other in lines:
        if other is line or not other.text:
            continue
        near = other.box
        same_row = min(box.bottom, near.bottom) - max(box.top, near.top) > 0.5 * min(box.height, near.height)
        if same_row and near.left - reach < box.right and near.right + reach > box.left:
            return True
        same_column = min(box.right, near.right) > max(box.left, near.left)
        if line.text.isdigit() and same_column and abs(near.centre[1] - box.centre[1]) < reach:
            return True
    return False


def _without_weak_ends(what: Recognised) -> Recognised:
    """Edges of a picture beside a word are sometimes read as one more character, with little probability."""
    characters = what.characters
    if len(characters) < 4 or len(characters) != len(what.text):
        return what
    start, end = 0, len(characters)
    if characters[0] < _WEAK_END and min(characters[1:4]) > 0.95 and not what.text[0].isalnum():
        start = 1
    elif what.text[1].isspace() and characters[0] < _WEAK_ICON and min(characters[2:]) > _WEAK_ICON:
        start = 2  # an icon before a label
    if characters[-1] < _WEAK_END and min(characters[-4:-1]) > 0.95 and _is_odd_end(what.text):
        end -= 1
    kept = characters[start:end]
    return Recognised(what.text[start:end], sum(kept) / len(kept), kept)


def _is_odd_end(text: str) -> bool:
    """A last character of another kind than those before it: a letter after digits, a sign after letters."""
    last, before = text[-1], text[-2]
    if last.isalpha():
        return before.isdigit()
    return not last.isalnum() and last not in ".,:;!?)]}\"'%…"
