"""What one line is to another that stood in its place before: misread, another value, grown, or something else."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein

from assistant.pipelines.text.alike import Likeness, compare, written
from assistant.pipelines.text.numerals import numbers_agree
from assistant.pipelines.watching.lines import Line

_ALIKE = 80  # of 100; a recogniser misreads one letter in ten at worst
_UNSURE = 72  # where one of the two was not read surely: as in assistant.pipelines.text.alike
_SHORT = 6  # letters; the house's comparison wants shorter lines to be exactly the same
CERTAIN = 0.95
"""The score from which two readings that differ in more than a letter are two texts."""
_ONE_IN = 25  # letters of which one may be misread even then
_SURE = 0.9  # score; a short line that is read so surely twice is two lines
_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]*[^\W\d_])?|\d+(?:[.,:]\d+)*")  # "mirr0r" is a word, "12ms" two tokens
_LIKE_LETTERS = str.maketrans("01", "ol")
UNITS = frozenset(
    """b kb mb gb tb kib mib gib byte bytes s sec secs second seconds m min mins minute minutes h hr hrs hour hours d
    day days week weeks ms am pm k x ago few about less than a an left remaining just now eta""".split()
)
"""Words that belong to a number and change with it."""


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers of a line; signs, spinners and drawn bars are neither."""
    found = _TOKEN.findall(text.casefold())
    return tuple(token if token[0].isdigit() else token.translate(_LIKE_LETTERS) for token in found)


def is_same(before: Line, after: Line) -> bool:
    """Whether the letters, the numbers and their signs are the same; of pixels, whatever looks alike."""
    if before.text == after.text:
        return True
    return before.key == after.key and numbers_agree(before.text, after.text)


def likeness(before: Line, after: Line) -> float:
    """How alike the letters of two lines are, 0..100."""
    return fuzz.ratio(before.key, after.key)


def is_slip(before: Line, after: Line) -> bool:
    """Whether one of the two, read from pixels, is a misreading of the other. Their places are not compared."""
    if "text" not in (before.source, after.source):
        return False
    sure = min(before.score, after.score) >= CERTAIN
    if likeness(before, after) < (_ALIKE if sure else _UNSURE):
        return _is_short_slip(before, after)
    one, two = written(after.text), written(before.text)
    if sure and Levenshtein.distance(one.key, two.key) > 1 + len(two.key) // _ONE_IN:
        return False
    if abs(len(one.key) - len(two.key)) > max(2, len(two.key) // 6):
        return False
    return compare(one, two).likeness is Likeness.SAME or _is_short_slip(before, after)


def _is_short_slip(before: Line, after: Line) -> bool:
    """A word of a few letters, one of which was read otherwise, and not surely."""
    one, two = before.key, after.key
    if min(len(one), len(two)) < 3 or max(len(one), len(two)) > _SHORT + 2 or abs(len(one) - len(two)) > 1:
        return False
    if min(before.score, after.score) >= _SURE or not numbers_agree(before.text, after.text):
        return False
    return max(len(one), len(two)) - LCSseq.similarity(one, two) <= 1


def kept(before: Line, after: Line) -> int | None:
    """`kept_by_value` of two lines, where those of pixels may be misread in a letter."""
    return kept_by_value(before.text, after.text, misread="text" in (before.source, after.source))


@lru_cache(maxsize=8192)
def kept_by_value(before: str, after: str, *, misread: bool = False) -> int | None:
    """How much both have in common, where the rest of both is numbers with their units; None where it is not.

    "Downloading 3 %" and "Downloading 4 %" differ in a value. Words and numbers in common count one, those before the
    first difference two: a row is known by how it begins. `misread`: a letter of a word may be.
    """
    one, two = tokens(before), tokens(after)
    kept = 0
    differ = False
    for tag, i, end, j, stop in _opcodes(one, two):
        if tag == "equal":
            kept += (end - i) * (1 if differ else 2)
            continue
        rest = one[i:end] + two[j:stop]
        if misread and end - i == stop - j:
            pairs = [(a, b) for a, b in zip(one[i:end], two[j:stop], strict=True) if not _is_word_misread(a, b)]
            kept += (end - i - len(pairs)) * (1 if differ else 2)
            rest = tuple(token for pair in pairs for token in pair)
        if not all(token[0].isdigit() or token in UNITS for token in rest):
            return None
        differ = differ or bool(rest)
    if not differ or not any(token[0].isdigit() for token in (*one, *two)):
        return None
    return kept


def _is_word_misread(one: str, two: str) -> bool:
    return min(len(one), len(two)) >= 4 and Levenshtein.distance(one, two) <= 1 and not one[0].isdigit()


def _opcodes(one: tuple[str, ...], two: tuple[str, ...]) -> list[tuple[str, int, int, int, int]]:
    """Begin and end in both of what is equal and, between that, of what is not."""
    found: list[tuple[str, int, int, int, int]] = []
    for code in LCSseq.opcodes(one, two):
        tag = "equal" if code.tag == "equal" else "other"
        i, j = code.src_start, code.dest_start
        if found and tag == "other" == found[-1][0]:
            _, i, _, j, _ = found.pop()
        found.append((tag, i, code.src_end, j, code.dest_end))
    return found


def tail_of(before: Line, after: Line) -> str:
    """What `after` has beyond `before` where it is the same line, grown; empty where it is not."""
    old, new = before.text, after.text
    if len(new) <= len(old) or not before.key or not after.key.startswith(before.key):
        return ""
    if not new.startswith(old):
        # read a little otherwise: the words beyond those that there were
        rest = new.split()[len(old.split()) :]
        return " ".join(rest)
    cut = len(old)
    if new[cut].isalnum() and old[-1].isalnum():
        cut = max(old.rfind(" ") + 1, 0)
    return new[cut:].strip(" ,;:")
