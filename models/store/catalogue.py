"""The models that are known by a name of ours: where they come from, what they do, whether one may use them."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from models.manifest import Name, Quantisation, Task
from models.store.errors import UnknownName


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`repository`: on the hub. `ready`: whether it holds a model folder; else it is a checkpoint to be exported to
    `quantise`. `megabytes`: to be fetched, about. `architecture`: of the checkpoint."""

    id: Name
    title: str
    repository: Annotated[str, Meta(pattern=r"^[\w.-]+/[\w.-]+$")]
    family: Name
    tasks: tuple[Task, ...]
    licence: str
    languages: tuple[str, ...]
    megabytes: int
    quantise: Quantisation = "int8"
    ready: bool = False
    note: str = ""


@cache
def entries() -> tuple[Entry, ...]:
    """All of resources/models/catalogue.json, in its order."""
    import resources

    data = resources.path("models", "catalogue.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[Entry, ...])


def entry(name: str) -> Entry | None:
    """The model of that name, or None where it is a name on the hub. Raises UnknownName."""
    found = next((each for each in entries() if name in (each.id, each.repository)), None)
    if found is None and name.count("/") != 1:
        raise UnknownName(name)
    return found
