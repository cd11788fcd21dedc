"""The built-in models on real windows: icons that nobody named, a window without a tree, a photo; never a fact, always
a guess."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from assistant.pipelines.defaults import new_describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.request import Request
from assistant.types import Final, Frame, Length, Target, TreeSnapshot, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.types import Box
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import load, was_heard
from tests.helpers.negatives import negatives

ICONS = """
import sys
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import *
SHAPES = {
    "menu": "M3 6h18M3 12h18M3 18h18", "close": "M5 5l14 14M19 5L5 19", "add": "M12 4v16M4 12h16",
    "search": "M16 16l5 5M10.5 18a7.5 7.5 0 1 1 0-15 7.5 7.5 0 0 1 0 15z", "back": "M20 12H4M11 5l-7 7 7 7",
    "download": "M12 3v12M6 10l6 6 6-6M4 21h16", "check": "M4 12l6 6L20 6",
}
app = QApplication(sys.argv)
window = QWidget(); window.setWindowTitle("Tools")
layout = QVBoxLayout(window); row = QHBoxLayout(); layout.addLayout(row)
for path in SHAPES.values():
    svg = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#222" stroke-width="2" '
           'stroke-linecap="round" stroke-linejoin="round"><path d="%s"/></svg>' % path)
    picture = QPixmap(); picture.loadFromData(QByteArray(svg.encode()), "SVG")
    button = QToolButton(); button.setIcon(QIcon(picture)); button.setIconSize(QSize(24, 24)); row.addWidget(button)
row.addStretch(); layout.addWidget(QPushButton("Save")); layout.addStretch()
window.resize(500, 200); window.show(); app.exec()
"""


DRAWN = {
    "cross": "close", "plus": "add", "menu": "menu", "magnifier": "search", "check": "check", "arrow": "right arrow",
}  # fmt: skip
"""The lone icons in the negative set that really show something."""


@pytest.fixture(scope="module", name="icons")
def _icons(desktop: Desktop) -> Iterator[Desktop]:
    (desktop.folder / "icons.py").write_text(ICONS)
    program = desktop.start(sys.executable, str(desktop.folder / "icons.py"))
    window = desktop.wait_for_window("Tools")
    desktop.run(["xdotool", "windowactivate", "--sync", window])
    yield desktop
    program.kill()


@pytest.fixture(scope="module", name="app")
def _app(icons: Desktop) -> Iterator[RunningApp]:
    with running_app(icons) as app:
        yield app


def described(desktop: Desktop) -> dict[str, Any]:
    """What the command line says of the active window."""
    command = [sys.executable, "-m", "assistant", "describe", "--window", "--json", "--silent"]
    found: dict[str, Any] = json.loads(desktop.run(command, timeout=90).stdout)
    return found


def test_icons_that_nobody_named_are_told_as_a_guess_in_the_app(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.layer("w")
        text = app.answer(containing="by their icons")
        wait_for(lambda: was_heard(load(recording), "Button: Save."), timeout=60, why="the description")
    line = next(line for line in text.splitlines() if "by their icons" in line)
    assert line.startswith("Without a name, by their icons: probably ")
    named = (
        line.removeprefix("Without a name, by their icons: probably ").rstrip(".").replace(" and ", ", ").split(", ")
    )
    assert set(named) <= {"menu", "close", "add", "search", "back", "download", "check"}
    assert len(named) >= 5
    assert "Button: Save." in text


def test_what_is_guessed_names_its_source(icons: Desktop) -> None:
    claims = described(icons)["claims"]
    (guess,) = (claim for claim in claims if claim["source"] == "icon")
    assert 0.5 < guess["confidence"] < 1
    assert all("probably" not in claim["text"] for claim in claims if claim["source"] == "tree")


@pytest.mark.timeout(300)  # for a busy machine
def test_a_terminal_without_a_tree_is_told_by_its_looks(desktop: Desktop) -> None:
    shell = desktop.start("xterm", "-T", "Listing", "-e", "ls -l --color /usr/bin | head -40; sleep 90")
    try:
        window = desktop.wait_for_window("Listing")
        desktop.run(["xdotool", "windowactivate", "--sync", window])
        wait_for(lambda: any("root" in claim["text"] for claim in described(desktop)["claims"]), why="the listing")
        texts = [claim["text"] for claim in described(desktop)["claims"] if claim["source"] == "caption"]
    finally:
        shell.kill()
    assert [text for text in texts if text.startswith("By its looks, this is probably a terminal")] == texts


@pytest.mark.timeout(300)  # for a busy machine
def test_nothing_is_invented_of_windows_that_show_nothing() -> None:
    """The negative set again, as windows without a tree, so that every built-in model looks at it."""
    describer = new_describer()
    said = {}
    for negative in negatives():
        frame = Frame(to_raster(negative.image), Target.WINDOW)
        box = Box(0, 0, frame.pixels.width, frame.pixels.height)
        snapshot = TreeSnapshot((WindowTree(WindowInfo("", box, active=True), None, why="none"),))
        request = Request(1, frame, length=Length.FULL)
        *_, final = describer.run(request, lambda _, found=snapshot: found, cancel=CancelToken())  # type: ignore[misc]
        assert isinstance(final, Final)
        guesses = [c.text for c in final.description.claims if c.source in ("icon", "caption", "object")]
        if guesses:
            said[negative.name] = guesses
    lone = {name: said.pop(name) for name in list(said) if name.split()[:2] in [["icon", shape] for shape in DRAWN]}
    assert lone == {name: [f"Icons: probably {DRAWN[name.split()[1]]}."] for name in lone}
    assert len(lone) >= 3
    assert said == {}


@pytest.mark.parametrize("colours", [((200, 30, 30), (20, 20, 120)), ((90, 90, 90), (180, 180, 180))])
def test_a_picture_that_shows_nothing_known_is_not_named(colours: tuple[tuple[int, ...], ...]) -> None:
    rough = np.random.default_rng(3).random((60, 80, 1))
    small = (np.asarray(colours[0]) * rough + np.asarray(colours[1]) * (1 - rough)).astype(np.uint8)
    image = np.asarray(Image.fromarray(small).resize((800, 600), Image.Resampling.BICUBIC))
    request = Request(1, Frame(to_raster(image), Target.FILE), length=Length.FULL)
    *_, final = new_describer().run(request, lambda _: None, cancel=CancelToken())
    assert isinstance(final, Final)
    assert [claim for claim in final.description.claims if claim.source in ("icon", "caption", "object")] == []
