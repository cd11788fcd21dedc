"""A family of models: how one network design is run. One file each in `models.families`, found by scanning.

Importing families costs no numpy: lists of models are shown by the app's process, which loads none.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from models.errors import UnknownFamily

if TYPE_CHECKING:
    from models.manifest import Manifest, Task
    from models.parts import Parts


@dataclass(frozen=True, slots=True)
class Family:
    """`tasks` says for each task how to put the model together; what it returns has the task's protocol.

    A folder with more than one task is put together by the first one's, into one object that has all the protocols.
    """

    name: str
    tasks: Mapping[Task, Callable[[Parts], Any]]

    def build(self, parts: Parts) -> Any:
        """The model, ready to run. Raises ModelError."""
        self.check(parts.manifest)
        return self.tasks[parts.manifest.task](parts)

    def check(self, manifest: Manifest) -> None:
        """Raises UnknownFamily where the manifest names a task that this family does not do."""
        for task in manifest.tasks:
            if task not in self.tasks:
                raise UnknownFamily(manifest.id, self.name, task)


@cache
def families() -> Mapping[str, Family]:
    """All families by name: the FAMILY of every module in `models.families`."""
    package = importlib.import_module("models.families")
    found: dict[str, Family] = {}
    for info in pkgutil.iter_modules(package.__path__):
        family = importlib.import_module(f"models.families.{info.name}").FAMILY
        if family.name in found:
            raise ValueError(f"two families are called {family.name}")
        found[family.name] = family
    return found
