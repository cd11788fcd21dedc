"""What a picture file says of itself: dates, places and people's own words, and nothing where they are damaged."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from assistant.album.facts import Facts, read_facts

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>
<rdf:li xml:lang="de">Ein Hund</rdf:li><rdf:li xml:lang="x-default">A dog &amp; a ball</rdf:li>
</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""


def jpeg(path: Path, *, xmp: str = "", **tags: Any) -> Path:
    """`description`, `taken`, `gps` as the EXIF has them."""
    image = Image.new("RGB", (16, 16), "red")
    exif = Image.Exif()
    if "description" in tags:
        exif[0x010E] = tags["description"]
    if "taken" in tags:
        exif.get_ifd(0x8769)[0x9003] = tags["taken"]
    if "gps" in tags:
        exif.get_ifd(0x8825).update(tags["gps"])
    image.save(path, exif=exif, **({"xmp": xmp.encode()} if xmp else {}))
    return path


def degrees(*parts: tuple[int, int]) -> tuple[IFDRational, ...]:
    return tuple(IFDRational(a, b) for a, b in parts)


PARIS = {1: "N", 2: degrees((48, 1), (51, 1), (3024, 100)), 3: "E", 4: degrees((2, 1), (17, 1), (4020, 100))}


def test_date_place_and_description(tmp_path: Path) -> None:
    path = jpeg(tmp_path / "a.jpg", description="Our dog", taken="2023:07:14 12:05:00", gps=PARIS)
    assert read_facts(path, place=True) == Facts("2023-07-14T12:05:00", "48.8584 north, 2.2945 east", "Our dog")
    assert read_facts(path, place=False).place == ""


def test_south_and_west(tmp_path: Path) -> None:
    path = jpeg(tmp_path / "a.jpg", gps=PARIS | {1: "S", 3: "W"})
    assert read_facts(path, place=True).place == "48.8584 south, 2.2945 west"


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {2: PARIS[2], 4: PARIS[4]},  # the half of the globe is not said
        PARIS | {2: degrees((0, 0), (0, 0), (0, 0))},
        PARIS | {2: degrees((480, 1), (0, 1), (0, 1))},
        {1: "N", 2: degrees((0, 1), (0, 1), (0, 1)), 3: "E", 4: degrees((0, 1), (0, 1), (0, 1))},
        PARIS | {2: degrees((48, 1))},
    ],
)
def test_a_place_that_cannot_be_is_not_told(tmp_path: Path, gps: dict[int, Any]) -> None:
    assert read_facts(jpeg(tmp_path / "a.jpg", gps=gps), place=True).place == ""


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "1900:01:01 00:00:00", "yesterday", "2023:13:45 00:00:00", ""]
)
def test_a_date_that_cannot_be_is_not_told(tmp_path: Path, taken: str) -> None:
    assert read_facts(jpeg(tmp_path / "a.jpg", taken=taken), place=True).taken == ""


def test_the_words_in_xmp_come_before_those_in_exif(tmp_path: Path) -> None:
    assert read_facts(jpeg(tmp_path / "a.jpg", xmp=XMP, description="Old"), place=False).own == "A dog & a ball"
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP)
    Image.new("RGB", (9, 9)).save(tmp_path / "b.png", pnginfo=info)
    assert read_facts(tmp_path / "b.png", place=False).own == "A dog & a ball"
    alternative = XMP.replace("dc:description", "i:AltTextAccessibility").replace("xmlns:dc", "xmlns:i").replace(
        "http://purl.org/dc/elements/1.1/", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    )  # fmt: skip
    assert read_facts(jpeg(tmp_path / "c.jpg", xmp=alternative), place=False).own == "A dog & a ball"


def test_the_words_in_iptc(tmp_path: Path) -> None:
    caption = "Müller at the sea".encode()
    record = b"\x1c\x02\x78" + len(caption).to_bytes(2, "big") + caption
    block = b"8BIM\x04\x04\x00\x00" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    segment = b"Photoshop 3.0\0" + block
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "JPEG")
    plain = buffer.getvalue()
    data = plain[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + plain[2:]
    (tmp_path / "a.jpg").write_bytes(data)
    assert read_facts(tmp_path / "a.jpg", place=False).own == "Müller at the sea"


@pytest.mark.parametrize("text", ["Hafen in Kiel – früh", "Plage d’été", "海辺"])
def test_words_beyond_ascii_in_exif(tmp_path: Path, text: str) -> None:
    path = jpeg(tmp_path / "a.jpg", description=text.encode())
    assert read_facts(path, place=False).own == text


def test_words_in_a_png(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Description", "A map\x07 of  Leeds")
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png", pnginfo=info)
    assert read_facts(tmp_path / "a.png", place=False).own == "A map of Leeds"


@pytest.mark.parametrize("junk", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM", "DSC00012", "   ", "...", "Screenshot"])
def test_what_cameras_write_is_no_description(tmp_path: Path, junk: str) -> None:
    assert read_facts(jpeg(tmp_path / "a.jpg", description=junk), place=False).own == ""


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XMP.replace("A dog &amp; a ball", "&b;")
    assert read_facts(jpeg(tmp_path / "a.jpg", xmp=bomb), place=False).own == ""
    assert read_facts(jpeg(tmp_path / "b.jpg", xmp=XMP[:-40]), place=False).own == ""


def test_damaged_files_have_no_facts(tmp_path: Path) -> None:
    whole = jpeg(
        tmp_path / "a.jpg", description="Our dog", taken="2023:07:14 12:05:00", gps=PARIS, xmp=XMP
    ).read_bytes()
    for cut in range(0, len(whole), 7):
        (tmp_path / "cut.jpg").write_bytes(whole[:cut])
        read_facts(tmp_path / "cut.jpg", place=True)
    for at in range(2, len(whole), 5):
        (tmp_path / "odd.jpg").write_bytes(whole[:at] + b"\xff\x00\x7f" + whole[at + 3 :])
        assert isinstance(read_facts(tmp_path / "odd.jpg", place=True), Facts)
    assert read_facts(tmp_path / "gone.jpg", place=True) == Facts()
