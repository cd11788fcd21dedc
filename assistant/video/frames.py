"""Video files by OpenCV's FFmpeg: facts, pictures with their true times, one picture of a moment; memory stays flat."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import BadVideo
from assistant.languages.words import N_, _
from assistant.limits import VIDEO_FRAMES, VIDEO_PIXELS
from assistant.printable import printable_name
from assistant.video.container import Container, container_of
from assistant.video.times import at, in_words
from models.cancel import CancelToken

if TYPE_CHECKING:
    from models.types import RgbImage

NO_DECODER = N_(
    "Videos cannot be read here: the OpenCV that is installed cannot open them. Start LookAloud with its own "
    "environment: run ./lookaloud in its folder."
)
_ORDINARY = N_("Give a video file such as MP4, WebM, MKV or AVI.")
_USUAL_FPS = 25.0  # where a file does not say
_FASTEST = 1000.0  # pictures a second; what claims more counts in some other unit
_BEFORE = (1.5, 12.0, 60.0)  # seconds before a moment that are sought: groups of pictures last 1 to 10 seconds
_FAR = 90.0  # seconds; a seek that lands so long before the moment has most likely lost the time
_KEPT = 1.0  # seconds before a moment from which pictures are kept, since each may be the last
_MISSING = 0.05  # share of the duration that may be missing at the end: durations are rounded
_LAST_MAY_LAST = 1.0  # seconds
_LATEST_START = 3600.0  # seconds; what a first picture may tell as its time
_LONGEST_GAP = 86_400.0  # seconds from one picture to the next


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself. `fps`: pictures a second; `duration`: seconds, 0 where it is not known; `width` and
    `height`: of the upright picture, in pixels; `cut_off`: it ends before what its header announces."""

    name: str
    width: int
    height: int
    fps: float
    duration: float
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """`time`: seconds from the start of the video. `image`: upright."""

    time: float
    image: RgbImage


class Video:
    """An open video file. One thread; close it, or use it in a `with`."""

    def __init__(self, path: Path) -> None:
        """Raises BadVideo."""
        self._path = path
        self._container = _looked_at(path)
        self._capture = _opened(path, self._container)
        self._has_moved = False
        self.facts = self._read_facts()
        self._announced = self.facts.duration
        self._clock = _Clock(self.facts.fps)
        self.read_until = 0.0
        """Where the last picture that was read ends, in seconds."""
        self.ended_early = False
        """Whether the file ended before it should; known once its end was reached."""

    def __enter__(self) -> Video:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._capture.release()

    def frames(
        self, *, rate: float, begin: float = 0.0, end: float = math.inf, cancel: CancelToken
    ) -> Iterator[VideoFrame]:
        """Pictures from `begin` on to `end` (seconds), at most about `rate` a second, each with its true time.

        The first is the one that is shown at `begin`. Raises Cancelled; BadVideo where nothing can be read from there.
        """
        time, image, following = self._show(begin, cancel)
        step, tolerance = 1 / rate, min(0.5 / self.facts.fps, 0.2 / rate)
        if image is not None:
            yield VideoFrame(max(begin, time), image)
        due = max(begin, time) + step
        while following is not None and following < end:
            cancel.check()
            if following + tolerance >= due and (image := self._image()) is not None:
                yield VideoFrame(following, image)
                due = max(due + step, following + step / 2)
            following = self._next()

    def frame_at(self, moment: float, *, cancel: CancelToken) -> VideoFrame:
        """The picture that is shown at `moment`, in seconds. Raises Cancelled, BadVideo where the video is shorter."""
        time, image, _rest = self._show(moment, cancel)
        if image is None:
            raise BadVideo(_nothing_decoded(self.facts.name))
        return VideoFrame(time, image)

    def _show(self, moment: float, cancel: CancelToken) -> tuple[float, RgbImage | None, float | None]:
        """The last picture that does not come after `moment`, and the time of the one after it, which is taken then."""
        shown, image, following = self._pass(moment, cancel, keep_from=moment - _KEPT)
        if image is None:  # it was shown for long: once more, now that its time is known
            shown, image, following = self._pass(moment, cancel, keep_from=shown)
        lasts_until = max(shown + max(_LAST_MAY_LAST, 1 / self.facts.fps), 0.0 if self.ended_early else self._announced)
        if following is None and moment > lasts_until:
            raise BadVideo(self._too_late(moment))
        return shown, image, following

    def _pass(
        self, moment: float, cancel: CancelToken, *, keep_from: float
    ) -> tuple[float, RgbImage | None, float | None]:
        following = self._go_to(moment, cancel)
        if following is None:
            raise BadVideo(_nothing_decoded(self.facts.name))
        shown, image = following, None
        while following is not None and (following <= moment or following == shown):
            cancel.check()
            shown = following
            image = self._image() if shown >= keep_from else None
            following = self._next()
        return shown, image, following

    def _go_to(self, moment: float, cancel: CancelToken) -> float | None:
        """Take a picture that does not come after `moment`, the nearest that can be had soon; its time.

        The decoder counts pictures where it seeks, and lands anywhere where they do not come evenly. What it says of
        the time afterwards is true, so that decides; at worst all is read from the start.
        """
        for before in _BEFORE:
            if moment - before <= 0 or not self._clock.can_be_sought:
                break
            cancel.check()
            self._has_moved = True
            if not self._capture.set(_properties().CAP_PROP_POS_MSEC, (moment - before) * 1000):
                break
            if self._capture.grab():
                time = self._clock.after_a_seek(self._position())
                if time is not None and moment - _FAR < time <= moment:
                    return time
        if self._has_moved:
            self.close()
            self._capture = _opened(self._path, self._container)
            self._clock = _Clock(self.facts.fps)
        return self._next()

    def _next(self) -> float | None:
        """Take the next picture and return its time, in seconds; None at the end."""
        self._has_moved = True
        if not self._capture.grab():
            self._note_the_end()
            return None
        time = self._clock.next(self._position())
        self.read_until = time + 1 / self.facts.fps
        return time

    def _position(self) -> float:
        return float(self._capture.get(_properties().CAP_PROP_POS_MSEC)) / 1000

    def _image(self) -> RgbImage | None:
        import cv2
        import numpy as np

        taken, image = self._capture.retrieve()
        if not taken or image is None or image.ndim != 3:
            return None
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)

    def _note_the_end(self) -> None:
        missing = self._announced - self.read_until
        cut_off = self.facts.cut_off and (not self._announced or missing > 2 / self.facts.fps)
        self.ended_early = cut_off or missing > max(_LAST_MAY_LAST, _MISSING * self._announced)
        # a last picture may be shown for long, which only the duration tells
        if not self.ended_early:
            self.read_until = max(self.read_until, self._announced)

    def damage(self) -> str:
        """What to say of a video that ended early; empty where it did not."""
        if not self.ended_early:
            return ""
        name, until = self.facts.name, in_words(self.read_until)
        if self._announced > self.read_until:
            text = _("{name} is damaged or incomplete: of {time}, it can be read up to {until}.")
            return text.format(name=name, time=in_words(self._announced), until=until)
        return _("{name} is damaged or incomplete: it ends after {time}.").format(name=name, time=until)

    def _too_late(self, moment: float) -> str:
        if self.ended_early:
            text = _("There is no picture {when}.").format(when=at(moment))
            return f"{self.damage()} {text}"
        text = _("{name} lasts {time}: there is no picture {when}.")
        return text.format(name=self.facts.name, time=in_words(self.read_until), when=at(moment))

    def _read_facts(self) -> Facts:
        cv2 = _properties()
        name = printable_name(self._path.name)
        width = int(self._capture.get(cv2.CAP_PROP_FRAME_WIDTH))
        height = int(self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT))
        if width < 1 or height < 1:
            raise _no_video(_("{name} has no picture."), name)
        if width * height > VIDEO_PIXELS:
            words = _("{name} has pictures of {width} by {height} pixels. The limit is {limit} million pixels.")
            most = VIDEO_PIXELS // 1_000_000
            raise BadVideo(words.format(name=name, width=width, height=height, limit=most))
        fps = float(self._capture.get(cv2.CAP_PROP_FPS))
        fps = fps if math.isfinite(fps) and 0 < fps <= _FASTEST else _USUAL_FPS
        count = float(self._capture.get(cv2.CAP_PROP_FRAME_COUNT))
        count = max(count, float(self._container.frames)) if math.isfinite(count) else 0.0
        duration = count / fps if 0 < count < VIDEO_FRAMES else 0.0
        return Facts(name, width, height, fps, duration, self._container.cut_off)


class _Clock:
    """The times of pictures, in seconds from the start, which only grow: files say odd things at times."""

    def __init__(self, fps: float) -> None:
        self._step = 1 / fps
        self._last: float | None = None
        self._zeros = 0
        self.can_be_sought = True
        """False where the file tells no times: then they are counted, and only from the start."""

    def next(self, told: float) -> float:
        """The time of the next picture, from what the file tells of it."""
        if self._last is None:
            time = told if math.isfinite(told) and 0 <= told < _LATEST_START else 0.0
        elif math.isfinite(told) and self._last < told < self._last + _LONGEST_GAP:
            time, self._zeros = told, 0
        else:
            time = self._last + self._step
            self._zeros += 1
            self.can_be_sought = self.can_be_sought and self._zeros < 3
        self._last = time
        return time

    def after_a_seek(self, told: float) -> float | None:
        """The time of the picture that was taken first after a seek; None where it cannot be believed."""
        if not math.isfinite(told) or told <= 0:
            return None
        self._last = told
        return told


def _no_video(text: str, name: str, *, detail: str = "") -> BadVideo:
    """With what to give instead."""
    return BadVideo(f"{text.format(name=name)} {_(_ORDINARY)}", detail=detail)


def _looked_at(path: Path) -> Container:
    """What the file is. Raises BadVideo where it is none that could be opened."""
    name = printable_name(path.name or str(path))
    if path.is_dir():
        raise _no_video(_("{name} is a folder, not a video."), name)
    try:
        if path.exists() and not path.is_file():
            raise _no_video(_("{name} is not a file."), name)
        if path.stat().st_size == 0:
            text = _("{name} is empty: the file has no content. Perhaps it was not saved or copied completely.")
            raise BadVideo(text.format(name=name))
        container = container_of(path)
    except FileNotFoundError:
        raise BadVideo(_("There is no file {name}. Check the name and the folder.").format(name=name)) from None
    except PermissionError:
        raise BadVideo(_("{name} may not be read by you. Check its permissions.").format(name=name)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or _("the disk reported an error")
        raise BadVideo(_("{name} cannot be read: {why}.").format(name=name, why=why)) from error
    match container.kind:
        case "sound":
            text = _("{name} is a sound file without pictures. There is nothing to see in it.")
            raise BadVideo(text.format(name=name))
        case "picture":
            text = _("{name} is a picture, not a video. Describe it with: lookaloud describe {name}")
            raise BadVideo(text.format(name=name))
        case "text":
            raise _no_video(_("{name} holds text, not a video."), name)
    if not container.has_index:
        text = _(
            "{name} is damaged or incomplete: its table of contents is missing, so nothing in it can be found. "
            "Copy or download it again."
        )
        raise BadVideo(text.format(name=name))
    return container


def _opened(path: Path, container: Container) -> Any:
    """The decoder at the file's start; a cv2.VideoCapture. Raises BadVideo."""
    cv2 = _properties()
    name = printable_name(path.name)
    # no network whatever a file names, and no lines of the decoder's own on the terminal
    os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "protocol_whitelist;file")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    before = cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        with _name_for_the_decoder(path) as file:
            capture = cv2.VideoCapture(file, cv2.CAP_FFMPEG)
    except cv2.error as error:
        raise _no_video(_("{name} cannot be opened as a video."), name, detail=str(error)) from error
    finally:
        cv2.utils.logging.setLogLevel(before)
    if not capture.isOpened():
        capture.release()
        if container.kind == "video":
            text = _(
                "{name} is damaged or incomplete, or has no picture track that can be decoded. "
                "Try to open or download it again."
            )
            raise BadVideo(text.format(name=name))
        raise _no_video(_("{name} is not a video that can be read."), name)
    return capture


@contextmanager
def _name_for_the_decoder(path: Path) -> Iterator[str]:
    """The file's name, by which it can be opened within the block. A name that is no UTF-8 crashes OpenCV 5.0."""
    name = str(path.absolute())
    try:
        name.encode()
    except UnicodeEncodeError:
        if not Path("/proc/self/fd").is_dir():
            text = _("{name} has a name that cannot be used here. Rename it.")
            raise BadVideo(text.format(name=printable_name(path.name))) from None
        with path.open("rb") as file:
            yield f"/proc/self/fd/{file.fileno()}"
    else:
        yield name


def decoder_problem() -> str:
    """Why no video can be read on this machine, as a sentence; empty where they can."""
    try:
        _properties()
    except BadVideo as error:
        return error.spoken
    return ""


def _properties() -> Any:
    """OpenCV, with its part that reads videos. Raises BadVideo where it has none."""
    try:
        import cv2

        if cv2.CAP_FFMPEG not in cv2.videoio_registry.getStreamBackends():
            raise BadVideo(_(NO_DECODER))
    except (ImportError, AttributeError) as error:
        raise BadVideo(_(NO_DECODER), detail=str(error)) from error
    return cv2


def _nothing_decoded(name: str) -> str:
    text = _("{name} is damaged, or of a kind that cannot be decoded: not one picture in it can be read.")
    return text.format(name=name)
