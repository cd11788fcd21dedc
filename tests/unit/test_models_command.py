"""`lookaloud models` as it is run, and the same in the models window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from assistant.doctor.machine import models as doctor_models
from assistant.settings import Settings
from assistant.ui.models_window import ModelsWindow
from assistant.ui.windows import Windows
from tests.helpers.events import wait
from tests.helpers.hub import HubServer, serving
from tests.helpers.model_folders import write_captioner

ROOT = Path(__file__).parents[2]


BUILT_IN = ["icons", "minilm-l6", "pictures", "screens"]


@pytest.fixture(name="place", autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("LOOKALOUD_MODELS", "HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    write_captioner(tmp_path / "hub" / "somebody" / "toy")
    return tmp_path


@pytest.fixture(name="hub")
def _hub(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with serving(place / "hub") as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


def models(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", "models", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False, env=os.environ)


def test_a_model_is_fetched_looked_at_checked_chosen_and_removed(place: Path, hub: HubServer) -> None:
    del hub
    before = models("list").stdout.splitlines()
    assert before[0] == "Installed:"
    assert [line.split(":")[0].strip() for line in before[1:5]] == BUILT_IN
    assert all(line.endswith("; comes with LookAloud; in use") for line in before[1:5])
    assert "comes with LookAloud and cannot be removed" in models("remove", "minilm-l6").stderr
    got = models("get", "somebody/toy")
    assert got.returncode == 0
    assert got.stdout.strip() == "toy is installed: describes pictures."
    listed = json.loads(models("list", "--json").stdout)
    assert [each["name"] for each in listed["installed"]] == ["toy", *BUILT_IN]
    assert listed["installed"][0]["used_for"] == ["caption"]
    assert "blip-base" in {each["name"] for each in listed["available"]}
    assert "seconds for an answer" in models("speed", "toy").stdout
    info = models("info", "toy").stdout
    assert "Licence: Apache-2.0" in info
    assert "seconds for an answer" in info
    assert "SHA-256 of encoder.onnx: " in info
    assert models("verify").stdout.startswith("toy: all its files are the ones they should be")
    assert "is used from now on" in models("use", "toy").stdout
    assert doctor_models().what == (
        "toy describes pictures; pictures names what a picture shows; minilm-l6 finds sentences that are alike; icons "
        "names icons; screens tells what a window is by its looks"
    )
    folder = place / "data" / "lookaloud" / "models" / "toy"
    (folder / "encoder.onnx").write_bytes(b"x" * (folder / "encoder.onnx").stat().st_size)
    wrong = models("verify")
    assert wrong.returncode == 8
    assert "encoder.onnx" in wrong.stderr
    assert models("remove", "toy").returncode == 0
    assert not folder.exists()
    assert doctor_models().status == "ok"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["info", "nobody"], 8, "not installed"),
        (["get", "nobody"], 8, "lookaloud models list"),
        (["add", "nowhere"], 8, "neither a folder"),
        (["remove", "nobody"], 8, "not installed"),
        (["use", "nobody"], 8, "not installed"),
        (["verify", "nobody"], 8, "not installed"),
        (["speed", "nobody"], 8, "not installed"),
        (["paint"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_wrong_input_gets_its_sentence(arguments: list[str], code: int, words: str) -> None:
    result = models(*arguments)
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def chosen(window: ModelsWindow, name: str) -> None:
    row = next(at for at in range(window._list.count()) if f": {name}: " in window._list.item(at).text())
    window._list.setCurrentRow(row)


def test_the_window_does_it_too(
    place: Path, hub: HubServer, application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    del application
    window = ModelsWindow()
    heard: list[str] = []
    window.spoken.connect(heard.append)
    assert window._list.item(0).text().startswith("Installed: icons: ")
    assert not window._buttons["remove"].isEnabled()
    chosen(window, "blip-base")
    assert "Licence: BSD-3-Clause" in window._details.toPlainText()
    window.start(lambda store: f"{store.get('somebody/toy').id} is installed.", "Fetching toy.")
    window.start(lambda store: "never", "never")
    assert heard[-1] == "Something is still being done. Press Stop first."
    wait(lambda: not window.is_working)
    assert window.status == heard[-1] == "toy is installed."
    chosen(window, "toy")
    assert "In use for: caption" in window._details.toPlainText()
    assert not window._buttons["get"].isEnabled()
    for name, words in (("use", "used from now on"), ("verify", "the ones they should be"), ("speed", "seconds for")):
        window._buttons[name].click()
        wait(lambda: not window.is_working)
        assert words in window.status
        chosen(window, "toy")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    window._buttons["remove"].click()
    wait(lambda: not window.is_working)
    assert window.status == "toy is removed."
    hub.behaviour.status = 404
    window.start(lambda store: store.get("somebody/toy").id, "Fetching toy.")
    wait(lambda: not window.is_working)
    assert "Check the name" in window.status
    window.close()
    del place


def test_the_window_can_be_stopped_and_closed_in_the_middle(
    place: Path, hub: HubServer, application: QApplication
) -> None:
    del application
    (place / "hub" / "somebody" / "toy" / "large.bin").write_bytes(bytes(3_000_000))
    hub.behaviour.slow = 0.05
    window = ModelsWindow()
    window.start(lambda store: store.get("somebody/toy").id, "Fetching toy.")
    wait(lambda: "percent" in window.status)
    window._buttons["stop"].click()
    wait(lambda: not window.is_working)
    assert window.status.startswith("Stopped.")
    window.start(lambda store: store.get("somebody/toy").id, "Fetching toy.")
    window.close()
    wait(lambda: not window.is_working)
    assert not (place / "data" / "lookaloud" / "models" / "toy").exists()


def test_windows_are_made_once(application: QApplication) -> None:
    del application
    windows = Windows(Settings())
    windows.show_settings()
    windows.show_models()
    first = windows._settings_window, windows._models_window
    for window in first:
        assert window is not None
        window.close()
    windows.show_settings()
    windows.show_models()
    assert (windows._settings_window, windows._models_window) == first
    for window in first:
        assert window is not None
        window.close()
