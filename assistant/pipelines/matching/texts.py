"""Texts of two pictures against each other: which line stands in one only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.languages.wording import cleaned, cut, normal_form
from assistant.languages.words import n_
from assistant.pipelines.text.alike import Likeness, compare, written
from models.types import TextLine

_LEAST = 0.6  # the recogniser's score of a line that is told
_LINES = 3  # told of one place
_LETTERS = 160  # told of one place


def unique(lines: Sequence[TextLine], others: Sequence[TextLine], *, exact: bool) -> list[TextLine]:
    """The lines, from the top down, that no other line says.

    `exact`: where all that is equal was read from equal pixels; otherwise a misread letter makes no other text.
    """
    known = {normal_form(line.text) for line in others}
    found = []
    for line in sorted(lines, key=lambda line: (line.box.top, line.box.left)):
        key = normal_form(line.text)
        # a lone sign is often no text but a shape
        if key in known or line.score < _LEAST or len(key) < (1 if exact and key.isdigit() else 2):
            continue
        if not exact and any(_is_same(line.text, other.text) for other in others):
            continue
        found.append(line)
    return found


def _is_same(one: str, other: str) -> bool:
    return any(compare(written(a), written(b)).likeness is Likeness.SAME for a, b in ((one, other), (other, one)))


def quoted(texts: Iterable[str]) -> str:
    """The first few, as they are said: “Total 12”, “Paid” and 3 more lines."""
    cleaned_texts = [text for text in (cleaned(each) for each in texts) if text]
    told = [f"“{cut(text, _LETTERS)}”" for text in cleaned_texts[:_LINES]]
    more = len(cleaned_texts) - _LINES
    if more <= 0:
        return ", ".join(told)
    text = n_("{texts} and {count} more line", "{texts} and {count} more lines", more)
    return text.format(texts=", ".join(told), count=more)
