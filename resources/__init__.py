"""Sounds, icons, strings and the sample screenshot that come with the program."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """Where a resource lies on disk, such as `path("sounds", "start.wav")`. Raises FileNotFoundError."""
    found = Path(str(files("resources").joinpath(*parts)))
    if not found.exists():
        raise FileNotFoundError(found)
    return found
