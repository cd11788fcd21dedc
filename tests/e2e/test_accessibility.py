"""The app's own windows on a real desktop, by keyboard alone, as an assistive technology is told of them.

What Qt shows without a desktop is in tests/unit/ui/test_accessibility.py, what Orca says in test_orca.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.album.index import Index, default_path
from assistant.desktop.tree.atspi import AtspiReader
from assistant.pipelines.telling.element import focused
from models.cancel import CancelToken
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.desktop import desktop as new_desktop
from tests.helpers.model_folders import write_captioner
from tests.unit.ui.test_album_window import keep

SILENT = 'first_run_done = true\n[speech]\nvoice = "silent"\ncues = false\n'
TOY = "Installed: toy: describes pictures; 1 megabyte; Apache-2.0; in use"
ANSWER = ("text-field Answer", "text-field Question", "button Ask", "button Copy", "button Repeat", "button More",
          "button Save...", "button Close")  # fmt: skip
SPEECH = ("tab Speech", "combo-box Speak through", "spin-button Rate", "spin-button Pitch", "spin-button Volume",
          "text-field Language of the voice", "check-box Play short sounds while working", "button Try the voice",
          "button OK", "button Cancel", "button Restore defaults")  # fmt: skip
MODELS = (f"list-item {TOY}", "text-field About this model", "button Use this one", "button Check its files",
          "button Measure its speed", "button Remove", "button Add from a file", "button Close")  # fmt: skip
ALBUM = ("list-item b.png, 14 July 2023: Text: Notes.", "text-field Description", "button Copy", "button Open folder",
         "button Export...", "button Close", "text-field Search", "button Search now")  # fmt: skip
WINDOWS = {
    "o": ("LookAloud: (window|screen)", ANSWER),
    "comma": ("LookAloud: settings", SPEECH),
    "d": ("LookAloud: models", MODELS),
}
"""By the key of the layer: the title, and what Tab comes by, from where the focus is at first."""


class Seen:
    """What has the focus, as AT-SPI tells it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._reader = AtspiReader()

    def focus(self) -> str:
        """Role and name; empty where nothing has it."""
        active = self._reader.read(None, timeout=5, cancel=CancelToken()).active
        if active is None or active.root is None:
            return ""
        node = focused(active.root)
        return f"{node.role} {node.name}" if node is not None else ""

    def wait_for(self, stop: str) -> None:
        """Wait until this has the focus."""
        seen = []

        def there() -> bool:
            seen.append(self.focus())
            return seen[-1] == stop

        try:
            wait_for(there, timeout=10)
        except AssertionError:
            raise AssertionError(f"the focus is not on {stop!r} but on {seen[-1]!r}") from None

    def wait_for_other(self, before: str) -> str:
        """Wait until the focus has gone on; returns where."""

        def other() -> str:
            now = self.focus()
            return now if now != before else ""

        return wait_for(other, why=f"the control after {before}")

    def walk(self, stops: Sequence[str], key: str = "Tab") -> None:
        """Come by all of them and back to the first."""
        self.wait_for(stops[0])
        for stop in (*stops[1:], stops[0]):
            self._desktop.press(key)
            self.wait_for(stop)


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """With an answer on a small message, one model that may be removed, and one folder of pictures."""
    before = dict(os.environ)
    with new_desktop(size="1280x800") as desktop:
        os.environ.update(desktop.env)
        documents = Path(desktop.env["HOME"]) / "Documents"
        documents.mkdir()
        (documents / "before.txt").write_text("here")
        write_captioner(Path(desktop.env["XDG_DATA_HOME"]) / "lookaloud" / "models" / "toy")
        desktop.start("zenity", "--info", "--title=Weather", "--text=Rain until Friday")
        desktop.wait_for_window("Weather")
        with running_app(desktop, SILENT) as app:
            app.layer("w")
            app.answer(containing="Rain until Friday")
            yield app
    os.environ.clear()
    os.environ.update(before)
    del tmp_path_factory


@pytest.fixture(name="seen")
def _seen(app: RunningApp) -> Seen:
    return Seen(app.desktop)


def _is_gone(app: RunningApp) -> None:
    wait_for(lambda: "LookAloud: " not in app.desktop.window_list(), why="the window to close")


@pytest.mark.parametrize("key", WINDOWS)
def test_tab_comes_by_every_control_and_escape_gives_the_focus_back(app: RunningApp, seen: Seen, key: str) -> None:
    title, stops = WINDOWS[key]
    for round in range(2):  # as new, and opened again from where it was left
        app.layer(key)
        app.desktop.wait_for_window(title)
        if round == 0:
            seen.walk(stops)
            seen.walk([stops[0], *reversed(stops[1:])], "shift+Tab")
            app.desktop.press("Tab", "Tab")
            seen.wait_for(stops[2])
        else:
            seen.wait_for(stops[0])
        app.desktop.press("Escape")
        _is_gone(app)
        seen.wait_for("button OK")
        assert "Weather" in app.desktop.window_list()


def test_removing_is_asked_and_enter_alone_removes_nothing(app: RunningApp, seen: Seen) -> None:
    app.layer("d")
    seen.wait_for(MODELS[0])
    app.desktop.press("alt+r")
    seen.wait_for("button No")
    app.desktop.press("Return")
    seen.wait_for(MODELS[0])
    app.desktop.press("alt+r")
    seen.walk(("button No", "button Yes"))
    app.desktop.press("Escape")
    seen.wait_for(MODELS[0])
    app.desktop.press("Escape")
    _is_gone(app)


def test_the_answers_are_saved_by_keyboard(app: RunningApp, seen: Seen) -> None:
    app.layer("o")
    seen.wait_for(ANSWER[0])
    app.desktop.press("alt+s")
    seen.wait_for("text-field File name:")
    stops: list[str] = []
    while not stops or stops[-1] != "text-field File name:":
        before = seen.focus()
        app.desktop.press("Tab")
        stops.append(seen.wait_for_other(before))
    assert all(stop.partition(" ")[2] for stop in stops), stops
    assert {"button Save", "button Cancel", "button Parent Directory"} <= set(stops)
    path = app.desktop.folder / "home" / "Documents" / "kept.txt"
    app.desktop.press("ctrl+a")
    app.desktop.run(["xdotool", "type", path.name])
    app.desktop.press("Return")
    wait_for(path.exists, why="the file")
    wait_for(lambda: "says: kept.txt is written." in app.log(), why="the sentence")
    seen.wait_for(ANSWER[0])
    assert "Rain until Friday" in path.read_text()
    app.desktop.press("Escape")
    _is_gone(app)


def test_a_folder_of_pictures_is_opened_and_browsed_by_keyboard(app: RunningApp, seen: Seen) -> None:
    folder = app.desktop.folder / "home" / "pictures"
    folder.mkdir()
    index = Index(default_path(folder), root=folder)
    keep(index, "b.png", "Notes.")
    index.close()
    app.layer("b")
    seen.wait_for("text-field Directory:")
    app.desktop.press("ctrl+a")
    app.desktop.run(["xdotool", "type", str(folder)])
    app.desktop.press("Return")
    app.desktop.wait_for_window("LookAloud: pictures of pictures")
    seen.walk(ALBUM)
    seen.walk([ALBUM[0], *reversed(ALBUM[1:])], "shift+Tab")
    app.desktop.press("Escape")
    _is_gone(app)


@pytest.fixture(name="large")
def _large() -> Iterator[RunningApp]:
    """In German, with everything twice as large as usual, on a screen of 1280 x 800."""
    before = dict(os.environ)
    with new_desktop(size="1280x800", sound=False) as desktop:
        desktop.env |= {"LOOKALOUD_LANGUAGE": "de", "QT_FONT_DPI": "192"}
        os.environ.update(desktop.env)
        with running_app(desktop, SILENT) as app:
            yield app
    os.environ.clear()
    os.environ.update(before)


def test_in_german_at_twice_the_size_each_window_fits_and_qts_own_words_are_german(large: RunningApp) -> None:
    desktop, seen = large.desktop, Seen(large.desktop)
    first = {"o": "text-field Antwort", "comma": "tab Sprache", "d": "list-item "}
    for key, stop in first.items():
        large.layer(key)
        window = desktop.wait_for_window("LookAloud: ")
        wait_for(lambda stop=stop: seen.focus().startswith(stop), why=stop)  # type: ignore[misc]
        shape = desktop.run(["xdotool", "getwindowgeometry", "--shell", window]).stdout
        place = dict(line.split("=") for line in shape.split())
        left, top, width, height = (int(place[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        assert 0 <= left <= left + width <= 1280, shape
        assert 0 <= top <= top + height <= 800, shape
        if key == "comma":
            desktop.press("shift+Tab", "shift+Tab")
            seen.wait_for("button Abbrechen")
        if key == "o":
            desktop.press("alt+p")
            desktop.wait_for_window("speichern")
            seen.wait_for("text-field Dateiname:")
            desktop.press("Escape")
            seen.wait_for(stop)
        desktop.press("Escape")
        _is_gone(large)
