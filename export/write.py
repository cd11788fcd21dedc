"""The model folder: its manifest with sizes and hashes, made beside its place and moved there in one step."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from export.errors import WriteError
from models.manifest import NAME, File, Manifest, write_manifest


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A hidden folder beside `out` that is gone when the block ends, however it ends. Raises WriteError.

    It has two folders: `model`, which `publish` moves to `out`, and `work`.
    """
    must_be_new(out)
    place = out.parent / f".{out.name}.{os.getpid()}.part"
    try:
        (place / "model").mkdir(parents=True)
        (place / "work").mkdir()
    except OSError as error:
        raise WriteError(f"{out.parent} cannot be written to: {error.strerror}.") from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def must_be_new(out: Path) -> None:
    """Raises WriteError where `out` is there, or its parent is not."""
    if out.exists() or out.is_symlink():
        raise WriteError(f"{out} is there already. Remove it or name another folder.")
    if not out.parent.is_dir():
        raise WriteError(f"{out.parent} is no folder.")


def files_in(folder: Path) -> Mapping[str, File]:
    """Every file by role: its name without ending, and for external weights `encoder.data`."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name == NAME:
            continue
        role = path.name.replace(".onnx.data", ".data") if path.name.endswith(".onnx.data") else path.stem
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        found[role] = File(path=path.name, sha256=digest, bytes=path.stat().st_size)
    return found


def write_folder(folder: Path, manifest: Manifest) -> None:
    """Write the manifest beside the files. Raises WriteError."""
    try:
        (folder / NAME).write_bytes(write_manifest(manifest))
    except OSError as error:
        raise WriteError(f"The manifest cannot be written: {error.strerror}.") from error


def publish(folder: Path, out: Path) -> None:
    """Move the finished folder to its place: it is there whole, or not at all. Raises WriteError."""
    try:
        folder.rename(out)
    except OSError as error:
        raise WriteError(f"{out} cannot be written: {error.strerror}.") from error
