"""Brings an index up to date with its folder: only what is new or changed is described, picture by picture."""

from __future__ import annotations

import hashlib
import itertools
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from assistant.album import schema, words
from assistant.album.folder import PictureFile, kind_of_no_use, walk
from assistant.album.index import Index
from assistant.album.picture import Describe
from assistant.album.worker import PictureFailed
from assistant.errors import BadImage, NoPictures
from assistant.languages.words import _
from assistant.printable import printable_name
from models.cancel import CancelToken
from models.errors import ModelError

_PAGE = 200  # pictures that are held at a time
_CHUNK = 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Unchanged:
    """So many pictures are as the index has them; it comes first, once."""

    count: int


@dataclass(frozen=True, slots=True)
class Done:
    """The picture is described: `number` of `of` that are to be done. `sentence`: the first of its description."""

    path: str
    number: int
    of: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The same content was described under another name, `before`, and not again."""

    path: str
    number: int
    of: int
    before: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The file was touched but holds what it held, or only its place was looked up."""

    path: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Bad:
    """The picture, or a folder, cannot be read. `number` 0: a folder."""

    path: str
    number: int
    of: int
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A picture is in the folder no more, and now not in the index either."""

    path: str


Outcome: TypeAlias = Unchanged | Done | Moved | Refreshed | Bad | Gone


def update(
    index: Index, describe: Describe, *, place: bool = False, again: bool = False, model: str = "", cancel: CancelToken
) -> Iterator[Outcome]:
    """What becomes of each picture, kept before it is told. `place`: whether where it was taken is kept too; `again`:
    describe all anew; `model`: which model says what pictures show.

    Memory does not grow with the number of pictures. Raises NoPictures, AlbumError, Cancelled.
    """
    run = _Run(index, describe, place=place, model=model, cancel=cancel)
    try:
        yield from run.go(again=again)
    except sqlite3.Error as error:
        raise schema.problem(error) from error


class _Run:
    """One update."""

    def __init__(self, index: Index, describe: Describe, *, place: bool, model: str, cancel: CancelToken) -> None:
        self._index = index
        self._ask = index.connection.execute
        self._describe = describe
        self._place = place
        self._model = model
        self._cancel = cancel

    def go(self, *, again: bool) -> Iterator[Outcome]:
        blocked = self._look()
        (found,) = self._ask("SELECT count(*) FROM found").fetchone()
        name = printable_name(self._index.root.name or str(self._index.root))
        if not found:  # perhaps a drive that is not there today: the index is left as it is
            raise NoPictures(_("There is no picture in the folder {name}.").format(name=name))
        if again:
            self._index.begin_again()
        (count,) = self._ask(f"SELECT count(*) {self._to_do}").fetchone()
        yield Unchanged(found - count)
        for path in blocked:
            text = _("The folder {name} cannot be read. Check its permissions.")
            yield Bad(path, 0, 0, text.format(name=printable_name(path)))
        for number, file in enumerate(self._files(), 1):
            self._cancel.check()
            yield self._do(file, number, max(count, number))
        yield from self._gone(blocked)

    def _look(self) -> list[str]:
        """Fill the table `found` with what is in the folder; the value are the folders that cannot be read."""
        blocked: list[str] = []
        self._ask("DROP TABLE IF EXISTS temp.found")
        self._ask("CREATE TEMP TABLE found(path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER) WITHOUT ROWID")
        files = walk(self._index.root, blocked=blocked.append)
        while page := list(itertools.islice(files, _PAGE)):
            self._cancel.check()
            self._index.connection.executemany(
                "INSERT OR IGNORE INTO found VALUES (?, ?, ?)",
                [(os.fsencode(file.path), file.size, file.mtime_ns) for file in page],
            )
        return blocked

    @property
    def _to_do(self) -> str:
        lacks_place = "OR (pictures.problem = '' AND pictures.place IS NULL)" if self._place else ""
        return (
            "FROM found LEFT JOIN pictures USING (path) WHERE (pictures.id IS NULL OR pictures.size != found.size "
            f"OR pictures.mtime_ns != found.mtime_ns OR pictures.size < 0 {lacks_place})"
        )

    def _files(self) -> Iterator[PictureFile]:
        after = b""
        while True:
            rows = self._ask(
                f"SELECT found.path, found.size, found.mtime_ns {self._to_do} AND found.path > ? "
                f"ORDER BY found.path LIMIT {_PAGE}",
                (after,),
            ).fetchall()
            for path, size, mtime_ns in rows:
                yield PictureFile(os.fsdecode(path), size, mtime_ns)
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def _do(self, file: PictureFile, number: int, of: int) -> Outcome:
        path = self._index.root / file.path
        name = printable_name(path.name)
        if kind := kind_of_no_use(file.path):
            reason = _("{name} is a picture of a kind that LookAloud cannot read yet: {kind}.")
            reason = reason.format(name=name, kind=kind)
            return self._bad(file, b"", reason, number=number, of=of, for_good=True)
        try:
            digest = _digest(path, self._cancel)
        except FileNotFoundError:
            reason = _("{name} is a link that leads nowhere, or was taken away meanwhile.").format(name=name)
            return self._bad(file, b"", reason, number=number, of=of, for_good=False)
        except PermissionError:
            reason = _("{name} may not be read by you. Check its permissions.").format(name=name)
            return self._bad(file, b"", reason, number=number, of=of, for_good=False)
        except OSError as error:
            why = error.strerror or _("the disk reported an error")
            reason = _("{name} cannot be read: {why}.").format(name=name, why=why)
            return self._bad(file, b"", reason, number=number, of=of, for_good=False)
        known = self._known(file, digest, number=number, of=of)
        if known is not None:
            return known
        try:
            described = self._describe(path, place=self._place, only_facts=False, cancel=self._cancel)
        except BadImage as error:
            return self._bad(file, digest, error.spoken, number=number, of=of, for_good=True)
        except (PictureFailed, ModelError) as error:
            return self._bad(file, digest, f"{name}: {error.spoken}", number=number, of=of, for_good=False)
        entry = self._index.keep(file, digest, described, place=self._place, model=self._model)
        return Done(file.path, number, of, words.first(entry))

    def _known(self, file: PictureFile, digest: bytes, *, number: int, of: int) -> Outcome | None:
        """What is taken over where the content was described before; None where it was not."""
        same = self._index.with_content(digest)
        if not same:
            return None
        before = next((each for each in same if each.path == file.path), same[0])
        gone = [each for each in same if not self._is_there(each.path)]
        if before.path != file.path and gone:
            before = gone[0]
        place = before.place
        if self._place and place is None:
            try:
                described = self._describe(
                    self._index.root / file.path, place=True, only_facts=True, cancel=self._cancel
                )
            except (BadImage, PictureFailed, ModelError) as error:
                return self._bad(file, digest, error.spoken, number=number, of=of, for_good=False)
            place = described.facts.place
        with self._index.together():
            entry = replace(before, path=file.path, size=file.size, mtime_ns=file.mtime_ns, place=place)
            self._index.write(entry)
            if before.path != file.path and gone:
                self._index.forget([before.path])
        if before.path == file.path:
            return Refreshed(file.path, number, of)
        return Moved(file.path, number, of, before.path)

    def _is_there(self, path: str) -> bool:
        return self._ask("SELECT 1 FROM found WHERE path = ?", (os.fsencode(path),)).fetchone() is not None

    def _bad(self, file: PictureFile, digest: bytes, reason: str, *, number: int, of: int, for_good: bool) -> Bad:
        before = self._index.at(file.path)
        if before is None or for_good or (before.problem, before.mtime_ns, before.size) != (reason, file.mtime_ns, -1):
            self._index.keep_problem(file, digest, reason, for_good=for_good)
        return Bad(file.path, number, of, reason)

    def _gone(self, blocked: list[str]) -> Iterator[Gone]:
        """What is in the folder no more; what lies in a folder that cannot be read is not gone."""
        under = tuple(os.fsencode(f"{path}/") for path in blocked)
        after = b""
        while True:
            rows = self._ask(
                "SELECT pictures.path FROM pictures LEFT JOIN found USING (path) "
                f"WHERE found.path IS NULL AND pictures.path > ? ORDER BY pictures.path LIMIT {_PAGE}",
                (after,),
            ).fetchall()
            for (path,) in rows:
                if not path.startswith(under):
                    self._index.forget([os.fsdecode(path)])
                    yield Gone(os.fsdecode(path))
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]


def _digest(path: Path, cancel: CancelToken) -> bytes:
    """BLAKE2b of the content, 16 bytes. Raises OSError, Cancelled."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            cancel.check()
            digest.update(chunk)
    return digest.digest()
