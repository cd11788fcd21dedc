"""Models from a hub: fetched whole or not at all, gone on with after a break, each fault with its own sentence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.cancel import CancelToken
from models.errors import Cancelled, ManifestError, ModelError
from models.registry import Registry
from models.store.errors import (
    AlreadyInstalled,
    DownloadWrong,
    ExporterMissing,
    ExportFailed,
    HubFailed,
    HubMissing,
    HubRefused,
    HubUnreachable,
    NoRoom,
    Offline,
    UnknownName,
)
from models.store.hub import Hub
from models.store.install import Store
from tests.helpers.hub import HubServer, serving
from tests.helpers.model_folders import write_captioner

NAME = "somebody/toy"


@pytest.fixture(name="hub")
def _hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    write_captioner(tmp_path / "hub" / "somebody" / "toy")
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE", "LOOKALOUD_EXPORT_PYTHON", "LOOKALOUD_MODELS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving(tmp_path / "hub") as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


@pytest.fixture(name="store")
def _store(tmp_path: Path, hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr("models.store.fetch._WAIT", 0.0)
    del hub
    return Store(folder=tmp_path / "models", registry=Registry([tmp_path / "models"]), downloads=tmp_path / "downloads")


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_model_folder_is_fetched_checked_and_ready(store: Store, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    store._progress = lambda done, whole: heard.append((done, whole))
    made = store.get(NAME)
    model: Any = store.registry.open(made)
    image = np.zeros((20, 20, 3), np.uint8)
    assert isinstance("".join(model.caption(image, cancel=CancelToken())), str)
    assert heard[-1][0] == heard[-1][1] > 0
    assert left(tmp_path / "models") == ["toy"]
    assert left(tmp_path / "downloads") == []
    with pytest.raises(AlreadyInstalled, match="models remove toy"):
        store.get(NAME)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, HubRefused, "HF_TOKEN"),
        (403, HubRefused, "Accept its licence"),
        (404, HubMissing, "Check the name"),
        (429, HubFailed, "later"),
        (500, HubFailed, "does not work at the moment"),
        (503, HubFailed, "does not work at the moment"),
    ],
)
def test_what_the_hub_answers_is_told(
    store: Store, hub: HubServer, tmp_path: Path, status: int, kind: type[ModelError], words: str
) -> None:
    hub.behaviour.status = status
    with pytest.raises(kind) as caught:
        store.get(NAME)
    assert words in caught.value.spoken
    assert "127.0.0.1" in caught.value.spoken
    assert left(tmp_path / "models") == []


def test_a_hub_that_talks_nonsense_is_told(store: Store, hub: HubServer) -> None:
    hub.behaviour.nonsense = True
    with pytest.raises(HubFailed):
        store.get(NAME)


def test_a_list_without_end_is_not_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.store.hub.HUB_LIST_BYTES", 100)
    with pytest.raises(HubFailed):
        store.get(NAME)


def test_a_repository_without_a_model_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "hub" / "somebody" / "words").mkdir()
    (tmp_path / "hub" / "somebody" / "words" / "README.md").write_text("nothing")
    with pytest.raises(ManifestError, match="neither a manifest nor weights"):
        store.get("somebody/words")
    with pytest.raises(HubMissing):
        store.get("somebody/nobody")
    with pytest.raises(UnknownName, match="lookaloud models list"):
        store.get("nothing")


def test_a_connection_that_is_cut_is_gone_on_with(store: Store, hub: HubServer) -> None:
    hub.behaviour.cut_after, hub.behaviour.cuts = 1000, 3
    store.get(NAME)
    ranges = [asked for _, asked, _ in hub.behaviour.asked if asked]
    assert ranges
    assert ranges[0] == "bytes=1000-"


def test_a_hub_that_cannot_go_on_in_the_middle_begins_anew(store: Store, hub: HubServer) -> None:
    hub.behaviour.cut_after, hub.behaviour.cuts, hub.behaviour.no_ranges = 1000, 2, True
    assert store.get(NAME).id == "toy"


def test_a_hub_that_is_busy_for_a_moment_is_asked_again(store: Store, hub: HubServer) -> None:
    hub.behaviour.busy = 3
    assert store.get(NAME).id == "toy"
    assert hub.behaviour.busy == 0


def test_what_was_fetched_before_a_failure_is_not_fetched_again(store: Store, hub: HubServer, tmp_path: Path) -> None:
    hub.behaviour.cut_after, hub.behaviour.cuts = 700, 100
    with pytest.raises(HubUnreachable, match="kept"):
        store.get(NAME)
    assert left(tmp_path / "models") == []
    kept = sum(path.stat().st_size for path in (tmp_path / "downloads").rglob("*") if path.is_file())
    assert kept >= 700
    hub.behaviour.cuts = 0
    hub.behaviour.asked.clear()
    assert store.get(NAME).id == "toy"
    assert any(asked for _, asked, _ in hub.behaviour.asked)


@pytest.mark.parametrize("fault", ["wrong", "longer"])
@pytest.mark.parametrize("file", ["encoder.onnx", "manifest.json"])
def test_a_file_that_is_not_the_one_it_should_be_is_named_and_thrown_away(
    store: Store, hub: HubServer, tmp_path: Path, fault: str, file: str
) -> None:
    setattr(hub.behaviour, fault, file)
    with pytest.raises(DownloadWrong, match=file):
        store.get(NAME)
    assert left(tmp_path / "models") == []
    setattr(hub.behaviour, fault, "")
    assert store.get(NAME).id == "toy"


def test_a_claim_of_more_than_the_disk_has_is_told_before_anything_is_fetched(store: Store, hub: HubServer) -> None:
    hub.behaviour.claims["encoder.onnx"] = 10**15
    with pytest.raises(NoRoom, match="megabytes are needed"):
        store.get(NAME)
    assert not any("resolve" in path for path, _, _ in hub.behaviour.asked)


def test_a_cancel_stops_it_and_the_next_time_goes_on(store: Store, hub: HubServer, tmp_path: Path) -> None:
    (tmp_path / "hub" / "somebody" / "toy" / "large.bin").write_bytes(bytes(400_000))
    hub.behaviour.slow = 0.05
    timer = threading.Timer(0.4, store._cancel.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        store.get(NAME)
    timer.join()
    assert left(tmp_path / "models") == []
    assert left(tmp_path / "downloads") != []


def test_a_stalled_hub_is_given_up(store: Store, hub: HubServer) -> None:
    hub.behaviour.slow = 5.0
    with pytest.raises(HubUnreachable):
        store.get(NAME, Hub(timeout=(1.0, 0.2)))


def test_nobody_is_asked_where_the_user_is_offline(
    store: Store, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(Offline, match="add the model from a file"):
        store.get(NAME)
    assert hub.behaviour.asked == []


def test_no_hub_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(HubUnreachable, match="Check the connection"):
        store.get(NAME)


def test_the_token_goes_to_the_hub_that_wants_it(store: Store, hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.behaviour.token = "secret"
    with pytest.raises(HubRefused):
        store.get(NAME)
    monkeypatch.setenv("HF_TOKEN", "secret")
    assert store.get(NAME).id == "toy"


CHECKPOINT = ("config.json", "model.safetensors", "tokenizer.json")


def checkpoint(tmp_path: Path) -> None:
    folder = tmp_path / "hub" / "somebody" / "weights"
    folder.mkdir()
    for name in (*CHECKPOINT, "pytorch_model.bin", ".gitattributes"):
        (folder / name).write_text(name)


def test_a_checkpoint_without_an_exporter_is_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint(tmp_path)
    monkeypatch.setattr("models.store.exporting.exporter", lambda: None)
    with pytest.raises(ExporterMissing, match="LOOKALOUD_EXPORT_PYTHON"):
        store.get("somebody/weights")


def test_a_checkpoint_is_exported_by_the_exporters_own_python(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for PyTorch's environment, which the app's tests do not have: it copies a model."""
    checkpoint(tmp_path)
    write_captioner(tmp_path / "made" / "weights")
    python = tmp_path / "python"
    python.write_text(
        f"#!/bin/sh\nls $3 > {tmp_path}/seen\necho '1 of 7: load' >&2\ncp -r {tmp_path}/made/weights \"$4\"\n", "utf-8"
    )
    python.chmod(0o755)
    monkeypatch.setenv("LOOKALOUD_EXPORT_PYTHON", str(python))
    said: list[str] = []
    store._tell = said.append
    assert store.get("somebody/weights").id == "weights"
    assert (tmp_path / "seen").read_text().split() == sorted(CHECKPOINT)
    assert "1 of 7: load" in said


def test_an_export_that_fails_says_why(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint(tmp_path)
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'lookaloud-export: The step load failed. No weights.' >&2\nexit 4\n", "utf-8")
    python.chmod(0o755)
    monkeypatch.setenv("LOOKALOUD_EXPORT_PYTHON", str(python))
    with pytest.raises(ExportFailed, match="The step load failed"):
        store.get("somebody/weights")
    assert left(tmp_path / "models") == []
