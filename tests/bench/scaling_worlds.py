"""Screens of any size for the part `scaling`: so many pixels, tree nodes, words or icons, and little else."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from assistant.pipelines.pixels.arrays import to_raster
from assistant.types import Frame, Target, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.types import Box
from tests.bench.contents import PROSE
from tests.bench.glyphs import PAPER, glyph

if TYPE_CHECKING:
    from models.types import RgbImage

MONITOR = (1920, 1080)
PAGE = (2560, 1440)  # one size for any number of words: 5,000 fit
_WORDS = [word for word in PROSE.split() if word.isalpha()]
_ROW, _COLUMN, _COLUMNS = 20, 480, 4  # pixels
_GROUP = 10  # nodes

TREE_WINDOW = """
import sys
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
count = int(sys.argv[1])
window = QWidget(); window.setWindowTitle("Tree"); grid = QGridLayout(window); grid.setSpacing(0)
for number in range(0, max(1, count), 10):
    box = QGroupBox(f"Group {number}"); column = QVBoxLayout(box)
    grid.addWidget(box, number // 100, number % 100 // 10)
    for inner in range(9):
        label = QLabel(f"Item {number + inner}"); column.addWidget(label)
window.resize(1200, 800); window.show(); app.exec()
"""
"""A Qt program whose tree has about as many nodes as its argument says."""


def monitors(count: int) -> tuple[Frame, TreeSnapshot]:
    """So many monitors side by side, in rows of four; a page of text on the first, a plain sky on the others."""
    wide = MONITOR[0] * min(count, 4)
    tall = MONITOR[1] * -(-count // 4)
    sky = np.empty((tall, wide, 3), np.uint8)
    sky[:] = np.linspace(90, 200, tall)[:, None, None]
    sky[: MONITOR[1], : MONITOR[0]] = written(_of(100), MONITOR, 18)
    return seen(sky)


def words(count: int) -> tuple[Frame, TreeSnapshot]:
    """So many words on a page of one size; a line is ruled on it, so that it is not blank without any."""
    return seen(written(_of(count), PAGE, 12))


def little() -> tuple[Frame, TreeSnapshot]:
    """A small window with some words and icons: what opens every model and costs little."""
    image = written(_of(5), (400, 160), 16).copy()
    image[60:84, 40:64], image[60:84, 100:124] = glyph(0), glyph(1)
    return seen(image)


def icons(count: int, *, tree: bool) -> tuple[Frame, TreeSnapshot]:
    """So many icons in a window; `tree`: each is a button without a name, else there are pixels alone."""
    image = np.full((800, 1280, 3), PAPER, np.uint8)
    boxes = []
    for number in range(count):
        top, left = 40 + 48 * (number // 24), 40 + 50 * (number % 24)
        image[top : top + 24, left : left + 24] = glyph(number)
        boxes.append(Box(left, top, left + 24, top + 24))
    buttons = tuple(UiNode("button", box=box) for box in boxes)
    return seen(image, UiNode("window", "Test", box=Box(0, 0, 1280, 800), children=buttons) if tree else None)


def nodes(count: int) -> tuple[Frame, TreeSnapshot]:
    """A tree of so many nodes, in groups of ten, that goes on below the screen as a long page does."""
    image = np.full((MONITOR[1], MONITOR[0], 3), PAPER, np.uint8)
    image[::_ROW] = 200
    groups = []
    for number in range(0, max(1, count - 1), _GROUP):
        inner = tuple(_element(each) for each in range(number, min(number + _GROUP - 1, count - 2)))
        groups.append(UiNode("group", f"Group {number}", box=_place(number, _GROUP), children=inner))
    root = UiNode("window", "Test", box=Box(0, 0, *MONITOR), children=tuple(groups))
    return seen(image, root)


def written(text: list[str], size: tuple[int, int], letters: int) -> RgbImage:
    """Words on white, in lines of nearly the picture's width."""
    image = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype("DejaVuSans.ttf", letters)
    pen.line(((0, size[1] - 12), (size[0], size[1] - 12)), "grey", 3)
    left, top = 12, 12
    for word in text:
        width = int(pen.textlength(f"{word} ", font))
        if left + width > size[0] - 12:
            left, top = 12, top + round(1.3 * letters)
        pen.text((left, top), word, "black", font)
        left += width
    return np.asarray(image)


def seen(image: RgbImage, root: UiNode | None = None) -> tuple[Frame, TreeSnapshot]:
    """The picture as the screen, with one window that fills it."""
    tall, wide = image.shape[:2]
    window = WindowInfo("Test", Box(0, 0, wide, tall), active=True)
    frame = Frame(to_raster(image), Target.SCREEN)
    return frame, TreeSnapshot((WindowTree(window, root, why="" if root is not None else "none"),))


def _of(count: int) -> list[str]:
    return list(islice(cycle(_WORDS), count))


def _element(number: int) -> UiNode:
    role = ("label", "button", "check-box", "link")[number % 4]
    return UiNode(role, f"Item {number}", states=frozenset({"showing", "visible"}), box=_place(number))


def _place(number: int, rows: int = 1) -> Box:
    """Column by column on the screen, then on below it."""
    screen, at = divmod(number, _COLUMNS * (MONITOR[1] // _ROW))
    column, row = divmod(at, MONITOR[1] // _ROW)
    top = screen * MONITOR[1] + row * _ROW
    return Box(column * _COLUMN, top, (column + 1) * _COLUMN, top + rows * _ROW)
