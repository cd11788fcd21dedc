"""The pictures of an index that look nearly the same, group by group."""

from __future__ import annotations

import functools
import sqlite3

from assistant.album import schema
from assistant.album.fingerprints import Seen, groups
from assistant.album.index import Index
from assistant.languages.wording import joined, spoken_words
from assistant.languages.words import _
from assistant.printable import printable_name

_KEPT = 2000  # pictures whose words are kept while they are compared


def duplicates(index: Index) -> list[list[int]]:
    """Groups of ids, two or more each, by their paths. Loads numpy. Raises AlbumError."""
    ask = index.connection.execute
    try:
        rows = ask(
            "SELECT id, digest, fingerprint, width, height FROM pictures WHERE problem = '' "
            "AND height > 0 ORDER BY path"
        ).fetchall()
    except sqlite3.Error as error:
        raise schema.problem(error) from error
    seen = [Seen(id, digest, bits, width / height) for id, digest, bits, width, height in rows]

    @functools.lru_cache(_KEPT)
    def words(id: int) -> frozenset[str]:
        (text,) = ask("SELECT text FROM pictures WHERE id = ?", (id,)).fetchone()
        return frozenset(spoken_words(text).split())

    return groups(seen, words)


def told(index: Index, group: list[int]) -> str:
    """A sentence about a group: copies of one file, or pictures that look alike."""
    found = [entry for id in group if (entry := index.entry(id)) is not None]
    names = joined([printable_name(entry.path) for entry in found])
    if len({entry.digest for entry in found}) == 1:
        return _("The same file: {names}.").format(names=names)
    return _("They look nearly the same: {names}.").format(names=names)
