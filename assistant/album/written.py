"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from assistant.errors import AlbumError
from assistant.printable import printable_name


def written(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have `write` fill a file beside `path`, which takes its place when it is whole. Raises AlbumError."""
    name = printable_name(path.name)
    if path.is_dir():
        raise AlbumError(f"{name} is a folder, so no file of that name can be written.")
    try:
        with _beside(path) as file:
            write(file)
    except OSError as error:
        raise AlbumError(
            f"{name} cannot be written: {error.strerror or 'the disk reported an error'}.", detail=str(error)
        ) from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    # not by tempfile: a page for others must get the permissions that the user's files have
    aside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
