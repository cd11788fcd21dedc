"""Damaged model folders, each with its own sentence, none loaded."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import onnx
import pytest

from models.cancel import CancelToken
from models.errors import ManifestError, ModelDamaged, ModelError, ModelNotFound, UnknownFamily
from models.external_data import NotOnnx, locations
from models.folder import check_contents, read_folder
from models.manifest import Graph, read_manifest
from models.protocols import Captioner
from models.registry import Registry, open_model
from tests.helpers.model_folders import write, write_captioner


@pytest.fixture(name="toy")
def _toy(tmp_path: Path) -> Path:
    return write_captioner(tmp_path / "models" / "toy")


@pytest.fixture(name="registry")
def _registry(tmp_path: Path, toy: Path) -> Registry:
    return Registry([toy.parent], notes=tmp_path / "notes")


def remove(toy: Path) -> None:
    (toy / "encoder.onnx").unlink()


def cut(toy: Path) -> None:
    data = (toy / "encoder.onnx").read_bytes()
    (toy / "encoder.onnx").write_bytes(data[: len(data) // 2])


def lengthen(toy: Path) -> None:
    (toy / "encoder.onnx").write_bytes((toy / "encoder.onnx").read_bytes() + b"\0")


def flip(toy: Path) -> None:
    data = bytearray((toy / "encoder.onnx").read_bytes())
    data[-1] ^= 1
    (toy / "encoder.onnx").write_bytes(data)


def link_out(toy: Path) -> None:
    outside = toy.parents[1] / "outside.onnx"
    (toy / "encoder.onnx").rename(outside)
    (toy / "encoder.onnx").symlink_to(outside)


def make_folder(toy: Path) -> None:
    (toy / "encoder.onnx").unlink()
    (toy / "encoder.onnx").mkdir()


def rename_input(toy: Path) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    graph = Graph(inputs={"picture": ("batch", 3, 8, 8)}, outputs=manifest.graphs["encoder"].outputs)
    write(toy, msgspec.structs.replace(manifest, graphs={**manifest.graphs, "encoder": graph}))


def change_axis(toy: Path) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    graph = Graph(inputs={"pixel_values": ("batch", 3, 16, 8)}, outputs=manifest.graphs["encoder"].outputs)
    write(toy, msgspec.structs.replace(manifest, graphs={**manifest.graphs, "encoder": graph}))


def fix_axis(toy: Path) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    graph = Graph(inputs={"pixel_values": (1, 3, 8, 8)}, outputs=manifest.graphs["encoder"].outputs)
    write(toy, msgspec.structs.replace(manifest, graphs={**manifest.graphs, "encoder": graph}))


def refer_out(toy: Path) -> None:
    model = onnx.load(str(toy / "encoder.onnx"))
    seen = next(each for each in model.graph.initializer if each.name == "seen")
    (toy.parents[1] / "secret").write_bytes(seen.raw_data)
    seen.ClearField("raw_data")
    seen.data_location = onnx.TensorProto.EXTERNAL
    for key, value in (("location", "../../secret"), ("offset", "0"), ("length", "72")):
        entry = seen.external_data.add()
        entry.key, entry.value = key, value
    (toy / "encoder.onnx").write_bytes(model.SerializeToString())
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))


def not_onnx(toy: Path) -> None:
    (toy / "encoder.onnx").write_bytes(b"not a model at all")
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))


def not_a_tokenizer(toy: Path) -> None:
    (toy / "tokenizer.json").write_text("{}")
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))


def no_tokenizer(toy: Path) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    write(toy, msgspec.structs.replace(manifest, files={k: v for k, v in manifest.files.items() if k != "tokenizer"}))


def other_family(toy: Path) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    write(toy, msgspec.structs.replace(manifest, family="clairvoyance"))


def no_manifest(toy: Path) -> None:
    (toy / "manifest.json").unlink()


FAULTS: dict[Callable[[Path], None], tuple[type[ModelError], str]] = {
    remove: (ModelDamaged, "is missing"),
    cut: (ModelDamaged, "only half there"),
    lengthen: (ModelDamaged, "too long"),
    flip: (ModelDamaged, "were changed"),
    link_out: (ModelDamaged, "link that leads out"),
    make_folder: (ModelDamaged, "not a file"),
    rename_input: (ModelDamaged, "inputs of its graph encoder are not"),
    change_axis: (ModelDamaged, "axes of the input pixel_values"),
    fix_axis: (ModelDamaged, "axes of the input pixel_values"),
    refer_out: (ModelDamaged, "refers to a file that is not part"),
    not_onnx: (ModelDamaged, "not an ONNX model"),
    not_a_tokenizer: (ModelDamaged, "no tokenizer"),
    no_tokenizer: (ManifestError, "no file for tokenizer"),
    other_family: (UnknownFamily, "needs a newer LookAloud"),
    no_manifest: (ManifestError, "no manifest"),
}


@pytest.mark.parametrize("damage", FAULTS, ids=lambda each: each.__name__)
def test_a_damaged_folder_is_refused_with_what_is_wrong(
    toy: Path, registry: Registry, damage: Callable[[Path], None]
) -> None:
    damage(toy)
    kind, words = FAULTS[damage]
    (listed,) = registry.list()
    with pytest.raises(kind) as caught:
        registry.open(registry.find("toy"))
    assert words in caught.value.spoken
    assert "toy" in caught.value.spoken
    if listed.folder is None:
        assert listed.error is not None
        assert listed.error.spoken == caught.value.spoken


def test_a_good_model_opens(registry: Registry) -> None:
    folder = registry.first("caption")
    assert folder is not None
    assert isinstance(registry.open(folder), Captioner)
    assert registry.first("match") is None
    with pytest.raises(ModelNotFound):
        registry.find("other")


def test_a_model_of_several_tasks_is_found_for_each_and_unknown_ones_are_refused(toy: Path, registry: Registry) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    write(toy, msgspec.structs.replace(manifest, family="git", also=("answer",)))
    assert registry.first("answer") == registry.first("caption") == registry.find("toy")
    write(toy, msgspec.structs.replace(manifest, also=("detect",)))
    assert registry.first("detect") is None
    with pytest.raises(UnknownFamily, match="detect"):
        registry.find("toy")


def test_a_checked_folder_is_hashed_again_only_when_it_changed(
    toy: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def count(folder: object, **_: object) -> None:
        hashed.append("once")

    monkeypatch.setattr("models.checked.check_contents", count)
    registry.open(registry.find("toy"))
    registry.open(registry.find("toy"))
    assert len(hashed) == 1
    os.utime(toy / "decoder.onnx", ns=(1, 1))
    registry.open(registry.find("toy"))
    assert len(hashed) == 2


def test_the_first_directory_wins_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write_captioner(first / "toy", title="first")
    write_captioner(second / "toy", title="second")
    write_captioner(second / "another")
    write_captioner(second / ".half.1.part")
    listed = Registry([first, tmp_path / "none", second]).list()
    assert [(each.folder.id, each.folder.manifest.title) for each in listed if each.folder] == [
        ("toy", "first"),
        ("another", ""),
    ]


def test_external_weights_of_the_folder_itself_are_fine(toy: Path) -> None:
    model = onnx.load(str(toy / "encoder.onnx"))
    onnx.save(
        model, str(toy / "encoder.onnx"), save_as_external_data=True, location="encoder.onnx.data", size_threshold=60
    )
    assert locations(toy / "encoder.onnx") == {"encoder.onnx.data"}
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    file = msgspec.structs.replace(manifest.files["encoder"], path="encoder.onnx.data")
    write(toy, msgspec.structs.replace(manifest, files={**manifest.files, "encoder.data": file}))
    folder = read_folder(toy)
    check_contents(folder)
    image = np.zeros((8, 8, 3), np.uint8)
    assert isinstance("".join(open_model(folder).caption(image, cancel=CancelToken())), str)


def test_a_reference_inside_a_subgraph_is_found(tmp_path: Path) -> None:
    weight = onnx.numpy_helper.from_array(np.ones(4, np.float32), "inner")
    weight.ClearField("raw_data")
    weight.data_location = onnx.TensorProto.EXTERNAL
    entry = weight.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"
    out = onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [4])
    branch = onnx.helper.make_graph([onnx.helper.make_node("Identity", ["inner"], ["y"])], "b", [], [out], [weight])
    node = onnx.helper.make_node("If", ["c"], ["z"], then_branch=branch, else_branch=branch)
    condition = onnx.helper.make_tensor_value_info("c", onnx.TensorProto.BOOL, [])
    result = onnx.helper.make_tensor_value_info("z", onnx.TensorProto.FLOAT, [4])
    model = onnx.helper.make_model(onnx.helper.make_graph([node], "g", [condition], [result]))
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    assert locations(tmp_path / "m.onnx") == {"/etc/passwd"}


@pytest.mark.parametrize("end", range(1, 200, 7))
def test_a_file_cut_anywhere_is_refused_or_has_no_references(toy: Path, end: int) -> None:
    data = (toy / "decoder.onnx").read_bytes()
    (toy / "cut.onnx").write_bytes(data[: len(data) * end // 200])
    try:
        assert locations(toy / "cut.onnx") == frozenset()
    except NotOnnx:
        return


def test_a_graph_that_the_runtime_refuses_is_damaged(toy: Path) -> None:
    model = onnx.load(str(toy / "encoder.onnx"))
    model.graph.node[0].op_type = "NoSuchOperator"
    (toy / "encoder.onnx").write_bytes(model.SerializeToString())
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))
    with pytest.raises(ModelDamaged, match="cannot be loaded"):
        open_model(read_folder(toy))
