"""A model repository for Triton Inference Server: each graph a model of its own, served by its ONNX Runtime backend.

The same files as the model folder has; which graph is run when stays the caller's work, as here.
https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/model_configuration.html
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import onnx

from export import write
from export.errors import WriteError
from models.manifest import Dim, Graph, Manifest

_MOST = 8  # rows a request may have where a graph takes any number; whoever serves may raise it
_TYPES: Mapping[int, str] = {
    onnx.TensorProto.FLOAT: "TYPE_FP32",
    onnx.TensorProto.FLOAT16: "TYPE_FP16",
    onnx.TensorProto.DOUBLE: "TYPE_FP64",
    onnx.TensorProto.INT64: "TYPE_INT64",
    onnx.TensorProto.INT32: "TYPE_INT32",
    onnx.TensorProto.INT8: "TYPE_INT8",
    onnx.TensorProto.UINT8: "TYPE_UINT8",
    onnx.TensorProto.BOOL: "TYPE_BOOL",
}


@contextmanager
def repository(folder: Path, manifest: Manifest, out: Path | None) -> Iterator[None]:
    """Make `out` of the graphs in `folder`, whole or not at all; it goes again if the block fails. None: do nothing.

    Raises WriteError.
    """
    if out is None:
        yield
        return
    with write.workplace(out) as place:
        made = place / "model"
        for role, graph in manifest.graphs.items():
            _model(made / f"{manifest.id}-{role}", folder, manifest, role=role, graph=graph)
        write.publish(made, out)
    try:
        yield
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise


def _model(model: Path, folder: Path, manifest: Manifest, *, role: str, graph: Graph) -> None:
    source = folder / manifest.files[role].path
    version = model / "1"
    try:
        version.mkdir(parents=True)
        shutil.copyfile(source, version / "model.onnx")
        if (weights := manifest.files.get(f"{role}.data")) is not None:
            shutil.copyfile(folder / weights.path, version / weights.path)  # the graph knows it by this name
        found, types = as_in(source, graph)
        (model / "config.pbtxt").write_text(configuration(model.name, found, types), "utf-8")
    except OSError as error:
        raise WriteError(f"{model} cannot be written: {error.strerror}.") from error


def as_in(path: Path, graph: Graph) -> tuple[Graph, Mapping[str, str]]:
    """The graph with the sizes that its file fixes, as Triton compares them (optimised and quantised, it knows more of
    its outputs), and Triton's names of the data types. Raises WriteError for a type that Triton lacks."""
    read = onnx.load(str(path), load_external_data=False).graph
    types: dict[str, str] = {}
    sizes: dict[str, list[int]] = {}  # 0 where it is open
    for each in (*read.input, *read.output):
        kind = each.type.tensor_type
        if kind.elem_type not in _TYPES:
            raise WriteError(f"Triton has no data type for {each.name}.")
        types[each.name] = _TYPES[kind.elem_type]
        sizes[each.name] = [dim.dim_value for dim in kind.shape.dim]

    def fixed(tensors: Mapping[str, tuple[Dim, ...]]) -> dict[str, tuple[Dim, ...]]:
        return {
            name: tuple(size or axis for size, axis in zip(sizes[name], axes, strict=True))
            for name, axes in tensors.items()
        }

    return Graph(inputs=fixed(graph.inputs), outputs=fixed(graph.outputs)), types


def configuration(name: str, graph: Graph, types: Mapping[str, str]) -> str:
    """The text of config.pbtxt.

    Where all tensors begin with the same open axis, that is Triton's batch and is not among the dims; else
    `max_batch_size` is 0 and the dims are whole. An open axis is -1.
    """
    tensors = [*graph.inputs.values(), *graph.outputs.values()]
    first = {axes[0] if axes else None for axes in tensors}
    batched = len(first) == 1 and isinstance(next(iter(first)), str)
    lines = [f"name: {json.dumps(name)}", 'backend: "onnxruntime"', f"max_batch_size: {_MOST if batched else 0}"]
    for kind, tensors_of in (("input", graph.inputs), ("output", graph.outputs)):
        entries = [_tensor(each, types[each], axes[1:] if batched else axes) for each, axes in tensors_of.items()]
        lines.append(f"{kind} [\n" + ",\n".join(entries) + "\n]")
    return "\n".join(lines) + "\n"


def _tensor(name: str, kind: str, axes: Sequence[Dim]) -> str:
    """Triton wants at least one dim, and takes it away again before the graph sees it."""
    dims = ", ".join(str(axis) if isinstance(axis, int) else "-1" for axis in axes)
    shape = f"dims: [ {dims} ]" if dims else "dims: [ 1 ]\n    reshape { shape: [ ] }"
    return f"  {{\n    name: {json.dumps(name)}\n    data_type: {kind}\n    {shape}\n  }}"
