"""Compares a model folder with what PyTorch computed, through the program's own code, in a process of its own.

`python -m export.verify FOLDER SAMPLES RESULT`: neither torch nor transformers is imported, as neither is at run time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from export.samples import GraphSample, Samples, read
from models.cancel import CancelToken
from models.devices import CPU, Devices
from models.errors import ModelError
from models.folder import ModelFolder, check_contents, read_folder
from models.manifest import Quantisation
from models.parts import Parts
from models.proof import Proof, Provable
from models.registry import open_model

TOLERANCES: Mapping[Quantisation, float | None] = {"none": 2e-3, "fp16": 5e-2, "int8": None, "q4": None}
"""Most that a value may differ, as a share of the largest value compared; None: only the tokens count."""


@dataclass(frozen=True)
class Verified:
    """`first_difference`: the earliest place at which any case's tokens part; `faults`: sentences, empty where all is
    equal as far as the precision must be. `largest`: of the values compared, so that a difference has a scale."""

    compared: int = 0
    equal: int = 0
    first_difference: int | None = None
    max_difference: float = 0.0
    graph_difference: float = 0.0
    largest: float = 0.0
    distinct: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def agreement(self) -> float:
        """The share of tokens that are equal; 1 where none were compared."""
        return self.equal / self.compared if self.compared else 1.0


def verify(folder: ModelFolder, samples: Samples) -> Verified:
    """Names, axes, contents, values at other sizes, then every case end to end. Raises ModelError."""
    check_contents(folder)
    devices = Devices(use=CPU)
    tolerance = TOLERANCES[folder.manifest.export.quantisation]
    faults: list[str] = []
    graph_difference = 0.0
    parts = Parts(folder, devices)
    for sample in samples.graphs:
        graph_difference = max(graph_difference, _graph(parts, sample, tolerance, faults))
    if not samples.cases:
        return Verified(graph_difference=graph_difference, faults=faults)
    del parts
    model = open_model(folder, devices)
    if not isinstance(model, Provable):
        return Verified(faults=["The model cannot show what it computes."])
    compared = equal = 0
    firsts: list[int] = []
    difference = largest = 0.0
    seen: set[int] = set()
    for at, (case, expected) in enumerate(samples.cases):
        got = model.prove(case, cancel=CancelToken())
        if len(got.choices) != len(expected.choices):
            faults.append(f"Case {at} gave {len(got.choices)} tokens and not {len(expected.choices)}.")
            continue
        pairs = list(zip(got.choices, expected.choices, strict=True))
        compared += len(pairs)
        equal += sum(a == b for a, b in pairs)
        seen |= set(expected.choices)
        first = next((place for place, (a, b) in enumerate(pairs) if a != b), None)
        if first is not None:
            firsts.append(first)
        found, scale = _values(got, expected, first)
        difference, largest = max(difference, found), max(largest, scale)
        if tolerance is not None and not found <= tolerance * max(1.0, scale):
            faults.append(f"The values of case {at} differ by {found:.3g}, and the largest is {scale:.3g}.")
    return Verified(
        compared, equal, min(firsts, default=None), difference, graph_difference, largest, len(seen), faults
    )


def _graph(parts: Parts, sample: GraphSample, tolerance: float | None, faults: list[str]) -> float:
    outputs = parts.session(sample.role).run(sample.inputs, list(sample.outputs), cancel=CancelToken())
    worst = 0.0
    for name, expected in sample.outputs.items():
        if outputs[name].shape != expected.shape:
            faults.append(
                f"{name} of {sample.role} has the shape {outputs[name].shape} and not {expected.shape} for inputs of "
                f"{ {key: value.shape for key, value in sample.inputs.items()} }."
            )
            continue
        found, scale = _difference(outputs[name], expected)
        worst = max(worst, found)
        if tolerance is not None and not found <= tolerance * max(1.0, scale):
            faults.append(f"{name} of {sample.role} differs by {found:.3g}, and its largest is {scale:.3g}.")
    return worst


def _values(got: Proof, expected: Proof, first: int | None) -> tuple[float, float]:
    """Largest difference and scale. Of logits only those before the tokens part: later ones have other inputs."""
    a, b = got.values, expected.values
    if a.ndim == 2 and first is not None:
        a, b = a[: first + 1], b[: first + 1]
    worst, scale = _difference(a, b)
    for name, value in expected.named.items():
        found, size = _difference(got.named[name], value)
        worst, scale = max(worst, found), max(scale, size)
    return worst, scale


def _difference(a: NDArray[Any], b: NDArray[Any]) -> tuple[float, float]:
    if a.shape != b.shape:
        return float("inf"), 1.0
    if not a.size:
        return 0.0, 0.0
    a, b = a.astype(np.float64), b.astype(np.float64)
    same = (a == b) | (np.isnan(a) & np.isnan(b))  # infinities too
    finite = np.abs(b[np.isfinite(b)])
    with np.errstate(invalid="ignore"):
        return float(np.where(same, 0.0, np.abs(a - b)).max()), float(finite.max(initial=0.0))


def main(arguments: list[str]) -> int:
    """Write a Verified as JSON to RESULT. Returns 0 where it could be compared, whatever came out."""
    folder, samples, result = (Path(each) for each in arguments)
    try:
        verified = verify(read_folder(folder), read(samples))
    except ModelError as error:
        verified = Verified(faults=[f"{error}"])
    result.write_text(json.dumps(asdict(verified)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
