"""What the app says of its keys, without a desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assistant.actions import Action
from assistant.app import App
from assistant.desktop.hotkeys import Bound, Chord, LayerEvent, LayerKind
from assistant.desktop.hotkeys.bound import NO_KEYS
from assistant.errors import HotkeyTaken
from assistant.layer_sounds import KEYBOARD_HELD
from tests.helpers.events import wait

LAYER = Chord.parse("Ctrl+Alt+Space")


@pytest.fixture(name="app")
def _app(application: QApplication, tmp_path: Path) -> Iterator[App]:
    path = tmp_path / "settings.toml"
    path.write_text('[speech]\nvoice = "silent"\ncues = false\n')
    app = App(path)
    yield app
    app.close()
    del application


@pytest.fixture(name="said")
def _said(app: App) -> list[str]:
    """What the app begins to speak."""
    said: list[str] = []
    app._speech.started.connect(lambda utterance: said.append(utterance.text))
    return said


def test_a_keyboard_that_another_program_holds_is_said(app: App, said: list[str]) -> None:
    app._keys.heard.emit(LayerEvent(LayerKind.CLOSED))
    assert said == [KEYBOARD_HELD]


def test_no_key_is_named_that_does_not_work(app: App, said: list[str]) -> None:
    taken = HotkeyTaken(str(LAYER))
    app._keys.heard.emit(Bound(None, (taken,)))
    wait(lambda: len(said) == 3)
    assert said == [taken.spoken, NO_KEYS, "LookAloud is ready."]
    app.act(Action.HELP)
    wait(lambda: len(said) == 4 + len(Action))
    assert said[3] == "Bind keys of your desktop to commands: lookaloud do, then the name of an action."
    said.clear()
    app._keys.heard.emit(Bound(Chord.parse("Ctrl+Alt+Insert")))
    wait(lambda: len(said) == 2)
    assert said[0] == "Control Alt Insert is used instead."
    assert said[1].startswith("LookAloud is ready. Press Control Alt Insert, then S")
    app.act(Action.HELP)
    wait(lambda: len(said) > 2)
    assert said[2].startswith("Press Control Alt Insert, then one more key.")


def test_the_first_sentence_is_said_once(app: App, said: list[str]) -> None:
    for _ in range(2):
        app._keys.heard.emit(Bound(LAYER))
    app.say("Next.")
    wait(lambda: "Next." in said)
    assert len(said) == 2
    assert said[0].startswith("LookAloud is ready. Press Control Alt Space")
