"""Takes all that can be known of a frame before anything is told or asked of it: trees, gate, text, scene.

`Looker` takes it at once; a description and a session take the parts as they come, with the same functions.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.languages.words import n_
from assistant.pipelines.pixels import gate_words as gates
from assistant.pipelines.protocols import Reader, Trees
from assistant.pipelines.recognising.recognised import Recognised
from assistant.pipelines.request import Request, told_by_trees
from assistant.pipelines.scene.build import build
from assistant.types import Frame, Gate, Scene, Target, TreeSnapshot
from models.cancel import CancelToken
from models.errors import ModelError
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)

LAST_WAIT = 2.0  # seconds after which a program counts as not answering


@dataclass(frozen=True, slots=True)
class Seen:
    """`failed`: whether there may be text that could not be read."""

    frame: Frame
    scene: Scene
    snapshot: TreeSnapshot | None = None
    gate: Gate | None = None
    failed: bool = False


class Text:
    """The text of frames, by a reader that is opened with the first that needs it. Called from one thread."""

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._open = reader
        self._reader: Reader | None = None

    def read(self, request: Request, box: Box | None, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """The lines of the frame, or of a part of it, in frame pixels. Raises Cancelled, ModelError."""
        if request.lines is not None:
            return request.lines
        if self._reader is None:
            self._reader = self._open()
        return read_text(self._reader, request.frame, box, cancel=cancel)

    def rest(self) -> None:
        """Nothing is asked for now: give back the memory that only work needs."""
        if self._reader is not None:
            self._reader.rest()


class Looker:
    """Keeps its reader. Called from one thread."""

    def __init__(self, reader: Callable[[], Reader], recognised: Recognised | None = None) -> None:
        """`recognised`: what looks at icons and windows."""
        self._text = Text(reader)
        self._recognised = recognised or Recognised()

    def look(self, request: Request, tree: Trees, *, cancel: CancelToken) -> Seen:
        """The trees are waited for as long as a description waits for them. Raises Cancelled."""
        snapshot = tree(LAST_WAIT) if told_by_trees(request) else None
        cancel.check()
        gate = gate_of(request, snapshot)
        lines: tuple[TextLine, ...] = ()
        failed = False
        if gate is None or gate.provisional or not gate.final:
            try:
                lines = self._text.read(request, gate.box if gate is not None else None, cancel=cancel)
            except ModelError:
                log.exception("text in turn %d", request.turn)
                failed = True
        if gate is not None and gate.provisional and (lines or failed):
            gate = None
        cancel.check()
        scene = build(request.frame, snapshot, lines, gate=gate)
        scene = recognised_in(scene, request.frame, self._recognised, cancel=cancel)
        return Seen(request.frame, scene, snapshot, gate, failed)

    def rest(self) -> None:
        """Nothing is asked for now: give back the memory that only work needs."""
        self._text.rest()


def left_out(frame: Frame) -> list[str]:
    """Sentences on the windows that the user marked as private and on our own, where there are any in the frame."""
    private = n_(
        "A window that is marked private is left out.",
        "{count} windows that are marked private are left out.",
        frame.private,
    )
    own = n_("A window of LookAloud's own is left out.", "{count} windows of LookAloud's own are left out.", frame.own)
    told = ((private, frame.private), (own, frame.own))
    return [words.format(count=count) for words, count in told if count]


def gate_of(request: Request, snapshot: TreeSnapshot | None) -> Gate | None:
    """Why there is nothing, or not everything, to say of a frame."""
    from assistant.pipelines.pixels.arrays import to_rgb
    from assistant.pipelines.pixels.gate import check_pixels

    if request.locked:
        return gates.locked()
    if request.frame.private or request.frame.own:
        return None  # what was painted over is no plain picture, and no empty desktop
    found = check_pixels(to_rgb(request.frame.pixels), screen_reader=request.screen_reader)
    if found is None and _shows_no_window(request, snapshot) and not all_hidden(request, snapshot):
        return gates.no_windows()
    return found


def recognised_in(scene: Scene, frame: Frame, recognised: Recognised, *, cancel: CancelToken) -> Scene:
    """The scene with what models recognise in its pixels. Raises Cancelled."""

    @functools.cache
    def image() -> RgbImage:
        from assistant.pipelines.pixels.arrays import to_rgb

        return to_rgb(frame.pixels)

    return recognised.add(scene, image, cancel=cancel)


def read_text(reader: Reader, frame: Frame, box: Box | None, *, cancel: CancelToken) -> tuple[TextLine, ...]:
    """The lines of the frame, or of a part of it, in frame pixels. Raises Cancelled, ModelError."""
    from assistant.pipelines.pixels.arrays import crop, to_rgb

    image = to_rgb(frame.pixels)
    if box is None:
        return reader.read(image, cancel=cancel)
    lines = reader.read(crop(image, box), cancel=cancel)
    return tuple(replace(line, box=line.box.moved(box.left, box.top)) for line in lines)


def all_hidden(request: Request, snapshot: TreeSnapshot | None) -> bool:
    """Whether the desktop has windows, none of which can be seen."""
    return _shows_no_window(request, snapshot) and snapshot is not None and bool(snapshot.hidden)


def _shows_no_window(request: Request, snapshot: TreeSnapshot | None) -> bool:
    frame = request.frame
    screen = frame.target is Target.SCREEN and frame.windows_known and not (frame.private or frame.own)
    return screen and snapshot is not None and not snapshot.windows
