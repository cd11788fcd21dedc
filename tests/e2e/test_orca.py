"""The app's windows with the real screen reader: what it says of each control."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.actions import Action
from assistant.album.index import Index, default_path
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.model_folders import write_captioner
from tests.helpers.orca import Orca, running_orca
from tests.unit.ui.test_album_window import keep

ATTEMPTS = 3
"""Orca 43 loses events of a new window now and then when the machine is busy; then all is started anew."""

pytestmark = pytest.mark.slow  # two minutes and more, most of them Orca's

SILENT = 'first_run_done = true\n[speech]\nvoice = "silent"\ncues = false\n'


@pytest.fixture(scope="module", name="weather")
def _weather(desktop: Desktop) -> Desktop:
    desktop.start("zenity", "--info", "--title=Weather", "--text=Rain until Friday")
    desktop.wait_for_window("Weather")
    return desktop


def _with_orca(desktop: Desktop, walk: Callable[[RunningApp, Orca], None]) -> None:
    """Walk through a window with a new Orca and a new app; what it does not say in three attempts is a failure."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with running_app(desktop, SILENT) as app, running_orca(desktop) as orca:
                walk(app, orca)
            return
        except AssertionError:
            if attempt == ATTEMPTS:
                raise


def _tab(app: RunningApp, orca: Orca, text: str) -> None:
    orca.settle()
    orca.forget()
    app.desktop.press("Tab")
    orca.wait_until_said(text)


def _answer(app: RunningApp, orca: Orca) -> None:
    app.layer("w")
    answer = app.answer(containing="Rain until Friday").splitlines()
    orca.forget()
    orca.settle()
    app.layer("o")
    app.desktop.wait_for_window("LookAloud: window")
    orca.wait_until_said("LookAloud: window")
    orca.wait_until_said("Answer read only text")
    orca.wait_until_said(answer[0])
    for line in answer[1:3]:
        orca.settle()
        app.desktop.press("Down")
        orca.wait_until_said(line)
    _tab(app, orca, "Question: text")
    for name in ("Ask", "Copy", "Repeat", "More", "Save...", "Close"):
        _tab(app, orca, f"{name} push button")
    app.desktop.press("Escape")
    wait_for(lambda: "LookAloud: window" not in app.desktop.window_list(), why="the window to close")


def _settings(app: RunningApp, orca: Orca) -> None:
    orca.forget()
    orca.settle()
    app.layer("comma")
    app.desktop.wait_for_window("LookAloud: settings")
    orca.wait_until_said("Speech page tab")
    assert orca.most_waiting() == 0  # else it works them off for seconds before it says where the focus is
    for text in (
        "Speak through combo box", "Rate 220 words a minute spin button", "Pitch 50 spin button",
        "Volume 100 percent spin button", "Language of the voice text", "Play short sounds while working check box",
        "Try the voice push button", "OK push button", "Cancel push button", "Restore defaults push button",
    ):  # fmt: skip
        _tab(app, orca, text)
    app.desktop.press("Escape")


def _keys(app: RunningApp, orca: Orca) -> None:
    orca.forget()
    orca.settle()
    app.layer("comma")
    app.desktop.wait_for_window("LookAloud: settings")
    orca.wait_until_said("Speech page tab")
    for page in ("Answers", "Questions"):
        orca.settle()
        app.desktop.press("Right")
        orca.wait_until_said(f"{page} page tab")
    _tab(app, orca, "Microphone combo box")
    orca.wait_until_said("The one the system uses")
    for text in ("Say the question as it was understood check box", "Try the microphone push button"):
        _tab(app, orca, text)
    for _ in range(3):
        app.desktop.press("shift+Tab")
    orca.settle()
    app.desktop.press("Right")
    orca.wait_until_said("Keys page tab")
    _tab(app, orca, "Key that opens the layer text")
    for action in list(Action)[:3]:
        _tab(app, orca, f"{action.label} text")
    orca.settle()
    app.desktop.run(["xdotool", "type", "banana"])
    app.desktop.press("Return")
    wait_for(lambda: "'banana' is no key" in app.log(), why="the sentence")
    assert "LookAloud: settings" in app.desktop.window_list()
    app.desktop.press("Escape")
    wait_for(lambda: "LookAloud: settings" not in app.desktop.window_list(), why="the window to close")


def _pages(app: RunningApp, orca: Orca) -> None:
    orca.forget()
    orca.settle()
    app.layer("comma")
    app.desktop.wait_for_window("LookAloud: settings")
    orca.wait_until_said("Speech page tab")
    for page, control, value in (
        ("Answers", "Language of LookAloud's own words combo box", "That of the system"),
        ("Questions", "Microphone combo box", "The one the system uses"),
        ("Keys", "Key that opens the layer text", "Ctrl+Alt+Space"),
        ("Camera", "Camera", "The one the system uses"),
        ("Watching", "Say what is new at most every 3 seconds spin button", ""),
        ("Privacy", "Private windows text", ""),
        ("Engine", "Free the memory when unused for 10 minutes spin button", ""),
    ):
        orca.settle()
        orca.forget()
        app.desktop.press("Right")
        orca.wait_until_said(f"{page} page tab")
        _tab(app, orca, control)
        orca.wait_until_said(value)
        orca.settle()
        app.desktop.press("shift+Tab")
    app.desktop.press("Escape")


def _models(app: RunningApp, orca: Orca) -> None:
    orca.forget()
    orca.settle()
    app.layer("d")
    app.desktop.wait_for_window("LookAloud: models")
    orca.wait_until_said("Installed: toy: describes pictures")
    orca.settle()
    app.desktop.press("Down")
    orca.wait_until_said("Installed: icons: names icons")
    orca.settle()
    app.desktop.press("Up")
    orca.wait_until_said("Installed: toy: describes pictures")
    _tab(app, orca, "About this model read only text")
    for name in ("Use this one", "Check its files", "Measure its speed", "Remove", "Add from a file", "Close"):
        _tab(app, orca, f"{name} push button")
    orca.settle()
    orca.forget()
    app.desktop.press("alt+r")
    orca.wait_until_said("Remove toy from this machine?")
    orca.wait_until_said("No push button")
    app.desktop.press("Escape")
    wait_for(lambda: app.desktop.window_list().count("LookAloud") == 1, why="the question to go")
    app.desktop.press("Escape")


def _album(app: RunningApp, orca: Orca) -> None:
    folder = app.desktop.folder / "home" / "pictures"
    orca.forget()
    orca.settle()
    app.layer("b")
    app.desktop.wait_for_window("Folder of pictures")
    orca.wait_until_said("Directory: text")
    app.desktop.press("ctrl+a")
    app.desktop.run(["xdotool", "type", str(folder)])
    orca.settle()
    app.desktop.press("Return")
    app.desktop.wait_for_window("LookAloud: pictures of pictures")
    orca.wait_until_said("b.png, 14 July 2023: Text: Notes.")
    _tab(app, orca, "Description read only text")
    for name in ("Copy", "Open folder", "Export...", "Close"):
        _tab(app, orca, f"{name} push button")
    _tab(app, orca, "Search: text")
    _tab(app, orca, "Search now push button")
    app.desktop.press("Escape")


@pytest.mark.timeout(400)
def test_the_answer_is_read_by_line_and_its_buttons_are_named(weather: Desktop) -> None:
    _with_orca(weather, _answer)


@pytest.mark.timeout(400)
def test_the_settings_are_named(weather: Desktop) -> None:
    _with_orca(weather, _settings)


@pytest.mark.timeout(400)
def test_each_page_of_the_settings_is_named(weather: Desktop) -> None:
    _with_orca(weather, _pages)


@pytest.mark.timeout(400)
def test_the_keys_are_named_and_a_mistake_is_said(weather: Desktop) -> None:
    _with_orca(weather, _keys)


@pytest.mark.timeout(400)
def test_the_models_are_named_and_what_is_asked_is_said(weather: Desktop) -> None:
    write_captioner(Path(weather.env["XDG_DATA_HOME"]) / "lookaloud" / "models" / "toy")
    _with_orca(weather, _models)


@pytest.mark.timeout(400)
def test_the_pictures_of_a_folder_are_named(weather: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = weather.folder / "home" / "pictures"
    folder.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", weather.env["XDG_DATA_HOME"])
    index = Index(default_path(folder), root=folder)
    keep(index, "b.png", "Notes.")
    index.close()
    _with_orca(weather, _album)
