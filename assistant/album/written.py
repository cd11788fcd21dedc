"""What is exported: whole or not at all, and what goes wrong as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from assistant.errors import AlbumError
from assistant.languages.words import _
from assistant.printable import printable_name
from assistant.whole_files import whole_file


def written(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have `write` fill a file beside `path`, which takes its place when it is whole. Raises AlbumError."""
    name = printable_name(path.name)
    if path.is_dir():
        raise AlbumError(_("{name} is a folder, so no file of that name can be written.").format(name=name))
    try:
        with whole_file(path) as file:
            write(file)
    except OSError as error:
        why = error.strerror or _("the disk reported an error")
        text = _("{name} cannot be written: {why}.").format(name=name, why=why)
        raise AlbumError(text, detail=str(error)) from error
