"""Takes all that can be known of a frame before anything is asked of it: trees, gate, text, scene."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from assistant.pipelines.describe import LAST_WAIT, Request, gate_of, read_text, recognised_in, told_by_trees
from assistant.pipelines.protocols import Reader, Trees
from assistant.pipelines.recognising.recognised import Recognised
from assistant.pipelines.scene.build import build
from assistant.types import Frame, Gate, Scene, TreeSnapshot
from models.cancel import CancelToken
from models.errors import ModelError
from models.types import Box, TextLine

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """`failed`: whether there may be text that could not be read."""

    frame: Frame
    scene: Scene
    snapshot: TreeSnapshot | None = None
    gate: Gate | None = None
    failed: bool = False


class Looker:
    """Keeps its reader. Called from one thread."""

    def __init__(self, reader: Callable[[], Reader], recognised: Recognised | None = None) -> None:
        """`recognised`: what looks at icons and windows."""
        self._open = reader
        self._recognised = recognised or Recognised()
        self._reader: Reader | None = None

    def look(self, request: Request, tree: Trees, *, cancel: CancelToken) -> Seen:
        """The trees are waited for as long as a description waits for them. Raises Cancelled."""
        snapshot = tree(LAST_WAIT) if told_by_trees(request) else None
        cancel.check()
        gate = gate_of(request, snapshot)
        lines: tuple[TextLine, ...] = ()
        failed = False
        if gate is None or gate.provisional or not gate.final:
            try:
                lines = self._read(request, gate.box if gate is not None else None, cancel)
            except ModelError:
                log.exception("text in turn %d", request.turn)
                failed = True
        if gate is not None and gate.provisional and (lines or failed):
            gate = None
        cancel.check()
        scene = build(request.frame, snapshot, lines, gate=gate)
        scene = recognised_in(scene, request.frame, self._recognised, cancel=cancel)
        return Seen(request.frame, scene, snapshot, gate, failed)

    def _read(self, request: Request, box: Box | None, cancel: CancelToken) -> tuple[TextLine, ...]:
        if request.lines is not None:
            return request.lines
        if self._reader is None:
            self._reader = self._open()
        return read_text(self._reader, request.frame, box, cancel=cancel)

    def rest(self) -> None:
        """Give back the memory that only work needs."""
        if self._reader is not None:
            self._reader.rest()
