"""Which other files an ONNX file refers to, read without the onnx package.

A walk over the protobuf's fields (https://protobuf.dev/programming-guides/encoding) that skips what it does not need;
field numbers are those of onnx.proto3. ONNX Runtime would open whatever path stands there, so this is looked at first.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

from models.limits import GRAPHS_DEEP

_GRAPH, _NODE, _INITIALIZER, _ATTRIBUTE = 7, 1, 5, 5
_FUNCTION, _FUNCTION_NODE = 25, 7
_ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH, _ATTRIBUTE_TENSORS, _ATTRIBUTE_GRAPHS = 5, 6, 10, 11
_ATTRIBUTE_SPARSE, _SPARSE_INITIALIZER = 22, 15
_EXTERNAL, _KEY, _VALUE = 13, 1, 2


class NotOnnx(ValueError):
    """The bytes are not a protobuf of the shape that ONNX has."""


def locations(path: Path) -> frozenset[str]:
    """The `location` of every tensor that is kept in another file. Raises NotOnnx, OSError."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            raise NotOnnx("empty")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found: set[str] = set()
            seen_graph = False
            for number, start, end in _fields(data, 0, len(data)):
                if number == _GRAPH:
                    seen_graph = True
                    found |= set(_graph(data, start, end, 0))
                elif number == _FUNCTION:
                    for inner, a, b in _fields(data, start, end):
                        if inner == _FUNCTION_NODE:
                            found |= set(_node(data, a, b, 1))
            if not seen_graph:
                raise NotOnnx("no graph")
            return frozenset(found)


def _graph(data: mmap.mmap, start: int, end: int, depth: int) -> Iterator[str]:
    if depth > GRAPHS_DEEP:
        raise NotOnnx("too deep")
    for number, a, b in _fields(data, start, end):
        if number == _INITIALIZER:
            yield from _tensor(data, a, b)
        elif number == _SPARSE_INITIALIZER:
            yield from _sparse(data, a, b)
        elif number == _NODE:
            yield from _node(data, a, b, depth)


def _node(data: mmap.mmap, start: int, end: int, depth: int) -> Iterator[str]:
    for number, a, b in _fields(data, start, end):
        if number != _ATTRIBUTE:
            continue
        for kind, c, d in _fields(data, a, b):
            if kind in (_ATTRIBUTE_TENSOR, _ATTRIBUTE_TENSORS):
                yield from _tensor(data, c, d)
            elif kind in (_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS):
                yield from _graph(data, c, d, depth + 1)
            elif kind == _ATTRIBUTE_SPARSE:
                yield from _sparse(data, c, d)


def _sparse(data: mmap.mmap, start: int, end: int) -> Iterator[str]:
    for number, a, b in _fields(data, start, end):
        if number in (1, 2):  # values, indices
            yield from _tensor(data, a, b)


def _tensor(data: mmap.mmap, start: int, end: int) -> Iterator[str]:
    for number, a, b in _fields(data, start, end):
        if number != _EXTERNAL:
            continue
        entry = {kind: bytes(data[c:d]) for kind, c, d in _fields(data, a, b) if kind in (_KEY, _VALUE)}
        if entry.get(_KEY) == b"location":
            yield entry.get(_VALUE, b"").decode("utf-8", "replace")


def _fields(data: mmap.mmap, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each length-delimited field; the others are passed over."""
    at = start
    while at < end:
        tag, at = _varint(data, at, end)
        number, wire = tag >> 3, tag & 7
        if number == 0:
            raise NotOnnx("field 0")
        if wire == 2:
            length, at = _varint(data, at, end)
            if at + length > end:
                raise NotOnnx("cut short")
            yield number, at, at + length
            at += length
        elif wire == 0:
            _, at = _varint(data, at, end)
        elif wire in (1, 5):
            at += 8 if wire == 1 else 4
        else:
            raise NotOnnx(f"wire type {wire}")
    if at != end:
        raise NotOnnx("cut short")


def _varint(data: mmap.mmap, at: int, end: int) -> tuple[int, int]:
    value = shift = 0
    while at < end and shift < 70:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise NotOnnx("number cut short")
