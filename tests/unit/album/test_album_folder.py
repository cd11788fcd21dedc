"""Which files of a folder are pictures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.album.folder import kind_of_no_use, walk
from assistant.errors import NoPictures


def touched(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(root: Path) -> list[str]:
    return [file.path for file in walk(root)]


def test_pictures_come_sorted_and_nothing_else(tmp_path: Path) -> None:
    touched(*(tmp_path / name for name in ("b.PNG", "a.jpg", "notes.txt", "film.mpg", "page.eps", "sub/c.webp")))
    touched(tmp_path / ".hidden.png", tmp_path / ".git" / "d.png", tmp_path / "z.heic")
    (tmp_path / "folder.png").mkdir()
    assert names(tmp_path) == ["a.jpg", "b.PNG", "sub/c.webp", "z.heic"]
    assert kind_of_no_use("sub/z.HEIC") == "HEIC"
    assert kind_of_no_use("a.jpg") == ""


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    touched(tmp_path / "a.png")
    os.utime(tmp_path / "a.png", ns=(5, 1_700_000_000_123_456_789))
    (file,) = walk(tmp_path)
    assert (file.size, file.mtime_ns) == (1, 1_700_000_000_123_456_789)


def test_links_that_loop_are_followed_once_at_most(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    touched(root / "a" / "x.png", elsewhere / "y.png")
    for name, target in (
        ("loop", root), ("up", tmp_path), ("twin", root / "a"), ("out", elsewhere), ("out2", elsewhere),
        ("self", root / "self"),
    ):  # fmt: skip
        (root / name).symlink_to(target)
    (root / "alias.png").symlink_to(elsewhere / "y.png")
    (root / "dead.png").symlink_to(tmp_path / "nowhere")
    assert names(root) == ["a/x.png", "alias.png", "dead.png", "out/y.png"]
    assert next(file for file in walk(root) if file.path == "dead.png").size == -1
    assert names(tmp_path / "root" / "twin") == ["x.png"]


def test_a_pipe_with_the_name_of_a_picture_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    touched(tmp_path / "a.png")
    assert names(tmp_path) == ["a.png"]


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")).write_bytes(b"x")
    (file,) = walk(tmp_path)
    assert os.fsencode(file.path) == b"caf\xe9.png"


@pytest.mark.parametrize(("name", "words"), [("gone", "no folder gone"), ("file.png", "is no folder")])
def test_what_is_no_folder_is_a_sentence(tmp_path: Path, name: str, words: str) -> None:
    touched(tmp_path / "file.png")
    with pytest.raises(NoPictures, match=words) as raised:
        names(tmp_path / name)
    assert raised.value.exit_code == 5


def test_folders_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched(tmp_path / "locked" / "a.png", tmp_path / "open" / "b.png")
    scandir = os.scandir  # root may read every folder, so the refusal is made here

    def refusing(path: str | Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    blocked: list[str] = []
    assert [file.path for file in walk(tmp_path, blocked=blocked.append)] == ["open/b.png"]
    assert blocked == ["locked"]
    with pytest.raises(NoPictures, match="may not be read"):
        names(tmp_path / "locked")
