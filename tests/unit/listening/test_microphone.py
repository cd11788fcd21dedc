"""What is said of a microphone before and after it was used; recording itself is tested in tests/e2e/test_questions."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from assistant.doctor.sound import microphone
from assistant.listening.sources import Source, sources
from assistant.questions import TOO_LOUD, TOO_SOFT, WELL, how_loud
from assistant.settings import ListeningSettings, Settings
from assistant.ui.settings import SettingsWindow


@pytest.mark.parametrize(("level", "told"), [(0.004, TOO_SOFT), (0.1, WELL), (0.9, TOO_LOUD)])
def test_a_voice_is_soft_well_or_loud(level: float, told: str) -> None:
    assert how_loud(level) == told


def test_a_microphone_of_the_settings_that_is_not_connected_stays_chosen(application: QApplication) -> None:
    del application
    window = SettingsWindow(Settings(listening=ListeningSettings(microphone="Blue Snowball")))
    box = window.control("listening", "microphone")
    assert isinstance(box, QComboBox)
    assert box.itemText(0) == "The one the system uses"
    assert box.currentText() == "Blue Snowball, not connected"
    assert window.values().listening.microphone == "Blue Snowball"
    box.setCurrentIndex(0)
    assert window.values().listening.microphone == ""


def test_where_no_server_answers_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PULSE_SERVER", "unix:/nonexistent")
    assert sources() is None


@pytest.mark.parametrize(
    ("known", "status", "words"),
    [
        ([], "warn", "none was found"),
        ([Source("a", "Desk microphone", True)], "warn", "muted: Desk microphone"),
        ([Source("a", "Desk microphone", False)], "ok", "Desk microphone"),
    ],
)
def test_the_check_of_the_microphone(
    known: list[Source], status: str, words: str, monkeypatch: pytest.MonkeyPatch, application: QApplication
) -> None:
    del application
    monkeypatch.setattr("assistant.listening.sources.sources", lambda: known)
    result = microphone()
    assert result.status == status
    assert words in result.what
