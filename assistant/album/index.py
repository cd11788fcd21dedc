"""An album's index: one row a picture, in SQLite. No numpy: the window reads it in the app's process."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.album import schema, words
from assistant.album.entry import Entry
from assistant.album.folder import PictureFile
from assistant.album.picture import Described, Told
from assistant.printable import printable_name

_COLUMNS = (
    "id, path, size, mtime_ns, digest, problem, width, height, taken, place, own, description, text, claims, gate, "
    "fingerprint, model"
)
_PAGE = 200  # rows that are held at a time


def default_path(root: Path) -> Path:
    """Where the index of a folder lies: among the user's data, by a hash of the folder's path."""
    import platformdirs

    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return platformdirs.user_data_path("lookaloud", appauthor=False) / "albums" / f"{name}.sqlite"


class Index:
    """Rows of pictures; every change is kept at once. Called from one thread. Its methods raise AlbumError."""

    def __init__(self, path: Path, *, root: Path, check: bool = False) -> None:
        """Open the index at `path` of the folder `root`, or make it; `check`: find out first whether it is whole.

        `notice`: a sentence to be told, or empty.
        """
        self.path = path
        self.root = root
        self._connection, self.notice = schema.connected(path, check=check)
        with self._asking() as ask:
            if ask("SELECT value FROM meta WHERE key = 'root'").fetchone() is None:
                ask("INSERT OR REPLACE INTO meta VALUES ('root', ?)", (os.fsencode(root.resolve()),))

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        try:
            yield self._connection.execute
        except sqlite3.Error as error:
            raise schema.problem(error) from error

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is changed inside is kept together or not at all."""
        with self._asking() as ask:
            ask("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        with self._asking() as ask:
            ask("COMMIT")

    @property
    def connection(self) -> sqlite3.Connection:
        """For what asks the index in its own words (the search, the plan of a run)."""
        return self._connection

    def count(self, *, bad: bool = False) -> int:
        """How many pictures are described, or cannot be."""
        with self._asking() as ask:
            return int(ask(f"SELECT count(*) FROM pictures WHERE problem {'!=' if bad else '='} ''").fetchone()[0])

    def ids(self) -> list[int]:
        """Of all pictures that are described, by their paths."""
        with self._asking() as ask:
            return [id for (id,) in ask("SELECT id FROM pictures WHERE problem = '' ORDER BY path")]

    def entry(self, id: int) -> Entry | None:
        """One picture; None where it is there no more."""
        with self._asking() as ask:
            row = ask(f"SELECT {_COLUMNS} FROM pictures WHERE id = ?", (id,)).fetchone()
        return _entry(row) if row is not None else None

    def at(self, path: str) -> Entry | None:
        """The picture with that path."""
        with self._asking() as ask:
            row = ask(f"SELECT {_COLUMNS} FROM pictures WHERE path = ?", (os.fsencode(path),)).fetchone()
        return _entry(row) if row is not None else None

    def entries(self, *, bad: bool = False) -> Iterator[Entry]:
        """All pictures that are described, or cannot be, by their paths; a page of them is held at a time."""
        after = b""
        while True:
            with self._asking() as ask:
                rows = ask(
                    f"SELECT {_COLUMNS} FROM pictures WHERE path > ? AND problem {'!=' if bad else '='} '' "
                    f"ORDER BY path LIMIT {_PAGE}",
                    (after,),
                ).fetchall()
            yield from map(_entry, rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1][1]

    def with_content(self, digest: bytes) -> list[Entry]:
        """The described pictures whose files have that content."""
        with self._asking() as ask:
            rows = ask(
                f"SELECT {_COLUMNS} FROM pictures WHERE digest = ? AND problem = '' AND size >= 0 LIMIT {_PAGE}",
                (digest,),
            ).fetchall()
        return [_entry(row) for row in rows]

    def keep(self, file: PictureFile, digest: bytes, described: Described, *, place: bool, model: str) -> Entry:
        """Write what was found out of a file in place of what was known. `place`: whether it was asked for."""
        size = file.size if described.complete else -1
        entry = Entry(
            0, file.path, size, file.mtime_ns, digest, "", described.width, described.height, described.facts.taken,
            described.facts.place if place else None, described.facts.own, described.description, described.text,
            described.claims, described.gate, described.fingerprint, model,
        )  # fmt: skip
        self.write(entry)
        return entry

    def keep_problem(self, file: PictureFile, digest: bytes, problem: str, *, for_good: bool) -> None:
        """Write why a file cannot be described; it is looked at again when it changes, or if not `for_good` at once."""
        size = file.size if for_good else -1
        self.write(Entry(0, file.path, size, file.mtime_ns, digest, problem))

    def write(self, entry: Entry) -> None:
        """Write the row of `entry.path`; its id is not looked at."""
        said = " ".join(claim.text for claim in entry.claims if claim.source != "gate")
        found_by = ("", "", "") if entry.problem else (printable_name(entry.path), said, words.searched_day(entry))
        values = (
            os.fsencode(entry.path), entry.size, entry.mtime_ns, entry.digest, entry.problem, entry.width, entry.height,
            entry.taken, entry.place, entry.own, entry.description, entry.text, _claims_text(entry.claims), entry.gate,
            entry.fingerprint, entry.model, *found_by,
        )  # fmt: skip
        columns = f"{_COLUMNS.removeprefix('id, ')}, name, said, day"
        names = columns.split(", ")
        with self._asking() as ask:
            ask(
                f"INSERT INTO pictures({columns}) VALUES ({', '.join('?' * len(names))}) "
                f"ON CONFLICT(path) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names[1:])}",
                [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values],
            )

    def forget(self, paths: Sequence[str]) -> None:
        """Take the rows of these paths out."""
        with self._asking() as ask:
            for path in paths:
                ask("DELETE FROM pictures WHERE path = ?", (os.fsencode(path),))

    def forget_places(self) -> int:
        """Take out where pictures were taken, also from the file; returns of how many it was known."""
        with self._asking() as ask:
            count = int(ask("UPDATE pictures SET place = NULL WHERE place IS NOT NULL").rowcount)
            ask("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return count

    def begin_again(self) -> None:
        """Every picture is to be described anew; a run that is broken off is gone on with by the next."""
        with self._asking() as ask:
            ask("UPDATE pictures SET size = -1")

    def of_other_models(self, model: str) -> int:
        """How many pictures were described with another model than `model`."""
        with self._asking() as ask:
            asked = "SELECT count(*) FROM pictures WHERE problem = '' AND model != ?"
            return int(ask(asked, (model,)).fetchone()[0])


def _claims_text(claims: Sequence[Told]) -> str:
    told = [{"text": each.text, "source": each.source, "confidence": each.confidence} for each in claims]
    return json.dumps(told, ensure_ascii=False)


def _entry(row: tuple[Any, ...]) -> Entry:
    id, path, *rest = row
    values = dict(zip(_COLUMNS.split(", ")[2:], rest, strict=True))
    values["claims"] = tuple(Told(**claim) for claim in json.loads(values["claims"]))
    return Entry(id, os.fsdecode(path), **values)
