"""An index and its folder: what is described, and above all what is not described again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.album.index import Index, default_path
from assistant.album.search import find
from assistant.album.work import Bad, Done, Gone, Moved, Outcome, Refreshed, Unchanged, update
from assistant.errors import AlbumError, NoPictures
from models.cancel import CancelToken
from models.errors import Cancelled
from tests.helpers.album import Stub


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    for name in ("a.png", "b.png", "sub/c.png"):
        (root / name).write_bytes(f"content of {name}".encode())
    return root


@pytest.fixture(name="index")
def _index(tmp_path: Path, root: Path) -> Iterator[Index]:
    with Index(tmp_path / "data" / "index.sqlite", root=root) as index:
        yield index


@pytest.fixture(name="stub")
def _stub() -> Stub:
    return Stub()


def run(index: Index, stub: Stub, *, place: bool = False, again: bool = False, model: str = "") -> list[Outcome]:
    return list(update(index, stub, place=place, again=again, model=model, cancel=CancelToken()))


def test_only_what_is_new_or_changed_is_described(index: Index, root: Path, stub: Stub) -> None:
    first = run(index, stub)
    assert first[0] == Unchanged(0)
    assert [(each.path, each.number, each.of) for each in first if isinstance(each, Done)] == [
        ("a.png", 1, 3), ("b.png", 2, 3), ("sub/c.png", 3, 3),
    ]  # fmt: skip
    before = index.path.read_bytes()
    assert run(index, stub) == [Unchanged(3)]
    assert index.path.read_bytes() == before
    (root / "b.png").write_bytes(b"something else")
    (root / "d.png").write_bytes(b"new")
    stub.described.clear()
    assert [type(each) for each in run(index, stub)] == [Unchanged, Done, Done]
    assert stub.described == ["b.png", "d.png"]


def test_what_was_moved_or_copied_is_not_described_again(index: Index, root: Path, stub: Stub) -> None:
    run(index, stub)
    stub.described.clear()
    (root / "a.png").rename(root / "sub" / "renamed.png")
    (root / "copy.png").write_bytes((root / "b.png").read_bytes())
    outcomes = run(index, stub)
    assert outcomes[1:] == [Moved("copy.png", 1, 2, "b.png"), Moved("sub/renamed.png", 2, 2, "a.png")]
    assert stub.described == []
    assert [entry.path for entry in index.entries()] == ["b.png", "copy.png", "sub/c.png", "sub/renamed.png"]
    moved = index.at("sub/renamed.png")
    assert moved is not None
    assert (moved.description, index.at("a.png")) == ("Words of a.", None)
    assert find(index, "renamed") == [moved.id]


def test_a_file_that_was_only_touched(index: Index, root: Path, stub: Stub) -> None:
    run(index, stub)
    os.utime(root / "a.png", ns=(1, 1))
    assert run(index, stub) == [Unchanged(2), Refreshed("a.png", 1, 1)]
    assert run(index, stub) == [Unchanged(3)]
    assert len(stub.described) == 3


def test_what_is_gone_is_forgotten_but_not_with_its_drive(index: Index, root: Path, stub: Stub) -> None:
    run(index, stub)
    (root / "a.png").unlink()
    assert run(index, stub)[1:] == [Gone("a.png")]
    assert find(index, "words") == index.ids()
    root.rename(root.with_name("elsewhere"))
    root.mkdir()
    with pytest.raises(NoPictures):
        run(index, stub)
    assert index.count() == 2


def test_pictures_in_a_folder_that_cannot_be_read_are_kept(
    index: Index, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, stub)
    scandir = os.scandir

    def refusing(path: str | Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    outcomes = run(index, stub)
    assert outcomes == [Unchanged(2), Bad("sub", 0, 0, "The folder sub cannot be read. Check its permissions.")]
    assert index.at("sub/c.png") is not None


def test_bad_files_are_listed_and_only_hopeful_ones_tried_again(index: Index, root: Path, stub: Stub) -> None:
    (root / "dead.png").symlink_to("nowhere")
    (root / "fail.png").write_bytes(b"f")
    (root / "x.heic").write_bytes(b"h")
    outcomes = run(index, stub)
    reasons = {each.path: each.reason for each in outcomes if isinstance(each, Bad)}
    assert reasons["dead.png"] == "dead.png is a link that leads nowhere, or was taken away meanwhile."
    assert reasons["fail.png"].startswith("fail.png: The part that looks at pictures failed.")
    assert reasons["x.heic"] == "x.heic is a picture of a kind that LookAloud cannot read yet: HEIC."
    assert [entry.path for entry in index.entries(bad=True)] == sorted(reasons)
    again = [each.path for each in run(index, stub) if isinstance(each, Bad)]
    assert again == ["dead.png", "fail.png"]
    assert index.count() == 3


def test_a_run_that_was_stopped_is_gone_on_with(index: Index, stub: Stub) -> None:
    cancel = CancelToken()
    outcomes = update(index, stub, cancel=cancel)
    assert isinstance(next(outcomes), Unchanged)
    assert isinstance(next(outcomes), Done)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(outcomes)
    assert [type(each) for each in run(index, stub)] == [Unchanged, Done, Done]
    assert stub.described == ["a.png", "b.png", "c.png"]


def test_again_goes_on_where_it_was_stopped(index: Index, stub: Stub) -> None:
    run(index, stub)
    outcomes = update(index, stub, again=True, cancel=CancelToken())
    assert next(outcomes) == Unchanged(0)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert find(index, "words of c") != []  # the old words are there until the new ones come
    assert run(index, stub)[0] == Unchanged(1)
    assert stub.described == ["a.png", "b.png", "c.png", "a.png", "b.png", "c.png"]


def test_places_are_kept_only_where_they_are_wanted(index: Index, root: Path, stub: Stub) -> None:
    def everything() -> bytes:
        index.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return index.path.read_bytes()

    run(index, stub)
    assert b"48.8584" not in everything()
    stub.described.clear()
    assert [type(each) for each in run(index, stub, place=True)] == [Unchanged, Refreshed, Refreshed, Refreshed]
    assert (stub.described, stub.only_facts) == ([], ["a.png", "b.png", "c.png"])
    assert run(index, stub, place=True) == [Unchanged(3)]
    (root / "new.png").write_bytes(b"new")
    run(index, stub)
    assert [entry.place for entry in index.entries()] == ["48.8584 north, 2.2945 east"] * 2 + [
        None, "48.8584 north, 2.2945 east",
    ]  # fmt: skip
    assert b"48.8584" in everything()
    assert index.forget_places() == 3
    assert b"48.8584" not in everything()


def test_other_models_are_noticed(index: Index, root: Path, stub: Stub) -> None:
    run(index, stub, model="small 1")
    (root / "new.png").write_bytes(b"new")
    run(index, stub, model="large 2")
    assert (index.of_other_models("large 2"), index.of_other_models("small 1")) == (3, 1)
    run(index, stub, model="large 2", again=True)
    assert index.of_other_models("large 2") == 0


def test_names_that_are_no_utf_8(index: Index, root: Path, stub: Stub) -> None:
    odd = os.fsdecode(b"caf\xe9.png")
    (root / odd).write_bytes(b"odd")
    run(index, stub)
    entry = index.at(odd)
    assert entry is not None
    assert (root / entry.path).read_bytes() == b"odd"
    assert run(index, stub) == [Unchanged(4)]


def test_a_damaged_index_is_set_aside(tmp_path: Path, root: Path, stub: Stub) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with Index(path, root=root) as index:
        assert index.notice.startswith("The index of the folder was damaged.")
        run(index, stub)
        assert index.count() == 3
    assert (tmp_path / "broken.sqlite.damaged").exists()
    assert path.stat().st_mode & 0o077 == 0
    with Index(path, root=root) as index:
        assert (index.notice, index.count()) == ("", 3)


def test_an_index_of_a_newer_version_is_left_alone(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "newer.sqlite"
    with Index(path, root=root) as index:
        index.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(AlbumError, match="newer LookAloud"):
        Index(path, root=root)
    assert not list(tmp_path.glob("*.damaged"))


def test_each_folder_has_its_index(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert default_path(root).parent == tmp_path / "share" / "lookaloud" / "albums"
    (tmp_path / "link").symlink_to(root)
    assert default_path(tmp_path / "link") == default_path(root) != default_path(root / "sub")
