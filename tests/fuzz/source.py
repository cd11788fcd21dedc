"""Values of every kind out of bytes, so that a fuzzer that changes bytes changes values; and what all words keep to."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_folder = tempfile.TemporaryDirectory(prefix="lookaloud-fuzz-")
_BAD = frozenset(("Cc", "Cs", "Zl", "Zp"))
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ODD = (
    "", " ", "\n", "\0", "\x1b[31m", "\u202e", "\u2066", "\u200d", "\ufeff", "\u2028", "\ud800", "\U0010ffff", "²", "٣",
    "½", "ß", "İ", "ﬁ", "“", "”", "…", "{name}", "{0}", "%s", "%", "&", "<b>", "-->", "0", "-1", "1e999", "9" * 20,
    "3.14", "50 %", "12:30", "http://a.example/b/c", "a@b.example", "$5", "Save", "Cancel", "error",
    "Total", "password", "|", "•", "•••••", "-----", "=====", "* * * *", "日本語", "مرحبا", "नमस्ते", "e\u0301", "🙂",
    "word ",
)  # fmt: skip


class Source:
    """Reads its bytes from the first to the last; what is read beyond is 0."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def is_empty(self) -> bool:
        return self._at >= len(self._data)

    def byte(self) -> int:
        """0..255."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def number(self, low: int, high: int) -> int:
        """From `low` to `high`, both among them."""
        width = ((high - low).bit_length() + 7) // 8
        return low + int.from_bytes(bytes(self.byte() for _ in range(width)), "little") % (high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """One of them."""
        return items[self.number(0, len(items) - 1)]

    def chance(self, one_in: int) -> bool:
        """More often false."""
        return self.byte() % one_in == 1

    def text(self) -> str:
        """Odd words, letters of the bytes, or many of one."""
        parts = []
        for _ in range(self.number(0, 5)):
            kind = self.byte() % 8
            if kind < 4:
                parts.append(self.pick(_ODD))
            elif kind < 7:
                raw = bytes(self.byte() for _ in range(self.number(0, 12)))
                parts.append(raw.decode("utf-8", "replace"))
            else:
                parts.append(self.pick(_ODD) * self.number(0, 400))
        return "".join(parts)

    def rest(self) -> bytes:
        """All that is left."""
        left, self._at = self._data[self._at :], len(self._data)
        return left


def file_of(data: bytes, name: str) -> Path:
    """A file with these bytes, until the next one of that name is made."""
    path = Path(_folder.name) / name
    path.write_bytes(data)
    return path


def check_words(text: str) -> None:
    """What is said or shown steers neither a voice nor a terminal, and can be encoded."""
    text.encode()
    bad = {
        hex(ord(sign)) for sign in text if sign != "\n" and (unicodedata.category(sign) in _BAD or sign in _DIRECTIONS)
    }
    assert not bad, (bad, text[:300])


def check_sentence(text: str, *, most: int = 700) -> None:
    """One or two of them, for somebody who hears them."""
    check_words(text)
    assert text.endswith((".", "?", "!")), text
    assert 10 < len(text) < most, text[:most]
