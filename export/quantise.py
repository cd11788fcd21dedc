"""Smaller weights: fp16 for graphics cards, int8 or 4 bits for processors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import torch
from transformers.pytorch_utils import Conv1D

from export.errors import QuantiseError
from models.manifest import Quantisation

BLOCK = 32  # weights that share a scale in 4 bits
_SMALL_TABLE = 1 << 16  # bytes that are not worth a conversion
_SMALL_CONVOLUTION = 1 << 12
LIMITS: Mapping[Quantisation, float] = {"none": 1.0, "fp16": 0.98, "int8": 0.9, "q4": 0.8}
"""The share of tokens that must stay the same, see `export.verify`."""


def quantise(path: Path, to: Quantisation, *, byte_tables: bool = False) -> None:
    """Replace the weights in the file. Raises QuantiseError, also where nothing in it could be made smaller.

    `byte_tables`: where the weights become int8, the tables that are looked up in do so too.
    """
    if to == "none":
        return
    before = _bytes(path)
    try:
        with _quiet():
            _WAYS[to](path)
            if to != "fp16":
                _shrink_tables(path, to_bytes=byte_tables and to == "int8")
                _shrink_convolutions(path)
    except Exception as error:
        raise QuantiseError(f"{path.name} cannot be made {to}: {error}") from error
    if _bytes(path) >= before and before > 1 << 20:
        raise QuantiseError(f"{path.name} did not get smaller as {to}: nothing in it is of a kind that can be.")


@contextmanager
def _quiet() -> Iterator[None]:
    """onnxruntime's quantiser logs advice that is not for our user, through the root logger."""
    disabled = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(disabled)


@contextmanager
def linear_layers(module: torch.nn.Module) -> Iterator[None]:
    """GPT-2's Conv1D as ordinary linear layers: it exports as Gemm, which 4-bit quantisation passes over in silence."""
    replaced: list[tuple[torch.nn.Module, str, torch.nn.Module]] = []
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, Conv1D):
                linear = torch.nn.Linear(child.weight.shape[0], child.weight.shape[1])
                linear.weight = torch.nn.Parameter(child.weight.detach().T.contiguous())
                linear.bias = child.bias
                setattr(parent, name, linear.eval())
                replaced.append((parent, name, child))
    try:
        yield
    finally:
        for parent, name, child in replaced:
            setattr(parent, name, child)


def _int8(path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    _strip(path)
    _fold_transposed(path)
    out = path.with_suffix(".quantised")
    quantize_dynamic(
        str(path),
        str(out),
        weight_type=QuantType.QInt8,
        per_channel=True,  # a matrix with few large weights loses a quarter as much as with one scale for all
        op_types_to_quantize=["MatMul", "Gemm"],
        use_external_data_format=_is_split(path),
    )
    _replace(path, out)


def _q4(path: Path) -> None:
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    way = DefaultWeightOnlyQuantConfig(block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=4)
    _fold_transposed(path)
    quantiser = MatMulNBitsQuantizer(onnx.load(str(path)), algo_config=way)
    quantiser.process()
    out = path.with_suffix(".quantised")
    quantiser.model.save_model_to_file(str(out), _is_split(path))
    _replace(path, out)


def _fp16(path: Path) -> None:
    from onnxruntime.transformers.float16 import convert_float_to_float16

    model = convert_float_to_float16(onnx.load(str(path)), keep_io_types=False, disable_shape_infer=True)
    out = path.with_suffix(".quantised")
    onnx.save(model, str(out), save_as_external_data=_is_split(path), location=f"{path.name}.data")
    _replace(path, out)


def _shrink_tables(path: Path, *, to_bytes: bool) -> None:
    """Tables that are only looked up in, such as those of token embeddings, as 16-bit floats: they are no products, so
    they cost room and not time, and what is looked up loses less than a thousandth of itself. As bytes, with a scale a
    row, they are half of that, and lose up to four thousandths."""
    if _is_split(path):
        return  # such a model would need its weights twice in memory
    model = onnx.load(str(path))
    looked_up = [node for node in model.graph.node if node.op_type == "Gather"]
    others = {name for node in model.graph.node if node.op_type != "Gather" for name in node.input}
    others |= {name for node in looked_up for name in node.input[1:]}
    tables = {
        each.name: each
        for each in model.graph.initializer
        if each.data_type == onnx.TensorProto.FLOAT and len(each.dims) == 2 and each.name not in others
    }
    small = {name for name, table in tables.items() if 4 * table.dims[0] * table.dims[1] < _SMALL_TABLE}
    for node in [node for node in looked_up if node.input[0] in tables and node.input[0] not in small]:
        table = tables[node.input[0]]
        if table.data_type == onnx.TensorProto.FLOAT:
            _shrink(model.graph, table, to_bytes=to_bytes)
        found, node.output[0] = node.output[0], f"{node.output[0]}.small"
        floats = f"{found}.floats" if to_bytes else found
        more = [onnx.helper.make_node("Cast", [node.output[0]], [floats], to=onnx.TensorProto.FLOAT)]
        if to_bytes:
            scale = f"{found}.scale"
            more += [
                onnx.helper.make_node("Gather", [f"{table.name}.scale", node.input[1]], [scale], axis=0),
                onnx.helper.make_node("Mul", [floats, scale], [found]),
            ]
        place = list(model.graph.node).index(node) + 1
        for step in reversed(more):
            model.graph.node.insert(place, step)
    onnx.save(model, str(path))


def _shrink(graph: onnx.GraphProto, table: onnx.TensorProto, *, to_bytes: bool) -> None:
    values = onnx.numpy_helper.to_array(table)
    if to_bytes:
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-12) / 127
        graph.initializer.append(onnx.numpy_helper.from_array(scale.astype("float32"), f"{table.name}.scale"))
        values = np.rint(values / scale).astype("int8")
    else:
        values = values.astype("float16")
    table.CopyFrom(onnx.numpy_helper.from_array(values, table.name))


def _shrink_convolutions(path: Path) -> None:
    """Weights of convolutions as 16-bit floats, which are made whole again when the graph is loaded: half the room, the
    same time, and less than a thousandth of each is lost."""
    if _is_split(path):
        return
    model = onnx.load(str(path))
    weights = {each.name: each for each in model.graph.initializer}
    names = {node.input[1] for node in model.graph.node if node.op_type == "Conv" and node.input[1] in weights}
    for name in sorted(names):
        weight = weights[name]
        if weight.data_type != onnx.TensorProto.FLOAT or 4 * np.prod(weight.dims) < _SMALL_CONVOLUTION:
            continue
        half = onnx.numpy_helper.to_array(weight).astype("float16")
        weight.CopyFrom(onnx.numpy_helper.from_array(half, f"{name}.half"))
        cast = onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, cast)
    onnx.save(model, str(path))


def _bytes(path: Path) -> int:
    data = path.with_name(path.name + ".data")
    return path.stat().st_size + (data.stat().st_size if data.exists() else 0)


def _strip(path: Path) -> None:
    """The quantiser takes a weight that is also in value_info for an activation and leaves it."""
    model = onnx.load(str(path), load_external_data=False)
    weights = {each.name for each in model.graph.initializer}
    kept = [each for each in model.graph.value_info if each.name not in weights]
    del model.graph.value_info[:]
    model.graph.value_info.extend(kept)
    onnx.save(model, str(path))


def _fold_transposed(path: Path) -> None:
    """Weights that are transposed in the graph as weights of their own.

    A head that shares its weights with the embedding is one: quantisation passes over it, and at BLIP-base's size its
    94 MB of floats would be most of what each token reads.
    """
    if _is_split(path):
        return  # such a model would need its weights twice in memory
    model = onnx.load(str(path))
    weights = {each.name: each for each in model.graph.initializer}
    consumers = {name for node in model.graph.node if node.op_type == "MatMul" for name in node.input[1:]}
    folded = [
        node
        for node in model.graph.node
        if node.op_type == "Transpose" and node.input[0] in weights and node.output[0] in consumers
    ]
    for node in folded:
        order = next((list(each.ints) for each in node.attribute if each.name == "perm"), None)
        value = onnx.numpy_helper.to_array(weights[node.input[0]]).transpose(order)
        model.graph.initializer.append(onnx.numpy_helper.from_array(value.copy(), node.output[0]))
        model.graph.node.remove(node)
    used = {name for node in model.graph.node for name in node.input} | {each.name for each in model.graph.output}
    for each in [each for each in model.graph.initializer if each.name not in used]:
        model.graph.initializer.remove(each)
    onnx.save(model, str(path))


def _is_split(path: Path) -> bool:
    return path.with_name(path.name + ".data").exists()


def _replace(path: Path, out: Path) -> None:
    """`out` in place of `path`; the weights in one file again where they now fit."""
    split = _is_split(path)
    model = onnx.load(str(out))
    data = out.with_name(out.name + ".data")
    for each in (path, path.with_name(path.name + ".data"), out, data):
        each.unlink(missing_ok=True)
    if split and model.ByteSize() > 1_800_000_000:
        onnx.save(model, str(path), save_as_external_data=True, location=f"{path.name}.data")
    else:
        onnx.save(model, str(path))


_WAYS: Mapping[Quantisation, Callable[[Path], None]] = {"fp16": _fp16, "int8": _int8, "q4": _q4}
