"""The moment of a video that is asked about, as an ordinary picture."""

from __future__ import annotations

import time
from pathlib import Path

from assistant.languages.words import _
from assistant.pipelines.request import Request
from assistant.types import Frame, Length, Mode, Target
from assistant.video.frames import Video
from assistant.video.times import at
from models.cancel import CancelToken


def frame_at(path: Path, seconds: float, *, cancel: CancelToken | None = None) -> Frame:
    """The picture that a video file shows at `seconds`, upright. Raises BadVideo, Cancelled.

    Exact for files whose pictures come evenly and for those whose do not; the latter, and files that cannot be sought
    in, are read from their start.
    """
    from assistant.pipelines.pixels.arrays import to_raster

    with Video(path) as video:
        found = video.frame_at(seconds, cancel=cancel or CancelToken())
    return Frame(to_raster(found.image), Target.FILE, taken_at=time.monotonic())


def request_at(
    path: Path,
    seconds: float,
    *,
    mode: Mode = "describe",
    length: Length = Length.NORMAL,
    turn: int = 1,
    cancel: CancelToken | None = None,
) -> Request:
    """What the describer, or the asker, is given for a moment. Raises BadVideo, Cancelled."""
    notes = () if mode == "ask" else (_("The video {when}.").format(when=at(seconds, tenths=True)),)
    return Request(turn=turn, frame=frame_at(path, seconds, cancel=cancel), mode=mode, length=length, notes=notes)
