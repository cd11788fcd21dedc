"""XMP sidecars: `name.ext.xmp` beside each picture, with what it shows for other programs (XMP specification, part 1,
dc:description as a language alternative)."""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from assistant.album import words
from assistant.album.index import Index
from assistant.album.written import written
from assistant.errors import AlbumError
from assistant.languages.wording import and_more
from assistant.languages.words import _, n_
from assistant.limits import SIDECAR_BYTES
from assistant.printable import printable, printable_name

_MARK = re.compile(rb'x:xmptk="LookAloud ([0-9a-f]{32})"')
_NONE = b"0" * 32
_FORM = """<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="LookAloud {mark}">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:description>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">{text}</rdf:li>
    </rdf:Alt>
   </dc:description>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


@dataclass(frozen=True, slots=True)
class Sidecars:
    """What became of them: `written` now, `same` as before, `foreign`: another's, left as they are; `described`: left
    out because the picture has a description of its own; `unknown`: because nothing is known to show; `problems`:
    sentences about those that cannot be written."""

    written: int = 0
    same: int = 0
    foreign: tuple[str, ...] = ()
    described: int = 0
    unknown: int = 0
    problems: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it in a few sentences."""
        text = n_("{count} sidecar written, {same} as before.", "{count} sidecars written, {same} as before.",
                  self.written)  # fmt: skip
        parts = [text.format(count=self.written, same=self.same)]
        if self.foreign:
            named, more = [*map(printable_name, self.foreign[:_NAMED])], len(self.foreign) - _NAMED
            names = and_more(named, more) if more > 0 else ", ".join(named)
            text = _("Left alone, because another program or a person wrote them: {names}.")
            parts.append(text.format(names=names))
        if self.described:
            text = n_("{count} picture had a description already and got none.",
                      "{count} pictures had a description already and got none.", self.described)  # fmt: skip
            parts.append(text.format(count=self.described))
        if self.unknown:
            text = n_("{count} picture got none, since nothing is known to be in them.",
                      "{count} pictures got none, since nothing is known to be in them.", self.unknown)  # fmt: skip
            parts.append(text.format(count=self.unknown))
        return " ".join([*parts, *self.problems[:_NAMED]])


_NAMED = 5  # that are told by name


def write_sidecars(index: Index) -> Sidecars:
    """Write one for every picture of which something is known. What we did not write, or what was changed since, is
    never written over."""
    count = {"written": 0, "same": 0, "described": 0, "unknown": 0}
    foreign: list[str] = []
    problems: list[str] = []
    for entry in index.entries():
        text = "" if entry.gate else words.alternative(entry)
        if entry.own or not text:
            count["described" if entry.own else "unknown"] += 1
            continue
        path = index.root / f"{entry.path}.xmp"
        data = sidecar(text)
        try:
            state = _state(path, data)
            if state == "foreign":
                foreign.append(f"{entry.path}.xmp")
                continue
            if state == "written":
                written(path, functools.partial(_put, data))
            count[state] += 1
        except AlbumError as error:
            problems.append(error.spoken)
        except OSError as error:
            why = error.strerror or _("the disk reported an error")
            problems.append(_("{name} cannot be read: {why}.").format(name=printable_name(path.name), why=why))
    return Sidecars(**count, foreign=tuple(foreign), problems=tuple(problems))


def sidecar(text: str) -> bytes:
    """The file's content; it carries a digest of itself, by which it is known that nobody changed it."""
    plain = printable(text).replace("\ufffe", " ").replace("\uffff", " ")
    data = _FORM.format(mark=_NONE.decode(), text=escape(plain)).encode()
    return data.replace(_NONE, _digest(data), 1)


def is_ours(data: bytes) -> bool:
    """Whether these are the bytes of a sidecar as we wrote it."""
    found = _MARK.search(data)
    return found is not None and _digest(data.replace(found[1], _NONE, 1)) == found[1]


def _put(data: bytes, file: BinaryIO) -> None:
    file.write(data)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()


def _state(path: Path, data: bytes) -> str:
    """ "written" where it is to be, "same" where it is so, "foreign" where it is not ours. Raises OSError."""
    if path.is_symlink():
        return "foreign"
    if not path.exists():
        return "written"
    if not path.is_file() or path.stat().st_size > SIDECAR_BYTES:
        return "foreign"
    before = path.read_bytes()
    if before == data:
        return "same"
    return "written" if is_ours(before) else "foreign"
