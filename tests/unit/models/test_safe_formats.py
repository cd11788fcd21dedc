"""Nothing that could run a program of its maker's is read as a model; checksums and places in test_folder.py and
test_store_hub.py."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

from models.errors import ManifestError, ModelDamaged
from models.folder import check_references, read_folder
from models.manifest import read_manifest
from models.registry import Registry
from models.store.hub import RemoteFile, Repository
from models.store.install import wanted
from tests.helpers.model_folders import write, write_captioner

ROOT = Path(__file__).parents[3]
SOURCES = sorted(path for folder in ("assistant", "models") for path in (ROOT / folder).rglob("*.py"))
RUNS_WHAT_IT_READS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "torch"}
RUNS_TEXT = {"eval", "exec", "compile"}


class Attack:
    """Its pickle makes a file when it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_reads_what_can_run(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not {name.name.split(".")[0] for name in node.names} & RUNS_WHAT_IT_READS
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.module.split(".")[0] not in RUNS_WHAT_IT_READS
        elif isinstance(node, ast.keyword):
            assert node.arg not in ("allow_pickle", "trust_remote_code")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in RUNS_TEXT


@pytest.mark.parametrize("name", ["encoder.onnx", "weights.bin", "model.pt", "model.pkl"])
def test_a_pickle_in_the_place_of_a_graph_is_refused_unread(tmp_path: Path, name: str) -> None:
    toy = write_captioner(tmp_path / "models" / "toy")
    mark = tmp_path / "was-run"
    data = pickle.dumps(Attack(mark))
    text = (toy / "manifest.json").read_text("utf-8").replace("encoder.onnx", name)
    (toy / "manifest.json").write_text(text, "utf-8")
    (toy / "encoder.onnx").unlink()
    (toy / name).write_bytes(data)
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))  # so that its checksum is right
    registry = Registry([toy.parent], notes=tmp_path / "notes")
    with pytest.raises(ModelDamaged) as caught:
        registry.open(registry.find("toy"))
    assert "not an ONNX model" in caught.value.spoken
    assert not mark.exists()
    pickle.loads(data)
    assert mark.exists()  # it would have


@pytest.mark.parametrize("place", ["/etc/passwd", "../outside.data", "in/../../outside.data", "linked.data"])
def test_weights_outside_the_folder_are_refused(tmp_path: Path, place: str) -> None:
    import onnx

    toy = write_captioner(tmp_path / "models" / "toy")
    (toy.parent / "outside.data").write_bytes(bytes(4096))
    (toy / "linked.data").symlink_to(toy.parent / "outside.data")
    model = onnx.load(str(toy / "encoder.onnx"))
    for weight in model.graph.initializer:
        weight.ClearField("raw_data")
        weight.data_location = onnx.TensorProto.EXTERNAL
        entry = weight.external_data.add()
        entry.key, entry.value = "location", place
    (toy / "encoder.onnx").write_bytes(model.SerializeToString())
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))
    with pytest.raises(ModelDamaged, match="refers to a file that is not part"):
        check_references(read_folder(toy), "encoder")


def repository(*names: str) -> Repository:
    return Repository("somebody/weights", "0" * 40, tuple(RemoteFile(name, 10, None, "sha256") for name in names))


@pytest.mark.parametrize("weights", ["pytorch_model.bin", "model.pt", "model.pth", "model.ckpt", "model.pkl", "x.h5"])
def test_weights_that_are_no_safetensors_are_not_fetched(weights: str) -> None:
    with pytest.raises(ManifestError, match="neither a manifest nor weights in safetensors files"):
        wanted(repository("config.json", "tokenizer.json", weights), None)
    beside = wanted(repository("config.json", "model.safetensors", "modeling_evil.py", weights), None)
    assert [file.path for file in beside] == ["config.json", "model.safetensors"]


@pytest.mark.parametrize(
    "path",
    ["../out", "a/../../out", "/etc/out", "C:/out", "C:out", "\\\\server\\share\\out", "..\\out", "a\0b", "a\nb",
     "a\ud800b", "", ".hidden", "n" * 300, "\u00e9" * 150],
)  # fmt: skip
def test_a_file_of_a_hub_whose_path_leads_out_on_any_system_is_not_fetched(path: str) -> None:
    files = wanted(repository("manifest.json", path, "toy/encoder.onnx"), None)
    assert [file.path for file in files] == ["manifest.json", "toy/encoder.onnx"]
