"""One picture of a search after the other: where the thing is, and what is said and sounded about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.bearing import Bearing
from assistant.languages.words import _
from assistant.pipelines.protocols import Reader, Trees
from assistant.pipelines.request import Request
from assistant.pipelines.telling.talk import Talk
from assistant.types import Final, Stage, Update
from models.cancel import CancelToken
from models.protocols import Matcher, Recogniser

if TYPE_CHECKING:
    from assistant.pipelines.seeking.guide import Guide
    from assistant.pipelines.seeking.seeker import Seeker


@dataclass(frozen=True, slots=True)
class _Search:
    number: int
    seeker: Seeker
    guide: Guide


class SeekSession:
    """Keeps the search in hand; another number begins another one. Called from one thread."""

    def __init__(
        self,
        *,
        detector: Callable[[], Recogniser | None],
        matcher: Callable[[], Matcher | None],
        recogniser: Callable[[], Recogniser | None],
        reader: Callable[[], Reader],
    ) -> None:
        """Each opens a part when it is first needed."""
        self._parts = {"detector": detector, "matcher": matcher, "recogniser": recogniser, "reader": reader}
        self._search: _Search | None = None

    def run(self, request: Request, tree: Trees, *, cancel: CancelToken) -> Iterator[Update]:
        """Words where there are new ones, then Final with the bearing: None for silence; outcome "over" at the end,
        whose kind is then "found" or empty. Raises Cancelled."""
        from assistant.pipelines.pixels.arrays import to_rgb
        from assistant.pipelines.seeking.guide import Guide
        from assistant.pipelines.seeking.seeker import Seeker
        from assistant.pipelines.seeking.wanted import parse

        del tree  # what a camera sees has none
        talk = Talk(request.turn)
        yield Stage(request.turn, "seek")
        search = self._search
        if search is None or search.number != request.session:
            sought = parse(request.about, bare=True)
            assert sought is not None, request.about
            seeker = Seeker(sought, **self._parts)  # type: ignore[arg-type]
            search = self._search = _Search(request.session, seeker, Guide(sought, detects=seeker.detects))
            limits = "" if seeker.detects else sought.limits
            text = _("I look for {thing}.").format(thing=sought.the)
            yield from talk.note(f"{text} {limits}".strip())
        frame = request.frame
        sighting = search.seeker.see(to_rgb(frame.pixels), cancel=cancel)
        size = frame.pixels
        step = search.guide.step(
            sighting, width=size.width, height=size.height, now=time.monotonic(), mirrored=frame.mirrored
        )
        if step.words:
            yield from talk.note(step.words)
        bearing = Bearing(step.pan, step.pitch, step.rate) if step.rate > 0 and not step.done else None
        kind = "found" if step.found else ""
        described = replace(
            talk.final().description, outcome="over" if step.done else "guidance", kind=kind, bearing=bearing
        )
        yield Final(request.turn, described)
