"""Finding on a screen: names of programs, text, icons, colours, and what its pictures show."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from assistant.pipelines.asking import on_screen
from assistant.pipelines.asking.on_screen import NOTHING_KNOWN, Spot
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.seeking.seeker import Seeker
from assistant.pipelines.seeking.wanted import parse
from assistant.types import Block, Frame, Icon, Picture, Scene, SceneWindow, Target, UiNode, WindowInfo
from models.devices import CPU, Devices
from models.folder import read_folder
from models.registry import built_in_directory, open_model
from models.types import Box, TextLine
from tests.helpers.camera import PHOTOS

WIDTH, HEIGHT = 800, 600
INFO = WindowInfo("Letter", Box(0, 0, WIDTH, HEIGHT), active=True)


def button(name: str, left: int, top: int) -> UiNode:
    return UiNode("button", name, box=Box(left, top, left + 90, top + 30))


GEAR = UiNode("button", box=Box(20, 20, 44, 44))
PHOTO = UiNode("image", "", box=Box(200, 150, 600, 417))
ROOT = UiNode(
    "window", "Letter", box=INFO.box,
    children=(GEAR, button("Save", 690, 560), button("Cancel", 590, 560), button("Stop", 20, 560), PHOTO,
              UiNode("link", "Red folder", box=Box(300, 20, 400, 40)),
              UiNode("check-box", "Keep a copy", box=Box(20, 100, 180, 120))),
)  # fmt: skip
LINE = TextLine("Parcel 4711", Box(300, 460, 420, 480), 0.95)
WINDOW = SceneWindow(
    INFO, ROOT, blocks=(Block("line", (LINE,), LINE.box),), pictures=(Picture(PHOTO.box or INFO.box, ""),),
    icons=(Icon("settings", 0.9, GEAR.box or INFO.box, "button"),),
)  # fmt: skip
SCENE = Scene(Target.WINDOW, WIDTH, HEIGHT, (WINDOW,))


def frame() -> Frame:
    pixels = np.full((HEIGHT, WIDTH, 3), 235, np.uint8)
    pixels[560:590, 20:110] = (200, 30, 30)
    photo = Image.open(PHOTOS / "coffee.jpg").convert("RGB").resize((400, 267))
    pixels[150:417, 200:600] = np.asarray(photo)
    return Frame(to_raster(pixels), Target.WINDOW, origin=(100, 50), scale=2.0)


def find(text: str, **options: Any) -> Spot:
    sought = parse(text)
    assert sought is not None
    return on_screen.find(SCENE, sought, **options)


@pytest.mark.parametrize(
    ("text", "box", "words"),
    [
        ("find the Save button", Box(690, 560, 780, 590), "The button Save is at the bottom right of the window"),
        ("where is cancel", Box(590, 560, 680, 590), "The button Cancel is"),
        ("find the keep a copy check box", Box(20, 100, 180, 120), "The check box Keep a copy is"),
        ("find the text that says “Parcel 4711”", LINE.box, "The text “Parcel 4711” is"),
        ("find parcel 4711", LINE.box, "The text “Parcel 4711” is"),
        ("find the settings", GEAR.box, "probably settings"),
        ("find the red folder", Box(300, 20, 400, 40), "The link Red folder is at the top, in the middle"),
    ],
)
def test_it_is_found_and_said_where(text: str, box: Box, words: str) -> None:
    found = find(text)
    assert found.box == box
    assert words in found.text
    assert found.text.endswith(".")
    assert found.found


def test_the_place_on_the_desktop_is_known_with_the_frame() -> None:
    assert find("find the Save button").desktop is None
    assert find("find the Save button", frame=frame()).desktop == Box(445, 330, 490, 345)


def test_a_colour_is_measured() -> None:
    found = find("find the red stop button", frame=frame())
    assert (found.box, found.text.startswith("The red button Stop is")) == (Box(20, 560, 110, 590), True)
    assert find("find the red button", frame=frame()).box == Box(20, 560, 110, 590)
    assert not find("find the blue stop button", frame=frame()).found
    assert not find("find the red stop button").found  # without pixels nobody knows


def test_what_is_not_there_is_not_found() -> None:
    assert find("find the Print button") == Spot("I find no print button here.")
    empty = Scene(Target.WINDOW, WIDTH, HEIGHT, ())
    sought = parse("find the door")
    assert sought is not None
    assert on_screen.find(empty, sought).text == NOTHING_KNOWN


def test_what_a_picture_shows_is_found_by_its_looks() -> None:
    model: Any = open_model(read_folder(built_in_directory() / "pictures"), Devices(use=CPU))
    for text, there in (("find the cup", True), ("find the dog", False)):
        sought = parse(text)
        assert sought is not None
        seeker = Seeker(sought, recogniser=lambda: model)
        found = find(text, frame=frame(), seeker=seeker)
        assert found.found is there
        if there:
            assert found.box is not None
            assert found.box.covered_by(PHOTO.box or INFO.box) == 1
            assert found.desktop is not None
            assert found.text.startswith("Probably the cup is ")
            assert found.text.endswith("of the picture in the middle.")
            assert found.source == "object"
