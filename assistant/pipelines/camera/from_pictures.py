"""From several pictures of a camera to the one that is described: told how to hold the camera first, then the best of
them, straightened where it shows a page."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.languages.words import N_, _
from assistant.pipelines.protocols import Reader
from assistant.pipelines.request import Request
from assistant.pipelines.telling.talk import Talk
from assistant.types import Final, Frame, Stage, Target, Update
from models.cancel import CancelToken
from models.types import TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

DOUBTFUL = N_("Some words are hard to read and may be wrong.")


class FromCamera:
    """Called from one thread."""

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader

    def prepare(self, request: Request, *, cancel: CancelToken) -> Generator[Update, None, Request | None]:
        """What is to be told of the pictures: a request for one of them. None where they can be bettered and more will
        come (`request.patient`): how was said then, and a Final with the outcome "guidance" has ended it; its kind is
        the code of what was said. None also where nothing can be seen in them, after a Final that says so. Raises
        Cancelled, ModelError."""
        from assistant.pipelines.camera.glance import glance
        from assistant.pipelines.camera.read_page import read
        from assistant.pipelines.pixels.arrays import to_raster

        talk = Talk(request.turn)
        yield Stage(request.turn, "camera")
        frame = request.frame
        shots = _shots(frame)
        first = glance(shots)
        code = " ".join(first.sentences)
        if code and request.patient:
            for sentence in first.sentences if code != request.guided else ():
                yield from talk.note(sentence)
            yield Final(request.turn, replace(talk.final().description, outcome="guidance", kind=code))
            return None
        yield Stage(request.turn, "seen")
        if first.frame_pixels is None:  # a covered lens shows nothing that could be told
            for sentence in first.sentences:
                yield from talk.note(sentence)
            yield talk.final()
            return None
        notes = first.sentences if code != request.guided else ()
        image = first.frame_pixels
        lines: tuple[TextLine, ...] | None = None
        if first.page is not None:
            reading = read(shots, self._reader(), cancel=cancel, found=(first.shot, first.page))
            if reading.lines:
                image, lines = reading.picture, reading.lines
                notes = (*notes, _(DOUBTFUL)) if any(reading.doubtful) else notes
            elif notes:  # what has no words was no page: the camera is not sent after it either
                notes = (first.guidance.spoken,) if first.guidance is not None else ()
        seen = Frame(to_raster(image), Target.CAMERA, taken_at=frame.taken_at)
        return replace(request, frame=seen, lines=lines, notes=(*request.notes, *notes))


def _shots(frame: Frame) -> list[RgbImage]:
    """The pictures that lie one below the other, as they are without a mirror."""
    import numpy as np

    from assistant.pipelines.pixels.arrays import to_rgb

    whole = to_rgb(frame.pixels)
    whole = np.ascontiguousarray(whole[:, ::-1]) if frame.mirrored else whole
    height = whole.shape[0] // frame.shots
    return [whole[at * height : (at + 1) * height] for at in range(frame.shots)]
