"""Describe or read one frame: first words at once from the tree, then the gate, the text, the scene."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from assistant.pipelines import narrate
from assistant.pipelines.protocols import Captioner, Reader, Trees
from assistant.pipelines.scene import build
from assistant.types import (
    Claim,
    Description,
    Final,
    Frame,
    Gate,
    Length,
    Partial,
    Scene,
    Stage,
    Target,
    TreeSnapshot,
    Update,
)
from models.cancel import CancelToken
from models.errors import ModelError
from models.types import Box, TextLine

log = logging.getLogger(__name__)

FIRST_WAIT = 0.3  # seconds the first words wait for the tree
LAST_WAIT = 2.0  # seconds after which a program counts as not answering
NO_ANSWER = "The programs did not say what is on the screen; this is read from the picture alone."
NO_READING = "The text in the picture could not be read."
NOTHING = "Nothing could be read or recognised here."
_FROM_FILES = frozenset((Target.FILE, Target.CLIPBOARD))
_CAPTIONS = {Length.BRIEF: 1, Length.NORMAL: 2, Length.FULL: 6}


@dataclass(frozen=True, slots=True)
class Request:
    """What to describe. Boxes and points in desktop units; `notes`: sentences the loader of a picture gave."""

    turn: int
    frame: Frame
    mode: Literal["describe", "read"] = "describe"
    length: Length = Length.NORMAL
    focus_box: Box | None = None
    pointer: tuple[int, int] | None = None
    locked: bool | None = None
    screen_reader: bool = False
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Talk:
    """What has been said so far in one request."""

    request: Request
    began: float = field(default_factory=time.monotonic)
    claims: list[Claim] = field(default_factory=list)
    times: dict[str, float] = field(default_factory=dict)
    gate: Gate | None = None

    def stamp(self, name: str) -> None:
        self.times[name] = time.monotonic() - self.began

    def say(self, claims: Iterator[Claim] | list[Claim]) -> Iterator[Partial]:
        """A partial for each claim; what was already said in the same words is not said again."""
        said = {claim.text for claim in self.claims}
        for claim in claims:
            if claim.text in said:
                continue
            said.add(claim.text)
            self.claims.append(claim)
            self.times.setdefault("first_words", time.monotonic() - self.began)
            yield Partial(self.request.turn, claim.text, (claim,))

    def final(self) -> Final:
        self.stamp("total")
        text = "\n".join(claim.text for claim in self.claims)
        return Final(self.request.turn, Description(text, tuple(self.claims), self.gate, dict(self.times)))


class Describer:
    """Keeps its reader between requests. Called from one thread."""

    def __init__(self, *, reader: Callable[[], Reader], captioner: Captioner | None = None) -> None:
        self._open_reader = reader
        self._reader: Reader | None = None
        self._captioner = captioner

    def run(self, request: Request, tree: Trees, *, cancel: CancelToken) -> Iterator[Update]:
        """Sentences as they are made, then Final. Raises Cancelled; ModelError only where nothing can be said."""
        talk = _Talk(request)
        yield Stage(request.turn, "tree")
        has_desktop = request.frame.target not in _FROM_FILES
        snapshot = tree(FIRST_WAIT) if has_desktop else None
        talk.stamp("tree")
        cancel.check()
        yield from talk.say([Claim(note, "gate", kind="note") for note in request.notes])
        opened = False
        # of a point the title comes last: what lies there is what was asked for
        opens = request.mode == "describe" and request.frame.target is not Target.POINTER
        if opens and snapshot is not None:
            yield from talk.say(narrate.opening(snapshot, request.frame.target))
            opened = True
        gate = _gate(request, snapshot)
        talk.stamp("gate")
        if gate is not None:
            talk.gate = gate
            yield from talk.say([Claim(gate.spoken, "gate", kind="gate")])
            if gate.final and not _has_tree(snapshot):
                yield talk.final()
                return
        cancel.check()
        lines: tuple[TextLine, ...] = ()
        failed = False
        if gate is None or not gate.final:
            yield Stage(request.turn, "text")
            try:
                lines = self._read(request, cancel)
            except ModelError:
                log.exception("text in turn %d", request.turn)
                failed = True
            talk.stamp("text")
        if snapshot is None and has_desktop:
            snapshot = tree(max(0.0, LAST_WAIT - (time.monotonic() - talk.began)))
        cancel.check()
        if opens and not opened:
            yield from talk.say(narrate.opening(snapshot, request.frame.target, request.frame.window_title))
        if has_desktop and snapshot is None:
            yield from talk.say([Claim(NO_ANSWER, "gate", kind="note")])
        scene = build(request.frame, snapshot, lines, gate=gate)
        yield from talk.say(self._tell(request, scene))
        if failed:
            yield from talk.say([Claim(NO_READING, "gate", kind="note")])
        yield from self._pictures(request, scene, talk, cancel)
        if not talk.claims or (
            not has_desktop and not any(claim.source == "text" for claim in talk.claims) and gate is None
        ):
            yield from talk.say([Claim(_nothing(request), "gate", kind="note")])
        yield talk.final()

    def rest(self) -> None:
        """Nothing is asked for now: give back the memory that only work needs."""
        if self._reader is not None:
            self._reader.rest()

    def _read(self, request: Request, cancel: CancelToken) -> tuple[TextLine, ...]:
        from assistant.pipelines.pixels import to_rgb

        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader.read(to_rgb(request.frame.pixels), cancel=cancel)

    @staticmethod
    def _tell(request: Request, scene: Scene) -> Iterator[Claim]:
        if request.mode == "read":
            return narrate.reading(scene)
        if request.frame.target is Target.POINTER and request.pointer is not None:
            x, y = request.pointer
            point = request.frame.to_frame(Box(x, y, x + 1, y + 1))
            return narrate.under_pointer(scene, *point.centre, request.length)
        return narrate.body(scene, request.length)

    def _pictures(self, request: Request, scene: Scene, talk: _Talk, cancel: CancelToken) -> Iterator[Update]:
        """Captions, where a model is installed, worded as guesses."""
        if self._captioner is None or request.mode == "read":
            return
        from assistant.pipelines.pixels import crop, to_rgb

        boxes = [picture.box for window in scene.windows for picture in window.pictures]
        if request.frame.target in _FROM_FILES:
            boxes = [request.frame.box]
        image = to_rgb(request.frame.pixels)
        for box in boxes[: _CAPTIONS[request.length]]:
            yield Stage(request.turn, "caption")
            caption = "".join(self._captioner.caption(crop(image, box), cancel=cancel)).strip()
            if caption:
                yield from talk.say([Claim(f"The picture shows, probably: {caption}.", "caption", 0.5, box, "picture")])


def _has_tree(snapshot: TreeSnapshot | None) -> bool:
    return snapshot is not None and any(window.root is not None for window in snapshot.windows)


def _gate(request: Request, snapshot: TreeSnapshot | None) -> Gate | None:
    from assistant.pipelines import gate
    from assistant.pipelines.pixels import to_rgb

    if request.locked:
        return gate.locked()
    found = gate.check_pixels(to_rgb(request.frame.pixels), screen_reader=request.screen_reader)
    if found is None and request.frame.target is Target.SCREEN and snapshot is not None and not snapshot.windows:
        return gate.no_windows()
    return found


def _nothing(request: Request) -> str:
    if request.frame.target in _FROM_FILES:
        size = request.frame.pixels
        return (
            f"It is a picture of {size.width} by {size.height} pixels without text that can be read. "
            "What it shows cannot be told without a captioning model."
        )
    return NOTHING
