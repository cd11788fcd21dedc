"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from assistant.languages.words import _


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path`, which takes its place when the block ends well. Raises OSError."""
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


def is_full(error: OSError) -> bool:
    """Whether there was no room, or the user may use no more of it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def why(error: OSError) -> str:
    """What went wrong, as the end of a sentence."""
    return _("the disk is full") if is_full(error) else error.strerror or _("the disk reported an error")
