"""The app put together, without a desktop: what its keys and windows make it say."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox

from assistant.actions import Action
from assistant.app import NOTHING_TO_COPY, SLEPT, VOICE_SAMPLE, App
from assistant.desktop.hotkeys import LayerEvent, LayerKind
from assistant.desktop.lane import FAILED
from assistant.errors import SettingsError
from assistant.layer_sounds import NO_SUCH_KEY
from assistant.settings_file import load
from assistant.ui.settings import SettingsWindow
from tests.helpers.voices import WrittenVoice

SILENT = 'first_run_done = true\n[speech]\nvoice = "silent"\ncues = false\n'


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(SILENT)
    return path


@pytest.fixture(name="app")
def _app(application: QApplication, path: Path) -> Iterator[App]:
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


def broken(*_: object) -> None:
    raise UnicodeDecodeError("utf-8", b"\xc3", 0, 1, "a defect")


def test_a_defect_behind_a_key_is_said(app: App, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app._turns, "start", broken)
    app._keys.heard.emit(Action.DESCRIBE_SCREEN)
    assert said == [FAILED]
    app._keys.heard.emit(LayerEvent(LayerKind.UNKNOWN_KEY, "z"))
    assert said == [FAILED, NO_SUCH_KEY]


def test_an_error_behind_a_key_is_said_in_its_words(app: App, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise SettingsError("The settings cannot be shown.")

    monkeypatch.setattr(app._windows, "show_settings", refuse)
    app._keys.heard.emit(Action.SETTINGS)
    assert said == ["The settings cannot be shown."]


def test_a_defect_in_any_slot_is_said(
    application: QApplication, app: App, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", app.tell_defect)
    QTimer.singleShot(0, broken)
    application.processEvents()
    assert said == [FAILED]


def test_what_could_not_be_saved_is_saved_with_the_next_change(app: App, path: Path, said: list[str]) -> None:
    path.write_text("[damaged")
    slow = replace(app.settings, speech=replace(app.settings.speech, rate=100))
    app._windows.settings_accepted.emit(slow)
    assert "is damaged" in said[-1]
    path.unlink()
    app._windows.settings_accepted.emit(replace(slow, answers=replace(slow.answers, copy=True)))
    assert load(path).settings.speech.rate == 100
    assert load(path).settings.answers.copy


def slow(app: App) -> None:
    """What is spoken lasts until it is stopped."""
    app._speech.change_voice(WrittenVoice())


def test_the_layer_holds_what_is_said_and_a_timeout_lets_it_go_on(app: App, said: list[str]) -> None:
    slow(app)
    app.say("One.")
    app._keys.heard.emit(LayerEvent(LayerKind.OPENED))
    app.say("Two.")
    assert said == ["One."]
    assert not app._speech.speaking
    app._keys.heard.emit(LayerEvent(LayerKind.TIMED_OUT))
    assert said == ["One.", "One."]
    app._keys.heard.emit(LayerEvent(LayerKind.OPENED))
    app._keys.heard.emit(LayerEvent(LayerKind.UNKNOWN_KEY, "z"))
    assert said == ["One.", "One.", NO_SUCH_KEY]
    app._keys.heard.emit(LayerEvent(LayerKind.OPENED))
    app._keys.heard.emit(Action.STOP)
    assert not app._speech.speaking
    app.say("Three.")
    assert said == ["One.", "One.", NO_SUCH_KEY, "Three."]


def test_an_action_of_the_layer_drops_what_waited(app: App, said: list[str]) -> None:
    slow(app)
    app.say("One.")
    app._keys.heard.emit(LayerEvent(LayerKind.OPENED))
    app._keys.heard.emit(Action.COPY)
    assert said == ["One.", NOTHING_TO_COPY]


def settings_window(app: App) -> SettingsWindow:
    app._keys.heard.emit(Action.SETTINGS)
    window = app._windows._settings_window
    assert window is not None
    return window


def try_rate(window: SettingsWindow, rate: int) -> None:
    control = window.control("speech", "rate")
    assert isinstance(control, QSpinBox)
    control.setValue(rate)
    next(button for button in window.findChildren(QPushButton) if button.accessibleName() == "Try the voice").click()


def rate_of_the_voice(app: App) -> int:
    return app._voice.chosen.settings.rate


def test_a_voice_that_was_only_tried_is_not_kept(app: App, said: list[str]) -> None:
    window = settings_window(app)
    try_rate(window, 400)
    assert rate_of_the_voice(app) == 400
    assert said[-1] == VOICE_SAMPLE
    window.reject()
    assert rate_of_the_voice(app) == 220


def test_a_tried_voice_that_was_taken_back_before_ok_is_not_kept(app: App) -> None:
    window = settings_window(app)
    try_rate(window, 400)
    control = window.control("speech", "rate")
    assert isinstance(control, QSpinBox)
    control.setValue(220)
    window.accept_settings()
    assert rate_of_the_voice(app) == 220
    window = settings_window(app)
    try_rate(window, 300)
    window.accept_settings()
    assert rate_of_the_voice(app) == 300


def test_a_voice_can_be_tried_while_a_key_is_wrong(app: App, said: list[str]) -> None:
    window = settings_window(app)
    key = window.control("keys", "copy")
    assert isinstance(key, QLineEdit)
    key.setText("banana")
    try_rate(window, 400)
    assert said[-1] == VOICE_SAMPLE
    assert settings_window(app) is window  # asked for again, it is the same, with what was typed
    window.reject()


def test_sleep_ends_what_is_under_way_and_waking_says_so(app: App, said: list[str]) -> None:
    slow(app)
    app._suspend.begins.emit()
    app._suspend.ended.emit()
    assert said == []  # nothing was under way
    app.say("One.")
    app.say("Two.")
    app._suspend.begins.emit()
    assert not app._speech.speaking
    app._suspend.ended.emit()
    assert said == ["One.", SLEPT]
    app._suspend.begins.emit()
    app._suspend.ended.emit()  # twice in a row: the sentence itself was cut
    assert said == ["One.", SLEPT, SLEPT]
