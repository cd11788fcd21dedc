"""Reads a page from several shots: the best of them, straightened, upright, in the order a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.languages.wording import normal_form
from assistant.pipelines.camera.best import ranked
from assistant.pipelines.camera.page import Page, find_page
from assistant.pipelines.camera.skew import levelled
from assistant.pipelines.camera.straighten import SAME, Map, straighten
from assistant.pipelines.camera.writing import coverage
from assistant.pipelines.protocols import Reader
from assistant.pipelines.text.layout import arrange
from assistant.types import Block
from models.cancel import CancelToken
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

_PROBE = 640  # pixels, the side of the part that is read to find out how the page is turned
_READABLE = 0.5  # share of the lines' width; upright pages have 0.9 and more, those upside down 0.1 at most
_COVERED = 0.5  # share of the writing that the lines must cover; upright pages have 0.77 and more
_MORE = 1.3  # times as many characters that the whole frame must give to be taken instead of the page
_BETTER = 12  # characters that another way up must have to be believed: two words
_DOUBTFUL = 0.95  # score of a line; of 290 lines of pages, wrong ones had 0.96 to 1, right ones mostly 0.98 and more
_SURE = 0.985  # mean score from which the second shot is not asked; pages well in view have 0.987 and more
_SAME_LINE, _SAME_TEXT = 0.5, 0.97  # alikeness from which lines of two shots are one line, and say the same


@dataclass(frozen=True, slots=True, eq=False)
class PageReading:
    """What was read, and the picture it was read from.

    `picture`: straightened and upright; `lines` in reading order with boxes in its pixels, and of each whether it is
    `doubtful`; `blocks`: the same lines. `unreadable`: how many lines are there that could not be read; `covered`: the
    share of the writing that the lines cover, 0..1: below a half, much was not read. `page`: where it lies in the shot
    of number `shot`, None where the whole frame was read; `turned`: degrees clockwise by which the straightened page
    had to be turned. `back`: from the picture's pixels to the shot's.
    """

    picture: RgbImage
    lines: tuple[TextLine, ...]
    doubtful: tuple[bool, ...]
    blocks: tuple[Block, ...]
    unreadable: int
    covered: float
    page: Page | None
    shot: int
    turned: int
    back: Map


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    picture: RgbImage
    lines: tuple[TextLine, ...]
    turned: int
    back: Map
    covered: float

    @property
    def characters(self) -> int:
        return _characters(_readable(self.lines))


def read(
    shots: Sequence[RgbImage], reader: Reader, *, cancel: CancelToken, found: tuple[int, Page] | None = None
) -> PageReading:
    """Read the page before the camera; without a page, the best frame as it is. At least one shot, all of one size.

    `found`: the shot and its page where they are known. Raises Cancelled, ModelError.
    """
    order = ranked(shots)
    number, page = found or _found(shots, order)
    cancel.check()
    best = _read(shots[number], page, reader, cancel=cancel)
    if page is not None and best.covered < _COVERED:
        # no page, or one that is bent: lines may be straighter where they are
        whole = _read(shots[number], None, reader, cancel=cancel)
        if whole.characters > _MORE * best.characters or not best.characters:
            best, page = whole, None
    lines = [line for line in best.lines if line.readable and line.text]
    height, width = best.picture.shape[:2]
    blocks = arrange(lines, width=width, height=height)
    ordered = tuple(line for block in blocks for line in block.lines)
    again: tuple[TextLine, ...] = ()
    others = [n for n in order if n != number]
    if ordered and others and _mean(ordered) < _SURE:
        again = _read_like(shots[others[0]], best, with_page=page is not None, reader=reader, cancel=cancel)
    return PageReading(
        best.picture,
        ordered,
        tuple(_is_doubtful(line, again) for line in ordered),
        blocks,
        sum(not line.readable for line in best.lines),
        best.covered,
        page,
        number,
        best.turned,
        best.back,
    )


def _found(shots: Sequence[RgbImage], order: Sequence[int]) -> tuple[int, Page | None]:
    """The page in the best shot; where none is seen there, in the second best."""
    for number in order[:2]:
        page = find_page(shots[number])
        if page is not None:
            return number, page
    return order[0], None


def _read(image: RgbImage, page: Page | None, reader: Reader, *, cancel: CancelToken) -> _Read:
    picture, back = straighten(image, page) if page is not None else levelled(image)
    lines = reader.read(picture, cancel=cancel)
    covered = coverage(picture, lines)
    turn = 0 if _is_upright(lines) and covered >= _COVERED else _way_up(picture, lines, reader, cancel=cancel)
    if turn:
        height, width = picture.shape[:2]
        picture, back = _turned(picture, turn), back.after(_unturned(turn, width, height))
        lines = reader.read(picture, cancel=cancel)
        covered = coverage(picture, lines)
    return _Read(picture, lines, turn, back, covered)


def _read_like(
    image: RgbImage, first: _Read, *, with_page: bool, reader: Reader, cancel: CancelToken
) -> tuple[TextLine, ...]:
    """The same page in another shot, the same way up; () where it is not seen there."""
    page = find_page(image) if with_page else None
    if with_page and page is None:
        return ()
    picture = straighten(image, page)[0] if page is not None else levelled(image)[0]
    return _readable(reader.read(_turned(picture, first.turned), cancel=cancel))


def _way_up(picture: RgbImage, lines: Sequence[TextLine], reader: Reader, *, cancel: CancelToken) -> int:
    """By how much to turn the picture clockwise so that a part of it can be read best; 0 where nothing helps."""
    import numpy as np

    from assistant.pipelines.pixels.arrays import crop

    place = _part(picture)
    part = np.ascontiguousarray(crop(picture, place))
    # lines that were found but not read are upside down; sideways, none are found
    ways = (180, 90, 270) if lines else (90, 270, 180)
    most, best = max(_BETTER, _characters(_within(lines, place))), 0
    for way in ways:
        cancel.check()
        seen = reader.read(_turned(part, way), cancel=cancel)
        if _is_upright(seen) and _characters(_readable(seen)) > most:
            most, best = _characters(_readable(seen)), way
            if most > 4 * _BETTER:
                break
    return best


def _within(lines: Sequence[TextLine], place: Box) -> list[TextLine]:
    return [line for line in _readable(lines) if line.box.covered_by(place) > 0.5]


def _part(picture: RgbImage) -> Box:
    """The part with the most fine detail, 640 pixels wide and high at most."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    if max(height, width) <= _PROBE:
        return Box(0, 0, width, height)
    detail = np.abs(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.CV_16S)).astype(np.float32)
    wide, high = min(width, _PROBE), min(height, _PROBE)
    sums = cv2.boxFilter(detail, -1, (wide, high), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    inside = sums[: height - high + 1, : width - wide + 1]
    y, x = (int(n) for n in np.unravel_index(int(inside.argmax()), inside.shape))
    return Box(x, y, x + wide, y + high)


def _turned(picture: RgbImage, degrees: int) -> RgbImage:
    """Clockwise."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, -degrees // 90)) if degrees else picture


def _unturned(degrees: int, width: int, height: int) -> Map:
    """From the pixels of the picture turned clockwise to those of the picture, `width` x `height`."""
    match degrees:
        case 90:
            return Map((0, 1, 0, -1, 0, height, 0, 0, 1))
        case 180:
            return Map((-1, 0, width, 0, -1, height, 0, 0, 1))
        case 270:
            return Map((0, -1, width, 1, 0, 0, 0, 0, 1))
        case _:
            return SAME


def _readable(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    return tuple(line for line in lines if line.readable and line.text)


def _is_upright(lines: Sequence[TextLine]) -> bool:
    """Whether there is text and most of it can be read."""
    read = sum(line.box.width for line in _readable(lines))
    return read > 0 and read >= _READABLE * sum(line.box.width for line in lines)


def _characters(lines: Sequence[TextLine]) -> int:
    return sum(len(line.text) for line in lines)


def _mean(lines: Sequence[TextLine]) -> float:
    return sum(line.score * len(line.text) for line in lines) / max(1, _characters(lines))


def _is_doubtful(line: TextLine, again: Sequence[TextLine]) -> bool:
    """Whether the reader was unsure, or read the same line otherwise in another shot."""
    if line.score < _DOUBTFUL:
        return True
    text = normal_form(line.text)
    alike = max((SequenceMatcher(None, text, normal_form(other.text)).ratio() for other in again), default=0.0)
    return _SAME_LINE <= alike < _SAME_TEXT
