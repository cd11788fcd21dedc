"""What is sought by its looks: objects of a detector, names of a classifier over tiles, texts matched to tiles."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.pipelines.seeking.by_colour import TELLING, share_of
from assistant.pipelines.seeking.sighting import NOTHING, Sighting
from assistant.pipelines.seeking.tiles import smaller, tiles
from assistant.pipelines.seeking.wanted import Sought
from models.cancel import CancelToken
from models.protocols import Checker, Found, Judge, Matcher, Recogniser
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

OBJECT = 0.5  # the least score of a detector's object that counts
SURE = 0.5  # the least of a classifier's name, beside the model's own calibrated threshold
_COLOURED = 0.12  # share of the thing's middle that has its colour
_DEEPEST = 4  # times that a tile is made smaller while it still shows the thing
_NEAR = 0.2  # by which an object where it was before is preferred
_GROUNDS = ("a photo of a room", "a photo of a wall", "a photo of the floor", "a photo of a table",
            "a photo of furniture", "a photo of a street", "a blurry photo", "a photo of something else")  # fmt: skip
_TILES_KNOWN = 8  # tiles that must have been matched before one can stand out
_STANDS_OUT = 3.0  # standard deviations above the other tiles
_REMEMBERED = 40  # tiles


def by_objects(
    image: RgbImage, sought: Sought, detector: Recogniser, *, near: Box | None = None, cancel: CancelToken
) -> Sighting:
    """The surest object of that name, and of that colour where one was named. Raises Cancelled, ModelError."""
    best, found = 0.0, NOTHING
    for each in detector.recognise(image, cancel=cancel):
        if each.box is None or each.score < OBJECT or not _is_named(each.label, sought.names):
            continue
        if not _is_coloured(image, each.box, sought.colour):
            continue
        worth = each.score + (_NEAR if near is not None and not each.box.intersection(near).is_empty else 0.0)
        if worth > best:
            best, found = worth, Sighting(each.box, each.score, "object", each.label)
    return found


def _is_named(label: str, names: Sequence[str]) -> bool:
    """An "office chair" is a chair, a "chair leg" is none."""
    label = label.casefold().replace("_", " ")
    return any(label == name or label.endswith(f" {name}") for name in names)


def _is_coloured(image: RgbImage, box: Box, colour: str) -> bool:
    return not colour or share_of(_crop(image, box), colour) >= (_COLOURED if colour in TELLING else 2 * _COLOURED)


class Likenesses:
    """Goes over a frame's tiles, some a frame, and asks a classifier of each what it shows."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._labels = frozenset(label.casefold() for label in sought.labels)
        self._at = 0

    def look(self, image: RgbImage, recogniser: Recogniser, *, most: int, cancel: CancelToken) -> Sighting:
        """The next `most` tiles. A tile counts where a smaller part of it shows the same; the smallest that does is the
        place. Raises Cancelled, ModelError."""
        if not self._labels:
            return NOTHING
        every = tiles(image.shape[1], image.shape[0])
        for _ in range(min(most, len(every))):
            tile = every[self._at % len(every)]
            self._at += 1
            found = self.check(image, tile, recogniser, cancel=cancel)
            if found is not None:
                place, found = self._refined(image, tile, found, recogniser, cancel)
                if place is not None:
                    self._at = 0
                    return Sighting(place, found.score, "likeness", found.label)
        return NOTHING

    def check(self, image: RgbImage, box: Box, recogniser: Recogniser, *, cancel: CancelToken) -> Found | None:
        """What a part of the frame shows, if that is what is sought. Raises Cancelled, ModelError."""
        cancel.check()
        part = _crop(image, box)
        if min(part.shape[:2]) < 16:
            return None
        found = self._one_of(part, recogniser, cancel)
        return found if found is not None and _is_coloured(image, box, self._sought.colour) else None

    def _one_of(self, part: RgbImage, recogniser: Recogniser, cancel: CancelToken) -> Found | None:
        if isinstance(recogniser, Checker):
            return recogniser.one_of(part, self._labels, cancel=cancel)
        for each in recogniser.recognise(part, cancel=cancel):
            names = {name.strip().casefold() for name in each.label.split(",")}
            if each.score >= SURE and names & self._labels:
                return each
        return None

    def _refined(
        self, image: RgbImage, tile: Box, found: Found, recogniser: Recogniser, cancel: CancelToken
    ) -> tuple[Box | None, Found]:
        place: Box | None = None
        for _ in range(_DEEPEST):
            inner = [(self.check(image, box, recogniser, cancel=cancel), box) for box in smaller(place or tile)]
            hits = [(each, box) for each, box in inner if each is not None]
            if not hits:
                break
            found, place = max(hits, key=lambda hit: hit[0].score)
        return place, found


class Matches:
    """Goes over the coarse tiles of a frame, one a call, and matches them with what is sought.

    A tile counts where the sought text fits better than those of backgrounds, and better than in the other tiles by
    far; scores of matchers can be compared only within one model, so that no threshold is known beforehand.
    """

    def __init__(self, sought: Sought) -> None:
        what = f"{sought.colour} {sought.noun}".strip()
        self._texts = (f"a photo of a {what}", *_GROUNDS)
        self._can = bool(sought.noun) and not sought.quoted
        self._name = what
        self._at = 0
        self._margins: deque[float] = deque(maxlen=_REMEMBERED)

    def look(self, image: RgbImage, matcher: Matcher, *, most: int = 1, cancel: CancelToken) -> Sighting:
        """The next `most` tiles. Raises Cancelled, ModelError."""
        if not self._can:
            return NOTHING
        every = tiles(image.shape[1], image.shape[0], 2)
        for _ in range(min(most, len(every))):
            tile = every[self._at % len(every)]
            self._at += 1
            margin = self._margin(image, tile, matcher, cancel)
            if self._stands_out(margin):
                place = max(smaller(tile, 0.7), key=self._fit(image, matcher, cancel))
                if self._margin(image, place, matcher, cancel) > 0 and not self._refused(image, place, matcher, cancel):
                    return Sighting(place, 0.5, "match", self._name)
            else:
                self._margins.append(margin)
        return NOTHING

    def holds(self, image: RgbImage, box: Box, matcher: Matcher, *, cancel: CancelToken) -> bool:
        """Whether a place still fits the text better than the backgrounds'. Raises Cancelled, ModelError."""
        return self._margin(image, box, matcher, cancel) > 0

    def _fit(self, image: RgbImage, matcher: Matcher, cancel: CancelToken) -> Callable[[Box], float]:
        return lambda box: self._margin(image, box, matcher, cancel)

    def _margin(self, image: RgbImage, box: Box, matcher: Matcher, cancel: CancelToken) -> float:
        cancel.check()
        part = _crop(image, box)
        if not part.size:
            return -1.0
        own, *others = matcher.match(part, self._texts, cancel=cancel)
        return own - max(others)

    def _stands_out(self, margin: float) -> bool:
        if margin <= 0 or len(self._margins) < _TILES_KNOWN:
            return False
        mean = sum(self._margins) / len(self._margins)
        spread = math.sqrt(sum((each - mean) ** 2 for each in self._margins) / len(self._margins))
        return margin > mean + _STANDS_OUT * max(spread, 1e-6)

    def _refused(self, image: RgbImage, box: Box, matcher: Matcher, cancel: CancelToken) -> bool:
        """By a model that was calibrated to say what does not fit."""
        judge: object = matcher
        return isinstance(judge, Judge) and judge.fits(_crop(image, box), self._texts[0], cancel=cancel) is False


def _crop(image: RgbImage, box: Box) -> RgbImage:
    from assistant.pipelines.pixels.arrays import crop

    return crop(image, box)
