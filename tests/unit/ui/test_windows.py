"""Every window: named controls, keys for everything, nothing clipped, text that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QSpinBox,
)

from assistant.actions import Action
from assistant.answers import Answer
from assistant.settings import KeySettings, Settings
from assistant.ui import front
from assistant.ui.result import ResultWindow
from assistant.ui.settings import SettingsWindow
from assistant.ui.tray import Tray
from assistant.ui.windows import Windows
from tests.helpers.own_windows import MAKERS, TEXT, clear


@pytest.fixture(scope="module", autouse=True)
def _folders() -> Iterator[None]:
    yield
    clear()


WINDOWS = pytest.mark.parametrize("make", MAKERS)


@WINDOWS
def test_escape_closes(application: QApplication, make: object) -> None:
    window = make()  # type: ignore[operator]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    del application


def test_the_caret_stays_while_sentences_come(application: QApplication) -> None:
    window = ResultWindow()
    window.show_talk("screen", [Answer(1, "screen", "First.\nSecond.")])
    window.open()
    assert window.caret == 0
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    place = window.caret
    assert place == len("First.\n")
    window.append("Third.")
    assert window.caret == place
    assert window.text == "First.\nSecond.\nThird."
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_X)
    assert window.text == "First.\nSecond.\nThird."
    window.close()
    del application


def test_a_talk_is_shown_oldest_first_with_the_caret_at_the_newest(application: QApplication, tmp_path: Path) -> None:
    window = ResultWindow()
    talk = [
        Answer(1, "Question", "3 buttons: Yes, No and Help.", question="what buttons are there"),
        Answer(
            2, "Question", "You asked: where is help.\nThe button Help is at the top right.", question="where is help"
        ),
    ]
    window.show_talk("Question", talk)
    first = "You asked: what buttons are there\n3 buttons: Yes, No and Help."
    assert window.text == f"{first}\n\n{talk[1].text}"
    assert window.caret == len(first) + 2
    assert window.save_as(tmp_path / "talk.txt")
    assert (tmp_path / "talk.txt").read_text("utf-8") == f"{window.text}\n"
    problems: list[str] = []
    window.problem_found.connect(problems.append)
    assert not window.save_as(tmp_path / "missing" / "talk.txt")
    assert "talk.txt cannot be written" in problems[0]


def test_an_empty_question_is_not_asked(application: QApplication) -> None:
    window = ResultWindow()
    asked: list[str] = []
    window.asked.connect(asked.append)
    question = window.findChild(QLineEdit)
    assert question is not None
    question.setText("   ")
    question.returnPressed.emit()
    assert asked == []


def test_the_buttons_ask_for_what_they_say(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    window = ResultWindow()
    asked: list[str] = []
    window.copy_requested.connect(lambda: asked.append("copy"))
    window.repeat_requested.connect(lambda: asked.append("repeat"))
    window.more_requested.connect(lambda: asked.append("more"))
    window.asked.connect(asked.append)
    monkeypatch.setattr(window, "save_as", lambda path: asked.append(path.name))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/tmp/talk.txt", ""))
    question = window.findChild(QLineEdit)
    assert question is not None
    question.setText(" what buttons are there? ")
    window.show_talk("screen", [Answer(1, "screen", TEXT)])
    window.open()
    assert QTest.qWaitForWindowActive(window)
    for button in window.findChildren(QAbstractButton):
        if button.isVisibleTo(window) and button.text() != "C&lose":
            # the offscreen platform delivers no Alt keys: the shortcut itself is asked what it is
            assert button.shortcut().toString() == f"Alt+{button.text()[button.text().index('&') + 1]}"
            button.click()
    assert sorted(asked) == ["copy", "more", "repeat", "talk.txt", "what buttons are there?"]
    assert question.text() == ""
    next(button for button in window.findChildren(QAbstractButton) if button.text() == "C&lose").click()
    assert not window.isVisible()


def test_settings_go_in_and_come_out(application: QApplication) -> None:
    window = SettingsWindow(Settings(keys=KeySettings(direct={"of-a-newer-version": "Ctrl+Alt+Q"})))
    accepted: list[Settings] = []
    window.settings_accepted.connect(accepted.append)
    rate = window.control("speech", "rate")
    assert isinstance(rate, QSpinBox)
    rate.setValue(300)
    key = window.control("keys", "copy")
    assert isinstance(key, QLineEdit)
    key.setText("ctrl+alt+k")
    window.accept_settings()
    assert accepted[0].speech.rate == 300
    assert accepted[0].keys.direct == {"copy": "Ctrl+Alt+K", "of-a-newer-version": "Ctrl+Alt+Q"}
    assert accepted[0].answers == Settings().answers
    del application


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [("copy", "banana", "is no key"), ("copy", "ctrl+alt+space", "is used twice"), ("layer", "", "is no key")],
)
def test_a_wrong_key_keeps_the_window_open_and_says_why(
    application: QApplication, field: str, text: str, words: str
) -> None:
    window = SettingsWindow(Settings(keys=KeySettings(layer="Control+Alt+Space")))
    window.show()
    accepted: list[Settings] = []
    window.settings_accepted.connect(accepted.append)
    control = window.control("keys", field)
    assert isinstance(control, QLineEdit)
    control.setText(text)
    window.accept_settings()
    assert accepted == []
    assert words in window.problem
    assert window.isVisible()
    assert control.text() == text
    window.close()
    del application


def test_the_tray_has_every_action(application: QApplication) -> None:
    tray = Tray()
    chosen: list[Action] = []
    tray.action.connect(chosen.append)
    entries = [entry for entry in tray.menu.actions() if not entry.isSeparator()]
    assert len(entries) == len(Action) + 1
    entries[0].trigger()
    assert chosen == [Action.DESCRIBE_SCREEN]
    assert all(entry.text() for entry in entries)
    del application


def test_a_screen_reader_is_told_nothing_of_a_window_that_is_made(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(front, "QAccessible", SimpleNamespace(isActive=lambda: True, setActive=heard.append))
    monkeypatch.setattr(SettingsWindow, "_fit", lambda _: heard.append("made"))
    windows = Windows(Settings())
    windows.show_settings()
    windows.show_settings()
    assert heard == [False, "made", True]
    del application


def test_values_that_stay_are_no_news(application: QApplication) -> None:
    window = SettingsWindow(Settings())
    field = window.control("keys", "copy")
    assert isinstance(field, QLineEdit)
    window.show_values(Settings(keys=KeySettings(direct={"copy": "Ctrl+Alt+K"})))
    assert field.text() == "Ctrl+Alt+K"
    field.setCursorPosition(3)
    window.show_values(Settings(keys=KeySettings(direct={"copy": "Ctrl+Alt+K"})))
    assert field.cursorPosition() == 3  # it was not set again
    del application
