"""Archives that may hold a model: any bytes, and any members in an archive whose own checksums are right."""

from __future__ import annotations

import io
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from models.store.archive import unpack
from models.store.errors import StoreError
from tests.fuzz.source import Source, check_sentence, file_of

_MADE = 4  # the first bytes from this one on stand for an archive that is made of the others
_ENDS = (".zip", ".tar", ".tar.gz", ".tar.xz")
_MODES = ("", "w", "w:gz", "w:xz")
_NAMES = (
    "toy/manifest.json", "manifest.json", "toy/graph.onnx", "toy", "toy/", "../out", "/etc/out", "..\\out", "c:out",
    "a/../../out", ".", "", "/", "toy/./manifest.json", "toy//graph.onnx", "manifest.json/x", "x" * 300, "a/" * 90,
    "\u202ename", "\udcff", "n\0ul", "con", "TOY/manifest.json",
)  # fmt: skip
_KINDS = (
    tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE,
    tarfile.FIFOTYPE, tarfile.CONTTYPE, tarfile.GNUTYPE_SPARSE, tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, b"Z",
)  # fmt: skip
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_PAX = ("path", "linkpath", "size", "GNU.sparse.map", "GNU.sparse.size", "GNU.sparse.realsize", "comment", "mtime")
_VALUES = ("", "-1", "0", "1", "nan", "1e99", "../out", "/etc/out", "9" * 30, "0,1,2", "0,9" * 40, "toy/manifest.json")


def archive(data: bytes) -> None:
    """Unpacked or refused with a sentence; nothing is written outside of its folder, and no more than it holds."""
    if not data:
        return
    kind, rest = data[0] % 4, data[1:]
    made = data[0] % 8 >= _MADE
    if made:
        rest = _zip(Source(rest)) if kind == 0 else _tar(Source(rest), kind)
    path = file_of(rest, "model" + _ENDS[kind])
    with tempfile.TemporaryDirectory(dir=path.parent) as inside:
        target = Path(inside) / "a" / "b"
        target.mkdir(parents=True)
        try:
            unpack(path, target)
        except StoreError as error:
            check_sentence(error.spoken)
        assert [each.name for each in Path(inside).iterdir()] == ["a"]
        assert [each.name for each in target.parent.iterdir()] == ["b"]
        assert not any(each.is_symlink() or not (each.is_file() or each.is_dir()) for each in target.rglob("*"))


def _name(source: Source) -> str:
    return source.pick(_NAMES) if source.byte() % 4 else source.text()


def _zip(source: Source) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for _ in range(source.number(0, 4)):
            info = zipfile.ZipInfo("x")
            info.filename = _name(source).encode("utf-8", "replace").decode()
            info.compress_type = source.pick(_WAYS)
            info.external_attr = source.number(0, 2**32 - 1) if source.chance(3) else 0
            with file.open(info, "w") as sink:
                sink.write(source.text().encode("utf-8", "replace") * source.number(0, 3))
        for info in file.filelist:
            if source.chance(3):  # what the list claims is not what stands before the data
                info.file_size = source.number(0, 2**32 - 1)
            if source.chance(6):
                info.header_offset = source.number(0, 2**16)
    return packed.getvalue()


def _tar(source: Source, kind: int) -> bytes:
    packed = io.BytesIO()
    form = source.pick((tarfile.PAX_FORMAT, tarfile.GNU_FORMAT))
    with tarfile.open(fileobj=packed, mode=_MODES[kind], format=form, errors="surrogateescape") as file:  # type: ignore[call-overload]
        for _ in range(source.number(0, 4)):
            info = tarfile.TarInfo(_name(source).encode("utf-8", "replace").decode())
            info.type = source.pick(_KINDS) if source.chance(2) else tarfile.REGTYPE
            info.linkname = source.pick(_NAMES[:8])
            body = source.text().encode("utf-8", "replace") * source.number(0, 3)
            info.size = source.number(0, 2**33) if source.chance(5) else len(body)
            info.mode = source.number(0, 0o7777)
            for _ in range(source.number(0, 3)):
                info.pax_headers = {**info.pax_headers, source.pick(_PAX): source.pick(_VALUES)}
            file.addfile(info)
            file.fileobj.write(body.ljust(-(-len(body) // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE, b"\0"))
    return packed.getvalue()


def archives() -> Sequence[bytes]:
    """One of each kind, and some to be made."""
    members = {"toy/manifest.json": b"{}", "toy/graph.onnx": b"onnx" * 20}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    found = [b"\0" + packed.getvalue()]
    for number, mode in enumerate(_MODES[1:], 1):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode=mode, format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size, info.pax_headers = len(data), {"comment": "é" * 20}
                tar.addfile(info, io.BytesIO(data))
        found.append(bytes((number,)) + packed.getvalue())
    made = bytes((1, 2, 1, 0, 1, 3, 0, 1, 2)) * 8
    return [*found, *(bytes((number,)) + made for number in range(_MADE, 8))]
