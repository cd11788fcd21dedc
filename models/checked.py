"""Remembers which model folders were hashed, so that a start does not hash hundreds of megabytes again.

A note is good as long as every file keeps its size and its time of change. A hash guards against damage and half
downloads, not against somebody who can write the user's own files.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from models.errors import ModelDamaged
from models.folder import ModelFolder, check_contents
from models.words import N_


def check_once(folder: ModelFolder, notes: Path) -> None:
    """Hash `folder` unless `notes` (a folder, made here) says that nothing changed since. Raises ModelDamaged."""
    key = hashlib.blake2b(str(folder.path.resolve()).encode(), digest_size=16).hexdigest()
    note = notes / f"{key}.json"
    now = _state(folder)
    if _read(note) == now:
        return
    check_contents(folder)
    if now != _state(folder):
        raise ModelDamaged(folder.id, N_("Its files changed while they were checked."))
    try:
        notes.mkdir(parents=True, exist_ok=True)
        part = note.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(now), "utf-8")
        part.replace(note)
    except OSError:
        return  # a full or read-only disk costs the next start some time, nothing else


def _state(folder: ModelFolder) -> dict[str, list[int | str]]:
    state: dict[str, list[int | str]] = {}
    for file in folder.manifest.files.values():
        stat = (folder.path / file.path).stat()
        state[file.path] = [file.sha256, stat.st_size, stat.st_mtime_ns]
    return state


def _read(note: Path) -> object:
    try:
        return json.loads(note.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
