"""An export that fails or is stopped leaves nothing, and says which step it was and why."""

from __future__ import annotations

import dataclasses
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from export import cli
from export.errors import ExportError, GraphError, OutputsDiffer, PickleRefused, RecipeError, TraceError
from export.pipeline import Request, export
from export.quantise import linear_layers, quantise
from export.recipe import Graph, Input, Recipe, recipe_for, recipes
from export.trace import trace
from models.proof import Proof

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]
ROOT = Path(__file__).parents[2]
CLIP = next(recipe for recipe in recipes() if recipe.name == "clip/match")
VIT_GPT2 = next(recipe for recipe in recipes() if recipe.name == "vision_encoder_decoder/caption")


@pytest.fixture(scope="module", name="checkpoint")
def _checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "checkpoint"
    path.mkdir()
    CLIP.tiny(path)
    return path


@contextmanager
def replaced(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Iterator[Recipe]:
    other = dataclasses.replace(CLIP, **changes)
    monkeypatch.setattr("export.recipe.recipes", lambda: (other,))
    yield other


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_model_that_says_something_else_is_not_written(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def liar(loaded: Any, case: Any) -> Proof:
        proof = CLIP.reference(loaded, case)
        return dataclasses.replace(proof, choices=proof.choices[::-1])

    with replaced(monkeypatch, reference=liar), pytest.raises(OutputsDiffer, match="step verify failed"):
        export(Request(checkpoint=checkpoint, out=tmp_path / "model"))
    assert left(tmp_path) == []


def test_a_graph_that_computes_something_else_is_not_written(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsteady(torch.nn.Module):
        """Differs between trace and check, as a module does whose trace fixed something."""

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x * (2.0 if torch.compiler.is_compiling() else 3.0)

    graph = Graph("vision", Unsteady(), (Input("x", ("batch", 4)),), {"y": ("batch", 4)})
    with (
        replaced(monkeypatch, graphs=lambda _: (graph,)),
        pytest.raises(GraphError, match=r"step check failed.*y of vision differs"),
    ):
        export(Request(checkpoint=checkpoint, out=tmp_path / "model"))
    assert left(tmp_path) == []


def test_an_axis_that_the_trace_fixes_is_named(tmp_path: Path) -> None:
    class Fixed(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x.reshape(2, 4) * 2

    with pytest.raises(TraceError, match=r"static shape|fixed"):
        trace(Graph("g", Fixed(), (Input("x", ("batch", 4)),), {"y": ("batch", 4)}), tmp_path / "g.onnx")


def test_pickles_are_refused_and_the_risk_is_said(checkpoint: Path, tmp_path: Path) -> None:
    other = tmp_path / "pickled"
    other.mkdir()
    for file in checkpoint.iterdir():
        if file.suffix != ".safetensors":
            (other / file.name).write_bytes(file.read_bytes())
    torch.save({}, other / "pytorch_model.bin")
    with pytest.raises(PickleRefused, match="runs whatever program") as caught:
        export(Request(checkpoint=other, out=tmp_path / "model"))
    assert "load" in str(caught.value)
    assert left(tmp_path) == ["pickled"]


def test_an_unknown_architecture_and_a_wrong_task_are_named(checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="ClairvoyanceModel"):
        recipe_for(("ClairvoyanceModel",), None)
    with pytest.raises(RecipeError, match="task detect"):
        export(Request(checkpoint=checkpoint, out=tmp_path / "model", task="detect"))
    with pytest.raises(ExportError, match=r"config\.json"):
        export(Request(checkpoint=tmp_path, out=tmp_path / "model"))
    assert left(tmp_path) == []


def test_a_folder_that_is_there_is_not_touched(checkpoint: Path, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "mine").write_text("mine")
    with pytest.raises(ExportError, match="there already"):
        export(Request(checkpoint=checkpoint, out=tmp_path / "model"))
    assert left(tmp_path / "model") == ["mine"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_export_leaves_nothing(checkpoint: Path, tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "export.cli", str(checkpoint), str(tmp_path / "model")]
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # where this runs in the background it is ignored
    try:
        started = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, heard)
    with started as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "trace, " in line:
                process.send_signal(number)
                break
        rest = process.stderr.read()
        assert process.wait() == 130
    assert "Stopped in the step trace. Nothing was written." in rest
    assert left(tmp_path) == []


def test_the_command_exports_and_says_what_was_compared(
    checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([str(checkpoint), "--verify", "3", "--id", "my-clip", str(tmp_path / "model")]) == 0
    out = capsys.readouterr()
    assert "12 of 12 tokens are PyTorch's" in out.out
    assert "8 of 8: write" in out.err
    assert json.loads((tmp_path / "model" / "manifest.json").read_bytes())["id"] == "my-clip"
    assert cli.main([str(checkpoint), str(tmp_path / "model")]) == 1
    assert cli.main([str(checkpoint)]) == 2


@pytest.mark.parametrize("quantisation", ["fp16", "int8", "q4"])
def test_quantised_models_are_judged_by_their_agreement(tmp_path: Path, quantisation: Any) -> None:
    checkpoint = tmp_path / "checkpoint"
    checkpoint.mkdir()
    VIT_GPT2.tiny(checkpoint)
    request = Request(checkpoint=checkpoint, out=tmp_path / "model", quantisation=quantisation, limit=0.0, cases=3)
    report = export(request)
    parity = report.manifest.export.parity
    assert parity is not None
    assert parity.compared == 60
    assert report.manifest.export.quantisation == quantisation
    assert (parity.first_difference is None) == (parity.equal == parity.compared)
    if quantisation == "q4" and parity.equal < parity.compared:
        with pytest.raises(OutputsDiffer, match="the first other one at place"):
            export(dataclasses.replace(request, out=tmp_path / "strict", limit=1.0))
        assert left(tmp_path) == ["checkpoint", "model"]


def test_torch_patches_are_undone(tmp_path: Path) -> None:
    VIT_GPT2.tiny(tmp_path)
    model = VIT_GPT2.load(tmp_path, {"local_files_only": True}).model
    before = [type(each).__name__ for each in model.modules()]
    with linear_layers(model):
        assert "Conv1D" not in [type(each).__name__ for each in model.modules()]
    assert [type(each).__name__ for each in model.modules()] == before


@pytest.mark.parametrize("quantisation", ["int8", "q4"])
def test_no_large_weight_of_a_product_stays_a_float(tmp_path: Path, quantisation: Any) -> None:
    """A head that shares the embedding's weights is transposed in the graph, where quantisation passes over it."""
    blip = next(recipe for recipe in recipes() if recipe.name == "blip/caption")
    (tmp_path / "checkpoint").mkdir()
    blip.tiny(tmp_path / "checkpoint")
    loaded = blip.load(tmp_path / "checkpoint", {"local_files_only": True})
    decoder = next(graph for graph in blip.graphs(loaded) if graph.role == "decoder")
    trace(decoder, tmp_path / "decoder.onnx")
    quantise(tmp_path / "decoder.onnx", quantisation)
    model = onnx.load(str(tmp_path / "decoder.onnx"))
    weights = {each.name for each in model.graph.initializer}
    made_of_weights = {name for node in model.graph.node if set(node.input) <= weights for name in node.output}
    floats = [n.name for n in model.graph.node if n.op_type == "MatMul" and n.input[1] in weights | made_of_weights]
    assert floats == []


@pytest.mark.parametrize("quantisation", ["int8", "q4"])
def test_a_table_that_is_only_looked_up_in_has_half_the_size(tmp_path: Path, quantisation: Any) -> None:
    random = np.random.default_rng(0)
    table = random.standard_normal((900, 64)).astype(np.float32)
    node = onnx.helper.make_node("Gather", ["table", "input_ids"], ["inputs_embeds"])
    ids = onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["batch", "length"])
    out = onnx.helper.make_tensor_value_info("inputs_embeds", onnx.TensorProto.FLOAT, ["batch", "length", 64])
    graph = onnx.helper.make_graph([node], "embed", [ids], [out], [onnx.numpy_helper.from_array(table, "table")])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 20)], ir_version=10)
    path = tmp_path / "embed.onnx"
    onnx.save(model, str(path))
    before = path.stat().st_size
    quantise(path, quantisation)
    assert path.stat().st_size < 0.51 * before
    wanted = np.asarray([[0, 899, 5]], np.int64)
    (found,) = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(
        None, {"input_ids": wanted}
    )
    assert found.dtype == np.float32
    assert found == pytest.approx(table[wanted], rel=1e-3, abs=1e-6)
