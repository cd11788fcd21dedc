"""What is made of a recognised line: general corrections, and whether it is accepted, refused or unreadable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from models.text.found import Detected, Recognised
from models.types import Box, TextLine

# Measured on generated screens (9 to 24 px, light and dark, 18 languages): lines that are read right have a mean
# probability of 0.82 and more and are 0.2 to 0.5 line heights wide a character; lines in scripts that the
# recogniser was not trained on (Cyrillic, Hebrew, Thai ...) come out with 0.3 to 0.8, or as almost nothing.
MIN_SCORE = 0.78
_WIDEST_CHARACTER = 1.1  # line heights
_SURE_TO_BE_TEXT = 0.72  # detector score from which unreadable marks count as text in another script
_WEAK_END = 0.75  # probability below which a first or last character that nothing supports is dropped

_SURE_ALONE = 0.9  # score from which one letter or digit, with or without a sign, is text and no drawing
_TALLEST = 150  # pixels; what is higher and cannot be read is a pattern
_SURE_LETTER = 0.9  # probability from which a letter is taken as it was read
_DIGITS = "0123456789"
_SURE_DIGIT = 0.97  # real digits come with 0.99 and more; a circle or a bar of an icon may pass for 0 or 1 below it

_WEAK_ICON = 0.9  # probability below which one sign and a space before sure letters is an icon: "I agree" has 0.99

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# A capital O at a number's end or in it, a small one only within it (1o and 4o are written); never after a letter and
# a digit (H2O). Hexadecimal: only where the whole word is.
_O_IN_NUMBER = re.compile(
    r"(?<![A-Za-z][0-9])(?<=[0-9])(?:O(?=[0-9.,:%]|\b)|o(?=[0-9.,:]*[0-9]))"
    r"|(?<![A-Za-z0-9])[Oo](?=x[0-9A-Fa-f]*[0-9][0-9A-Fa-f]*\b)"
    r"|(?<=[0-9][.,:])[Oo](?=[0-9])"
)
_UNITS = (
    "ms|px|km|kg|cm|mm|dm|nm|kb|mb|gb|tb|hz|khz|mhz|ml|cl|pt|em|rem|vh|vw|fps|bits?|bytes?|days?|dpi|ppi|mins?|secs?|hrs?|"
    "mph|kph|rpm|am|pm|st|nd|rd|th|deg|kwh|mah|kcal|items?|files?|points?|of|at|in|to|and|or"
)
_ZERO_IN_WORD = re.compile(rf"(?<![0-9A-Za-z.,:#-])0(?!(?:{_UNITS})\b)(?=[a-z]{{2}})(?!x)")
_GLUED_MONTH = re.compile(rf"\b([0-9]{{1,2}}) ?(?:({_MONTHS})|0ct)\b")
_GLUED_MARK = re.compile(r"^([✓✔☑☐☒□■○●◉◯•◦▪►▶▸])(?=[^\W_])")  # of a check box, an option, a list
# capitals, or small letters, that are drawn the same in Latin and Cyrillic, with what may stand between them
_LOOK_ALIKES = re.compile(r"[\W\d_]*(?:[ABCEHKMOPTXY][ABCEHKMOPTXY\W\d_]+|[aceopxy][aceopxy\W\d_]+)")
_FOREIGN = 0.2  # share of unreadable lines from which a screen is in another script; single ones may be icons
_SIMPLE_SIGNS = frozenset("一二三十口日田回丨囗王土工人入八个大小上下中山川卜乙丶丿亅了巾门目且吕品凹凸巨匚匸メ")
_SURE_SIGN = 0.95  # score from which one sign alone is text
_BOXES = re.compile(r"[0oO\s□]{3,}")


def corrected(text: str, characters: Sequence[float] = ()) -> str:
    """Letter O and digit 0 as the neighbours decide; odd widths made ordinary; a mark before a word set apart.

    A letter is changed only where the recogniser was not sure of it; without its probabilities, none is.
    """
    if len(characters) == len(text):
        text = _unsure(_O_IN_NUMBER, "0", text, characters)
        text = _unsure(_ZERO_IN_WORD, "O", text, characters)
    if any(0xFF00 <= ord(character) <= 0xFFEF for character in text):
        text = unicodedata.normalize("NFKC", text)
    text = _GLUED_MARK.sub(r"\1 ", text)
    return _GLUED_MONTH.sub(lambda match: f"{match[1]} {match[2] or 'Oct'}", text)


def _unsure(pattern: re.Pattern[str], right: str, text: str, characters: Sequence[float]) -> str:
    return pattern.sub(lambda match: right if characters[match.start()] < _SURE_LETTER else match[0], text)


def as_line(where: Detected, what: Recognised) -> TextLine | None:
    """The line, or the line marked unreadable, or None where there is no text."""
    what = _without_weak_ends(what)
    text = what.text.strip()
    before = len(what.text) - len(what.text.lstrip())
    marks = sum(1 for character in text if not character.isspace())
    box = where.box
    if marks <= 2 and sum(character.isalnum() for character in text) <= 1 and box.width < 2 * box.height:
        is_sign = any(character.isalnum() for character in text) and what.score >= _SURE_ALONE
        return TextLine(text, box, what.score) if is_sign else None
    sparse = marks == 0 or box.width / box.height / marks > _WIDEST_CHARACTER
    tofu = bool(_BOXES.fullmatch(text)) and what.score < 0.97  # the empty boxes drawn where a font lacks the letter
    if sparse or tofu or what.score < MIN_SCORE or _mixes_scripts(text):
        is_text = where.score >= _SURE_TO_BE_TEXT and 2 * box.height <= box.width and box.height <= _TALLEST
        return TextLine("", box, where.score, readable=False) if is_text else None
    return TextLine(corrected(text, what.characters[before : before + len(text)]), box, what.score)


def digit_lines(boxes: Sequence[Box], results: Sequence[Recognised]) -> list[TextLine]:
    """Lone glyphs that the recogniser is sure are one digit; anything else may be an icon."""
    return [
        TextLine(what.text, box, what.score)
        for box, what in zip(boxes, results, strict=True)
        if len(what.text) == 1 and what.text in _DIGITS and what.score >= _SURE_DIGIT
    ]


def without_icons(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Drops single signs that stand alone and may be icons; others, and those beside other text, stay.

    Where much text is in another script, what could be either script is not read as Latin.
    """
    foreign = sum(not line.readable for line in lines)
    other_script = foreign > 0 and foreign >= _FOREIGN * len(lines)
    kept = []
    for line in lines:
        if len(line.text) == 1 and line.readable and _may_be_icon(line) and not _has_neighbour(line, lines):
            continue
        if other_script and line.readable and _LOOK_ALIKES.fullmatch(line.text):
            line = replace(line, text="", readable=False)
        kept.append(line)
    return tuple(kept)


def _may_be_icon(line: TextLine) -> bool:
    """A letter nearly always, 0 a ring, 1 a bar; of Chinese signs those that are drawn as simply as icons."""
    if line.score < _SURE_SIGN:
        return True
    return not ("2" <= line.text <= "9" or ("\u3400" <= line.text <= "\u9fff" and line.text not in _SIMPLE_SIGNS))


def _mixes_scripts(text: str) -> bool:
    """Whether a word has Latin letters among Greek or Cyrillic ones, but for one sign at its end (μm, ΔT)."""
    return any(
        re.search(r"[A-Za-z]", part) and re.search(r"[\u0370-\u052f]", part)
        for word in text.split()
        for part in (word[1:] if "\u0370" <= word[0] <= "\u052f" else word[:-1],)
    )


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
