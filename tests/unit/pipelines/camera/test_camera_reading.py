"""A page before the camera is read in order, whichever way up it lies; by the real reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from assistant.pipelines.camera.from_pictures import FromCamera
from assistant.pipelines.camera.glance import glance
from assistant.pipelines.camera.read_page import read
from assistant.pipelines.camera.skew import levelled
from assistant.pipelines.pixels.arrays import to_raster, to_rgb
from assistant.pipelines.request import Request
from assistant.types import Final, Frame, Partial, Target
from models.cancel import CancelToken
from models.errors import Cancelled
from models.text.reader import TextReader
from models.types import Box, TextLine
from tests.helpers.camera_grounds import TUNING, plain
from tests.helpers.camera_scenes import empty_scene, mapped, page_scene, photographed, placed, sensed, sheet
from tests.helpers.camera_shots import shots

if TYPE_CHECKING:
    from assistant.pipelines.protocols import Reader
    from models.types import RgbImage


class NoReader:
    """Must not be asked."""

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        raise AssertionError

    def rest(self) -> None:
        """Nothing to do."""


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader(threads=2)


@pytest.fixture(scope="module")
def columns() -> tuple[RgbImage, list[str]]:
    """A page of two columns on a table, and its lines in order."""
    page = sheet(5, text=32, columns=2)
    matrix = placed((1000, 1414), turn=6, tilt=(12, -10), share=0.95, centre=(640, 360))
    pick = np.random.default_rng(5)
    return sensed(photographed(plain(pick), page, matrix), pick), [line.text for line in page.truth]


def test_two_columns_are_read_in_order(reader: TextReader, columns: tuple[RgbImage, list[str]]) -> None:
    image, truth = columns
    reading = read([image], reader, cancel=CancelToken())
    assert reading.page is not None
    assert reading.turned == 0
    assert reading.covered > 0.8
    assert not any(reading.doubtful)
    read_lines = [line.text for line in reading.lines]
    right = sum(text in read_lines for text in truth)
    assert right >= 0.9 * len(truth)
    places = [read_lines.index(text) for text in truth if text in read_lines]
    assert places == sorted(places)
    frame = Frame(to_raster(reading.picture), Target.FILE)
    assert all(line.box.covered_by(frame.box) == 1 for line in reading.lines)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned_first(
    reader: TextReader, columns: tuple[RgbImage, list[str]], quarter: int
) -> None:
    image, truth = columns
    turned = np.ascontiguousarray(np.rot90(image, quarter))
    reading = read([turned], reader, cancel=CancelToken())
    assert reading.turned == 90 * quarter
    assert reading.lines[0].text == truth[0]
    assert reading.page is not None
    # the first line lies in the frame where the page's first line is: near the corner that is its top left
    where = reading.back.to_frame(reading.lines[0].box).centre
    corner = np.array(reading.page.corners)[(0, 3, 2, 1)[quarter]]
    middle = np.array(reading.page.corners).mean(axis=0)
    assert np.hypot(*(where - corner)) < np.hypot(*(where - middle))


def test_a_line_of_the_page_maps_back_to_where_it_is_in_the_frame(reader: TextReader) -> None:
    scene = page_scene(2, TUNING, kind="page")
    assert scene.sheet is not None
    assert scene.to_frame is not None
    reading = read([scene.image], reader, cancel=CancelToken())
    wanted = scene.sheet.truth[0]
    found = next(line for line in reading.lines if line.text == wanted.text)
    corners = [(x, y) for x in (wanted.box.left, wanted.box.right) for y in (wanted.box.top, wanted.box.bottom)]
    points = mapped(scene.to_frame, corners)
    there = Box(*(int(n) for n in (*points.min(axis=0), *points.max(axis=0))))
    assert np.hypot(*np.subtract(reading.back.to_frame(found.box).centre, there.centre)) < 8


def test_sloping_lines_without_a_page_are_levelled() -> None:
    page = sheet(3, text=36, columns=1)
    matrix = placed((1000, 1414), turn=12, tilt=(0, 0), share=2.4, centre=(640, 360))
    pick = np.random.default_rng(3)
    image = sensed(photographed(plain(pick), page, matrix), pick)
    level, back = levelled(image)
    assert level.shape != image.shape
    one, other = back.point(0, 0), back.point(100, 0)
    assert np.degrees(np.arctan2(other[1] - one[1], other[0] - one[0])) == pytest.approx(12, abs=1)
    again, _ = levelled(np.ascontiguousarray(page.image))
    assert again is page.image or again.shape == page.image.shape


def prepared(
    frames: Sequence[RgbImage], reader: Reader, *, mirrored: bool = False, patient: bool = False
) -> tuple[list[str], Request | None, str]:
    """What is said, what is to be described, and the outcome."""
    head = Frame(to_raster(np.concatenate(frames)), Target.CAMERA, shots=len(frames), mirrored=mirrored)
    updates = FromCamera(lambda: reader).prepare(Request(1, head, patient=patient), cancel=CancelToken())
    said: list[str] = []
    outcome = ""
    while True:
        try:
            update = next(updates)
        except StopIteration as end:
            return said, end.value, outcome
        if isinstance(update, Partial):
            said.append(update.text)
        if isinstance(update, Final):
            outcome = update.description.outcome or "told"


CUT_OFF = "The page is cut off on the left. Move the camera to the left."


def test_it_is_said_what_to_do_and_then_read(reader: TextReader) -> None:
    scene = page_scene(9, TUNING, kind="cut")
    assert prepared([scene.image], NoReader(), patient=True) == ([CUT_OFF], None, "guidance")
    said, request, _ = prepared([scene.image], reader)
    assert said == []
    assert request is not None
    assert request.notes[0] == CUT_OFF
    assert request.lines


def test_a_mirrored_picture_is_turned_round_before_it_is_read(reader: TextReader) -> None:
    scene = page_scene(2, TUNING, kind="page")
    assert scene.sheet is not None
    _, request, _ = prepared([np.ascontiguousarray(scene.image[:, ::-1])], reader, mirrored=True)
    assert request is not None
    assert request.lines is not None
    assert scene.sheet.truth[1].text in [line.text for line in request.lines]


def test_nothing_is_read_or_described_behind_a_covered_lens() -> None:
    said, request, outcome = prepared(shots("covered", 3, TUNING, count=2), NoReader())
    assert (len(said), request, outcome) == (1, None, "told")
    assert prepared(shots("covered", 3, TUNING, count=2), NoReader(), patient=True) == (said, None, "guidance")


def test_a_room_without_a_page_is_only_handed_on() -> None:
    scene = empty_scene(0, TUNING, kind="room")
    said, request, _ = prepared([scene.image], NoReader())
    assert said == []
    assert request is not None
    assert (request.notes, request.lines) == ((), None)
    assert np.array_equal(to_rgb(request.frame.pixels), scene.image)


def test_at_most_two_sentences_come_first() -> None:
    frames = shots("blurred", 0, TUNING, count=2)
    assert 1 <= len(glance(frames).sentences) <= 2


def test_a_cancelled_reading_stops(columns: tuple[RgbImage, list[str]]) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        read([columns[0]], NoReader(), cancel=cancel)


class TwoMinds:
    """Reads one line, unsurely, and otherwise in the second shot."""

    def __init__(self, texts: list[str], score: float) -> None:
        self._texts, self._score = texts, score

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        height, width = image.shape[:2]
        return (TextLine(self._texts.pop(0), Box(0, 0, width, height), self._score),)

    def rest(self) -> None:
        """Nothing to do."""


@pytest.mark.parametrize(
    ("second", "score", "doubtful"),
    [("Take 2 tablets daily", 0.97, False), ("Take 7 tablets daily", 0.97, True), ("Take 2 tablets daily", 0.8, True)],
)
def test_what_two_shots_read_otherwise_is_doubtful(second: str, score: float, doubtful: bool) -> None:
    image = page_scene(2, TUNING, kind="page").image
    reading = read([image, image], TwoMinds(["Take 2 tablets daily", second], score), cancel=CancelToken())
    assert reading.doubtful == (doubtful,)
