"""From several pictures of a camera to the one that is described: told how to hold the camera first, then the best of
them, straightened where it shows a page."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.pipelines.describe import Request
from assistant.pipelines.protocols import Reader
from assistant.pipelines.talk import Talk
from assistant.types import Final, Frame, Stage, Target, Update
from models.cancel import CancelToken

if TYPE_CHECKING:
    from models.types import RgbImage


class FromCamera:
    """Called from one thread."""

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader

    def prepare(self, request: Request, *, cancel: CancelToken) -> Generator[Update, None, Request | None]:
        """What is to be told of the pictures: a request for one of them. None where they can be bettered and more will
        come (`request.patient`): how was said then, and a Final with the outcome "guidance" has ended it; its kind is
        the code of what was said. Raises Cancelled, ModelError."""
        from assistant.pipelines.camera.best import best_of
        from assistant.pipelines.camera.page import direction, find_page
        from assistant.pipelines.camera.quality import guidance
        from assistant.pipelines.camera.read_page import read
        from assistant.pipelines.pixels import to_raster

        talk = Talk(request.turn)
        yield Stage(request.turn, "camera")
        frame = request.frame
        shots = _shots(frame)
        quality = guidance(shots)
        is_blind = quality is not None and quality.fatal
        page = None if is_blind else find_page(shots[best_of(shots)])
        towards = direction(page, mirrored=frame.mirrored) if page is not None else None
        code = quality.code if quality is not None else towards or ""
        spoken = quality.spoken if quality is not None else towards or ""
        if code and request.patient:
            if code != request.guided:
                yield from talk.note(spoken)
            yield Final(request.turn, replace(talk.final().description, outcome="guidance", kind=code))
            return None
        yield Stage(request.turn, "seen")
        notes = request.notes if not code or code == request.guided else (*request.notes, spoken)
        if page is None:
            best = Frame(to_raster(shots[best_of(shots)]), Target.CAMERA, taken_at=frame.taken_at)
            return replace(request, frame=best, notes=notes)
        reading = read(shots, self._reader(), cancel=cancel)
        straight = Frame(to_raster(reading.image), Target.CAMERA, taken_at=frame.taken_at)
        return replace(request, frame=straight, lines=reading.lines, notes=notes)


def _shots(frame: Frame) -> list[RgbImage]:
    """The pictures that lie one below the other."""
    from assistant.pipelines.pixels import to_rgb

    whole = to_rgb(frame.pixels)
    height = whole.shape[0] // frame.shots
    return [whole[at * height : (at + 1) * height] for at in range(frame.shots)]
