"""The tables of an album's index, and how its file is opened: private, whole after a kill, of a known version."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from assistant.errors import AlbumError
from assistant.languages.words import _

VERSION = 1
_WAIT = 30.0  # seconds for another run that writes
_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE pictures(
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,          -- the bytes of the name, which need be no UTF-8
    size INTEGER NOT NULL,              -- -1: to be looked at again
    mtime_ns INTEGER NOT NULL,
    digest BLOB NOT NULL,               -- BLAKE2b of the content, 16 bytes
    problem TEXT NOT NULL DEFAULT '',   -- why it cannot be described
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    taken TEXT NOT NULL DEFAULT '',
    place TEXT,                         -- NULL: not asked for
    own TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    claims TEXT NOT NULL DEFAULT '[]',
    gate TEXT NOT NULL DEFAULT '',
    fingerprint INTEGER,
    model TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',      -- what follows is for the search
    said TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL DEFAULT ''
);
CREATE INDEX pictures_by_digest ON pictures(digest);
CREATE VIRTUAL TABLE words USING fts5(
    name, own, said, text, day,
    content='pictures', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
CREATE TRIGGER pictures_come AFTER INSERT ON pictures BEGIN
    INSERT INTO words(rowid, name, own, said, text, day)
    VALUES (new.id, new.name, new.own, new.said, new.text, new.day);
END;
CREATE TRIGGER pictures_go AFTER DELETE ON pictures BEGIN
    INSERT INTO words(words, rowid, name, own, said, text, day)
    VALUES ('delete', old.id, old.name, old.own, old.said, old.text, old.day);
END;
CREATE TRIGGER pictures_change AFTER UPDATE OF name, own, said, text, day ON pictures BEGIN
    INSERT INTO words(words, rowid, name, own, said, text, day)
    VALUES ('delete', old.id, old.name, old.own, old.said, old.text, old.day);
    INSERT INTO words(rowid, name, own, said, text, day)
    VALUES (new.id, new.name, new.own, new.said, new.text, new.day);
END;
"""


def connected(path: Path, *, check: bool) -> tuple[sqlite3.Connection, str]:
    """A connection to the index at `path`, which is made where it is not there; and a sentence to be told, or "".

    `check`: look through the whole file (0.1 s for 10,000 pictures). A damaged index is set aside: what it held can be
    described again. Raises AlbumError.
    """
    try:
        return _opened(path, check=check), ""
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise problem(error) from error
        aside = path.with_name(f"{path.name}.damaged")
        try:
            os.replace(path, aside)
            for end in ("-wal", "-shm"):
                path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
            told = _("The index of the folder was damaged. It was kept as {path}, and a new one is begun.")
            return _opened(path, check=False), told.format(path=aside)
        except (OSError, sqlite3.Error) as again:
            raise problem(again) from again
    except OSError as error:
        raise problem(error) from error


def problem(error: Exception) -> AlbumError:
    """An error of SQLite or of the disk as a sentence."""
    text = str(error)
    if "full" in text:
        said = _("The index cannot be written: the disk is full. Make room and start again.")
        return AlbumError(said, detail=text)
    if "locked" in text:
        return AlbumError(_("Another LookAloud is writing the index of this folder. Try again later."), detail=text)
    if "malformed" in text or "not a database" in text:
        return AlbumError(_("The index of the folder is damaged. Start again: a new one is made."), detail=text)
    return AlbumError(_("The index of the folder cannot be used. Check the disk and its permissions."), detail=text)


def _opened(path: Path, *, check: bool) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))  # what pictures show is nobody else's to read
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")  # a kill loses nothing, a power cut the last pictures
        connection.execute("PRAGMA secure_delete=ON")  # a place that is taken out is gone
        _check_version(connection)
        if check and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("malformed")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise AlbumError(_("The index of the folder was made by a newer LookAloud. Use that one, or update this one."))
    if version == VERSION:
        connection.execute("SELECT count(*) FROM words WHERE words MATCH '\"a\"'").fetchone()
        return
    if not _has_search(connection):
        raise AlbumError(
            _(
                "This Python's SQLite lacks the full-text search FTS5, which folders of pictures need. "
                "Start LookAloud with another Python, such as that of your system."
            )
        )
    script = f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version={VERSION}; COMMIT;"
    try:
        connection.executescript(script)
    except sqlite3.OperationalError:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        # another run may have made the tables meanwhile
        if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
            raise


def _has_search(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.trial USING fts5(a, tokenize='unicode61 remove_diacritics 2')")
    except sqlite3.OperationalError:
        return False
    connection.execute("DROP TABLE temp.trial")
    return True
