"""One graph of a recipe to one ONNX file, with the axes that the recipe names and no others."""

from __future__ import annotations

import contextlib
import inspect
import io
import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import onnx
import torch

from export.errors import TraceError
from export.recipe import Graph

OPSET = 20
_NO_CHECKS = "TRANSFORMERS_DISABLE_TORCH_CHECK"
_BIG = 1_800_000_000  # bytes; a protobuf ends at 2 GB


def trace(graph: Graph, path: Path) -> None:
    """Write `graph` to `path` (weights beside it, as path.data, where they are too large for one file).

    Raises TraceError, also where an axis that the recipe leaves open came out fixed.
    """
    sample = graph.sample(graph.traced_with())
    try:
        with _quietly(), torch.no_grad():
            program = torch.onnx.export(
                graph.module.eval(),
                tuple(sample.values()),
                dynamo=True,
                input_names=list(sample),
                output_names=list(graph.outputs),
                dynamic_shapes=_shapes(graph),
                opset_version=OPSET,
                verbose=False,
            )
            program.save(str(path), external_data=_bytes(graph.module) > _BIG)
    except Exception as error:
        raise TraceError(f"The graph {graph.role} cannot be traced: {_reason(error)}") from error
    _name_axes(graph, path)


def _shapes(graph: Graph) -> tuple[Any, ...]:
    """Dynamic shapes in the form of the module's signature: those of *args are nested."""
    each = [
        {at: torch.export.Dim.DYNAMIC for at, axis in enumerate(given.axes) if isinstance(axis, str)} or None
        for given in graph.inputs
    ]
    nested: list[Any] = []
    for parameter in inspect.signature(graph.module.forward).parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            if rest := tuple(each[len(nested) :]):
                nested.append(rest)
            break
        nested.append(each[len(nested)])
    return tuple(nested)


def _name_axes(graph: Graph, path: Path) -> None:
    """Give the file's axes the recipe's names; the exporter counts them (s0, s1)."""
    model = onnx.load(str(path), load_external_data=False)
    if [each.name for each in model.graph.input] != [each.name for each in graph.inputs]:
        missing = {each.name for each in graph.inputs} - {each.name for each in model.graph.input}
        raise TraceError(f"The graph {graph.role} does not use {', '.join(sorted(missing)) or 'its inputs as named'}.")
    axes = {each.name: each.axes for each in graph.inputs} | dict(graph.outputs)
    inputs = {each.name for each in graph.inputs}
    for value in (*model.graph.input, *model.graph.output):
        dims = value.type.tensor_type.shape.dim
        if len(dims) != len(axes[value.name]):
            raise TraceError(f"{value.name} of the graph {graph.role} has {len(dims)} axes.")
        for dim, axis in zip(dims, axes[value.name], strict=True):
            if isinstance(axis, str) and dim.HasField("dim_value") and value.name in inputs:
                raise TraceError(f"The trace fixed the axis {axis} of {value.name} in {graph.role} to {dim.dim_value}.")
            if isinstance(axis, int) and dim.HasField("dim_value") and dim.dim_value != axis:
                raise TraceError(f"An axis of {value.name} in {graph.role} is {dim.dim_value} and not {axis}.")
            if isinstance(axis, int):
                dim.dim_value = axis
            else:
                dim.dim_param = axis
    del model.graph.value_info[:]  # names of axes that are gone; the runtime infers its own
    onnx.save(model, str(path))


def _bytes(module: torch.nn.Module) -> int:
    return sum(each.numel() * each.element_size() for each in module.parameters())


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """The exporter prints its progress and warns of its own insides; transformers' checks of values have no ONNX."""
    before = logging.root.manager.disable
    checked = os.environ.get(_NO_CHECKS)
    os.environ[_NO_CHECKS] = "1"
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
        if checked is None:
            del os.environ[_NO_CHECKS]
        else:
            os.environ[_NO_CHECKS] = checked


def _reason(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    lines = [line.strip() for line in f"{error}".splitlines() if line.strip()]
    return f"{type(error).__name__}: {' '.join(lines[:3])}"[:600]
