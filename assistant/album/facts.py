"""What a picture file says of itself: when and where it was taken, and the description that a person gave it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.languages.wording import cleaned, cut
from assistant.limits import OWN_WORDS, XMP_BYTES
from assistant.picture_files import DAMAGED

if TYPE_CHECKING:
    from PIL import Image

_CAMERAS = re.compile(
    r"(\w+ )?(\w+ )?digital (still )?camera|sony dsc|dcim|dsc\w*\d+|samsung( camera pictures)?|default|untitled|"
    r"screenshot|image|picture|photo|olympus \w+|created with .*|lead technologies .*|\W*",
    re.IGNORECASE,
)
"""What cameras and programs write where a person's words belong."""
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TIFF_XMP = 700
_IMAGE_DESCRIPTION, _DATE_TIME_ORIGINAL = 0x010E, 0x9003
_IFD_EXIF, _IFD_GPS = 0x8769, 0x8825
_IPTC_CAPTION = (2, 120)


@dataclass(frozen=True, slots=True)
class Facts:
    """Empty where the file does not say. `taken`: "2023-07-14T12:05:00", the camera's own time. `place`: degrees in
    words. `own`: the description in the file."""

    taken: str = ""
    place: str = ""
    own: str = ""


def read_facts(path: Path, *, place: bool) -> Facts:
    """The facts of a picture file; what is damaged counts as not there. `place`: whether the place is wanted."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of damaged metadata
        try:
            with Image.open(path) as image:
                return facts_of(image, place=place)
        except (*DAMAGED, Image.DecompressionBombError):
            return Facts()


def facts_of(image: Image.Image, *, place: bool) -> Facts:
    """The facts of an opened picture, whose pixels are not looked at."""
    try:
        exif: Any = image.getexif()
    except DAMAGED:
        exif = {}
    return Facts(_taken(exif), _place(exif) if place else "", _own(image, exif))


def _taken(exif: Any) -> str:
    try:
        text = str(exif.get_ifd(_IFD_EXIF).get(_DATE_TIME_ORIGINAL, "")).strip("\0 ")
        when = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
    except DAMAGED:
        return ""
    return when.isoformat() if when.year > 1900 else ""  # cameras without a clock write 0000 or 1900


def _place(exif: Any) -> str:
    try:
        gps = exif.get_ifd(_IFD_GPS)
        north = _degrees(gps[2], str(gps[1]), "NS")
        east = _degrees(gps[4], str(gps[3]), "EW")
    except DAMAGED:
        return ""
    if not (abs(north) <= 90 and abs(east) <= 180) or (north, east) == (0, 0):  # 0, 0: the camera did not know
        return ""
    return f"{abs(north):.4f} {'north' if north >= 0 else 'south'}, {abs(east):.4f} {'east' if east >= 0 else 'west'}"


def _degrees(parts: Any, sign: str, signs: str) -> float:
    """Degrees from degrees, minutes and seconds; ValueError where the half of the globe is not said."""
    degrees, minutes, seconds = (float(part) for part in parts)
    return (1, -1)[signs.index(sign.strip("\0 ").upper()[:1] or "?")] * (degrees + minutes / 60 + seconds / 3600)


def _own(image: Image.Image, exif: Any) -> str:
    """The first that a person can have written."""
    for text in _descriptions(image, exif):
        text = cut(cleaned(text), OWN_WORDS)
        if text and not _CAMERAS.fullmatch(text):
            return text
    return ""


def _descriptions(image: Image.Image, exif: Any) -> Iterator[str]:
    yield from _from_xmp(image, exif)
    try:
        from PIL.IptcImagePlugin import getiptcinfo

        caption = (getiptcinfo(image) or {}).get(_IPTC_CAPTION, b"")  # type: ignore[arg-type]
        yield _decoded(caption if isinstance(caption, bytes) else b"")
    except DAMAGED:
        pass
    try:
        text = exif.get(_IMAGE_DESCRIPTION, "")
        yield _decoded(text.encode("latin-1", "ignore")) if isinstance(text, str) and not _is_wide(text) else str(text)
    except DAMAGED:
        pass
    for key in ("Description", "ImageDescription"):
        text = image.info.get(key)
        if isinstance(text, str):
            yield text


def _is_wide(text: str) -> bool:
    return any(ord(sign) > 255 for sign in text)


def _decoded(data: bytes) -> str:
    """UTF-8, which most programs write; otherwise Latin 1, as the old standards have it."""
    try:
        return data.decode("utf-8").replace("\0", " ")
    except UnicodeDecodeError:
        return data.decode("latin-1").replace("\0", " ")


def _from_xmp(image: Image.Image, exif: Any) -> Iterator[str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or exif.get(_TIFF_XMP) or ""
    try:
        text = packet if isinstance(packet, str) else bytes(packet).decode("utf-8")
    except (TypeError, UnicodeDecodeError):
        return
    text = text.strip("\0 \n\r\t\ufeff")
    # entities can be made to grow without end; XMP has none
    if not text or len(text) > XMP_BYTES or "<!DOCTYPE" in text or "<!ENTITY" in text:
        return
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        return
    for tag in (f"{_IPTC}AltTextAccessibility", f"{_DC}description"):
        for found in root.iter(tag):
            items = list(found.iter(f"{_RDF}li"))
            items.sort(key=lambda item: item.get(_LANGUAGE) != "x-default")
            yield next((item.text for item in items if item.text), found.text or "")
