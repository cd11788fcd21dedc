"""The search of an index by words."""

from __future__ import annotations

import re
import sqlite3
import unicodedata

from assistant.album import schema
from assistant.album.index import Index

_WORD = re.compile(r"[^\W_]+")  # what FTS5's unicode61 takes for a word
_MOST_WORDS = 32


def query_of(words: str) -> str:
    """The words as a question to FTS5: all of them, each as the beginning of a word; "" where there is none.

    What FTS5 would take for its own signs and operators is only words.
    """
    found = _WORD.findall(unicodedata.normalize("NFC", words))[:_MOST_WORDS]
    return " AND ".join(f'"{word}"*' for word in found)


def find(index: Index, words: str) -> list[int]:
    """The ids of the pictures that have all the words, the best first: names and people's own descriptions count most.

    Case and diacritics do not matter. Empty where there are no words. Raises AlbumError.
    """
    query = query_of(words)
    if not query:
        return []
    try:
        rows = index.connection.execute(
            "SELECT words.rowid FROM words JOIN pictures ON pictures.id = words.rowid "
            "WHERE words MATCH ? AND pictures.problem = '' ORDER BY bm25(words, 4.0, 8.0, 2.0, 2.0, 1.0), words.rowid",
            (query,),
        ).fetchall()
    except sqlite3.Error as error:
        raise schema.problem(error) from error
    return [id for (id,) in rows]
