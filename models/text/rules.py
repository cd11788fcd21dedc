"""What is made of a recognised line: general corrections, and whether it is accepted, refused or unreadable."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from models.types import TextLine

MIN_SCORE = 0.6
"""Below this mean probability a line is not text, or not text that can be read."""

_O_IN_NUMBER = re.compile(r"(?<=[0-9])[Oo](?=[0-9.,:%]|\b)|(?<![A-Za-z0-9])[Oo](?=x[0-9A-Fa-f]{2})|(?<=[0-9][.,:])[Oo](?=[0-9])")
_ZERO_IN_WORD = re.compile(r"(?<![0-9A-Za-z.,:#-])0(?=[a-z]{2})(?!x)")


def corrected(text: str) -> str:
    """Confusions of letter O and digit 0 that the neighbours decide; odd widths of characters made ordinary."""
    text = unicodedata.normalize("NFKC", text) if any(0xFF00 <= ord(c) <= 0xFFEF for c in text) else text
    text = _O_IN_NUMBER.sub("0", text)
    return _ZERO_IN_WORD.sub("O", text)


def accept(line: TextLine) -> TextLine | None:
    """The line, or the line marked unreadable, or None where there is no text at all."""
    text = line.text.strip()
    if not text:
        return None
    if line.score < MIN_SCORE:
        return None
    if len(text) == 1 and (line.score < 0.9 or not text.isalnum()):
        return None  # a single sign is an icon more often than a word
    return replace(line, text=text)
