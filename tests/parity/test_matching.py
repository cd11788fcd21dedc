"""Image-text matching, trained for a moment: calibrated, judged by, searched with, and served by Triton's files."""

from __future__ import annotations

import functools
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import onnxruntime
import pytest
from PIL import Image

from export import cli
from export.calibrate import ALPHAS, calibrated, measure
from export.errors import CalibrationError, WriteError
from export.pipeline import Request, export
from export.recipe import recipes
from models.cancel import CancelToken
from models.folder import read_folder
from models.protocols import Finder, Judge
from models.registry import open_model
from models.session import Session
from tests.bench.drawn import write_set
from tests.bench.matching import run

pytestmark = [
    pytest.mark.export,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]
PICTURES = 12


@pytest.fixture(scope="module", name="place")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matching")


@pytest.fixture(scope="module", name="table")
def _table(place: Path) -> dict[str, Any]:
    return run(place, steps=4, pictures=PICTURES, sets=1, triton=place / "triton")


def pictures(place: Path) -> list[Any]:
    return [np.asarray(Image.open(path).convert("RGB")) for path in sorted((place / "test0").glob("*.png"))]


def test_the_table_has_all_three_ways_to_rank(table: dict[str, Any]) -> None:
    assert json.loads(json.dumps(table)) == table
    for way in ("cosine", "cross", "fused"):
        assert set(table[way]) == {
            *(f"{to}_recall_at_{among}" for to in ("text", "picture") for among in (1, 5)),
            "area_near",
            "area_other",
        }
        assert all(0 <= value <= 1 for value in table[way].values())
    assert table["wrong captions"] > 2 * PICTURES


def test_alpha_and_threshold_are_in_the_manifest_and_the_set_decides_them(table: dict[str, Any], place: Path) -> None:
    options = read_folder(place / "model").manifest.options
    assert options["alpha"] == table["alpha"] in ALPHAS
    assert options["threshold"] == table["threshold"]
    assert options["calibration"]["pictures"] == PICTURES
    again = calibrated(measure(open_model(read_folder(place / "model")), place / "calibrate"))
    assert {**options, **again} == options


def test_a_judge_refuses_what_has_less_than_the_threshold(table: dict[str, Any], place: Path) -> None:
    opened = open_model(read_folder(place / "model"))
    assert isinstance(opened, Judge)
    model: Any = opened
    texts = ["a red circle above a blue square", "two black rings and one green ring"]
    for image in pictures(place):
        scores = model.match(image, texts, cancel=CancelToken())
        fits = [model.fits(image, text, cancel=CancelToken()) for text in texts]
        assert fits == [score >= table["threshold"] for score in scores]


def test_a_search_looks_at_every_picture_once(
    table: dict[str, Any], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_model(read_folder(place / "model"))
    assert isinstance(opened, Finder)
    model: Any = opened
    images, cancel = pictures(place), CancelToken()
    roles: list[str] = []
    inner = Session.run

    def counted(session: Any, *given: Any, **named: Any) -> Any:
        roles.append(session._path.stem)
        return inner(session, *given, **named)

    monkeypatch.setattr("models.session.Session.run", counted)
    first = model.find(images, "a red circle in the middle", cancel=cancel)
    assert roles.count("vision") == PICTURES
    second = model.find(images, "a blue square in the middle", cancel=cancel)
    assert roles.count("vision") == PICTURES
    assert roles.count("text") == 2
    one_by_one = [model.match(image, ["a red circle in the middle"], cancel=cancel)[0] for image in images]
    assert first == pytest.approx(one_by_one, abs=1e-5)
    assert second != first
    assert model.find([], "a dog", cancel=cancel) == ()
    assert model.match(images[0], [], cancel=cancel) == ()


def test_triton_gets_the_same_files_with_their_names_and_axes(table: dict[str, Any], place: Path) -> None:
    folder = read_folder(place / "model")
    repository = place / "triton"
    assert sorted(path.name for path in repository.iterdir()) == ["model-cross", "model-text", "model-vision"]
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []
    for role, graph in folder.manifest.graphs.items():
        model = repository / f"model-{role}"
        config = parsed(model / "config.pbtxt")
        assert (config.name, config.backend, config.max_batch_size) == (f"model-{role}", "onnxruntime", 8)
        session = onnxruntime.InferenceSession(str(model / "1" / "model.onnx"), providers=["CPUExecutionProvider"])
        for said, axes, real in (
            (config.input, graph.inputs, session.get_inputs()),
            (config.output, graph.outputs, session.get_outputs()),
        ):
            assert {each.name for each in said} == set(axes) == {each.name for each in real}
            kinds = {each.name: each.type for each in real}
            for each in said:
                assert list(each.dims) == [axis if isinstance(axis, int) else -1 for axis in axes[each.name][1:]]
                kind = {"tensor(float)": "TYPE_FP32", "tensor(int64)": "TYPE_INT64"}[kinds[each.name]]
                assert protocol().DataType.Name(each.data_type) == kind


def parsed(path: Path) -> Any:
    from google.protobuf import text_format

    return text_format.Parse(path.read_text("utf-8"), protocol().ModelConfig())


@functools.cache
def protocol() -> ModuleType:
    """The classes of config.pbtxt, without the rest of the package, which wants a gRPC of its own."""
    package = importlib.util.find_spec("tritonclient")
    if package is None or not package.submodule_search_locations:
        pytest.skip("needs tritonclient: pip install --no-deps tritonclient")
    path = Path(package.submodule_search_locations[0]) / "grpc" / "model_config_pb2.py"
    spec = importlib.util.spec_from_file_location("model_config_pb2", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_cannot_be_calibrated_is_said_at_once_and_nothing_is_left(
    table: dict[str, Any], place: Path, tmp_path: Path
) -> None:
    with pytest.raises(CalibrationError, match=r"step load failed.*metadata\.jsonl"):
        export(Request(checkpoint=place / "checkpoint", out=tmp_path / "model", calibrate=tmp_path))
    with pytest.raises(WriteError, match="there already"):
        export(Request(checkpoint=place / "checkpoint", out=tmp_path / "model", triton=place / "triton"))
    assert list(tmp_path.iterdir()) == []
    clip = next(recipe for recipe in recipes() if recipe.name == "clip/match")
    (tmp_path / "clip").mkdir()
    clip.tiny(tmp_path / "clip")
    command = [str(tmp_path / "clip"), str(tmp_path / "model"), "--calibrate", str(place / "test0")]
    assert cli.main([*command, "--triton", str(tmp_path / "triton")]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["clip"]


def test_the_set_is_always_the_same_and_its_parts_share_no_picture(tmp_path: Path) -> None:
    for name, part in (("one", "calibrate"), ("two", "calibrate"), ("three", "test")):
        write_set(tmp_path / name, part, count=30, seed=4)  # type: ignore[arg-type]
    captions = [(tmp_path / name / "metadata.jsonl").read_bytes() for name in ("one", "two", "three")]
    assert captions[0] == captions[1]
    assert (tmp_path / "one" / "0007.png").read_bytes() == (tmp_path / "two" / "0007.png").read_bytes()
    said = [{json.loads(line)["text"] for line in each.splitlines()} for each in captions]
    assert len(said[0]) == 30
    assert said[0].isdisjoint(said[2])
