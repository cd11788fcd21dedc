"""A picture as the index keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.album.picture import Told


@dataclass(frozen=True, slots=True)
class Entry:
    """`path`: below the album's folder, with "/" between folders. `problem`: why it cannot be described; the rest is
    empty then. `taken`: when, by the file's own word, or empty. `place`: None where it was not asked for. `model`: what
    said what it shows. Otherwise as in `picture.Described`. `size` -1: to be looked at again."""

    id: int
    path: str
    size: int
    mtime_ns: int
    digest: bytes
    problem: str = ""
    width: int = 0
    height: int = 0
    taken: str = ""
    place: str | None = None
    own: str = ""
    description: str = ""
    text: str = ""
    claims: tuple[Told, ...] = ()
    gate: str = ""
    fingerprint: int | None = None
    model: str = ""
