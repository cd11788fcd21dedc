"""What a family says of its export: which graphs, with which axes, and what PyTorch itself answers.

One `Input` is the single source of a name and its axes: the trace, the checks at other sizes and the manifest all take
them from there.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import torch

from export.errors import RecipeError
from models.manifest import Decoding, Image, Task, Tokens
from models.proof import Case, Proof

Dim = int | str
TRACE_SIZES: Mapping[str, int] = {"batch": 2, "length": 3, "past": 4}  # 1 would be fixed by the trace
CHECK_SIZES: Sequence[Mapping[str, int]] = (
    {"batch": 1, "length": 5, "past": 0},
    {"batch": 3, "length": 1, "past": 7},
)
_OTHER_TRACE, _OTHER_CHECK = 6, (4, 9)  # of an axis that is not named above; tables may hold as few as 9 places


@dataclass(frozen=True)
class Input:
    """A graph's input. `kind`: normal (random floats), ids (below `below`), ones (int64 mask), or `make` of sizes."""

    name: str
    axes: tuple[Dim, ...]
    kind: str = "normal"
    below: int = 0
    make: Callable[[Mapping[str, int], torch.Generator], torch.Tensor] | None = None

    def sample(self, sizes: Mapping[str, int], random: torch.Generator) -> torch.Tensor:
        """A value of these sizes."""
        if self.make is not None:
            return self.make(sizes, random)
        shape = [size if isinstance(size, int) else sizes[size] for size in self.axes]
        if self.kind == "ids":
            return torch.randint(1, self.below, shape, generator=random)
        if self.kind == "ones":
            return torch.ones(shape, dtype=torch.long)
        return torch.randn(shape, generator=random)


@dataclass(frozen=True)
class Graph:
    """One ONNX graph to be: a module whose forward takes the inputs in order and returns the outputs in order."""

    role: str
    module: torch.nn.Module
    inputs: tuple[Input, ...]
    outputs: Mapping[str, tuple[Dim, ...]]
    trace_sizes: Mapping[str, int] = field(default_factory=dict)
    """Sizes that this graph needs to be traced with, where the ordinary ones do not do."""
    check_sizes: Sequence[Mapping[str, int]] = ()

    def traced_with(self) -> dict[str, int]:
        """A size for every open axis: none is 1 and no two are alike."""
        return self._sizes({**TRACE_SIZES, **self.trace_sizes}, _OTHER_TRACE)

    def checked_with(self) -> list[dict[str, int]]:
        """Two other sets of sizes, one with an empty cache."""
        own = self.check_sizes or [{}, {}]
        rounds = zip(CHECK_SIZES, own, _OTHER_CHECK, strict=True)
        return [
            self._sizes({**common, **{k: v for k, v in self.trace_sizes.items() if k not in common}, **mine}, other)
            for common, mine, other in rounds
        ]

    def sample(self, sizes: Mapping[str, int], seed: int = 0) -> dict[str, torch.Tensor]:
        """Values for all inputs by name."""
        random = torch.Generator().manual_seed(seed)
        return {each.name: each.sample(sizes, random) for each in self.inputs}

    def _sizes(self, known: Mapping[str, int], other: int) -> dict[str, int]:
        names = {axis for each in self.inputs for axis in each.axes if isinstance(axis, str)}
        return {name: known.get(name, other) for name in sorted(names)}


@dataclass(frozen=True)
class Checkpoint:
    """A loaded checkpoint: the model in evaluation mode, float32, on the CPU; processors as it has them."""

    path: Path
    model: Any
    processor: Any = None
    tokeniser: Any = None
    image_processor: Any = None


@dataclass(frozen=True)
class Description:
    """What goes into the manifest besides files and graphs."""

    image: Image | None = None
    tokens: Tokens = field(default_factory=Tokens)
    decoder: Decoding | None = None
    prompt: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    """Of what it writes or understands, as BCP 47 tags; empty where nobody says."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """More small files, by name; the role is the name without its ending. The tokeniser is always written."""


@dataclass(frozen=True)
class Recipe:
    """How one architecture is exported for one task.

    tiny: writes a tiny random checkpoint with its real tokeniser and processor into a folder, for tests.
    graphs, describe: of a loaded checkpoint.
    reference: what PyTorch answers to a case, through transformers' own processor and `generate`.
    cases: inputs to compare; `count` random or real pictures.
    also: further tasks that the same folder serves.
    patched: torch patches for the trace, undone after it.
    """

    family: str
    task: Task
    architectures: tuple[str, ...]
    tiny: Callable[[Path], None]
    load: Callable[[Path, Mapping[str, Any]], Checkpoint]
    graphs: Callable[[Checkpoint], Sequence[Graph]]
    describe: Callable[[Checkpoint], Description]
    reference: Callable[[Checkpoint, Case], Proof]
    cases: Callable[[Checkpoint, int], Sequence[Case]]
    patched: Callable[[Checkpoint], AbstractContextManager[Any]] = lambda _: nullcontext()
    also: tuple[Task, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All that the folder serves, the main one first."""
        return (self.task, *self.also)

    @property
    def name(self) -> str:
        """family/task, or family/task+task."""
        return f"{self.family}/{'+'.join(self.tasks)}"


@cache
def recipes() -> tuple[Recipe, ...]:
    """The RECIPES of every module in `export.families`."""
    package = importlib.import_module("export.families")
    found: list[Recipe] = []
    for info in pkgutil.iter_modules(package.__path__):
        found += importlib.import_module(f"export.families.{info.name}").RECIPES
    return tuple(found)


def recipe_for(architectures: Sequence[str], task: str | None) -> Recipe:
    """The recipe for a checkpoint that names these architectures: of several tasks the first. Raises RecipeError."""
    fitting = [each for each in recipes() if set(each.architectures) & set(architectures)]
    if not fitting:
        raise RecipeError(f"Nothing here exports {', '.join(architectures) or 'a checkpoint without architecture'}.")
    if task is not None:
        fitting = [each for each in fitting if task in each.tasks]
        if not fitting:
            raise RecipeError(f"{', '.join(architectures)} is not exported for the task {task}.")
    return fitting[0]
