"""Models from folders and files: whole or not at all; archives that are traps; checking, removing, choosing."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from models.errors import ManifestError, ModelDamaged, ModelError, ModelNotFound
from models.limits import ARCHIVE_HEAD, MODEL_BYTES
from models.manifest import read_manifest
from models.registry import Registry
from models.store.catalogue import entries
from models.store.choice import choices_file, choose, chosen
from models.store.errors import AlreadyInstalled, BadArchive, CannotWrite, NoRoom, NotOurs
from models.store.install import Store
from tests.helpers.model_folders import write, write_captioner


@pytest.fixture(name="toy")
def _toy(tmp_path: Path) -> Path:
    return write_captioner(tmp_path / "source" / "toy")


@pytest.fixture(name="store")
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    models = tmp_path / "models"
    return Store(folder=models, registry=Registry([models, tmp_path / "others"]), downloads=tmp_path / "downloads")


def left(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir()) if store.folder.exists() else []


def zipped(toy: Path, to: Path, **more: bytes) -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in toy.iterdir():
            archive.write(path, f"toy/{path.name}")
        for name, data in more.items():
            archive.writestr(name, data)
    return to


def tarred(toy: Path, to: Path, mode: str = "w:gz") -> Path:
    with tarfile.open(to, mode) as archive:  # type: ignore[call-overload]
        archive.add(toy, "toy")
    return to


def test_a_folder_a_zip_and_a_tar_are_installed_alike(store: Store, toy: Path, tmp_path: Path) -> None:
    for source in (toy, zipped(toy, tmp_path / "toy.zip"), tarred(toy, tmp_path / "toy.tgz"),
                   tarred(toy, tmp_path / "toy.tar", "w")):  # fmt: skip
        made = store.add(source)
        assert left(store) == ["toy"]
        assert store.verify("toy") == made.manifest.bytes
        with pytest.raises(AlreadyInstalled):
            store.add(source)
        store.remove("toy")
        assert left(store) == []
    assert toy.exists()


def missing(toy: Path) -> None:
    (toy / "encoder.onnx").unlink()


def flipped(toy: Path) -> None:
    data = bytearray((toy / "encoder.onnx").read_bytes())
    data[-1] ^= 1
    (toy / "encoder.onnx").write_bytes(data)


def half(toy: Path) -> None:
    data = (toy / "decoder.onnx").read_bytes()
    (toy / "decoder.onnx").write_bytes(data[: len(data) // 2])


def other_axes(toy: Path) -> None:
    manifest = read_manifest((toy / "manifest.json").read_bytes(), "toy")
    graph = msgspec.structs.replace(manifest.graphs["encoder"], inputs={"pixel_values": ("batch", 3, 9, 9)})
    write(toy, msgspec.structs.replace(manifest, graphs={**manifest.graphs, "encoder": graph}))


def no_graph(toy: Path) -> None:
    (toy / "encoder.onnx").write_bytes(b"no graph")
    write(toy, read_manifest((toy / "manifest.json").read_bytes(), "toy"))


@pytest.mark.parametrize(
    ("damage", "kind", "words"),
    [
        (missing, ModelDamaged, "encoder.onnx"),
        (flipped, ModelDamaged, "encoder.onnx"),
        (half, ModelDamaged, "decoder.onnx"),
        (other_axes, ModelDamaged, "axes"),
        (no_graph, ModelDamaged, "encoder.onnx"),
        (lambda toy: (toy / "manifest.json").unlink(), ManifestError, "manifest"),
        (lambda toy: (toy / "manifest.json").write_text("{"), ManifestError, "JSON"),
    ],
    ids=["missing", "flipped", "half", "axes", "no graph", "no manifest", "no JSON"],
)
def test_a_damaged_model_is_refused_by_name_and_leaves_nothing(
    store: Store, toy: Path, damage: Callable[[Path], object], kind: type[ModelError], words: str
) -> None:
    damage(toy)
    with pytest.raises(kind) as caught:
        store.add(toy)
    assert words in caught.value.spoken
    assert left(store) == []


def link(name: str, target: str) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = tarfile.SYMTYPE, target
    return made


def plain(name: str, data: bytes = b"x") -> tuple[tarfile.TarInfo, io.BytesIO]:
    made = tarfile.TarInfo(name)
    made.size = len(data)
    return made, io.BytesIO(data)


def device() -> tarfile.TarInfo:
    made = tarfile.TarInfo("toy/null")
    made.type = tarfile.CHRTYPE
    return made


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "toy/../../out", "C:/out", "toy\\..\\..\\out", "toy/a\nb"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_path_that_leads_out_is_refused(store: Store, tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / f"trap.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(zipfile.ZipInfo(name), b"x")
    else:
        with tarfile.open(path, "w") as tar:
            tar.addfile(*plain(name))
    with pytest.raises(BadArchive, match="Nothing was changed"):
        store.add(path)
    assert left(store) == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "names", [("n" * 300,), ("toy/a", "toy/a"), ("toy", "toy/a"), ("toy/a", "toy")], ids=["long", "twice", "in", "over"]
)
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_no_folder_takes_are_the_archives_fault(
    store: Store, tmp_path: Path, names: tuple[str, ...], kind: str
) -> None:
    path = tmp_path / f"odd.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the name that is there twice
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), b"x")
    else:
        with tarfile.open(path, "w") as tar:
            for name in names:
                tar.addfile(*plain(name))
    with pytest.raises(BadArchive, match="damaged, or no archive"):
        store.add(path)
    assert left(store) == []


@pytest.mark.parametrize("made", [link("toy/encoder.onnx", "/etc/passwd"), link("toy/x", "../../x"), device()])
def test_links_and_devices_are_refused(store: Store, tmp_path: Path, made: tarfile.TarInfo) -> None:
    with tarfile.open(tmp_path / "trap.tar", "w") as tar:
        tar.addfile(made)
    with pytest.raises(BadArchive, match="link"):
        store.add(tmp_path / "trap.tar")
    assert left(store) == []


def test_a_link_in_a_zip_is_refused(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "trap.zip", "w") as archive:
        entry = zipfile.ZipInfo("toy/encoder.onnx")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(BadArchive, match="link"):
        store.add(tmp_path / "trap.zip")


def test_more_than_a_model_has_is_refused_before_it_is_unpacked(store: Store, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "huge.tar", "w") as tar:
        made = tarfile.TarInfo("toy/weights")
        made.size = MODEL_BYTES + 1
        tar.fileobj.write(made.tobuf())  # the claim alone, without the bytes
    with pytest.raises(BadArchive, match=r"more than a model|damaged"):
        store.add(tmp_path / "huge.tar")
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(300):
            archive.writestr(f"toy/{number}", b"")
    with pytest.raises(BadArchive, match="more than a model"):
        store.add(tmp_path / "many.zip")


def test_a_head_that_unpacks_to_too_much_is_refused_before_it_is_read(store: Store, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bomb.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as tar:
        info = tarfile.TarInfo("toy/manifest.json")
        info.pax_headers = {"comment": "A" * (2 * ARCHIVE_HEAD)}
        tar.addfile(info)
    with pytest.raises(BadArchive, match="damaged"):
        store.add(tmp_path / "bomb.tar.gz")
    assert left(store) == []


def test_a_file_without_a_name_is_refused(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as archive:
        archive.writestr("x", b"1")
    whole = (tmp_path / "odd.zip").read_bytes()
    at = whole.index(b"PK\1\2")
    nameless = whole[:at] + whole[at : at + 28] + b"\0\0" + whole[at + 30 : at + 46] + whole[at + 47 :]
    (tmp_path / "odd.zip").write_bytes(nameless.replace((47).to_bytes(4, "little"), (46).to_bytes(4, "little")))
    with pytest.raises(BadArchive, match="damaged"):
        store.add(tmp_path / "odd.zip")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", os.urandom(300)], ids=["empty", "half", "noise"])
def test_what_is_no_archive_is_refused(store: Store, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadArchive, match=name):
        store.add(tmp_path / name)
    assert left(store) == []


def test_an_archive_cut_short_is_refused(store: Store, toy: Path, tmp_path: Path) -> None:
    for path in (zipped(toy, tmp_path / "toy.zip"), tarred(toy, tmp_path / "toy.tgz")):
        whole = path.read_bytes()
        for share in (0.3, 0.7, 0.95):
            path.write_bytes(whole[: int(len(whole) * share)])
            with pytest.raises(ModelError):
                store.add(path)
            assert left(store) == []


def test_an_archive_without_a_manifest_and_a_file_that_is_none(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "words.zip", "w") as archive:
        archive.writestr("readme", b"hello")
    with pytest.raises(BadArchive, match=r"no manifest\.json"):
        store.add(tmp_path / "words.zip")
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(BadArchive, match="neither a folder"):
        store.add(tmp_path / "picture.png")
    with pytest.raises(BadArchive, match="neither a folder"):
        store.add(tmp_path / "gone")


def test_a_full_disk_is_told(store: Store, toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.store.fetch.shutil.disk_usage", lambda _: os.terminal_size((0, 0)) and _Full())
    with pytest.raises(NoRoom, match="Make room"):
        store.add(toy)
    assert left(store) == []


class _Full:
    free = 1000


def test_a_folder_that_may_not_be_written_is_told(toy: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(folder=tmp_path / "file" / "models", registry=Registry([]), downloads=tmp_path / "downloads")
    with pytest.raises(CannotWrite, match="cannot be written"):
        store.add(toy)


def test_a_tampered_model_is_found_and_can_be_removed(store: Store, toy: Path) -> None:
    store.add(toy)
    flipped(store.folder / "toy")
    with pytest.raises(ModelDamaged, match=r"encoder\.onnx"):
        store.verify("toy")
    half(store.folder / "toy")  # now it is not even listed as a model
    store.remove("toy")
    assert left(store) == []
    with pytest.raises(ModelNotFound):
        store.remove("toy")


def test_what_lies_elsewhere_is_not_removed(store: Store, tmp_path: Path) -> None:
    write_captioner(tmp_path / "others" / "toy")
    with pytest.raises(NotOurs, match="others"):
        store.remove("toy")
    assert (tmp_path / "others" / "toy").exists()


def test_the_chosen_model_is_the_one_that_is_used(store: Store, toy: Path, tmp_path: Path) -> None:
    store.add(toy)
    store.add(write_captioner(tmp_path / "source" / "zebra"))
    first = store.registry.first("caption")
    assert first is not None
    assert first.id == "toy"
    assert store.use("zebra") == ("caption",)
    now = store.registry.first("caption")
    assert now is not None
    assert now.id == "zebra"
    store.remove("zebra")
    assert chosen() == {}
    assert store.registry.first("caption") == first
    with pytest.raises(ModelNotFound):
        store.use("zebra")


def test_a_damaged_choice_is_no_choice(store: Store, toy: Path) -> None:
    store.add(toy)
    choose("caption", "gone")
    assert store.registry.first("caption") is not None
    choices_file().write_text("[1, 2")
    assert chosen() == {}
    assert store.registry.first("caption") is not None


def test_every_entry_of_the_catalogue_can_be_run_here() -> None:
    from models.family import families

    ids = [entry.id for entry in entries()]
    assert len(set(ids)) == len(ids) > 10
    for entry in entries():
        assert set(entry.tasks) <= set(families()[entry.family].tasks), entry.id
        assert entry.licence not in ("", "unknown")
