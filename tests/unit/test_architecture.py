"""The rules of the design that a machine can hold."""

from __future__ import annotations

import ast
import graphlib
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import assistant.errors
import export.errors
import models.errors
from assistant.errors import AssistantError, HotkeyTaken
from models.errors import (
    BadInput,
    ManifestError,
    ModelDamaged,
    ModelError,
    ModelNotFound,
    RunError,
    UnknownFamily,
)
from tests.helpers.model_folders import write_captioner

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for folder in ("assistant", "models", "export", "resources") for path in (ROOT / folder).rglob("*.py")
)
HEAVY = {"numpy", "onnxruntime", "tokenizers", "PIL", "PySide6", "torch", "transformers"}


def loaded_by(module: str) -> set[str]:
    """The top-level modules that importing `module` loads, in a process of its own."""
    program = f"import {module}, sys, json; print(json.dumps([name.split('.')[0] for name in sys.modules]))"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(result.stdout))


@pytest.mark.parametrize(
    ("module", "banned"),
    [
        ("assistant.app", {"numpy", "onnxruntime", "cv2", "rapidocr", "torch"}),
        ("assistant.cli", {"numpy", "onnxruntime", "PySide6"}),
        ("assistant.engine.server", {"numpy", "onnxruntime", "PySide6"}),
        ("assistant.pipelines.describe", {"numpy", "onnxruntime", "PySide6"}),
        ("models.text.reader", {"numpy", "onnxruntime", "PySide6", "cv2", "torch"}),
        ("models.registry", HEAVY),
        ("models.protocols", HEAVY),
        ("assistant.pipelines.defaults", HEAVY),
    ],
)
def test_what_importing_costs(module: str, banned: set[str]) -> None:
    assert loaded_by(module) & banned == set()


def test_the_engine_never_loads_qt() -> None:
    program = (
        "import sys\nfrom models.text.reader import TextReader\nfrom models.cancel import CancelToken\nimport numpy\n"
        "TextReader().read(numpy.zeros((64, 64, 3), 'uint8'), cancel=CancelToken())\n"
        "assert not any(name.startswith(('PySide6', 'torch', 'transformers')) for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_running_a_model_never_loads_qt_or_what_export_needs(tmp_path: Path) -> None:
    write_captioner(tmp_path / "toy")
    program = (
        "import sys, numpy\nfrom pathlib import Path\nfrom models.cancel import CancelToken\n"
        "from models.family import families\nfrom models.registry import Registry\n"
        "registry = Registry([Path(sys.argv[1])], notes=Path(sys.argv[1]) / 'notes')\n"
        "assert len(families()) > 3 and 'numpy' in sys.modules\n"
        "model = registry.open(registry.find('toy'))\n"
        "list(model.caption(numpy.zeros((64, 64, 3), 'uint8'), cancel=CancelToken()))\n"
        "bad = ('PySide6', 'torch', 'transformers', 'onnx.', 'export')\n"
        "assert not [name for name in sys.modules if name.startswith(bad)]"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True, timeout=60)


def test_families_are_listed_without_numpy() -> None:
    program = (
        f"import sys\nfrom models.family import families\nassert families()\nassert not {HEAVY!r} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def _imported(path: Path) -> set[str]:
    """What a file imports, wherever in it, of what is imported from a package each name."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return whole | {f"{node.module}.{alias.name}" for node in parts for alias in node.names}


def test_rooms_of_the_pipelines_import_each_other_one_way() -> None:
    pipelines = ROOT / "assistant" / "pipelines"
    rooms = {path.stem: [path] if path.is_file() else sorted(path.rglob("*.py")) for path in pipelines.iterdir()}
    rooms = {name: files for name, files in rooms.items() if files and name != "__init__"}
    needs = {
        room: {
            name.split(".")[2] for file in files for name in _imported(file) if name.startswith("assistant.pipelines.")
        }
        for room, files in rooms.items()
    }
    assert {"asking", "describe", "scene", "telling", "watching"} < set(needs)
    assert needs["asking"] > {"telling", "view"}
    one_way = graphlib.TopologicalSorter({room: others - {room} for room, others in needs.items()})
    assert set(one_way.static_order()) == set(rooms)


def test_words_know_nothing_of_the_pipelines() -> None:
    files = sorted((ROOT / "assistant" / "languages").rglob("*.py"))
    found = {file.name: name for file in files for name in _imported(file) if name.startswith("assistant.pipelines")}
    assert files
    assert found == {}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is_and_keeps_to_one_idea(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert len(path.read_text("utf-8").splitlines()) <= 400


def _public(path: Path) -> list[ast.ClassDef | ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [n for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef) and not n.name.startswith("_")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_names_are_documented(path: Path) -> None:
    bare = [node.name for node in _public(path) if ast.get_docstring(node) is None]
    exempt = {"Working", "Said", "Done", "Broken", "main"} if path.name in ("protocol.py", "server.py") else set()
    assert set(bare) <= exempt


def test_every_error_can_be_spoken() -> None:
    for module in (assistant.errors, models.errors, export.errors):
        names = {
            name for name, value in vars(module).items() if isinstance(value, type) and issubclass(value, Exception)
        }
        assert module.__doc__ is not None
        assert all(name in module.__doc__ for name in names), "the tree in the docstring is out of date"
    of_models = (ManifestError("x", "It is odd."), ModelDamaged("x", "It is cut."), UnknownFamily("x", "y", "z"))
    others = (ModelNotFound("x"), RunError("x"), BadInput("x"), ModelError(), HotkeyTaken("Ctrl+Alt+A"))
    for error in (*of_models, *others):
        assert error.spoken.endswith(".")
    assert AssistantError("What happened.").spoken == "What happened."


def test_importing_a_module_does_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    for package in ("assistant", "models"):
        for info in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if info.name.endswith("__main__"):
                continue
            importlib.import_module(info.name)
    out = capfd.readouterr()
    assert out.out == ""
    # what QtMultimedia prints when it is loaded without pipewire is not ours
    assert [line for line in out.err.splitlines() if not line.startswith("qt.multimedia")] == []
