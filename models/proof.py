"""How a model shows what it computes, so that the export can compare it with PyTorch through the program's own code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from models.cancel import CancelToken

if TYPE_CHECKING:
    from models.types import RgbImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One input. Which fields count depends on the task."""

    image: RgbImage | None = None
    text: str = ""
    texts: tuple[str, ...] = ()
    samples: NDArray[np.float32] | None = None
    new_tokens: int = 12
    """Exactly so many: stop tokens are ruled out, so that every case compares as much."""
    beams: int = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """`choices`: token ids, or for a model without tokens its best choices. `values`: the numbers they come from, such
    as logits (tokens, vocabulary) or scores; empty where beams were searched."""

    choices: tuple[int, ...]
    values: NDArray[np.float32]
    named: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


@runtime_checkable
class Provable(Protocol):
    """Every model that `models.families` builds."""

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """What the model makes of the case. Raises Cancelled, ModelError."""
        ...
