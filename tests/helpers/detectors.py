"""A detector of objects small enough to write in a test: whatever is magenta is a mug, whatever is cyan a bottle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from onnx import helper

from models.manifest import Export, File, Graph, Image, Manifest, Source
from tests.helpers.model_folders import _floats, _save, write

SIDE = 96  # pixels
NAMES = ("mug", "bottle")
MAGENTA, CYAN = (230, 30, 220), (20, 220, 230)
_LEAST = 0.75  # how magenta a pixel is, 0..2, from which it counts


def write_detector(path: Path) -> Path:
    """Two queries, one a name: the box lies around the middle of all pixels of the colour, as wide as twice their
    spread, and is sure where there are more than a few."""
    path.mkdir(parents=True, exist_ok=True)
    colours = np.asarray([[[[1]], [[-2]], [[1]]], [[[-2]], [[1]], [[1]]]], np.float32)  # (query, channel, 1, 1)
    across = np.tile((np.arange(SIDE, dtype=np.float32) + 0.5) / SIDE, (SIDE, 1))[None, None]
    numbers: dict[str, Any] = {
        "colours": colours, "least": np.asarray(_LEAST, np.float32), "across": across,
        "down": np.ascontiguousarray(across.transpose(0, 1, 3, 2)), "sides": np.asarray([2, 3]),
        "little": np.asarray(1e-3, np.float32), "four": np.asarray(3.46, np.float32),
        "last": np.asarray([-1]), "few": np.asarray(6.0, np.float32), "sharp": np.asarray(1.0, np.float32),
        "own": np.asarray([[[0, -60], [-60, 0]]], np.float32),
    }  # fmt: skip
    node = helper.make_node
    nodes = [
        node("Conv", ["pixel_values", "colours"], ["seen"]),
        node("Greater", ["seen", "least"], ["there"]),
        node("Cast", ["there"], ["mask"], to=1),
        node("ReduceSum", ["mask", "sides"], ["count"], keepdims=0),
        node("Add", ["count", "little"], ["safe"]),
    ]
    for name, at in (("x", "across"), ("y", "down")):
        nodes += [
            node("Mul", ["mask", at], [f"{name}s"]),
            node("ReduceSum", [f"{name}s", "sides"], [f"{name}_sum"], keepdims=0),
            node("Div", [f"{name}_sum", "safe"], [name]),
            node("Mul", [f"{name}s", at], [f"{name}_squares"]),
            node("ReduceSum", [f"{name}_squares", "sides"], [f"{name}_power"], keepdims=0),
            node("Div", [f"{name}_power", "safe"], [f"{name}_mean"]),
            node("Mul", [name, name], [f"{name}_own"]),
            node("Sub", [f"{name}_mean", f"{name}_own"], [f"{name}_rest"]),
            node("Abs", [f"{name}_rest"], [f"{name}_spread"]),
            node("Sqrt", [f"{name}_spread"], [f"{name}_root"]),
            node("Mul", [f"{name}_root", "four"], [f"{name}_size"]),
            node("Unsqueeze", [name, "last"], [f"{name}_at"]),
            node("Unsqueeze", [f"{name}_size", "last"], [f"{name}_wide"]),
        ]
    nodes += [
        node("Concat", ["x_at", "y_at", "x_wide", "y_wide"], ["pred_boxes"], axis=2),
        node("Sub", ["count", "few"], ["more"]),
        node("Mul", ["more", "sharp"], ["sure"]),
        node("Unsqueeze", ["sure", "last"], ["column"]),
        node("Add", ["column", "own"], ["logits"]),
    ]
    shape: list[int | str] = ["batch", 3, SIDE, SIDE]
    outputs = [_floats("logits", ["batch", 2, 2]), _floats("pred_boxes", ["batch", 2, 4])]
    _save(path / "network.onnx", nodes, [_floats("pixel_values", shape)], outputs, numbers)
    (path / "labels.json").write_text(json.dumps(NAMES))
    nothing = "0" * 64
    manifest = Manifest(
        schema=1, id=path.name, family="rt_detr", task="detect",
        files={role: File(path=name, sha256=nothing, bytes=0)
               for role, name in (("network", "network.onnx"), ("labels", "labels.json"))},
        graphs={"network": Graph(
            inputs={"pixel_values": ("batch", 3, SIDE, SIDE)},
            outputs={"logits": ("batch", 2, 2), "pred_boxes": ("batch", 2, 4)},
        )},
        image=Image(height=SIDE, width=SIDE, resample="bilinear"),
        options={"threshold": 0.5, "most": 10},
        source=Source(checkpoint="toy", licence="Apache-2.0"),
        export=Export(opset=20, quantisation="none", versions={}),
    )  # fmt: skip
    write(path, manifest)
    return path
