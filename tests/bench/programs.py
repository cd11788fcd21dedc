"""Text read from the pixels of six real programs, against the text that their accessibility trees give.

Each word of the tree must have been read where it stands. Glued and split words count as misses. Beside it what
ocrdesktop does, which is made for the same: tesseract on the window, enlarged three times.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.desktop.desk import Desk, Look
from assistant.pipelines.pixels.arrays import to_rgb
from assistant.types import Target, UiNode
from models.cancel import CancelToken
from models.text.reader import TextReader
from models.types import Box, TextLine
from tests.bench import peers
from tests.bench.contents import Program, programs
from tests.helpers.desktop import Desktop, desktop, wait_for

if TYPE_CHECKING:
    from models.types import RgbImage

_OURS, _PEER = "lookaloud", "ocrdesktop's way"
_SHOWN = frozenset(
    """label menu link heading paragraph text text-field list-item cell tab check-box radio-button column-header button
    combo-box spin-button""".split()
)
_HIDES = frozenset(("tool-bar", "icon", "image", "scroll-bar", "password-field"))  # no text of theirs is drawn
_CARET = 80  # pixels: a blinking text cursor is no change
_NEAR = 4  # pixels that a line's box may lie outside the element's
_UNPAINTED = 0.1  # share of elements without any contrast; every window has a few (cells of icons)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the tree and where it shows, in pixels of the frame."""

    text: str
    box: Box


def run(*, most: int | None = None) -> Iterator[dict[str, Any]]:
    """The share of the words in each window's tree that were read in its pixels, where they stand. `most`: windows."""
    ours = TextReader()
    ours.read(np.full((64, 256, 3), 255, np.uint8), cancel=CancelToken())  # loading is not reading
    readers: dict[str, peers.Read] = {_OURS: partial(ours.read, cancel=CancelToken())}
    if peers.has_tesseract():
        readers[_PEER] = partial(peers.tesseract, enlarged=peers.ENLARGED)
    shares: dict[str, list[float]] = {name: [] for name in readers}
    totals = dict.fromkeys(readers, 0.0)
    with desktop(sound=False) as screen:
        before = dict(os.environ)
        os.environ.update(screen.env)
        try:
            for program in programs(screen.folder)[:most]:
                image, texts = _settled(screen, program)
                for name, read in readers.items():
                    began = time.perf_counter()
                    missing, count = missed(texts, read(image))
                    seconds = time.perf_counter() - began
                    totals[name] += seconds
                    shares[name].append(1 - len(missing) / count)
                    yield {
                        "program": program.name,
                        "reader": name,
                        "words": count,
                        "read": round(shares[name][-1], 4),
                        "seconds": round(seconds, 2),
                        "missing": missing[:12],
                    }
        finally:
            os.environ.clear()
            os.environ.update(before)
    for name, values in shares.items():
        yield {
            "summary": "all windows",
            "reader": name,
            "mean": round(sum(values) / len(values), 4),
            "lowest": round(min(values), 4),
            "seconds a window": round(totals[name] / len(values), 2),
            "times as fast as ocrdesktop's way": round(totals.get(_PEER, 0) / totals[name], 2),
        }


def missed(texts: Sequence[Text], lines: Sequence[TextLine]) -> tuple[list[str], int]:
    """The words of `texts` that no line in their place holds, and how many words there are."""
    missing: list[str] = []
    count = 0
    for each in texts:
        wanted = Counter(_words(each.text))
        read = Counter(word for line in lines if _lies_in(line.box, each.box) for word in _words(line.text))
        count += wanted.total()
        missing += (wanted - read).elements()
    return missing, count


def _words(text: str) -> list[str]:
    """Without the marks at their ends: the tree often leaves out colons and bullets that are drawn, and the reverse."""
    words = (word.strip(".,:;?!()\"'•") for word in unicodedata.normalize("NFKC", text).split())
    return [word for word in words if word]


def _lies_in(line: Box, element: Box) -> bool:
    wider = Box(element.left - _NEAR, element.top - _NEAR, element.right + _NEAR, element.bottom + _NEAR)
    common = wider.intersection(line)
    return not common.is_empty and common.height > 0.5 * min(line.height, element.height)


def _settled(screen: Desktop, program: Program) -> tuple[RgbImage, list[Text]]:
    """The window's pixels and texts once both stay the same and what the tree names has been painted."""
    process = screen.start(*program.command)
    window = screen.wait_for_window(program.title)
    screen.run(["wmctrl", "-i", "-r", hex(int(window)), "-e", "0,100,60,1300,900"])
    screen.run(["xdotool", "windowactivate", "--sync", window])
    last: list[tuple[RgbImage, list[Text]]] = []

    def settled() -> tuple[RgbImage, list[Text]] | None:
        seen = _look()
        if seen is None or not any(program.shows in each.text for each in seen[1]) or not _is_painted(*seen):
            last.clear()
            return None
        if last and (last[-1][1] != seen[1] or _changed(last[-1][0], seen[0]) > _CARET):
            last.clear()
        last.append(seen)
        return seen if len(last) >= 3 else None  # unchanged twice

    found = wait_for(settled, timeout=60, why=f"{program.name} to be painted")
    process.terminate()
    process.wait(10)
    wait_for(lambda: not screen.run(["wmctrl", "-l"], check=False).stdout.strip(), timeout=20, why="the window to go")
    return found


def _look() -> tuple[RgbImage, list[Text]] | None:
    with closing(Desk.open()) as desk:
        look = desk.look(Target.WINDOW)
        tree = desk.trees(look, cancel=CancelToken()).active
    if tree is None or tree.root is None:
        return None
    return to_rgb(look.frame.pixels), list(_shown(tree.root, look, look.frame.box))


def _shown(node: UiNode, look: Look, view: Box) -> Iterator[Text]:
    """Texts that are drawn wholly inside every element around them, and under no other window."""
    if node.role in _HIDES:
        return
    text = node.value or node.name
    if node.box is not None:
        box = look.frame.to_frame(node.box)
        if box.intersection(view).is_empty:
            return
        if node.role in _SHOWN and text and _is_drawn(node, box, view) and not _covered(node.box, look):
            holds = next((inner for inner in node.children if inner.role == "paragraph"), None)  # Writer's cells
            if holds is None:
                yield Text(text, box)
            if node.role in ("text-field", "paragraph"):
                return
        if node.role in ("document", "table", "list", "panel"):
            view = view.intersection(box)
    for child in node.children:
        yield from _shown(child, look, view)


def _is_drawn(node: UiNode, box: Box, view: Box) -> bool:
    """Whole, and as text: a small square is a button's icon or a mark whose label stands beside it."""
    if node.role in ("button", "check-box", "radio-button") and box.width <= 1.2 * box.height:
        return False
    if node.role == "paragraph" and box.bottom >= view.bottom:
        return False  # Writer cuts the box off where the page goes out of view, but not the text
    return box.intersection(view) == box


def _covered(box: Box, look: Look) -> bool:
    active = next(window for window in look.windows or () if window.active)
    return any(not cover.intersection(box).is_empty for cover in active.covered)


def _is_painted(image: RgbImage, texts: Sequence[Text]) -> bool:
    blank = sum(int(np.ptp(image[t.box.top : t.box.bottom, t.box.left : t.box.right])) < 40 for t in texts)
    return blank <= _UNPAINTED * len(texts)


def _changed(before: RgbImage, now: RgbImage) -> int:
    return int((before != now).any(axis=2).sum()) if before.shape == now.shape else before.size
