"""A small run of each step by which the built-in models are made: draw, render, train, calibrate, export, evaluate."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export.pipeline import Request, export
from export.train import evaluate
from export.train.icons import train as icons
from export.train.screens import calibrate, judge, samples, store, words
from export.train.screens import train as screens
from export.train.screens.labels import KINDS, ROLES, Element, Window
from export.train.screens.real import apps
from models.cancel import CancelToken
from models.folder import read_folder
from models.networks.screens import ScreenTeller
from models.protocols import Found, Labeller
from models.registry import open_model

pytestmark = [pytest.mark.export, pytest.mark.timeout(600)]

SHAPES = {
    "plus": '<path d="M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z"/>',
    "minus": '<path d="M4 11h16v2H4z"/>',
    "close": '<path d="m6 4 6 6 6-6 2 2-6 6 6 6-2 2-6-6-6 6-2-2 6-6-6-6z"/>',
    "menu": '<path d="M4 5h16v2H4zM4 11h16v2H4zM4 17h16v2H4z"/>',
    "odd-shape": '<circle cx="12" cy="12" r="9"/>',
}


def write_set(folder: Path, name: str) -> None:
    (folder / name).mkdir(parents=True)
    data = {"width": 24, "height": 24, "icons": {key: {"body": body} for key, body in SHAPES.items()}}
    (folder / name / "icons.json").write_text(json.dumps(data))


def test_icons_are_drawn_learned_and_labelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("cairosvg")
    npm, pictures = tmp_path / "npm", tmp_path / "pictures"
    pictures.mkdir()
    for at in range(4):
        noise = np.random.default_rng(at).integers(0, 255, (120, 160, 3), np.uint8)
        Image.fromarray(noise).save(pictures / f"{at}.jpg")
    for name in ("mdi", "tabler", "ion"):
        write_set(npm, name)
    monkeypatch.setattr("export.train.icons.data.TRAINED", ("mdi", "tabler"))
    monkeypatch.setattr("export.train.icons.data.COLOURED", ())
    monkeypatch.setattr("export.train.icons.data.FOREIGN", ())
    monkeypatch.setattr("export.train.icons.data.CHECKED", ("ion",))
    monkeypatch.setattr("export.train.icons.train.CHECKED", ("ion",))
    arguments = ["--icons", str(npm), "--pictures", str(pictures), "--out", str(tmp_path / "made"), "--epochs", "500"]
    assert icons.main(arguments) == 0
    export(Request(checkpoint=tmp_path / "made", out=tmp_path / "model"))
    model = open_model(read_folder(tmp_path / "model"))
    assert isinstance(model, Labeller)
    blank = np.full((24, 24, 3), 255, np.uint8)
    cross = blank.copy()
    cross[11:13, 4:20] = cross[4:20, 11:13] = 0
    assert model.label([blank], cancel=CancelToken()) == (None,)
    (best,) = model.best([cross], cancel=CancelToken())  # type: ignore[attr-defined]
    assert best.label == "add"


def test_windows_are_rendered_with_labels(tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    program = [sys.executable, "-m", "export.train.screens.render", str(tmp_path), "--count", "23", "--by", "qt"]
    subprocess.run(program, check=True, timeout=300)
    made = list(store.read(tmp_path))
    assert len(made) == 23
    assert len({sample.window.kind for sample in made if sample.window is not None}) == 23
    for sample in made:
        assert sample.pixels.shape == (store.SIDE, store.SIDE, 3)
        assert sample.window is not None
        assert {each.role for each in sample.window.elements} <= ROLES
        assert words.caption(sample.window, sample.size).startswith(KINDS[sample.window.kind])


def test_a_captioner_is_trained_exported_and_calibrated(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    made = []
    for at in range(40):
        kind, role = (("terminal", "terminal"), ("calculator", "button"))[at % 2]
        pixels = rng.integers(0, 40, (store.SIDE, store.SIDE, 3), np.uint8)
        if at % 2:
            pixels = 255 - pixels
        window = Window(kind, (Element(role, (0, 0, 300, 300)),))
        made.append(store.Sample(pixels, (300, 300), window, at))
    store.write(tmp_path / "some.npz", made)
    arguments = ["--generated", str(tmp_path), "--out", str(tmp_path / "made"), "--epochs", "90"]
    assert screens.main([*arguments, "--hidden", "64", "--layers", "1"]) == 0
    export(Request(checkpoint=tmp_path / "made", out=tmp_path / "first", task="screen"))
    real = tmp_path / "real"
    real.mkdir()
    tree = {"role": "window", "name": "", "states": [], "box": [0, 0, 300, 300], "children": []}
    tree["children"] = [{"role": "button", "name": "", "states": [], "box": [9, 9, 90, 90], "children": []}]
    Image.fromarray(made[1].pixels).save(real / "calc-1-0.png")
    (real / "calc-1-0.json").write_text(json.dumps({"kinds": ["calculator"], "program": "calc", "tree": tree}))
    arguments = [str(tmp_path / "first"), "--real", str(real), "--checkpoint", str(tmp_path / "made")]
    assert calibrate.main(arguments) == 0
    export(Request(checkpoint=tmp_path / "made", out=tmp_path / "model", task="screen"))
    model = open_model(read_folder(tmp_path / "model"))
    assert isinstance(model, ScreenTeller)
    assert "is there a toolbar" in model.questions
    assert model.all_parts(made[0].pixels, cancel=CancelToken())[0].label == "a terminal"
    assert model.all_parts(made[1].pixels, cancel=CancelToken())[0].label == "a calculator"


def test_every_program_has_its_part_and_every_test_window_its_truth() -> None:
    listed = apps()
    programs: dict[str, set[str]] = {}
    for app in listed:
        assert set(app.kinds) <= set(KINDS)
        programs.setdefault(app.program, set()).add(app.part)
    assert all(len(parts) == 1 for parts in programs.values())
    truths = judge.truths()
    assert len(truths) >= 60
    assert set(truths) <= {app.name for app in listed if app.part in ("test", "check")}


def test_a_caption_is_judged_by_kind_parts_and_main_part() -> None:
    truth = judge.truths()["konsole-9816"]
    editor = judge.truths()["pluma-4083"]

    def verdict(truth: judge.Truth, *phrases: str) -> judge.Verdict:
        return judge.judged([Found(phrase, 1.0) for phrase in phrases], truth)

    assert verdict(truth, "a terminal", "a menu bar").true
    assert not verdict(truth, "a text editor", "a menu bar").true
    assert not verdict(truth, "a terminal", "a slider").true
    without, named = (verdict(editor, "a text editor", "a menu bar", *more) for more in ((), ("a text area",)))
    assert (without.true, without.main, without.implied) == (True, False, True)
    assert (named.true, named.main, named.implied) == (True, True, True)
    assert not verdict(editor, "a window", "a menu bar").implied
    assert verdict(editor).kind is None


def test_the_evaluation_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["screens", "sizes", "--json", "--data", str(tmp_path)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"what": "real/test", "missing": True} in rows
    (whole,) = (row["MB"] for row in rows if row["what"] == "size of all")
    assert 20 < whole < 60


def test_sample_texts_are_the_same_each_time() -> None:
    import random

    assert samples.sentences(random.Random(5), 3) == samples.sentences(random.Random(5), 3)
