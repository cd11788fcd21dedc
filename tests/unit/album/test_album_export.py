"""Exports, read back by the parsers of their formats; what stands in pictures stays data."""

from __future__ import annotations

import csv
import json
import os
import urllib.parse
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.album import words
from assistant.album.export import COLUMNS, write_csv, write_html, write_json
from assistant.album.facts import Facts, read_facts
from assistant.album.folder import PictureFile
from assistant.album.index import Index
from assistant.album.picture import Described, Told
from assistant.album.sidecars import is_ours, sidecar, write_sidecars
from assistant.errors import AlbumError
from tests.helpers.album import write_text

HOSTILE = '=HYPERLINK("http://x") <script>alert(1)</script> & "quoted" \N{RIGHT-TO-LEFT OVERRIDE} ]]> \x1b[2J'
ODD = os.fsdecode(b"caf\xe9 #1?.png")


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "sub").mkdir(parents=True)
    return tmp_path / "root"


@pytest.fixture(name="index")
def _index(tmp_path: Path, root: Path) -> Iterator[Index]:
    with Index(tmp_path / "index.sqlite", root=root) as index:

        def keep(path: str, text: str, *, source: str = "text", own: str = "", place: str = "", gate: str = "") -> None:
            claims = (Told(text, source, 0.9),)
            read = text if source == "text" else ""
            described = Described(Facts("", place, own), 320, 120, text, claims, read, gate)
            index.keep(PictureFile(path, 1, 10**18), path.encode("utf-8", "replace"), described, place=True, model="m")

        keep("a.png", HOSTILE)
        keep(
            "sub/dog & ball.png",
            "The picture shows, probably: a dog.",
            source="caption",
            place="1.0000 north, 2.0000 east",
        )
        keep(ODD, "Plain words.")
        keep("own.png", "The picture shows, perhaps: a cat.", source="caption", own="My <b>dog</b> Rex")
        keep("black.png", "The picture is completely black.", source="gate", gate="black")
        keep("nothing.png", "What it shows cannot be told.", source="gate")
        index.keep_problem(PictureFile("=bad.png", 1, 1), b"b", "=bad.png is damaged.", for_good=True)
        yield index


def test_csv(index: Index, tmp_path: Path) -> None:
    write_csv(index, tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert tuple(rows["a.png"]) == COLUMNS
    assert len(rows) == 7
    assert rows["a.png"]["text"].startswith("'=HYPERLINK")
    assert rows["'=bad.png"]["problem"] == "'=bad.png is damaged."
    assert rows["own.png"]["own description"] == "My <b>dog</b> Rex"
    assert rows["sub/dog & ball.png"]["place"] == "1.0000 north, 2.0000 east"
    assert rows["a.png"]["date from"] == "file"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows.values() for cell in row.values())
    assert "\x1b" not in (tmp_path / "o.csv").read_text("utf-8-sig")


def test_json(index: Index, tmp_path: Path, root: Path) -> None:
    write_json(index, tmp_path / "o.json")
    whole = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert whole["folder"] == str(root)
    pictures = {picture["file"]: picture for picture in whole["pictures"]}
    assert pictures["a.png"]["text"] == HOSTILE
    assert pictures["a.png"]["claims"] == [{"text": HOSTILE, "source": "text", "confidence": 0.9}]
    assert ODD in pictures
    assert pictures["=bad.png"]["problem"] == "=bad.png is damaged."


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.tags: list[str] = []
        self.images: dict[str, str] = {}
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "html":
            self.language = values["lang"] or ""
        if tag == "img":
            self.images[values["src"] or ""] = values["alt"] or ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html(index: Index, tmp_path: Path, root: Path) -> None:
    (tmp_path / "pages").mkdir()
    write_html(index, tmp_path / "pages" / "o.html")
    page = Page((tmp_path / "pages" / "o.html").read_text("utf-8"))
    assert page.language == "en"
    assert set(page.tags) <= set("html head meta title style body main h1 h2 p img ul li".split())
    assert (page.tags.count("h1"), page.tags.count("h2"), page.tags.count("li")) == (1, 7, 1)
    places = {os.fsencode(os.path.normpath(tmp_path / "pages" / os.fsdecode(urllib.parse.unquote_to_bytes(source))))
              for source in page.images}  # fmt: skip
    assert places == {os.fsencode(root / entry.path) for entry in index.entries()}
    assert all(page.images.values()), "an empty alternative text hides the picture"
    by_name = {source.rpartition("/")[2]: text for source, text in page.images.items()}
    assert by_name["own.png"] == "My <b>dog</b> Rex"
    assert by_name["dog%20%26%20ball.png"] == "The picture shows, probably: a dog."
    assert by_name["caf%E9%20%231%3F.png"] == "Text: Plain words."
    assert by_name["black.png"] == "The picture is completely black."
    assert by_name["nothing.png"] == "nothing.png: what it shows is not known."
    assert any("<script>alert(1)</script>" in word for word in page.words)


def test_an_export_is_whole_or_not_there(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "o.json").write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AlbumError, match=r"o\.json cannot be written: the disk is full\."):
        write_json(index, tmp_path / "o.json")
    assert (tmp_path / "o.json").read_text() == "before"
    assert not list(tmp_path.glob(".*.part"))
    with pytest.raises(AlbumError, match="is a folder"):
        write_csv(index, tmp_path)
    with pytest.raises(AlbumError, match="cannot be written"):
        write_csv(index, tmp_path / "gone" / "o.csv")


def test_sidecars(index: Index, root: Path) -> None:
    foreign = root / "sub" / "dog & ball.png.xmp"
    foreign.write_text("<x/>")
    outcome = write_sidecars(index)
    assert (outcome.written, outcome.same, outcome.foreign) == (2, 0, ("sub/dog & ball.png.xmp",))
    assert (outcome.described, outcome.unknown, outcome.problems) == (1, 2, ())
    assert outcome.spoken.startswith("2 sidecars written, 0 as before. Left alone, because another program or a person")
    assert foreign.read_text() == "<x/>"
    data = (root / "a.png.xmp").read_bytes()
    (item,) = ElementTree.fromstring(data).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    assert item.get("{http://www.w3.org/XML/1998/namespace}lang") == "x-default"
    assert item.text is not None
    assert item.text.startswith('Text: =HYPERLINK("http://x") <script>alert(1)</script> & "quoted"')
    assert is_ours(data)
    assert write_sidecars(index).same == 2


def test_a_sidecar_that_was_changed_is_not_written_over(index: Index, root: Path) -> None:
    write_sidecars(index)
    ours = root / "a.png.xmp"
    ours.write_bytes(sidecar("Older words."))
    assert write_sidecars(index).written == 1  # our own, brought up to date
    changed = ours.read_bytes().replace(b"Text:", b"Person:")
    ours.write_bytes(changed)
    assert "a.png.xmp" in write_sidecars(index).foreign
    assert ours.read_bytes() == changed
    ours.unlink()
    ours.symlink_to(root / "elsewhere.xmp")
    assert "a.png.xmp" in write_sidecars(index).foreign
    assert ours.is_symlink()


def test_a_sidecar_is_read_as_a_description(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.jpg", "x")
    plain = path.read_bytes()
    packet = b"http://ns.adobe.com/xap/1.0/\0" + sidecar("A dog & a <ball>.")
    path.write_bytes(plain[:2] + b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet + plain[2:])
    assert read_facts(path, place=False).own == "A dog & a <ball>."


def test_what_a_person_wrote_is_told_first(index: Index) -> None:
    entry = index.at("own.png")
    assert entry is not None
    assert words.line(entry).endswith(": Its own description: My <b>dog</b> Rex.")
    assert words.whole(entry).split("\n") == [
        "own.png",
        "Its own description: My <b>dog</b> Rex.",
        "The picture shows, perhaps: a cat.",
        f"The file is of {words.day(entry)}; when it was taken, it does not say.",
    ]
