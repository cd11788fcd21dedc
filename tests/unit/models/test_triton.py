"""What Triton is told of a graph: the batch is no dim, an open axis is -1, a scalar a row is reshaped."""

from __future__ import annotations

from export.triton import configuration
from models.manifest import Graph


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
