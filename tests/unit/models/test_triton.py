"""What Triton is told of a graph: the batch is no dim, an open axis is -1, a scalar a row is reshaped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from export.errors import WriteError
from export.triton import as_in, configuration, repository
from models.folder import read_folder
from models.manifest import File, Graph, Manifest
from tests.helpers.model_folders import WIDTH, write_captioner


def test_a_common_open_first_axis_is_the_batch() -> None:
    graph = Graph(
        inputs={"pixel_values": ("batch", 3, 32, 32), "ids": ("batch", "length")}, outputs={"seen": ("batch", 5, 8)}
    )
    text = configuration("a-vision", graph, {"pixel_values": "TYPE_FP32", "ids": "TYPE_INT64", "seen": "TYPE_FP16"})
    assert text == (
        'name: "a-vision"\nbackend: "onnxruntime"\nmax_batch_size: 8\n'
        'input [\n  {\n    name: "pixel_values"\n    data_type: TYPE_FP32\n    dims: [ 3, 32, 32 ]\n  },\n'
        '  {\n    name: "ids"\n    data_type: TYPE_INT64\n    dims: [ -1 ]\n  }\n]\n'
        'output [\n  {\n    name: "seen"\n    data_type: TYPE_FP16\n    dims: [ 5, 8 ]\n  }\n]\n'
    )


def test_without_one_there_is_no_batch_and_the_dims_are_whole() -> None:
    for axes in ((1, 3, 8), ("other", 3, 8)):
        graph = Graph(inputs={"x": axes}, outputs={"y": ("batch", 4)})
        text = configuration("m", graph, {"x": "TYPE_FP32", "y": "TYPE_FP32"})
        assert "max_batch_size: 0" in text
        assert f"dims: [ {axes[0] if axes[0] == 1 else -1}, 3, 8 ]" in text
        assert "dims: [ -1, 4 ]" in text


def test_one_number_a_row_is_a_dim_of_one_that_is_taken_away() -> None:
    graph = Graph(inputs={"x": ("batch",)}, outputs={"y": ("batch", "length")})
    text = configuration("m", graph, {"x": "TYPE_INT64", "y": "TYPE_BOOL"})
    assert "dims: [ 1 ]\n    reshape { shape: [ ] }" in text
    assert "max_batch_size: 8" in text


def test_a_size_that_only_the_file_knows_is_told(tmp_path: Path) -> None:
    manifest = read_folder(write_captioner(tmp_path / "toy")).manifest
    said = ("batch", 1, "places", WIDTH)
    graph = Graph(
        inputs=manifest.graphs["encoder"].inputs, outputs=dict.fromkeys(manifest.graphs["encoder"].outputs, said)
    )
    found, types = as_in(tmp_path / "toy" / "encoder.onnx", graph)
    assert found == manifest.graphs["encoder"]
    assert set(types.values()) == {"TYPE_FP32"}


def with_weights_beside(folder: Path) -> Manifest:
    """The toy captioner, its decoder's weights in a file of their own."""
    manifest = read_folder(write_captioner(folder)).manifest
    graph = onnx.load(str(folder / "decoder.onnx"))
    onnx.save(
        graph, str(folder / "decoder.onnx"), save_as_external_data=True, location="decoder.onnx.data", size_threshold=99
    )
    weights = File(path="decoder.onnx.data", sha256="0" * 64, bytes=1)
    manifest.files["decoder.data"] = weights
    return manifest


def test_a_repository_has_every_graph_with_its_weights_and_runs(tmp_path: Path) -> None:
    manifest = with_weights_beside(tmp_path / "toy")
    with repository(tmp_path / "toy", manifest, tmp_path / "served"):
        pass
    found = sorted(path.relative_to(tmp_path / "served").as_posix() for path in (tmp_path / "served").rglob("*.*"))
    assert found == [
        "toy-decoder/1/decoder.onnx.data",
        "toy-decoder/1/model.onnx",
        "toy-decoder/config.pbtxt",
        "toy-encoder/1/model.onnx",
        "toy-encoder/config.pbtxt",
    ]
    path = tmp_path / "served" / "toy-decoder" / "1" / "model.onnx"
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    cache, cross = np.zeros((2, 1, 3, WIDTH), np.float32), np.zeros((2, 1, 1, WIDTH), np.float32)
    feeds = {each.name: cross if "cross" in each.name else cache for each in session.get_inputs()}
    feeds["input_ids"] = np.zeros((2, 4), np.int64)
    assert session.run(["present.0.key"], feeds)[0].shape == (2, 1, 7, WIDTH)
    config = (tmp_path / "served" / "toy-decoder" / "config.pbtxt").read_text()
    assert f"dims: [ 1, -1, {WIDTH} ]" in config
    assert sorted(path.name for path in tmp_path.iterdir()) == ["served", "toy"]


def test_what_fails_after_it_or_in_it_leaves_no_repository(tmp_path: Path) -> None:
    manifest = with_weights_beside(tmp_path / "toy")
    served = tmp_path / "served"
    seen = []

    def publishing(*, fails: bool) -> None:
        with repository(tmp_path / "toy", manifest, served):
            seen.append(served.is_dir())
            if fails:
                raise WriteError("no place")

    with pytest.raises(WriteError, match="no place"):
        publishing(fails=True)
    assert seen == [True]
    (tmp_path / "toy" / "decoder.onnx.data").unlink()
    with pytest.raises(WriteError, match="cannot be written"):
        publishing(fails=False)
    assert seen == [True]
    assert [path.name for path in tmp_path.iterdir()] == ["toy"]
    with repository(tmp_path / "toy", manifest, None):
        assert [path.name for path in tmp_path.iterdir()] == ["toy"]
