"""A folder of 300 pictures, by the real command and the real text reader: bad files, a kill in the middle, a second run
that touches nothing, search, copies and exports."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.helpers.album import COMMAND, write_shapes, write_text
from tests.helpers.app import ROOT

TEXTS, SHAPES = 100, 200
PAPERS = "Receipt Ticket Letter Invoice Menu".split()
PLACES = "table garden station kitchen museum".split()
BAD = {"cut.png", "dead.png", "empty.jpg", "film.webp", "phone.heic", "text.png"}


def words(number: int) -> str:
    return f"{PAPERS[number % 5]} {PLACES[number // 5 % 5]} {100 + number}"


@dataclass
class Album:
    """The folder, and what the command needs."""

    folder: Path
    data: Path
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, timeout: float = 250) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, "album", str(self.folder), *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True,
            timeout=timeout, check=False,
        )  # fmt: skip

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, "album", str(self.folder), "--silent"], cwd=ROOT, env=self.env, stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip

    def rows(self) -> dict[str, str]:
        """What is described in the index, as another program sees it: name and text."""
        (path,) = self.data.glob("lookaloud/albums/*.sqlite")
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = connection.execute("SELECT path, text FROM pictures WHERE problem = ''").fetchall()
        finally:
            connection.close()
        return {os.fsdecode(path): text for path, text in rows}


@pytest.fixture(scope="module", name="album")
def _album(tmp_path_factory: pytest.TempPathFactory) -> Album:
    base = tmp_path_factory.mktemp("album")
    folder = base / "Our pictures"
    for number in range(TEXTS):
        place = folder / "papers" / f"{number // 25}"
        place.mkdir(parents=True, exist_ok=True)
        write_text(place / f"scan {number:03}.png", words(number))
    (folder / "shapes").mkdir()
    for number in range(SHAPES):
        write_shapes(folder / "shapes" / f"{number:03}.png", number)
    whole = (folder / "papers" / "0" / "scan 000.png").read_bytes()
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.jpg").touch()
    (folder / "film.webp").write_bytes(b"RIFF\x10\0\0\0WEBPVP8 junk")
    (folder / "text.png").write_text("This is no picture.")
    (folder / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic")
    (folder / "dead.png").symlink_to("nowhere.png")
    (folder / "notes.txt").write_text("no picture")
    (folder / ".thumbnails").mkdir()
    shutil.copy(folder / "papers" / "0" / "scan 001.png", folder / ".thumbnails" / "x.png")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.png")
    photo = Image.new("RGB", (160, 120), "navy")
    photo.paste("orange", (40, 30, 120, 90))
    exif = Image.Exif()
    exif[0x010E] = "Our tent by the lake"
    exif.get_ifd(0x8769)[0x9003] = "2023:07:14 12:05:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.24), 3: "E", 4: (2.0, 17.0, 40.2)})
    photo.save(folder / "tent.jpg", exif=exif)
    without = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    env = {name: value for name, value in os.environ.items() if name not in without} | {
        "XDG_DATA_HOME": str(base / "data"),
        "XDG_CONFIG_HOME": str(base / "config"),
        "PULSE_SERVER": "unix:/nonexistent",
    }
    return Album(folder, base / "data", env)


def wait_for_line(process: subprocess.Popen[str], start: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(start):
            return
    pytest.fail(f"ended before {start!r}")


@pytest.mark.timeout(300)  # 35 s on a machine of two processors; on a busy one the run makes way for others
def test_a_killed_run_is_gone_on_with(album: Album) -> None:
    process = album.start()
    wait_for_line(process, "60 of ")
    process.kill()
    process.communicate(timeout=60)  # the other process ends by itself
    killed = album.rows()
    assert 50 <= len(killed) < TEXTS
    process = album.start()
    wait_for_line(process, "20 of ")
    os.killpg(process.pid, signal.SIGINT)  # Ctrl+C, which reaches both processes
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert rest.endswith("Stopped. What is described so far is kept, and the next run goes on there.\n")
    assert "Traceback" not in rest
    stopped = album.rows()
    assert len(stopped) >= len(killed) + 15
    result = album.run("--silent")
    assert result.returncode == 0
    lines = result.stderr.splitlines()
    done = {match[1] for line in lines if (match := re.match(r"\d+ of \d+: ([^:]+): ", line))}
    assert not done & set(stopped), "nothing is described twice"
    numbers = [int(line.split(" ")[0]) for line in lines]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(album.rows()) == TEXTS + SHAPES + 1


def test_a_second_run_touches_nothing(album: Album) -> None:
    before = {path: path.stat().st_mtime_ns for path in album.folder.rglob("*") if path.is_file()}
    (index,) = album.data.glob("lookaloud/albums/*.sqlite")
    content = index.read_bytes()
    result = album.run("--silent")
    known = TEXTS + SHAPES + 1
    assert result.stdout.splitlines()[0] == (
        f"{known + len(BAD)} pictures: 0 described, {known} unchanged, {len(BAD)} that cannot be read."
    )
    assert result.stderr == "1 of 1: dead.png is a link that leads nowhere, or was taken away meanwhile.\n"
    assert {line.split(" ")[0] for line in result.stdout.splitlines()[1:]} == BAD
    assert {path: path.stat().st_mtime_ns for path in album.folder.rglob("*") if path.is_file()} == before
    assert index.read_bytes() == content


def test_the_texts_are_what_stands_there(album: Album) -> None:
    rows = album.rows()
    right = sum(rows[f"papers/{n // 25}/scan {n:03}.png"].rstrip(".") == words(n) for n in range(TEXTS))
    assert right >= TEXTS - 1
    assert not any(text for path, text in rows.items() if path.startswith("shapes/"))


def test_what_is_searched_is_found(album: Album) -> None:
    result = album.run("--find", "recei TABLE", "--silent")
    first, *found = result.stdout.splitlines()
    expected = [f"papers/{n // 25}/scan {n:03}.png" for n in range(TEXTS) if words(n).startswith("Receipt table")]
    assert first == f"{len(expected)} pictures found."
    assert {line.partition(". ")[2].partition(",")[0] for line in found} == set(expected)
    assert "Text: Receipt table" in found[0]
    (tent,) = album.run("--find", "july lake", "--silent").stdout.splitlines()[1:]
    assert tent == "1. tent.jpg, 14 July 2023: Its own description: Our tent by the lake."
    assert album.run("--find", 'text:"NEAR(* OR', "--silent").stdout == "0 pictures found.\n"
    assert album.run("--find", " ", "--silent").returncode == 2


def test_exports_are_read_back(album: Album, tmp_path: Path) -> None:
    paths = {name: tmp_path / f"out.{name}" for name in ("csv", "json", "html")}
    result = album.run(
        *(part for name, path in paths.items() for part in (f"--{name}", str(path))), "--xmp", "--silent"
    )
    assert result.returncode == 0, result.stderr
    with paths["csv"].open(encoding="utf-8-sig", newline="") as file:
        table = {row["file"]: row for row in csv.DictReader(file)}
    pictures = {each["file"]: each for each in json.loads(paths["json"].read_text("utf-8"))["pictures"]}
    assert set(table) == set(pictures) == {*album.rows(), *BAD}
    assert {path for path, row in table.items() if row["problem"]} == BAD
    tent = pictures["tent.jpg"]
    assert (tent["taken"], tent["own_description"]) == ("2023-07-14T12:05:00", "Our tent by the lake")
    assert {each["place"] for each in pictures.values()} == {None}
    page = paths["html"].read_text("utf-8")
    assert page.count("<img ") == len(album.rows())
    assert 'alt="Our tent by the lake"' in page
    sidecar = album.folder / "papers" / "0" / "scan 000.png.xmp"
    (item,) = ElementTree.fromstring(sidecar.read_bytes()).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    assert item.text == f"Text: {words(0)}."
    assert not (album.folder / "tent.jpg.xmp").exists(), "it has words of a person"


def test_renamed_changed_and_new_pictures(album: Album) -> None:
    papers = album.folder / "papers"
    (papers / "0").rename(papers / "spring")
    write_text(papers / "1" / "scan 025.png", "A wholly other line")
    Image.open(papers / "2" / "scan 050.png").resize((160, 60)).save(album.folder / "small copy.png")
    (papers / "3" / "scan 099.png").unlink()
    result = album.run("--silent")
    known = TEXTS + SHAPES + 1
    assert result.stdout.splitlines()[0] == (
        f"{known + len(BAD)} pictures: 2 described, {known - 27} unchanged, 25 known under another name, 1 no longer "
        f"there, {len(BAD)} that cannot be read."
    )
    assert "papers/spring/scan 000.png: known as papers/0/scan 000.png." in result.stderr
    assert album.run("--find", "wholly", "--silent").stdout.startswith("1 picture found.")
    copies = album.run("--duplicates", "--silent").stdout
    assert "They look nearly the same: papers/2/scan 050.png and small copy.png." in copies


def test_the_place_only_where_it_is_wanted(album: Album, tmp_path: Path) -> None:
    (index,) = album.data.glob("lookaloud/albums/*.sqlite")

    def place() -> str | None:
        album.run("--json", str(tmp_path / "o.json"), "--find", "lake", "--silent")
        pictures = json.loads((tmp_path / "o.json").read_text("utf-8"))["pictures"]
        found: str | None = next(each["place"] for each in pictures if each["file"] == "tent.jpg")
        return found

    assert place() is None
    result = album.run("--place", "--silent")
    assert " 0 described," in result.stdout
    assert place() == "48.8584 north, 2.2945 east"
    assert b"48.8584 north" in index.read_bytes()
    assert album.run("--no-place", "--silent").stdout.startswith("The places of 301 pictures are taken out.\n")
    assert place() is None
    assert b"48.8584 north" not in index.read_bytes()


def test_what_is_no_album(album: Album, tmp_path: Path) -> None:
    for folder, sentence in (
        (tmp_path / "gone", "There is no folder gone. Check the name."),
        (tmp_path, f"There is no picture in the folder {tmp_path.name}."),
        (album.folder / "notes.txt", "notes.txt is no folder."),
    ):
        result = Album(folder, album.data, album.env).run("--silent")
        assert result.returncode == 5
        assert result.stderr.startswith(sentence)
    assert Album(album.folder / "shapes", album.data, album.env).run("--find", "x", "--silent").returncode == 5
    result = album.run("--window")
    assert result.returncode == 3
    assert result.stderr.startswith("There is no screen to look at")
    result = album.run("--find", "lake")
    assert (result.returncode, result.stderr.strip()[:27]) == (0, "No sound device was found, ")
