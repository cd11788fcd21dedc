"""A model folder out of a .zip or .tar file: only plain files with plain names, and no more than they claim."""

from __future__ import annotations

import errno
import lzma
import shutil
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from models.limits import ARCHIVE_FILES, ARCHIVE_HEAD, MODEL_BYTES
from models.manifest import NAME
from models.store.errors import BadArchive
from models.store.fetch import check_room
from models.store.paths import inside
from models.words import N_

_ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz")

_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, LookupError, OverflowError, MemoryError,
)  # fmt: skip
"""What Python's modules raise for damaged archives."""

_ODD_MEMBERS = (None, errno.EINVAL, errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)
"""gzip's own, a place in the file that cannot be, a name that no folder takes, and one that is there twice: what is
unpacked goes to an empty folder, so that these are never the folder's fault."""

Entry = tuple[str, int, IO[bytes]]


def is_archive(path: Path) -> bool:
    """By its name."""
    return path.name.lower().endswith(_ENDINGS)


def unpack(path: Path, target: Path) -> Path:
    """The folder with the manifest, under `target`. Raises BadArchive, NoRoom."""
    try:
        with _entries(path) as entries:
            seen, total = 0, 0
            for name, size, source in entries:
                seen, total = seen + 1, total + size
                if seen > ARCHIVE_FILES or total > MODEL_BYTES:
                    raise BadArchive(path.name, N_("It holds more than a model does."))
                check_room(target, size)
                _write(source, target / _checked(path, name), size, path)
    except _DAMAGED as error:
        raise BadArchive(path.name, N_("It is damaged, or no archive.")) from error
    except OSError as error:
        if error.errno in _ODD_MEMBERS:
            raise BadArchive(path.name, N_("It is damaged, or no archive.")) from error
        raise
    manifests = sorted(target.rglob(NAME), key=lambda each: len(each.parts))
    if not manifests:
        raise BadArchive(path.name, N_("There is no {file} in it."), file=NAME)
    return manifests[0].parent


def _write(source: IO[bytes], target: Path, size: int, archive: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as sink:
        shutil.copyfileobj(_Limited(source, size, archive), sink, 1 << 20)


class _Limited:
    """Gives no more bytes than were claimed: a small file that unpacks to a huge one is none of ours."""

    def __init__(self, source: IO[bytes], size: int, archive: Path) -> None:
        self._source, self._left, self._archive = source, size, archive

    def read(self, count: int = -1) -> bytes:
        """Raises BadArchive where there is more."""
        data = self._source.read(count)
        self._left -= len(data)
        if self._left < 0:
            raise BadArchive(self._archive.name, N_("A file in it is larger than it claims."))
        return data


class _ShortHead(tarfile.TarInfo):
    """Refuses a head that is too long: it is read as a whole, and a small file can unpack to a huge one."""

    def _proc_member(self, tarfile_: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and self.size > ARCHIVE_HEAD:
            raise tarfile.ReadError("a head that is too long")
        return super()._proc_member(tarfile_)  # type: ignore[misc, no-any-return]


def _checked(archive: Path, name: str) -> PurePosixPath:
    path = inside(name)
    if path is None:
        raise BadArchive(archive.name, N_("The path of a file in it leads out of its folder."))
    return path


@contextmanager
def _entries(path: Path) -> Iterator[Iterator[Entry]]:
    if path.name.lower().endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            yield _of_zip(archive, path)
    else:
        with tarfile.open(path, tarinfo=_ShortHead) as archive:
            yield _of_tar(archive, path)


def _of_zip(archive: zipfile.ZipFile, path: Path) -> Iterator[Entry]:
    for each in archive.infolist():
        if each.is_dir():
            continue
        mode = each.external_attr >> 16
        if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            raise BadArchive(path.name, N_("There is a link in it."))
        with archive.open(each) as source:
            yield each.filename, each.file_size, source


def _of_tar(archive: tarfile.TarFile, path: Path) -> Iterator[Entry]:
    for each in archive:
        if each.isdir():
            continue
        source = archive.extractfile(each) if each.isreg() else None
        if source is None:
            raise BadArchive(path.name, N_("There is a link or a device in it."))
        yield each.name, each.size, source
