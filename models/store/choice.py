"""Which of several installed models the user wants for a task: a small file beside the models."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec

from models.manifest import Task


def choices_file() -> Path:
    """Where the choice is kept: in the user's data folder, also where LOOKALOUD_MODELS names others."""
    from models.registry import users_directory

    return users_directory().with_name("chosen-models.json")


def chosen(path: Path | None = None) -> dict[Task, str]:
    """The id for each task that the user chose one for; nothing where the file is missing or damaged."""
    try:
        data = (path or choices_file()).read_bytes()
        return msgspec.json.decode(data, type=dict[Task, str])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def choose(task: Task, id: str | None, path: Path | None = None) -> None:
    """Use that model for the task from now on; None: the first that is installed. Raises OSError."""
    target = path or choices_file()
    now = {name: value for name, value in chosen(target).items() if name != task}
    if id is not None:
        now[task] = id
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    part.write_text(json.dumps(now, indent=2), "utf-8")
    part.replace(target)
