"""Frames with signs, coloured folders and real photos, through the real reader, classifier, detector and matcher."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from assistant.pipelines.seeking.by_colour import by_colour
from assistant.pipelines.seeking.by_text import by_text
from assistant.pipelines.seeking.following import Follower
from assistant.pipelines.seeking.seeker import CHECK_EVERY, Seeker
from assistant.pipelines.seeking.sighting import NOTHING, Sighting
from assistant.pipelines.seeking.tiles import smaller, tiles
from assistant.pipelines.seeking.wanted import Sought, parse
from models.cancel import CancelToken
from models.devices import CPU, Devices
from models.errors import Cancelled, RunError
from models.folder import read_folder
from models.protocols import Checker, Found
from models.registry import built_in_directory, open_model
from models.text.reader import TextReader
from models.types import Box, TextLine
from tests.helpers.camera import PHOTOS, WORLD, TimedReader, World, search, with_folder, with_photo, with_sign
from tests.helpers.detectors import CYAN, MAGENTA, write_detector
from tests.helpers.model_folders import write_matcher

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()
RED, BLUE = (205, 30, 35), (35, 70, 200)


@cache
def classifier() -> Any:
    return open_model(read_folder(built_in_directory() / "pictures"), Devices(use=CPU))


@cache
def reader() -> TextReader:
    return TextReader()


def sought(text: str) -> Sought:
    found = parse(text)
    assert found is not None
    return found


def around(world: World, dx: int = 0, dy: int = 0) -> tuple[RgbImage, Box]:
    """A frame with the thing about in its middle, moved by so many pixels; and the thing's box in it."""
    assert world.place is not None
    x, y = (round(value) for value in world.place.centre)
    left, top = min(WORLD[0] - 640, max(0, x - 320 - dx)), min(WORLD[1] - 480, max(0, y - 240 - dy))
    return world.image[top : top + 480, left : left + 640], world.place.moved(-left, -top)


def overlap(sighting: Sighting, box: Box) -> float:
    return sighting.place.covered_by(box) if sighting.place is not None else 0.0


def test_words_on_a_sign_are_found_and_only_they() -> None:
    frame, box = around(with_sign(1, "Platform 3"), 100, 60)
    for asked in ("find platform 3", "find the sign that says “Platform 3”"):
        found = Seeker(sought(asked), reader=reader).see(frame, cancel=CANCEL)
        assert (found.source, found.label, found.followed) == ("text", "Platform 3", False)
        assert overlap(found, box) > 0.9
    assert Seeker(sought("find platform 8"), reader=reader).see(frame, cancel=CANCEL) == NOTHING


def test_what_was_read_is_followed_between_readings_and_lost_out_of_the_frame() -> None:
    world = with_sign(2, "Reception")
    counted = TimedReader(reader())
    seeker = Seeker(sought("find the reception sign"), reader=lambda: counted)
    followed = 0
    for number in range(14):
        frame, box = around(world, number * 14, number * 8)
        found = seeker.see(frame, cancel=CANCEL)
        assert overlap(found, box) > 0.8, number
        followed += found.followed
    assert followed >= 10
    assert counted.count <= 2 + 14 // CHECK_EVERY
    assert seeker.see(with_sign(3, "Reception", there=False).image[:480, :640], cancel=CANCEL) == NOTHING


def test_what_is_followed_without_the_words_is_given_up() -> None:
    frame, box = around(with_sign(4, "Danger"))
    seeker = Seeker(sought("find “danger”"), reader=reader)
    assert seeker.see(frame, cancel=CANCEL).source == "text"
    blank = frame.copy()
    blank[box.top + 4 : box.bottom - 4, box.left + 4 : box.right - 4] = blank[box.top + 5, box.left + 6]
    seen = [seeker.see(blank, cancel=CANCEL) for _ in range(3 * CHECK_EVERY)]
    assert seen[-1] == NOTHING


@pytest.mark.parametrize(("word", "photo", "label"), [("cup", "coffee", "espresso"), ("cat", "cat", "cat")])
def test_the_built_in_classifier_finds_what_it_knows(word: str, photo: str, label: str) -> None:
    frame, box = around(with_photo(5, photo), 60, 40)
    seeker = Seeker(sought(f"find the {word}"), recogniser=classifier)
    seen = [seeker.see(frame, cancel=CANCEL) for _ in range(12)]
    found = next(each for each in seen if each)
    assert found.source == "likeness"
    assert found.label.endswith(label)
    assert found.confidence >= 0.85
    assert overlap(found, box) > 0.6
    alone = seeker.look(frame, cancel=CANCEL)
    assert overlap(alone, box) > 0.6


@pytest.mark.parametrize(("word", "photo"), [("dog", "coffee"), ("umbrella", "cat"), ("cat", "coffee"), ("cup", "cat")])
def test_the_built_in_classifier_finds_nothing_else(word: str, photo: str) -> None:
    frame, _ = around(with_photo(6, photo))
    assert Seeker(sought(f"find the {word}"), recogniser=classifier).look(frame, cancel=CANCEL) == NOTHING


def test_names_of_a_thing_count_together() -> None:
    """A cat is not surely of one breed, but surely a cat."""
    photo = np.asarray(Image.open(PHOTOS / "cat.jpg").convert("RGB"))[60:240, 60:240]
    model = classifier()
    labels = frozenset(label.casefold() for label in sought("find the cat").labels)
    found = model.one_of(photo, labels, cancel=CANCEL)
    assert found is not None
    assert found.score > 0.9
    assert model.one_of(photo, frozenset(("espresso", "cup")), cancel=CANCEL) is None
    assert model.one_of(photo, frozenset(), cancel=CANCEL) is None
    assert isinstance(model, Checker)
    assert classifier().recognise(photo, cancel=CANCEL) == ()


def test_objects_of_a_detector_come_first(tmp_path: Path) -> None:
    model: Any = open_model(read_folder(write_detector(tmp_path / "toy")), Devices(use=CPU))
    frame, box = around(with_folder(7, MAGENTA), -120, 50)
    found = Seeker(sought("find my mug"), detector=lambda: model, recogniser=classifier).see(frame, cancel=CANCEL)
    assert (found.source, found.label) == ("object", "mug")
    assert overlap(found, box) > 0.85
    assert box.covered_by(found.place or Box(0, 0, 0, 0)) > 0.7
    other, _ = around(with_folder(7, CYAN))
    assert Seeker(sought("find my mug"), detector=lambda: model).see(other, cancel=CANCEL) == NOTHING
    assert Seeker(sought("find my bottle"), detector=lambda: model).see(other, cancel=CANCEL).label == "bottle"


def test_an_object_of_another_colour_is_not_what_was_asked_for(tmp_path: Path) -> None:
    model: Any = open_model(read_folder(write_detector(tmp_path / "toy")), Devices(use=CPU))
    frame, _ = around(with_folder(8, MAGENTA))
    assert Seeker(sought("find my pink mug"), detector=lambda: model).see(frame, cancel=CANCEL).source == "object"
    assert Seeker(sought("find my green mug"), detector=lambda: model).see(frame, cancel=CANCEL) == NOTHING


def test_a_matcher_finds_the_tile_that_stands_out(tmp_path: Path) -> None:
    """The toy scores the mean colour: red for the word red, blue for blue."""
    model: Any = open_model(read_folder(write_matcher(tmp_path / "toy", threshold=None)), Devices(use=CPU))
    frame = np.full((480, 640, 3), (20, 220, 20), np.uint8)
    frame[::7, ::5] = (30, 160, 40)
    frame[10:280, 360:630] = (225, 20, 20)
    red = Sought("red dog", noun="red dog")  # so that the colour alone is not looked for
    found = Seeker(red, matcher=lambda: model).look(frame, cancel=CANCEL)
    assert found.source == "match"
    assert overlap(found, Box(360, 10, 630, 280)) > 0.85
    plain = np.full((480, 640, 3), (20, 220, 20), np.uint8)
    assert Seeker(red, matcher=lambda: model).look(plain, cancel=CANCEL) == NOTHING


def test_a_colour_alone_is_only_something_of_that_colour() -> None:
    frame, box = around(with_folder(9, RED), 80, -40)
    found = Seeker(sought("find my red folder")).see(frame, cancel=CANCEL)
    assert (found.source, found.label) == ("colour", "red")
    assert overlap(found, box) > 0.9
    assert Seeker(sought("find my blue folder")).see(frame, cancel=CANCEL) == NOTHING
    assert Seeker(sought("find my folder")).see(frame, cancel=CANCEL) == NOTHING


def test_a_wall_of_a_colour_and_colours_of_everything_are_no_thing() -> None:
    wall = np.full((480, 640, 3), RED, np.uint8)
    assert by_colour(wall, "red") == NOTHING
    grey = np.full((480, 640, 3), 128, np.uint8)
    grey[100:200, 100:200] = 255
    assert by_colour(grey, "white") == NOTHING


def test_a_part_that_fails_is_left_out_and_a_cancel_is_heard() -> None:
    class Broken:
        count = 0

        def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
            self.count += 1
            raise RunError("toy")

    broken = Broken()
    seeker = Seeker(sought("find my red folder"), detector=lambda: broken, recogniser=lambda: broken)
    frame, _ = around(with_folder(10, RED))
    assert [seeker.see(frame, cancel=CANCEL).source for _ in range(4)] == ["colour"] * 4
    assert broken.count == 2
    cancelled = CancelToken()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        seeker.see(frame, cancel=cancelled)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 400, 3), (400, 2, 3), (48, 64, 3), (1080, 1920, 3)])
@pytest.mark.parametrize("value", [0, 255])
def test_no_frame_breaks_it(shape: tuple[int, int, int], value: int) -> None:
    frame = np.full(shape, value, np.uint8)
    seeker = Seeker(sought("find the red cup"), recogniser=classifier, reader=reader)
    assert [seeker.see(frame, cancel=CANCEL) for _ in range(3)] == [NOTHING] * 3


def test_the_size_of_the_frames_may_change() -> None:
    frame, _ = around(with_sign(11, "Milk"))
    seeker = Seeker(sought("find the milk"), reader=reader)
    assert seeker.see(frame, cancel=CANCEL).source == "text"
    assert seeker.see(np.ascontiguousarray(frame[:300, :500]), cancel=CANCEL).source in ("", "text")


def test_two_lines_of_a_sign_are_read_together() -> None:
    lines = [TextLine("Emergency", Box(10, 10, 110, 30), 0.95), TextLine("exit", Box(12, 34, 60, 54), 0.95),
             TextLine("exit", Box(400, 10, 450, 30), 0.95)]  # fmt: skip
    found = by_text(lines, Sought("x", quoted="emergency exit"))
    assert found.place == Box(10, 10, 110, 54)
    assert by_text(lines, Sought("x", quoted="exit"), near=Box(390, 0, 460, 40)).place == lines[2].box


def test_in_a_long_line_the_place_is_that_of_the_words() -> None:
    line = TextLine("Please take the other exit now", Box(100, 10, 400, 30), 0.95)
    found = by_text([line], Sought("x", quoted="exit"))
    assert found.place is not None
    assert 300 < found.place.left < found.place.right < 375
    doubtful = TextLine("exit", Box(0, 0, 40, 20), 0.4)
    assert by_text([doubtful], Sought("x", quoted="exit")) == NOTHING


def test_the_follower_grows_with_what_comes_closer() -> None:
    world = with_sign(12, "Library")
    frame, box = around(world)
    follower = Follower()
    follower.start(frame, box)
    place: Box | None = box
    for number in range(1, 6):
        scale = 1 + 0.05 * number
        size = (round(640 * scale), round(480 * scale))
        large = np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.BILINEAR))
        top, left = (size[1] - 480) // 2, (size[0] - 640) // 2
        place = follower.follow(large[top : top + 480, left : left + 640])
        assert place is not None
    assert place is not None
    assert 1.1 < place.width / box.width < 1.4
    assert follower.follow(np.zeros((480, 640, 3), np.uint8)) is None
    assert follower.follow(frame) is None  # for good


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1280, 720), (100, 100), (3, 700)])
def test_tiles_cover_all_of_a_frame(size: tuple[int, int]) -> None:
    covered = np.zeros((size[1], size[0]), bool)
    found = tiles(*size)
    for box in found:
        assert 0 <= box.left < box.right <= size[0]
        assert 0 <= box.top < box.bottom <= size[1]
        covered[box.top : box.bottom, box.left : box.right] = True
        assert all(inner.covered_by(box) == 1 for inner in smaller(box))
    assert covered.all()


def test_a_whole_search_ends_in_the_middle() -> None:
    counted = TimedReader(reader())
    found = search(with_sign(100, "Exit"), Seeker(sought("find “Exit”"), reader=lambda: counted), reader=counted)
    assert found.found
    assert found.offset is not None
    assert found.offset < 0.35
    assert found.last.words == "The text “Exit” is in the middle, straight ahead."
    red = search(with_folder(200, RED), Seeker(sought("find the red folder")), tones=False)
    assert red.found
    assert red.offset is not None
    assert red.offset < 0.35


def test_what_is_not_there_is_not_found() -> None:
    gone = search(with_folder(201, BLUE, there=False), Seeker(sought("find the blue folder")))
    assert not gone.found
    assert gone.last.words.startswith("I can't find the blue folder.")
    assert 19 < gone.seconds < 22
