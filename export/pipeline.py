"""The steps of an export, each with a name, so that a failure says where. Nothing appears until all have passed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec
import torch

from export import calibrate, optimise, samples, triton, write
from export.errors import CheckpointError, ExportError, GraphError, Interrupted, OutputsDiffer, TraceError
from export.loading import architectures, licence, options
from export.quantise import LIMITS, linear_layers, quantise
from export.recipe import Checkpoint, Description, Graph, Recipe, recipe_for
from export.samples import GraphSample, Samples
from export.trace import OPSET, trace
from export.verify import Verified
from models.manifest import Export, Manifest, Parity, Quantisation, Source
from models.manifest import Graph as Axes

STEPS = ("load", "trace", "check", "optimise", "quantise", "verify", "calibrate", "write")
_ROOT = Path(__file__).parents[1]
_MODULES = ("torch", "transformers", "tokenizers", "onnx", "onnxruntime")

Progress = Callable[[str, str], None]
"""Hears the step and what it is at."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to export. `out` must not exist. `limit`: the share of tokens that must be equal; None: as the precision's
    own. `cases`: how many inputs are compared, half as many again with two beams where text is made."""

    checkpoint: Path
    out: Path
    task: str | None = None
    quantisation: Quantisation = "none"
    cases: int = 6
    limit: float | None = None
    allow_pickle: bool = False
    name: str | None = None
    calibrate: Path | None = None
    """A set of pictures with captions, see `export.calibrate`."""
    triton: Path | None = None
    """Where a Triton model repository is made besides; it must not exist either."""


@dataclass(frozen=True)
class Report:
    """What came of it."""

    recipe: Recipe
    manifest: Manifest
    verified: Verified
    graph_difference: float
    seconds: dict[str, float]


def export(request: Request, *, progress: Progress = lambda step, at: None) -> Report:
    """Make the folder. Raises ExportError, whose message begins with the step; then nothing was written."""
    seconds: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        progress(name, "")
        began = time.monotonic()
        try:
            yield
        except KeyboardInterrupt as error:
            raise Interrupted(f"Stopped in the step {name}. Nothing was written.") from error
        except ExportError as error:
            raise _named(error, name) from error
        seconds[name] = time.monotonic() - began

    with write.workplace(request.out) as place:
        folder, work = place / "model", place / "work"
        with step("load"):
            if request.calibrate is not None:
                calibrate.read(request.calibrate)  # a fault in it is told before minutes of work
            if request.triton is not None:
                write.must_be_new(request.triton)
            recipe = recipe_for(architectures(request.checkpoint), request.task)
            checkpoint = _load(recipe, request)
            graphs = recipe.graphs(checkpoint)
            description = recipe.describe(checkpoint)
        with step("trace"), linear_layers(checkpoint.model), recipe.patched(checkpoint):
            for graph in graphs:
                progress("trace", graph.role)
                trace(graph, folder / f"{graph.role}.onnx")
        _small_files(folder, checkpoint, description)
        draft = _manifest(request, recipe, graphs, description)
        with step("check"):
            values = Samples(graphs=[each for graph in graphs for each in _graph_samples(graph)])
            checked = _compare(folder, work, replace_files(draft, folder, "none"), values)
            if checked.faults:
                raise GraphError(" ".join(checked.faults[:3]))
        with step("optimise"):
            for graph in graphs:
                optimise.optimise(folder / f"{graph.role}.onnx")
        with step("quantise"):
            for graph in graphs:
                progress("quantise", graph.role)
                quantise(folder / f"{graph.role}.onnx", request.quantisation, byte_tables=draft.task == "embed")
        with step("verify"):
            manifest = replace_files(draft, folder, request.quantisation)
            expected = _expected(recipe, checkpoint, request, progress)
            del checkpoint, graphs
            verified = _compare(folder, work, manifest, Samples(cases=expected))
            limit = request.limit if request.limit is not None else LIMITS[request.quantisation]
            _judge(verified, limit)
        with step("calibrate"):
            if request.calibrate is not None:
                manifest = calibrate.calibrate(
                    folder, manifest, request.calibrate, progress=partial(progress, "calibrate")
                )
        with step("write"):
            parity = Parity(
                compared=verified.compared,
                equal=verified.equal,
                first_difference=verified.first_difference,
                max_difference=verified.max_difference,
                limit=limit,
            )
            manifest = msgspec.structs.replace(manifest, export=msgspec.structs.replace(manifest.export, parity=parity))
            write.write_folder(folder, manifest)
            with triton.repository(folder, manifest, request.triton):
                write.publish(folder, request.out)
    return Report(recipe, manifest, verified, checked.graph_difference, seconds)


def replace_files(draft: Manifest, folder: Path, quantisation: Quantisation) -> Manifest:
    """The manifest with the files as they are in `folder` now."""
    made = msgspec.structs.replace(draft.export, quantisation=quantisation)
    return msgspec.structs.replace(draft, files=dict(write.files_in(folder)), export=made)


def _named(error: ExportError, step: str) -> ExportError:
    """An error of the same kind that says in which step."""
    named = type(error).__new__(type(error))
    named.args = (f"The step {step} failed. {error} Nothing was written.",)
    return named


def _load(recipe: Recipe, request: Request) -> Checkpoint:
    how = options(request.checkpoint, allow_pickle=request.allow_pickle)
    try:
        return recipe.load(request.checkpoint, how)
    except (OSError, ValueError, KeyError, RuntimeError, TypeError) as error:
        raise CheckpointError(f"{request.checkpoint} cannot be loaded: {error}") from error


def _small_files(folder: Path, checkpoint: Checkpoint, description: Description) -> None:
    if checkpoint.tokeniser is not None:
        inner = checkpoint.tokeniser.backend_tokenizer
        inner.no_padding()
        inner.no_truncation()
        (folder / "tokenizer.json").write_text(inner.to_str(), "utf-8")
    for name, data in description.files.items():
        (folder / name).write_bytes(data)


def _manifest(request: Request, recipe: Recipe, graphs: Sequence[Graph], description: Description) -> Manifest:
    name = request.name or re.sub(r"[^A-Za-z0-9._-]+", "-", request.out.name).strip("-.") or "model"
    return Manifest(
        schema=1,
        id=name,
        family=recipe.family,
        task=recipe.task,
        also=recipe.also,
        title=request.checkpoint.name,
        prompt=description.prompt,
        languages=description.languages,
        files={},
        graphs={
            graph.role: Axes(inputs={each.name: each.axes for each in graph.inputs}, outputs=dict(graph.outputs))
            for graph in graphs
        },
        image=description.image,
        tokens=description.tokens,
        decoder=description.decoder,
        options=dict(description.options),
        source=Source(checkpoint=request.checkpoint.name, licence=licence(request.checkpoint)),
        export=Export(opset=OPSET, quantisation="none", versions={each: _version(each) for each in _MODULES}),
    )


def _graph_samples(graph: Graph) -> Iterator[GraphSample]:
    """What the module makes of inputs of other sizes than it was traced with."""
    for seed, sizes in enumerate(graph.checked_with(), start=1):
        inputs = graph.sample(sizes, seed)
        try:
            with torch.no_grad():
                outputs: Any = graph.module(*inputs.values())
        except (RuntimeError, IndexError, ValueError) as error:
            raise TraceError(f"{graph.role} cannot be run with {sizes}: {error}") from error
        outputs = (outputs,) if isinstance(outputs, torch.Tensor) else outputs
        yield GraphSample(
            graph.role,
            {name: value.numpy() for name, value in inputs.items()},
            {name: value.float().numpy() for name, value in zip(graph.outputs, outputs, strict=True)},
        )


def _expected(recipe: Recipe, checkpoint: Checkpoint, request: Request, progress: Progress) -> list[tuple[Any, Any]]:
    chosen = list(recipe.cases(checkpoint, request.cases))
    if recipe.describe(checkpoint).decoder is not None:
        chosen += [replace(case, beams=2 + at % 2) for at, case in enumerate(chosen[: (request.cases + 1) // 2])]
    found = []
    for at, case in enumerate(chosen):
        progress("verify", f"PyTorch's answer {at + 1} of {len(chosen)}")
        found.append((case, recipe.reference(checkpoint, case)))
    return found


def _compare(folder: Path, work: Path, manifest: Manifest, values: Samples) -> Verified:
    """Run `export.verify` in a process of its own."""
    write.write_folder(folder, manifest)
    samples.write(values, work / "samples.npz")
    result = work / "result.json"
    result.unlink(missing_ok=True)
    command = [sys.executable, "-m", "export.verify", str(folder.absolute()), str(work / "samples.npz"), str(result)]
    ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if ended.returncode or not result.exists():
        raise OutputsDiffer(f"The comparison ended with {ended.returncode}: {ended.stderr.strip()[-600:]}")
    return Verified(**json.loads(result.read_text("utf-8")))


def _version(module: str) -> str:
    """Of a package; onnxruntime is also in one of another name, for graphics cards."""
    try:
        return version(module)
    except PackageNotFoundError:
        return version(f"{module}-gpu")


def _judge(verified: Verified, limit: float) -> None:
    if verified.faults:
        raise OutputsDiffer(" ".join(verified.faults[:3]))
    if verified.agreement < limit:
        raise OutputsDiffer(
            f"Only {verified.equal} of {verified.compared} tokens are PyTorch's, the first other one at place "
            f"{verified.first_difference}; at least {limit:.0%} must be."
        )
