"""What a file is by its first bytes, and whether it was cut off: what the decoder does not tell.

The decoder opens a text file as a film of its letters, recovers the first half of a cut file without a word, and
refuses a sound as it refuses noise.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from assistant.limits import VIDEO_BOXES

Kind = Literal["video", "sound", "picture", "text", "unknown"]
"""`video`: a container that usually holds a picture track; `unknown` may be a video too."""

_HEAD = 4096  # bytes that are looked at
_SOUNDS = (b"ID3", b"fLaC", b"#!AMR", b"FORM", b"MAC ", b"wvpk")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_WEBM = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_STILL_BRANDS = (b"avif", b"heic", b"heix", b"mif1")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Container:
    """`cut_off`: the file ends before what its header announces. `has_index`: False for an MP4 whose table of contents
    is missing, without which nothing in it can be found. `frames`: how many the header announces, 0 if it does not."""

    kind: Kind
    cut_off: bool = False
    has_index: bool = True
    frames: int = 0


def container_of(path: Path) -> Container:
    """Look at a file that exists. Raises OSError."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head[:4] == b"RIFF" and len(head) >= 12:
            return _riff(head, size)
        if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
            return _mp4(file, head, size)
        if head[:4] == _WEBM:
            return _matroska(file, head, size)
    if head[:4] == b"OggS":
        return Container("video" if b"theora" in head or b"\x01video" in head else "sound")
    if head.startswith(_SOUNDS) or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xF6 in (0xF0, 0xF2)):
        return Container("sound")
    if head.startswith(_PICTURES):
        return Container("picture")
    return Container("text" if _is_text(head) else "unknown")


def _is_text(head: bytes) -> bool:
    """UTF-8 (of which the last letter may be cut) or UTF-16 with its mark, without control characters."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    try:
        head[:-4].decode() if len(head) == _HEAD else head.decode()
    except UnicodeDecodeError:
        return False
    return not _CONTROLS & set(head)


def _riff(head: bytes, size: int) -> Container:
    kind = head[8:12]
    if kind == b"WAVE":
        return Container("sound")
    if kind == b"WEBP":
        return Container("picture")
    announced = struct.unpack("<I", head[4:8])[0] + 8
    at = head.find(b"avih")
    frames = struct.unpack("<I", head[at + 24 : at + 28])[0] if 0 <= at <= len(head) - 28 else 0
    # a recorder that was not ended leaves the size at 0
    return Container("video", cut_off=announced > size or announced == 8, frames=frames)


def _mp4(file: BinaryIO, head: bytes, size: int) -> Container:
    """ISO/IEC 14496-12: boxes of a size and a name, one after the other."""
    if head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
        return Container("picture")
    at, has_index, kind = 0, False, "video"
    for _ in range(VIDEO_BOXES):
        if at + 8 > size:
            break
        file.seek(at)
        start = file.read(16)
        length = struct.unpack(">I", start[:4])[0]
        name = start[4:8]
        if length == 1 and len(start) == 16:
            length = struct.unpack(">Q", start[8:16])[0]
        elif length == 0:
            length = size - at
        if length < 8:
            break  # what follows are no boxes
        if name == b"moov":
            has_index = True
            file.seek(at)
            tracks = file.read(min(length, 16 * 2**20))
            if b"vide" not in tracks and b"soun" in tracks:
                kind = "sound"
        at += length
    return Container("sound" if kind == "sound" else "video", cut_off=at > size, has_index=has_index)


def _matroska(file: BinaryIO, head: bytes, size: int) -> Container:
    """RFC 8794 and 9559: the segment's length follows its id; all ones means that nobody knows it."""
    at = head.find(_SEGMENT)
    cut_off = False
    if 0 <= at <= len(head) - 12:
        first = head[at + 4]
        width = 9 - first.bit_length() if first else 0
        if width:
            raw = int.from_bytes(head[at + 4 : at + 4 + width], "big") & ((1 << 7 * width) - 1)
            unknown = raw == (1 << 7 * width) - 1
            cut_off = not unknown and at + 4 + width + raw > size
    file.seek(0)
    tracks = file.read(64 * 1024)
    sound = b"A_" in tracks and b"V_" not in tracks
    return Container("sound" if sound else "video", cut_off=cut_off)
