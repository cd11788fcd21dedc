"""Files from a hub to a folder of our own: kept and gone on with when something breaks off, checked, then moved."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from models.cancel import CancelToken
from models.store.errors import CannotWrite, DownloadWrong, HubFailed, HubUnreachable, NoRoom
from models.store.hub import Hub, RemoteFile, Repository, hasher

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Bytes done, bytes in all."""
_TRIES = 4
_WAIT = 1.0  # seconds before the second try; twice as long each time
_SPARE = 64 << 20  # bytes that stay free


def fetch(
    hub: Hub,
    repository: Repository,
    files: Sequence[RemoteFile],
    place: Path,
    *,
    progress: Progress = lambda done, whole: None,
    cancel: CancelToken,
    wait: Callable[[float], Any] = time.sleep,
) -> Path:
    """The folder with the files, `place` / name@commit; it stays when this fails, so that the next try goes on.

    Raises StoreError, Cancelled.
    """
    folder = place / f"{re.sub(r'[^A-Za-z0-9._-]+', '--', repository.name)}@{repository.commit[:12]}"
    whole = sum(file.bytes for file in files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = sum(_size(folder, file) for file in files)
        check_room(folder, whole - there)
        done = 0
        for file in files:
            _one(hub, repository, file, folder, lambda here, done=done: progress(done + here, whole), cancel, wait)  # type: ignore[misc]
            done += file.bytes
    except OSError as error:
        if error.errno == 28:
            raise NoRoom(whole, shutil.disk_usage(place).free) from error
        raise CannotWrite(str(folder), error.strerror or str(error)) from error
    return folder


def persistently(work: Callable[[], T], *, cancel: CancelToken, wait: Callable[[float], Any] = time.sleep) -> T:
    """What `work` gives, which is tried again after a while where the hub does not answer, or answers that it is busy.

    Raises StoreError, Cancelled.
    """
    for turn in range(_TRIES - 1):
        cancel.check()
        try:
            return work()
        except (HubUnreachable, HubFailed):
            wait(_WAIT * 2**turn)
    return work()


def check_room(folder: Path, needed: int) -> None:
    """Raises NoRoom where the disk of `folder` has not so many bytes, and some to spare."""
    free = shutil.disk_usage(folder).free
    if needed > 0 and free < needed + _SPARE:
        raise NoRoom(needed + _SPARE, free)


def _size(folder: Path, file: RemoteFile) -> int:
    for path in (folder / file.path, _part(folder, file)):
        if path.exists():
            return min(path.stat().st_size, file.bytes)
    return 0


def _part(folder: Path, file: RemoteFile) -> Path:
    return folder / f"{file.path}.part"


def _one(
    hub: Hub,
    repository: Repository,
    file: RemoteFile,
    folder: Path,
    progress: Callable[[int], None],
    cancel: CancelToken,
    wait: Callable[[float], Any],
) -> None:
    target = folder / file.path
    if target.exists() and target.stat().st_size == file.bytes:
        return  # it was checked when it was moved here
    target.parent.mkdir(parents=True, exist_ok=True)
    persistently(lambda: _download(hub, repository, file, folder, progress, cancel), cancel=cancel, wait=wait)
    _check(file, _part(folder, file), hub.host)
    _part(folder, file).replace(target)


def _download(
    hub: Hub,
    repository: Repository,
    file: RemoteFile,
    folder: Path,
    progress: Callable[[int], None],
    cancel: CancelToken,
) -> None:
    part = _part(folder, file)
    have = part.stat().st_size if part.exists() else 0
    if have >= file.bytes > 0:
        return
    with hub.open(repository, file, have) as (begins, chunks), part.open("r+b" if begins else "wb") as sink:
        sink.seek(begins)
        sink.truncate()
        for chunk in chunks:
            cancel.check()
            sink.write(chunk)
            if sink.tell() > file.bytes:
                break  # more than it said: the check throws it away
            progress(sink.tell())
    if part.stat().st_size < file.bytes:
        raise HubUnreachable(hub.host, f"{file.path} broke off at {part.stat().st_size} of {file.bytes}")


def _check(file: RemoteFile, part: Path, host: str) -> None:
    """Raises DownloadWrong, and throws the file away, where it is not the one that the hub named."""
    digest = hasher(file)()
    with part.open("rb") as source:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
    if part.stat().st_size != file.bytes or (file.digest is not None and digest.hexdigest() != file.digest):
        part.unlink()
        raise DownloadWrong(file.path, host)
