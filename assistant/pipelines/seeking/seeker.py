"""Where the thing is in one frame after the other: the surest source that sees it, and between its looks what it saw is
followed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from assistant.pipelines.protocols import Reader
from assistant.pipelines.recognising.opened import Opened
from assistant.pipelines.seeking.by_colour import by_colour
from assistant.pipelines.seeking.by_sight import Likenesses, Matches, by_objects
from assistant.pipelines.seeking.by_text import by_text
from assistant.pipelines.seeking.following import Follower, small_grey
from assistant.pipelines.seeking.sighting import NOTHING, By, Sighting
from assistant.pipelines.seeking.wanted import Sought
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Matcher, Recogniser
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)

READ_EVERY = 4  # frames, while it is sought in writing: reading takes 0.3 s and more
CHECK_EVERY = 6  # frames, while what was known is followed
DETECT_EVERY = 3  # frames; a large detector takes 0.3 s and more
MATCH_EVERY = 3  # frames, one tile each
TILES = 6  # a frame, of some 9 ms each
_LONGEST = 1280  # pixels of a frame's longer side that is read
_OLDEST = 20  # frames that something is followed without being known again
_STRIKES = 2  # checks in a row that do not find it again
_SHARP = 0.35  # of the best of late, in variance of the Laplacian, below which a frame is blurred by motion
_FADES = 0.85  # a frame, of that best
_BLURRED = 3  # frames in a row that are passed over at most
_AROUND = 0.6  # of the place's size, that is read around it
T = TypeVar("T")
_RANK: dict[By, int] = {"": -1, "colour": 0, "match": 1, "likeness": 2, "text": 3, "object": 4}


class Seeker:
    """Keeps what it follows from frame to frame. Called from one thread; one search has one seeker."""

    def __init__(
        self,
        sought: Sought,
        *,
        detector: Callable[[], Recogniser | None] = lambda: None,
        matcher: Callable[[], Matcher | None] = lambda: None,
        recogniser: Callable[[], Recogniser | None] = lambda: None,
        reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        """Each opens a part when it is first needed: objects with boxes, texts matched to pictures, names of whole
        pictures, text in pixels."""
        self.sought = sought
        self._detector = Opened(detector)
        self._matcher = Opened(matcher)
        self._recogniser = Opened(recogniser)
        self._reader = Opened(reader)
        self._broken: set[str] = set()
        self._likenesses = Likenesses(sought)
        self._matches = Matches(sought)
        self._follower = Follower()
        self._held = NOTHING
        self._candidate = NOTHING  # of a classifier: it counts when another frame says the same
        self._frame = -1
        self._known_at = 0  # the frame in which what is held was known last
        self._read_at = self._checked_at = -READ_EVERY
        self._strikes = 0
        self._sharpest = 0.0
        self._blurred = 0

    @property
    def detects(self) -> bool:
        """Whether a detector of objects is installed; it is opened now."""
        return self._detector.get(CancelToken()) is not None

    def see(self, image: RgbImage, *, cancel: CancelToken) -> Sighting:
        """The next frame; a few a second. Raises Cancelled; a source that fails is left out."""
        cancel.check()
        self._frame += 1
        held = self._followed(image)
        if not self._is_blurred(image):
            found = self._surer(image, held, cancel)
            if found.place is not None:
                return self._hold(image, found)
            if held.place is not None and self._is_due(held):
                held = self._checked(image, held, cancel)
        if held.place is None and self.sought.colour:
            held = by_colour(image, self.sought.colour, near=self._held.place)
            self._held = held
        return held

    def look(self, image: RgbImage, *, cancel: CancelToken) -> Sighting:
        """All that can be known of one picture alone. Raises Cancelled."""
        return (
            self._objects(image, None, cancel)
            or self._text(image, None, None, cancel)
            or self._likeness(image, 10_000, cancel)
            or self._match(image, 10_000, cancel)
            or (by_colour(image, self.sought.colour) if self.sought.colour else NOTHING)
        )

    def _surer(self, image: RgbImage, held: Sighting, cancel: CancelToken) -> Sighting:
        """What a source sees that is at least as sure as the one that is held."""
        rank, near, turn = _RANK[held.source], held.place, self._frame
        if turn % DETECT_EVERY == 0:
            found = self._objects(image, near, cancel)
            if found:
                return found
        if rank < _RANK["text"] and turn - self._read_at >= READ_EVERY:
            self._read_at = turn
            found = self._text(image, None, near, cancel)
            if found:
                return found
        if rank < _RANK["likeness"]:
            found = self._confirmed(image, cancel)
            if found:
                return found
        if rank < _RANK["match"] and turn % MATCH_EVERY == 0:
            return self._match(image, 1, cancel)
        return NOTHING

    def _confirmed(self, image: RgbImage, cancel: CancelToken) -> Sighting:
        """What the classifier names in two frames."""
        before, self._candidate = self._candidate, NOTHING
        if before.place is not None:
            found = self._named(image, _grown(before.place, 0.2), cancel)
            if found:
                return found
        self._candidate = self._likeness(image, TILES, cancel)
        return NOTHING

    def _named(self, image: RgbImage, box: Box, cancel: CancelToken) -> Sighting:
        recogniser = self._use("classifier", self._recogniser, cancel)
        if recogniser is None:
            return NOTHING
        try:
            for each in (box, _grown(box, 0.25), _grown(box, -0.1)):
                inside = each.intersection(Box(0, 0, image.shape[1], image.shape[0]))
                found = self._likenesses.check(image, inside, recogniser, cancel=cancel)
                if found is not None:
                    return Sighting(inside, found.score, "likeness", found.label)
        except ModelError:
            self._fail("classifier")
        return NOTHING

    def _hold(self, image: RgbImage, found: Sighting) -> Sighting:
        assert found.place is not None
        self._held = found
        self._known_at = self._checked_at = self._frame
        self._strikes = 0
        self._follower.start(image, found.place)
        return found

    def _drop(self) -> Sighting:
        self._follower.stop()
        self._held = NOTHING
        return NOTHING

    def _followed(self, image: RgbImage) -> Sighting:
        """What is held, where it is now."""
        if self._held.place is None or self._held.source == "colour":
            return NOTHING
        place = self._follower.follow(image)
        if place is None or self._frame - self._known_at > _OLDEST:
            return self._drop()
        self._held = replace(self._held, place=place, followed=True)
        return self._held

    def _is_due(self, held: Sighting) -> bool:
        return held.source != "object" and self._frame - self._checked_at >= CHECK_EVERY

    def _checked(self, image: RgbImage, held: Sighting, cancel: CancelToken) -> Sighting:
        """Whether what is followed is still known where it is; after some misses it is given up."""
        assert held.place is not None
        self._checked_at = self._frame
        found = NOTHING
        if held.source == "text":
            found = self._text(image, _grown(held.place, _AROUND), held.place, cancel)
        elif held.source == "likeness":
            found = self._named(image, held.place, cancel)
        elif held.source == "match":
            matcher = self._use("matcher", self._matcher, cancel)
            if matcher is not None and self._matches.holds(image, held.place, matcher, cancel=cancel):
                found = held
        if found:
            return self._hold(image, found)
        self._strikes += 1
        return self._drop() if self._strikes >= _STRIKES else held

    def _objects(self, image: RgbImage, near: Box | None, cancel: CancelToken) -> Sighting:
        detector = self._use("detector", self._detector, cancel) if self.sought.names else None
        if detector is None:
            return NOTHING
        try:
            return by_objects(image, self.sought, detector, near=near, cancel=cancel)
        except ModelError:
            return self._fail("detector")

    def _text(self, image: RgbImage, part: Box | None, near: Box | None, cancel: CancelToken) -> Sighting:
        """In a part of the frame; None for all of it."""
        reader = self._use("reader", self._reader, cancel)
        if reader is None:
            return NOTHING
        try:
            lines = read(image, part, reader, cancel=cancel)
        except ModelError:
            return self._fail("reader")
        return by_text(lines, self.sought, near=near)

    def _likeness(self, image: RgbImage, most: int, cancel: CancelToken) -> Sighting:
        recogniser = self._use("classifier", self._recogniser, cancel) if self.sought.labels else None
        if recogniser is None:
            return NOTHING
        try:
            return self._likenesses.look(image, recogniser, most=most, cancel=cancel)
        except ModelError:
            return self._fail("classifier")

    def _match(self, image: RgbImage, most: int, cancel: CancelToken) -> Sighting:
        matcher = self._use("matcher", self._matcher, cancel)
        if matcher is None:
            return NOTHING
        try:
            return self._matches.look(image, matcher, most=most, cancel=cancel)
        except ModelError:
            return self._fail("matcher")

    def _use(self, name: str, opened: Opened[T], cancel: CancelToken) -> T | None:
        return None if name in self._broken else opened.get(cancel)

    def _fail(self, name: str) -> Sighting:
        """A source that failed once is not asked again in this search."""
        log.exception("the %s failed in a search", name)
        self._broken.add(name)
        return NOTHING

    def _is_blurred(self, image: RgbImage) -> bool:
        """Whether the camera moves too fast for anything to be known; not for long, plain walls look the same."""
        import cv2

        sharp = float(cv2.Laplacian(small_grey(image), cv2.CV_64F).var())
        self._sharpest = max(sharp, _FADES * self._sharpest)
        self._blurred = self._blurred + 1 if sharp < _SHARP * self._sharpest else 0
        if self._blurred > _BLURRED:
            self._blurred = 0
        return self._blurred > 0


def read(image: RgbImage, part: Box | None, reader: Reader, *, cancel: CancelToken) -> list[TextLine]:
    """The lines of a frame, or of a part of it, in frame pixels. Raises Cancelled, ModelError."""
    import cv2
    import numpy as np

    from assistant.pipelines.pixels.arrays import crop

    whole = Box(0, 0, image.shape[1], image.shape[0])
    box = whole if part is None else part.intersection(whole)
    if box.is_empty:
        return []
    pixels = np.ascontiguousarray(crop(image, box))
    scale = min(1.0, _LONGEST / max(box.width, box.height))
    if scale < 1:
        size = (round(box.width * scale), round(box.height * scale))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return [
        replace(line, box=Box(*(round(value / scale) for value in _sides(line.box))).moved(box.left, box.top))
        for line in reader.read(pixels, cancel=cancel)
    ]


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right, box.bottom


def _grown(box: Box, share: float) -> Box:
    """Larger by a share of its own size, and by some pixels, on each side."""
    more = 12 if share > 0.5 else 0
    dx, dy = round(box.width * share) + more, round(box.height * share) + more
    return Box(box.left - dx, box.top - dy, box.right + dx, box.bottom + dy)
