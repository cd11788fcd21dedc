"""One look of a watch after the other: makes the scene cheaply, and says what the watch finds new in it.

A window whose program tells its text is watched by its accessibility tree alone, so it may lie under other windows.
Any other is read from its pixels, and of those only what has changed since the last look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.languages.words import N_, _
from assistant.pipelines.look import LAST_WAIT, gate_of, read_text
from assistant.pipelines.protocols import Reader, Trees
from assistant.pipelines.request import Request
from assistant.pipelines.scene.build import build
from assistant.pipelines.telling.talk import Talk
from assistant.types import Final, Frame, Scene, Stage, Target, TreeSnapshot, Update
from models.cancel import CancelToken
from models.types import Box, TextLine

if TYPE_CHECKING:
    from assistant.pipelines.watching.watch import Watch

COVERED = N_("The window is covered, so what is new in it cannot be seen. I go on when it can.")
_TEXTS = frozenset(
    "text paragraph label heading list-item cell link document terminal text-field status-bar progress-bar".split()
)


@dataclass(slots=True)
class _Session:
    """`lines`: what was read at the last look, in the pixels of a frame of `size`."""

    number: int
    watch: Watch
    lines: tuple[TextLine, ...] = ()
    size: tuple[int, int] = (0, 0)
    is_covered: bool = False


class WatchSession:
    """Keeps the watch in hand; another number begins another one. Called from one thread."""

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader
        self._session: _Session | None = None

    def run(self, request: Request, tree: Trees, *, cancel: CancelToken) -> Iterator[Update]:
        """What is new, then Final: outcome "over" at the end of the watch; kind "waiting" where something is held back
        that must be told later. Raises Cancelled, ModelError."""
        from assistant.pipelines.watching.wanted import parse
        from assistant.pipelines.watching.watch import Watch

        talk = Talk(request.turn)
        yield Stage(request.turn, "tree")
        session = self._session
        if session is None or session.number != request.session:
            wanted = parse(request.about)
            assert wanted is not None, request.about
            session = self._session = _Session(request.session, Watch(wanted))
            yield from talk.note(wanted.told)
        snapshot = tree(LAST_WAIT)
        cancel.check()
        watch = session.watch
        if snapshot == TreeSnapshot():  # neither shown nor hidden
            seen = watch.window_gone(now=time.monotonic())
        else:
            scene = self._scene(session, request, snapshot, cancel)
            if scene is None:
                if not session.is_covered:
                    session.is_covered = True
                    yield from talk.note(_(COVERED))
                yield talk.final()
                return
            session.is_covered = False
            seen = watch.look(scene, now=time.monotonic())
        yield from talk.read(seen.claims)
        described = replace(
            talk.final().description,
            outcome="over" if seen.ended else "",
            kind="waiting" if seen.waiting or watch.needs_look else "",
        )
        yield Final(request.turn, described)

    def _scene(
        self, session: _Session, request: Request, snapshot: TreeSnapshot | None, cancel: CancelToken
    ) -> Scene | None:
        """None where nothing of the window can be known now."""
        from assistant.pipelines.watching.wanted import Kind

        frame = request.frame
        is_hidden = frame.pixels.width <= 1
        by_tree = session.watch.wanted.kind is not Kind.SUBTITLES  # which are drawn into the picture
        if by_tree and frame.target is Target.WINDOW and _tells(snapshot):
            return build(replace(frame, windows_known=False), snapshot, ())
        if is_hidden:
            return None
        gate = gate_of(request, snapshot)
        if gate is None or not gate.final or gate.provisional:
            changed = frame.to_frame(request.focus_box) if request.focus_box is not None else None
            session.lines = self._read(session, frame, changed, cancel)
            session.size = (frame.pixels.width, frame.pixels.height)
            if gate is not None and gate.provisional and session.lines:
                gate = None
        else:
            session.lines = ()
        return build(frame, snapshot, session.lines, gate=gate)

    def _read(self, session: _Session, frame: Frame, changed: Box | None, cancel: CancelToken) -> tuple[TextLine, ...]:
        """What stands in what has changed is read; the rest is as it was."""
        if changed is None or session.size != (frame.pixels.width, frame.pixels.height):
            return read_text(self._reader(), frame, None, cancel=cancel)
        box = _whole_lines(changed, session.lines).intersection(frame.box)
        kept = tuple(line for line in session.lines if line.box.intersection(box).is_empty)
        read = read_text(self._reader(), frame, box, cancel=cancel) if not box.is_empty else ()
        return tuple(sorted((*kept, *read), key=lambda line: (line.box.top, line.box.left)))


def _whole_lines(box: Box, lines: Sequence[TextLine]) -> Box:
    """Wide enough that no line of before is cut."""
    while True:
        wider = box
        for line in lines:
            if not line.box.intersection(wider).is_empty:
                wider = wider.union(line.box)
        if wider == box:
            return box
        box = wider


def _tells(snapshot: TreeSnapshot | None) -> bool:
    """Whether the program says what stands in its window."""
    root = snapshot.windows[0].root if snapshot is not None and snapshot.windows else None
    return root is not None and any(
        node.role in _TEXTS and (node.name or node.value) for node in root.walk() if node is not root
    )
