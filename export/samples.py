"""What PyTorch computed, on disk for the process that compares: one .npz, read without pickle and without torch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.proof import Case, Proof


@dataclass(frozen=True)
class GraphSample:
    """Inputs of one graph and what its module made of them."""

    role: str
    inputs: Mapping[str, NDArray[Any]]
    outputs: Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Samples:
    """All that is compared in one run."""

    graphs: Sequence[GraphSample] = ()
    cases: Sequence[tuple[Case, Proof]] = field(default_factory=tuple)


def write(samples: Samples, path: Path) -> None:
    """Into one file."""
    arrays: dict[str, NDArray[Any]] = {}
    graphs, cases = [], []
    for at, sample in enumerate(samples.graphs):
        graphs.append({"role": sample.role, "inputs": list(sample.inputs), "outputs": list(sample.outputs)})
        arrays |= {f"g{at}.in.{name}": value for name, value in sample.inputs.items()}
        arrays |= {f"g{at}.out.{name}": value for name, value in sample.outputs.items()}
    for at, (case, proof) in enumerate(samples.cases):
        cases.append(
            {
                "text": case.text,
                "texts": case.texts,
                "new_tokens": case.new_tokens,
                "beams": case.beams,
                "choices": proof.choices,
                "named": list(proof.named),
            }
        )
        arrays[f"c{at}.values"] = proof.values
        arrays |= {f"c{at}.named.{name}": value for name, value in proof.named.items()}
        if case.image is not None:
            arrays[f"c{at}.image"] = case.image
        if case.samples is not None:
            arrays[f"c{at}.samples"] = case.samples
    index = np.frombuffer(json.dumps({"graphs": graphs, "cases": cases}).encode(), np.uint8)
    arrays["index"] = index
    save: Any = np.savez  # its types take every name for one of its own options
    save(path, **arrays)


def read(path: Path) -> Samples:
    """What `write` wrote."""
    with np.load(path, allow_pickle=False) as data:
        index = json.loads(data["index"].tobytes())
        graphs = [
            GraphSample(
                each["role"],
                {name: data[f"g{at}.in.{name}"] for name in each["inputs"]},
                {name: data[f"g{at}.out.{name}"] for name in each["outputs"]},
            )
            for at, each in enumerate(index["graphs"])
        ]
        cases = []
        for at, each in enumerate(index["cases"]):
            case = Case(
                image=data.get(f"c{at}.image"),
                text=each["text"],
                texts=tuple(each["texts"]),
                samples=data.get(f"c{at}.samples"),
                new_tokens=each["new_tokens"],
                beams=each["beams"],
            )
            named = {name: data[f"c{at}.named.{name}"] for name in each["named"]}
            cases.append((case, Proof(tuple(each["choices"]), data[f"c{at}.values"], named)))
    return Samples(graphs, cases)
