"""Whether a line read from pixels is a text of the tree: the whole, a part, or something that contradicts it.

A recogniser loses spaces, takes O for 0 and l for 1, and misreads a letter in ten at worst; that is the same text.
A missing word, another digit, sign or decimal separator is not: "was not accepted" is no misreading of "was accepted".
"""

from __future__ import annotations

import enum
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.pipelines.text.numerals import numbers_agree

_ALIKE = 0.72  # similarity from which two readings can be the same text
_SEED = 0.4  # share of a line that must stand in one piece in a longer text
_SHORT = 6  # letters; a shorter line must be found exactly
_WHOLE_CUT = 8  # letters from which a part may begin or end within a word (hyphenated, clipped)
_LONG_LINE = 16  # letters from which a line is looked for by pieces of _PIECE letters
_PIECE = 6
_OFTEN = 8  # places of a piece that are looked at
_REST = 0.15  # share of a line that may be left where it is several texts read as one

_LOOKS = str.maketrans(
    # letters as they look when they are capitals: Cyrillic, Greek; then what a recogniser confuses
    "авекмнорстухіјѕαβεζηικμνορτυχ" + "oli",
    "abekmhopctyxijsabezhikmnoptyx".replace("o", "0").replace("i", "1") + "011",
)


class Likeness(enum.Enum):
    """What a line is to a text."""

    SAME = "same"
    """The text or a part of it."""
    CONTRARY = "contrary"
    """The same but for a number, a sign or a word."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`ratio`: similarity, 0..1. `part`: the piece of the text that the line is compared with."""

    likeness: Likeness
    ratio: float = 0.0
    part: str = ""


class Written:
    """A text prepared for comparing: its letters folded, with the places of words."""

    def __init__(self, text: str) -> None:
        self.text = text
        letters: list[str] = []
        self._places: list[int] = []
        for place, character in enumerate(text):
            for folded in unicodedata.normalize("NFKD", character).casefold():
                if folded.isalnum():
                    letters.append(folded)
                    self._places.append(place)
        self.plain = "".join(letters)
        self.key = self.plain.translate(_LOOKS)

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where words begin in `key`."""
        return frozenset(i for i in range(len(self.key)) if i == 0 or self._apart(i - 1, i))

    @cached_property
    def ends(self) -> frozenset[int]:
        """Where words end in `key`: one past their last letter."""
        last = len(self.key)
        return frozenset(i + 1 for i in range(last) if i + 1 == last or self._apart(i, i + 1))

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """Begin and end of each word in `key`."""
        return list(zip(sorted(self.starts), sorted(self.ends), strict=True))

    @cached_property
    def matcher(self) -> SequenceMatcher[str]:
        """Finds lines in this text; its index is built once."""
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(self.key)
        return matcher

    def raw(self, start: int, end: int) -> str:
        """The text from letter `start` to before letter `end`, with a sign before it and the rest of its words."""
        if start >= end:
            return ""
        first, last = self._places[start], self._places[end - 1] + 1
        while first and not self.text[first - 1].isspace():
            first -= 1
        while last < len(self.text) and not self.text[last].isspace():
            last += 1
        return self.text[first:last]

    def cuts_number(self, start: int, end: int) -> bool:
        """Whether the piece begins or ends between two digits of one number."""
        return any(
            0 < i < len(self.key) and i not in self.starts and self.plain[i - 1].isdigit() and self.plain[i].isdigit()
            for i in (start, end)
        )

    def _apart(self, before: int, after: int) -> bool:
        """Whether two neighbouring letters belong to different words; in scripts without spaces they always do."""
        one, two = self._places[before], self._places[after]
        return two > one + 1 or (two == one + 1 and max(self.text[one], self.text[two]) >= "\u2e80")


@lru_cache(maxsize=4096)
def written(text: str) -> Written:
    """`text` prepared, kept for the next frame."""
    return Written(text)


def compare(line: Written, said: Written, *, clipped: bool = False) -> Comparison:
    """What `line` is to `said`. `clipped`: the line reaches the edge of its element, so a word may be cut."""
    if not line.key or not said.key:
        return Comparison(Likeness.OTHER)
    if line.key == said.key:
        same = numbers_agree(line.text, said.text)
        return Comparison(Likeness.SAME if same else Likeness.CONTRARY, 1.0, said.text)
    inside = _inside(line, said, clipped=clipped)
    if inside is not None:
        part = said.raw(*inside)
        cut = inside[0] not in said.starts or inside[1] not in said.ends
        same = cut or numbers_agree(line.text, part)
        return Comparison(Likeness.SAME if same else Likeness.CONTRARY, 1.0, part)
    if len(line.key) < _SHORT or len(line.key) > 1.5 * len(said.key):
        return Comparison(Likeness.OTHER)
    return _roughly(line, said)


def is_joined(line: Written, texts: Sequence[Written]) -> bool:
    """Whether the line is several texts that the reader took as one: a label and its field, the cells of a row."""
    free = [True] * len(line.key)
    used: list[tuple[int, str]] = []
    for said in sorted(texts, key=lambda said: -len(said.key)):
        size = len(said.key)
        at = line.key.find(said.key) if size else -1
        while at >= 0:
            if all(free[at : at + size]) and (size > 3 or (at in line.starts and at + size in line.ends)):
                free[at : at + size] = [False] * size
                used.append((at, said.text))
                break
            at = line.key.find(said.key, at + 1)
    rest = sum(free)
    if rest > max(1, _REST * len(free)) or rest == len(free):
        return False
    left = [i for i, is_free in enumerate(free) if is_free]
    if any(line.plain[i].isdigit() for i in left) or _lost_words(line, set(left)):
        return False
    return numbers_agree(line.text, " ".join(text for _, text in sorted(used)))


def _inside(line: Written, said: Written, *, clipped: bool) -> tuple[int, int] | None:
    """Where the line stands in the text as whole words, or cut where a text can be cut."""
    size = len(line.key)
    ends_cut = line.text.rstrip().endswith(("…", "...", "-", "\u2010")) or (clipped and size >= 4)
    at = said.key.find(line.key)
    while at >= 0:
        begins, ends = at in said.starts, at + size in said.ends
        if ((begins and (ends or ends_cut)) or size >= _WHOLE_CUT) and not said.cuts_number(at, at + size):
            return at, at + size
        at = said.key.find(line.key, at + 1)
    return None


def _roughly(line: Written, said: Written) -> Comparison:
    """The line against the stretch of the text that fits it best."""
    size = len(line.key)
    slack = size // 5 + 2
    if len(said.key) <= size + 2 * slack:
        start, end = 0, len(said.key)
    else:
        shift = _shift(line.key, said)
        if shift is None:
            return Comparison(Likeness.OTHER)
        start, end = max(0, shift - slack), min(len(said.key), shift + size + slack)
    found = SequenceMatcher(None, line.key, said.key[start:end], autojunk=False).get_matching_blocks()
    blocks = _without_strays([b for b in found if b.size > 1 or (b.size and size < 12)])
    if not blocks:
        return Comparison(Likeness.OTHER)
    matched = sum(b.size for b in blocks)
    first, last = start + blocks[0].b, start + blocks[-1].b + blocks[-1].size
    # a line that begins or ends with misread letters still stands for the words it reaches into
    first, last = max(start, first - blocks[0].a), min(end, last + size - blocks[-1].a - blocks[-1].size)
    ratio = 2 * matched / (size + last - first)
    if ratio < _ALIKE:
        return Comparison(Likeness.OTHER)
    part = said.raw(first, last)
    pairs = _pairs(
        line.key, said.key, [(0, first), *((b.a + i, start + b.b + i) for b in blocks for i in range(b.size))]
    )
    in_line = {one for one, _ in pairs}
    in_said = {two for _, two in pairs}
    lost = _lost_words(line, set(range(size)) - in_line)
    lost = lost or _lost_words(said, {i for i in range(first, last) if i not in in_said}, span=(first, last))
    digits = any(line.plain[i].isdigit() for i in range(size) if i not in in_line) or any(
        said.plain[i].isdigit() for i in range(blocks[0].b + start, blocks[-1].b + start) if i not in in_said
    )
    if lost or digits or said.cuts_number(first, last) or not numbers_agree(line.text, part, inner=True):
        return Comparison(Likeness.CONTRARY, ratio, part)
    return Comparison(Likeness.SAME, ratio, part)


def _shift(line: str, said: Written) -> int | None:
    """Where in the text the line would begin if it stands there; None where too little of it does."""
    if len(line) < _LONG_LINE:
        said.matcher.set_seq1(line)
        seed = said.matcher.find_longest_match()
        return seed.b - seed.a if seed.size >= _SEED * len(line) else None
    # a search for short pieces is many times as fast as one for the longest: most of them agree about the place
    places: Counter[int] = Counter()
    for begin in range(0, len(line) - _PIECE + 1, _PIECE // 2):
        at = said.key.find(line[begin : begin + _PIECE])
        for _ in range(_OFTEN):
            if at < 0:
                break
            places[at - begin] += 1
            at = said.key.find(line[begin : begin + _PIECE], at + 1)
    return places.most_common(1)[0][0] if places else None


def _pairs(line: str, said: str, matched: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of letters that stand for each other; those between two misread ones are found by counting."""
    pairs = [(one, two) for one, two in matched if line[one] == said[two]]
    for (one, two), (next_one, next_two) in pairwise(matched):
        if next_one - one == next_two - two:
            pairs += [(one + i, two + i) for i in range(next_one - one) if line[one + i] == said[two + i]]
    return pairs


def _without_strays(blocks: list[Match]) -> list[Match]:
    """Without the letters at either end that match by chance, farther from the rest than they do in the line."""
    while len(blocks) > 1 and _gap_grows(blocks[0], blocks[1]) > blocks[0].size:
        blocks = blocks[1:]
    while len(blocks) > 1 and _gap_grows(blocks[-2], blocks[-1]) > blocks[-1].size:
        blocks = blocks[:-1]
    return blocks


def _gap_grows(one: Match, two: Match) -> int:
    return (two.b - one.b) - (two.a - one.a)


def _lost_words(text: Written, unmatched: set[int], span: tuple[int, int] | None = None) -> bool:
    """Whether a whole word of `text` has no counterpart; one misread letter is no lost word."""
    for start, end in text.words:
        if span is not None and (start < span[0] or end > span[1]):
            continue
        missing = sum(1 for i in range(start, end) if i in unmatched)
        if end - start >= 2 and missing > 0.7 * (end - start):
            return True
    return False
