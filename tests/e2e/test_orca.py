"""The app's windows with the real screen reader: what it says of each control."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.actions import Action
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.orca import Orca, running_orca


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    desktop.start("zenity", "--info", "--title=Weather", "--text=Rain until Friday")
    desktop.wait_for_window("Weather")
    with running_app(desktop, 'first_run_done = true\n[speech]\nvoice = "silent"\ncues = false\n') as app:
        yield app


@pytest.fixture(scope="module", name="orca")
def _orca(app: RunningApp) -> Iterator[Orca]:
    with running_orca(app.desktop) as orca:
        yield orca


def _tab(app: RunningApp, orca: Orca, text: str) -> list[str]:
    orca.settle()
    orca.forget()
    app.desktop.press("Tab")
    return orca.wait_until_said(text)


def test_the_answer_is_read_by_line(app: RunningApp, orca: Orca) -> None:
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
    for name in ("Copy", "Repeat", "More", "Close"):
        _tab(app, orca, f"{name} push button")
    app.desktop.press("Escape")
    wait_for(lambda: "LookAloud: window" not in app.desktop.run(["wmctrl", "-l"]).stdout)


def test_the_settings_are_named(app: RunningApp, orca: Orca) -> None:
    orca.forget()
    orca.settle()
    app.layer("comma")
    app.desktop.wait_for_window("LookAloud: settings")
    orca.wait_until_said("Speech page tab")
    for text in (
        "Speak through combo box", "Rate 220 words a minute spin button", "Pitch 50 spin button",
        "Volume 100 percent spin button", "Language of the voice text", "Play short sounds while working check box",
        "Try the voice push button", "OK push button", "Cancel push button", "Restore defaults push button",
    ):  # fmt: skip
        _tab(app, orca, text)


def test_the_keys_page_is_named_and_a_mistake_is_said(app: RunningApp, orca: Orca) -> None:
    _tab(app, orca, "Speech page tab")
    orca.settle()
    app.desktop.press("Right")
    orca.wait_until_said("Answers page tab")
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
    assert "LookAloud: settings" in app.desktop.run(["wmctrl", "-l"]).stdout
    app.desktop.press("Escape")
    wait_for(lambda: "LookAloud: settings" not in app.desktop.run(["wmctrl", "-l"]).stdout)
