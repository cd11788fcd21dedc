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
    orca.forget()
    app.desktop.press("Tab")
    return orca.wait_until_said(text)


def test_the_answer_is_read_by_line(app: RunningApp, orca: Orca) -> None:
    app.layer("w")
    answer = app.answer(containing="Rain until Friday").splitlines()
    orca.forget()
    app.layer("o")
    app.desktop.wait_for_window("LookAloud: window")
    heard = orca.wait_until_said(answer[0])
    assert any("LookAloud: window" in line for line in heard)
    for line in answer[1:3]:
        orca.forget()
        app.desktop.press("Down")
        orca.wait_until_said(line)
    for name in ("Copy", "Repeat", "More", "Close"):
        said = _tab(app, orca, name)
        assert any("button" in line for line in said), said
    app.desktop.press("Escape")
    wait_for(lambda: "LookAloud: window" not in app.desktop.run(["wmctrl", "-l"]).stdout)


def test_the_settings_are_named(app: RunningApp, orca: Orca) -> None:
    orca.forget()
    app.layer("comma")
    app.desktop.wait_for_window("LookAloud: settings")
    orca.wait_until_said("LookAloud: settings")
    spoken: list[str] = []
    for name in ("Speak through", "Rate", "Pitch", "Volume", "Language of the voice", "Play short sounds", "Try the voice"):
        spoken += _tab(app, orca, name)
    together = " ".join(spoken)
    assert "220" in together
    assert "spin button" in together
    assert "combo box" in together
    assert "check box" in together
    for name in ("Restore defaults", "OK", "Cancel"):
        spoken = _tab(app, orca, name)
        assert any("button" in line for line in spoken), spoken


def test_the_keys_page_is_named_and_a_mistake_is_said(app: RunningApp, orca: Orca) -> None:
    app.desktop.press("Tab")  # from the last button back to the tabs
    orca.forget()
    app.desktop.press("Right", "Right")
    orca.wait_until_said("Keys")
    _tab(app, orca, "Key that opens the layer")
    for action in list(Action)[:3]:
        _tab(app, orca, action.label)
    app.desktop.run(["xdotool", "type", "banana"])
    app.desktop.press("Return")
    wait_for(lambda: "LookAloud: settings" in app.desktop.run(["wmctrl", "-l"]).stdout)
    app.desktop.press("Escape")
    wait_for(lambda: "LookAloud: settings" not in app.desktop.run(["wmctrl", "-l"]).stdout)
