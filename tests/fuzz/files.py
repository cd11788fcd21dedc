"""Files and messages: pictures and what they say of themselves, videos, models, archives, settings, packets."""

from __future__ import annotations

import io
import tempfile
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
import tomli_w
from PIL import Image

import resources
from assistant import limits
from assistant.album.facts import facts_of
from assistant.album.sidecars import is_ours, sidecar
from assistant.desktop.capture.files import decode_picture
from assistant.desktop.tree.bounded import Sieve
from assistant.engine.protocol import Describe, EventStream, FrameHead, ProtocolError, pack, read_command
from assistant.errors import BadImage
from assistant.settings import Settings
from assistant.settings_file import load
from assistant.types import Frame, Length, Raster
from assistant.types import Target as Look
from assistant.video.container import container_of
from assistant.video.vtt import Cue, parsed, written
from models import external_data
from models.errors import ManifestError, ModelDamaged
from models.inputs.tokens import Tokeniser
from models.manifest import read_manifest
from models.store.archive import unpack
from models.store.errors import StoreError
from tests.fuzz import Target
from tests.fuzz.source import Source, check_sentence, check_words

_FORMS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "ICO", "PPM", "TGA", "PCX")
_MANY = 4_000_000  # pixels; larger pictures are left to the tests of the limits, for the sake of time
_folder = tempfile.TemporaryDirectory(prefix="lookaloud-fuzz-")


def _file(data: bytes, name: str) -> Path:
    path = Path(_folder.name) / name
    path.write_bytes(data)
    return path


def picture(data: bytes) -> None:
    """A picture file: decoded, or refused with a sentence; and what it says of itself."""
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


def manifest(data: bytes) -> None:
    """A model's manifest: read, or refused with a sentence."""
    try:
        read_manifest(data, "toy")
    except ManifestError as error:
        check_sentence(error.spoken)


def manifests() -> Sequence[bytes]:
    """Those of the built-in models."""
    names = ("icons", "minilm-l6", "pictures", "screens")
    return [resources.path("models", name, "manifest.json").read_bytes() for name in names]


def tokeniser(data: bytes) -> None:
    """A model's tokenizer.json: it makes ids of any text, or the model is damaged."""
    try:
        found = Tokeniser(_file(data, "tokenizer.json"), "toy")
        ids = found.encode("a red dog ##s [BOS] \u00fc", special=True, longest=3)
        assert len(ids) <= 3
        found.decode([*ids, 0, 99_999])
    except ModelDamaged as error:
        check_sentence(error.spoken)


def tokenisers() -> Sequence[bytes]:
    """The head of one, and a small one."""
    small = {
        "version": "1.0", "truncation": None, "padding": None, "normalizer": {"type": "Lowercase"},
        "added_tokens": [{"id": 2, "content": "[BOS]", "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True}],
        "pre_tokenizer": {"type": "Whitespace"}, "post_processor": None, "decoder": {"type": "WordPiece",
                          "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "red": 1, "[BOS]": 2, "##s": 3}},
    }  # fmt: skip
    whole = msgspec.json.encode(small)
    return [whole, whole.replace(b'"[UNK]":0,', b"")]


def onnx(data: bytes) -> None:
    """A graph: which files it refers to, or that it is none."""
    try:
        for location in external_data.locations(_file(data, "graph.onnx")):
            location.encode()
    except external_data.NotOnnx:
        pass


def archive(data: bytes) -> None:
    """An archive that may hold a model; nothing is written outside of its folder."""
    if not data:
        return
    name = ("model.zip", "model.tar", "model.tar.gz", "model.tar.xz")[data[0] % 4]
    path = _file(data[1:], name)
    with tempfile.TemporaryDirectory(dir=_folder.name) as inside:
        target = Path(inside) / "a" / "b"
        target.mkdir(parents=True)
        try:
            unpack(path, target)
        except StoreError as error:
            check_sentence(error.spoken)
        assert [each.name for each in Path(inside).iterdir()] == ["a"]
        assert [each.name for each in target.parent.iterdir()] == ["b"]


def archives() -> Sequence[bytes]:
    """One of each kind."""
    import tarfile

    members = {"toy/manifest.json": b"{}", "toy/graph.onnx": b"onnx" * 20}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    found = [b"\0" + packed.getvalue()]
    for number, mode in enumerate(("w", "w:gz", "w:xz"), 1):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode=mode, format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size, info.pax_headers = len(data), {"comment": "é" * 20}
                tar.addfile(info, io.BytesIO(data))
        found.append(bytes((number,)) + packed.getvalue())
    return found


def settings(data: bytes) -> None:
    """The settings file: every field is one that can stand there, and what could not be used is said."""
    path = _file(data, "settings.toml")
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
    """What comes through the engine's pipes, both ways, and through a message bus."""
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
    """A frame on its way to the engine."""
    frame = Frame(Raster(2, 1, bytes(8)), Look.SCREEN)
    return [pack(Describe(1, "describe", Length.NORMAL, FrameHead.of(frame)), bytes(8)) + bytes(8)]


def video(data: bytes) -> None:
    """What a file is by its first bytes."""
    found = container_of(_file(data, "x.mp4"))
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
    """One file."""
    return [written([Cue(0.0, 1.5, "A cat & a <dog>"), Cue(2, 3, "two\nlines")], notes=["Made --> by hand"]).encode()]


def xmp(data: bytes) -> None:
    """A sidecar that may be ours, and one that is made of any words."""
    is_ours(data)
    made = sidecar(data.decode("utf-8", "surrogateescape"))
    assert is_ours(made)
    from xml.etree import ElementTree

    ElementTree.fromstring(made)


TARGETS = {
    "pictures": Target(picture, pictures),
    "manifests": Target(manifest, manifests),
    "tokenisers": Target(tokeniser, tokenisers),
    "graphs": Target(onnx, lambda: [b"\x3a\x12\x2a\x10\x6a\x0e\x0a\x08location\x12\x02ab"]),
    "archives": Target(archive, archives),
    "settings": Target(settings, all_settings),
    "packets": Target(packet, packets),
    "videos": Target(video, videos),
    "subtitles": Target(subtitles, all_subtitles),
    "sidecars": Target(xmp, lambda: [sidecar("A red kettle")]),
}
