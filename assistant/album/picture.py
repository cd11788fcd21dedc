"""One picture described: by the describer that the program has for every picture, with what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.album.facts import Facts, read_facts
from assistant.languages.words import _
from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.pipelines.describe import Describer
    from assistant.types import Description, Frame


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is kept: text, source and confidence as in `assistant.types.Claim`."""

    text: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Described:
    """What is kept of a picture. `text`: all that could be read in it. `gate`: why there is nothing to describe, or
    empty. `fingerprint`: see `fingerprints`. `complete` is False where a part failed, which may work next time.
    """

    facts: Facts
    width: int = 0
    height: int = 0
    description: str = ""
    claims: tuple[Told, ...] = ()
    text: str = ""
    gate: str = ""
    fingerprint: int | None = None
    complete: bool = True


class Describe(Protocol):
    """Describes the file at `path`; with `only_facts` nothing but what the file says of itself is looked at.

    Raises BadImage, and AlbumError where nothing can be described; PictureFailed or ModelError where it may work
    another time; Cancelled.
    """

    def __call__(self, path: Path, *, place: bool, only_facts: bool, cancel: CancelToken) -> Described: ...


class Pictures:
    """Describes picture after picture with one describer. Called from one thread."""

    def __init__(self, describer: Callable[[], Describer] | None = None) -> None:
        """`describer`: makes it at the first picture; by default the program's own."""
        self._make = describer or _describer
        self._describer: Describer | None = None
        self._turn = 0

    def __call__(self, path: Path, *, place: bool, only_facts: bool, cancel: CancelToken) -> Described:
        """Raises BadImage, Cancelled, ModelError."""
        facts = read_facts(path, place=place)
        if only_facts:
            return Described(facts)
        from assistant.album.fingerprints import fingerprint
        from assistant.desktop.capture.files import load_picture
        from assistant.pipelines.describe import NO_READING
        from assistant.pipelines.pixels.arrays import to_rgb

        loaded = load_picture(path)
        said = self._say(loaded.frame, notes=loaded.notes, mode="describe", cancel=cancel)
        text = ""
        if any(claim.source == "text" for claim in said.claims):
            # the reader knows the picture already: this takes no time
            read = self._say(loaded.frame, notes=(), mode="read", cancel=cancel)
            text = "\n".join(claim.text for claim in read.claims if claim.source == "text")
        assert self._describer is not None
        self._describer.rest()
        return Described(
            facts,
            loaded.frame.pixels.width,
            loaded.frame.pixels.height,
            said.text,
            tuple(Told(claim.text, claim.source, round(claim.confidence, 3)) for claim in said.claims),
            text,
            said.gate.code if said.gate is not None else "",
            fingerprint(to_rgb(loaded.frame.pixels)),
            all(claim.text != _(NO_READING) for claim in said.claims),
        )

    def _say(self, frame: Frame, *, notes: tuple[str, ...], mode: str, cancel: CancelToken) -> Description:
        from assistant.pipelines.request import Request
        from assistant.types import Description, Final

        if self._describer is None:
            self._describer = self._make()
        self._turn += 1
        request = Request(self._turn, frame, mode="read" if mode == "read" else "describe", notes=notes)
        for update in self._describer.run(request, lambda seconds: None, cancel=cancel):
            if isinstance(update, Final):
                return update.description
        return Description("")


def _describer() -> Describer:
    from assistant.pipelines.defaults import Sight

    return Sight().describer


def models_in_use() -> str:
    """Which models say what pictures show, such as "smolvlm-256m 0a1b2c3d"; empty where there is none. Loads no
    numpy."""
    import hashlib

    from models.registry import Registry

    registry = Registry()
    # without a captioner, what names the picture stands in for it
    folder = registry.first("caption") or registry.first("classify")
    if folder is None:
        return ""
    hashes = sorted(file.sha256 for file in folder.manifest.files.values())
    return f"{folder.id} {hashlib.sha256(''.join(hashes).encode()).hexdigest()[:8]}"
