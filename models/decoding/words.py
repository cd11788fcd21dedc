"""Whole words out of tokens, as soon as nothing that follows can change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class WordStream:
    """Takes tokens, gives text; the pieces joined are the decoded text."""

    def __init__(self, decode: Callable[[Sequence[int]], str]) -> None:
        self._decode = decode
        self._ids: list[int] = []
        self._given = 0

    def push(self, token: int) -> str:
        """What is complete now and was not before; often empty.

        A word is complete when the next has begun with a letter or digit: a sign may yet be drawn to the word before
        it (don ' t), and half a character may stand at the end.
        """
        self._ids.append(token)
        text = self._decode(self._ids)
        for at in range(len(text) - 1, self._given, -1):
            if text[at - 1].isspace() and text[at].isalnum():
                return self._give(text, at - 1)
        return ""

    def rest(self) -> str:
        """What is left at the end."""
        text = self._decode(self._ids).rstrip()
        return self._give(text, len(text))

    def _give(self, text: str, end: int) -> str:
        piece = text[self._given : end]
        self._given = max(self._given, end)
        return piece
