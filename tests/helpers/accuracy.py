"""Word accuracy: which words of the truth were read, in order, line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from models.types import TextLine


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text)
    return text.replace("’", "'").replace("…", "...").replace("—", "-").replace("–", "-").split()


def word_accuracy(truth: Sequence[TextLine], read: Sequence[TextLine]) -> float:
    """The share of the truth's words that were read exactly, 0..1. A line read counts for the one it overlaps most."""
    pieces: list[list[TextLine]] = [[] for _ in truth]
    for line in read:
        middle = line.box.centre[1]
        overlaps = [
            (min(line.box.right, t.box.right) - max(line.box.left, t.box.left), number)
            for number, t in enumerate(truth)
            if t.box.top - 3 <= middle <= t.box.bottom + 3
        ]
        if overlaps and max(overlaps)[0] > 0:
            pieces[max(overlaps)[1]].append(line)
    right = total = 0
    for wanted, parts in zip(truth, pieces, strict=True):
        words = _words(wanted.text)
        got = _words(" ".join(part.text for part in sorted(parts, key=lambda part: part.box.left)))
        right += LCSseq.similarity(words, got)
        total += len(words)
    return right / total if total else 1.0
