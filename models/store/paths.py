"""Paths that somebody else wrote: of the files in an archive, or on a hub."""

from __future__ import annotations

from pathlib import PurePosixPath


def inside(name: str) -> PurePosixPath | None:
    """`name` as a path inside a folder; None where it would lead out of it on any system, or no system takes it."""
    path = PurePosixPath(name.replace("\\", "/"))
    odd = path.is_absolute() or ".." in path.parts or ":" in name or not name.isprintable() or not path.parts
    return None if odd else path
