"""Files and messages: pictures and what they say of themselves, videos, settings, packets."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Sequence

import msgspec
import tomli_w
from PIL import Image

from assistant import limits
from assistant.album.facts import facts_of
from assistant.album.sidecars import is_ours, sidecar
from assistant.desktop.capture.files import decode_picture
from assistant.desktop.tree.bounded import Sieve
from assistant.engine.protocol import (
    HEAD,
    Again,
    Alive,
    Cancel,
    Describe,
    EventStream,
    FrameHead,
    ProtocolError,
    Question,
    Ready,
    Taken,
    Tree,
    event_of,
    pack,
    read_command,
)
from assistant.errors import BadImage
from assistant.settings import Settings
from assistant.settings_file import load
from assistant.types import (
    Asked,
    Claim,
    Description,
    Failed,
    Final,
    Frame,
    Length,
    Partial,
    Raster,
    Stage,
    TreeSnapshot,
    UiNode,
    WindowInfo,
    WindowTree,
)
from assistant.types import Target as Look
from assistant.video.container import container_of
from assistant.video.vtt import Cue, parsed, written
from models.types import Box
from tests.fuzz import Target
from tests.fuzz.source import Source, check_sentence, check_words, file_of

_FORMS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "ICO", "PPM", "TGA", "PCX")
_PNG = b"\x89PNG\r\n\x1a\n"
_MANY = 4_000_000  # pixels; larger pictures are left to the tests of the limits, for the sake of time


def picture(data: bytes) -> None:
    """A picture file: decoded, or refused with a sentence; and what it says of itself."""
    _picture(data)
    if data.startswith(_PNG):
        _picture(_summed(data))


def _summed(data: bytes) -> bytes:
    """A PNG whose checksums are right, so that what stands in its chunks is looked at."""
    found, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        found += data[at:end] + struct.pack(">I", zlib.crc32(data[at + 4 : end]))
        at = end + 4
    return bytes(found)


def _picture(data: bytes) -> None:
    if _is_large(data):
        return
    try:
        loaded = decode_picture(data, name="x.png")
    except BadImage as error:
        check_sentence(error.spoken)
    else:
        box = loaded.frame.box
        assert 0 < max(box.width, box.height) <= limits.PICTURE_SIDE
        for note in loaded.notes:
            check_sentence(note)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data))
        except Exception:  # noqa: BLE001  Pillow's own business; what is told of it is tested above
            return
        facts = facts_of(image, place=True)
    for text in (facts.taken, facts.place, facts.own):
        check_words(text)
    assert len(facts.own) <= limits.OWN_WORDS + 50


def _is_large(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                return image.width * image.height > _MANY
        except Exception:  # noqa: BLE001
            return False


def pictures() -> Sequence[bytes]:
    """A small one of each kind, some with all that a file can say of itself."""
    small = Image.effect_noise((24, 16), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "A red kettle", 6
    exif.get_ifd(0x8769)[0x9003] = "2023:07:14 12:05:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 14.0), 3: "E", 4: (11.0, 34.0, 31.0)})
    packet = sidecar("A red kettle on a stove").split(b"\n", 1)[1]
    found = []
    for form in _FORMS:
        for image in (small, small.convert("P"), small.convert("L"), small.convert("RGBA")):
            options = {"exif": exif, "xmp": packet} if form in ("JPEG", "WEBP") else {}
            file = io.BytesIO()
            try:
                image.save(file, form, **options)
            except (OSError, ValueError):
                continue  # not in this mode
            found.append(file.getvalue())
    animated = io.BytesIO()
    small.save(animated, "GIF", save_all=True, append_images=[small.rotate(90), small.convert("L")])
    return [*found, animated.getvalue()]


def settings(data: bytes) -> None:
    """The settings file: every field is one that can stand there, and what could not be used is said."""
    path = file_of(data, "settings.toml")
    loaded = load(path)
    for aside in path.parent.glob("settings.toml.bad*"):
        aside.unlink()
    assert 80 <= loaded.settings.speech.rate <= 600
    msgspec.json.encode(msgspec.to_builtins(loaded.settings.speech))
    for problem in loaded.problems:
        check_sentence(problem)


def all_settings() -> Sequence[bytes]:
    """Good ones, and every kind of value."""
    good = msgspec.to_builtins(Settings(), enc_hook=dict)
    return [
        tomli_w.dumps(good).encode(),
        b'[keys.direct]\ncopy = "Ctrl+Alt+C"\n[speech]\nrate = 300\nlanguage = "de"\n[answers]\nlength = "full"\n',
        b"speech = 1\nanswers = [1, {a = 2}]\n[[keys]]\nlayer = 1979-05-27T07:32:00Z\n",
    ]


def packet(data: bytes) -> None:
    """What comes through the engine's pipes, both ways, and through a message bus: as it is, and as one message."""
    _packet(data)
    _packet(HEAD.pack(len(data), 8) + data + bytes(8))


def _packet(data: bytes) -> None:
    stream = io.BytesIO(data)
    try:
        while (found := read_command(stream.read)) is not None:
            command, payload = found
            if isinstance(command, Describe):
                try:
                    command.frame.with_pixels(payload)
                except ValueError:
                    break
    except ProtocolError:
        pass
    try:
        events = EventStream()
        for at in range(0, len(data), 13):
            list(events.feed(data[at : at + 13]))
    except ProtocolError:
        pass
    assert len(Sieve(limit=64).feed(data)) <= len(data)


def packets() -> Sequence[bytes]:
    """A frame on its way to the engine, the other commands, and each kind of answer; with and without their heads."""
    frame = Frame(Raster(2, 1, bytes(8)), Look.SCREEN)
    box = Box(0, 0, 9, 9)
    node = UiNode("button", "Save", "v", "d", frozenset(("focused",)), box, (UiNode("label", "a"),), 1)
    trees = TreeSnapshot((WindowTree(WindowInfo("Notes", box, app="notes", pid=7, active=True), node),))
    claim = Claim("A button", "tree", 0.9, box)
    said, told = Partial(1, "A button", (claim,)), Final(1, Description("A button", (claim,)))
    messages = [
        Describe(1, "describe", Length.NORMAL, FrameHead.of(frame), box, (1, 2), False),
        Again(2, 1, "read", Length.FULL),
        Tree(3, trees), Question(4, Asked("where is it")), Cancel(5), Ready(), Taken(1), Alive(1),
        *(event_of(each) for each in (Stage(1, "reading"), said, told, Failed(1, "It failed."))),
    ]  # fmt: skip
    framed = [pack(message, bytes(8)) for message in messages]
    return [framed[0] + bytes(8) + framed[4], *(each[HEAD.size :] for each in framed)]


def video(data: bytes) -> None:
    """What a file is by its first bytes."""
    found = container_of(file_of(data, "x.mp4"))
    assert found.frames >= 0


def videos() -> Sequence[bytes]:
    """The heads of containers."""
    box = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0\0\0\x10moov\0\0\0\x08vide" + b"\0\0\0\x08mdat"
    return [
        box, b"RIFF\x40\0\0\0AVI LIST\x10\0\0\0hdrlavih\x38\0\0\0" + bytes(60),
        b"\x1a\x45\xdf\xa3\x84\x42\x86\x81\x01\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + b"V_VP9A_OPUS",
        b"OggS\0\2\x01video", b"\xff\xfbID3", "text ä".encode(),
    ]  # fmt: skip


def subtitles(data: bytes) -> None:
    """WebVTT: read or refused; what was read and is written again says the same."""
    text = data.decode("utf-8", "replace")
    try:
        cues = parsed(text)
    except ValueError:
        cues = []
    source = Source(data)
    cues += [Cue(source.number(0, 9999) / 7, source.number(0, 9999) / 7, source.text()) for _ in range(3)]
    again = parsed(written(cues, notes=[source.text()]))
    assert len(again) == len(cues)
    for cue in again:
        check_words(cue.text)


def all_subtitles() -> Sequence[bytes]:
    """Ours, and one with all that others write."""
    other = (
        "\ufeffWEBVTT - a title\r\nKind: captions\r\n\r\nSTYLE\n::cue {}\n\nREGION\nid:a\n\n"
        "first\n00:01.000 --> 01:00:02.500 align:left\n- <v Ann>Hi</v> &lt;b&gt; &#233;\n\n"
    )
    ours = written([Cue(0.0, 1.5, "A cat & a <dog>"), Cue(2, 3, "two\nlines")], notes=["Made --> by hand"])
    return [other.encode(), ours.encode()]


def xmp(data: bytes) -> None:
    """A sidecar that may be ours, and one that is made of any words."""
    is_ours(data)
    made = sidecar(data.decode("utf-8", "surrogateescape"))
    assert is_ours(made)
    from xml.etree import ElementTree

    ElementTree.fromstring(made)


TARGETS = {
    "pictures": Target(picture, pictures),
    "settings": Target(settings, all_settings),
    "packets": Target(packet, packets),
    "videos": Target(video, videos),
    "subtitles": Target(subtitles, all_subtitles),
    "sidecars": Target(xmp, lambda: [sidecar("A red kettle")]),
}
