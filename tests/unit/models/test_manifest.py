"""Manifests from strangers: each fault has its own sentence, and nothing but a manifest passes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ManifestError
from models.limits import MANIFEST_BYTES
from models.manifest import Manifest, read_manifest, write_manifest
from tests.helpers.model_folders import write_captioner

Json = dict[str, Any]


@pytest.fixture(scope="module", name="good")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Json:
    path = write_captioner(tmp_path_factory.mktemp("models") / "toy")
    found: Json = json.loads((path / "manifest.json").read_bytes())
    return found


def fault(raw: Any) -> str:
    data = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    with pytest.raises(ManifestError) as caught:
        read_manifest(data, "toy")
    assert caught.value.spoken.endswith(".")
    return caught.value.fault


def changed(good: Json, path: str, value: Any) -> Json:
    copied = copy.deepcopy(good)
    *parents, last = path.split("/")
    at = copied
    for parent in parents:
        at = at[parent]
    at[last] = value
    return copied


def test_what_is_written_is_read(good: Json) -> None:
    manifest = read_manifest(json.dumps(good).encode(), "toy")
    assert read_manifest(write_manifest(manifest), "toy") == manifest
    assert manifest.decoder is not None
    assert manifest.decoder.names("past.{layer}.{part}") == ("past.0.key", "past.0.value")


def test_each_fault_has_its_own_sentence(good: Json) -> None:
    image, path = "image", "files/encoder/path"
    faults = {
        "not JSON": fault(b"{"),
        "not text": fault(b"\xff\xfe"),
        "a list": fault([]),
        "too large": fault(b" " * (MANIFEST_BYTES + 1)),
        "schema": fault(changed(good, "schema", 2)),
        "unknown field": fault(changed(good, "decoder/hats", 2)),
        "missing field": fault({name: value for name, value in good.items() if name != "family"}),
        "wrong type": fault(changed(good, "decoder/layers", "two")),
        "absolute": fault(changed(good, path, "/etc/passwd")),
        "climbs": fault(changed(good, path, "../../secret")),
        "no name": fault(changed(good, path, "a//b")),
        "twice": fault(changed(good, path, "DECODER.onnx")),
        "10 GB": fault(changed(good, "files/encoder/bytes", 10_000_000_000)),
        "graph without file": fault(changed(good, "graphs/other", {"inputs": {}, "outputs": {}})),
        "std 0": fault(changed(good, f"{image}/std", [0.0, 1.0, 1.0])),
        "cover": fault(changed(good, f"{image}/fit", "cover")),
        "cache": fault(changed(good, "decoder/cache_in", "past.{layer}")),
        "id": fault(changed(good, "id", "../toy")),
        "hash": fault(changed(good, "files/encoder/sha256", "abc")),
    }
    same = {"not JSON": "not text"}
    sentences = [text for name, text in faults.items() if name not in same]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    "path",
    [
        "/x",
        "C:/x",
        "c:x",
        "..",
        "a/../../x",
        "a\\b",
        "./x",
        "a/./x",
        "x\0",
        "a/",
        "x:stream",
        "\\\\host\\x",
        "manifest.json",
    ],
)
def test_no_path_leads_out(good: Json, path: str) -> None:
    assert "path" in fault(changed(good, "files/encoder/path", path))


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_random_bytes_are_no_manifest(data: bytes) -> None:
    fault(data)


def test_a_deep_nest_is_no_manifest(good: Json) -> None:
    text = json.dumps(good).replace('"options": {}', '"options": {"a": ' + "[" * 20000 + "]" * 20000 + "}")
    assert "JSON" in fault(text.encode())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_one_changed_place_gives_a_manifest_or_a_fault(good: Json, data: st.DataObject) -> None:
    """Whatever stands at one place of a good manifest, it is refused with a sentence or still a whole manifest."""
    copied: Any = copy.deepcopy(good)
    at: Any = copied
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and at[key] and data.draw(st.booleans()):
            at = at[key]
            continue
        at[key] = data.draw(json_values)
        break
    try:
        manifest = read_manifest(json.dumps(copied).encode(), "toy")
    except ManifestError:
        return
    assert isinstance(manifest, Manifest)
    for file in manifest.files.values():
        assert not Path(file.path).is_absolute()
        assert ".." not in Path(file.path).parts
