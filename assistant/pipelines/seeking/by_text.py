"""What is sought by the words that stand on it: signs, labels, covers, the text of a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from assistant.languages.wording import cleaned
from assistant.pipelines.seeking.sighting import NOTHING, Sighting
from assistant.pipelines.seeking.wanted import Sought, says
from models.types import Box, TextLine

SURE = 0.8  # the reader's least score of a line that counts
_NEAR = 0.15  # by which a line where it was before is preferred
_WORD = re.compile(r"[^\W_]+(?:[.,:'’][^\W_]+)*")


def by_text(lines: Sequence[TextLine], sought: Sought, *, near: Box | None = None) -> Sighting:
    """The line that says the words best, boxes as those of the lines; `near`: where it was before."""
    readable = [line for line in lines if line.readable and line.score >= SURE]
    for wanted in sought.texts:
        several = len(wanted.split()) > 1
        best, place, text, score = 0.0, None, "", 0.0
        for line in [*readable, *(_pairs(readable) if several else ())]:
            fits = says(line.text, wanted)
            if not fits:
                continue
            box = _words_in(line, wanted)
            worth = fits + (_NEAR if near is not None and not box.intersection(near).is_empty else 0.0)
            if (worth, box.height) > (best, place.height if place is not None else 0):
                best, place, text, score = worth, box, cleaned(line.text), line.score
        if place is not None:
            return Sighting(place, score, "text", text)
    return NOTHING


def _pairs(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Two lines as one, where the second goes on below or beside the first."""
    for first, second in permutations(lines, 2):
        a, b = first.box, second.box
        height = min(a.height, b.height)
        across = min(a.right, b.right) - max(a.left, b.left)
        below = 0.5 * a.height < b.centre[1] - a.centre[1] and b.top - a.bottom < height and across > 0
        same_row = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * height
        beside = same_row and -0.3 * height < b.left - a.right < 1.5 * height
        alike = max(a.height, b.height) < 1.8 * height
        if alike and (below or beside):
            yield TextLine(f"{first.text} {second.text}", a.union(b), min(first.score, second.score))


def _words_in(line: TextLine, wanted: str) -> Box:
    """The part of a line's box where the words are, where the line says more; letters count as equally wide."""
    words = list(_WORD.finditer(line.text))
    count = max(1, len(_WORD.findall(wanted)))
    if len(words) <= count or not line.text:
        return line.box
    for at in range(len(words) - count + 1):
        first, last = words[at], words[at + count - 1]
        if says(line.text[first.start() : last.end()], wanted) >= 0.75:
            share = line.box.width / len(line.text)
            left, right = line.box.left + first.start() * share, line.box.left + last.end() * share
            return Box(int(left), line.box.top, max(int(left) + 1, round(right)), line.box.bottom)
    return line.box
