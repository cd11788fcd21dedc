"""Every window: named controls, keys for everything, nothing clipped, text that can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from assistant.actions import Action
from assistant.answers import Answer
from assistant.settings import KeySettings, Settings
from assistant.ui.models_window import ModelsWindow
from assistant.ui.result import ResultWindow
from assistant.ui.settings import SettingsWindow
from assistant.ui.tray import Tray

TEXT = "Notes.\nA dialog: Save?\nButtons: Save and Cancel."


def result_window() -> QWidget:
    window = ResultWindow()
    window.show_talk("screen", [Answer(1, "screen", TEXT)])
    window.open()
    return window


def settings_window() -> QWidget:
    window = SettingsWindow(Settings())
    window.show()
    return window


def models_window() -> QWidget:
    window = ModelsWindow()
    window.show()
    return window


WINDOWS = pytest.mark.parametrize("make", [result_window, settings_window, models_window])


def _focusable(window: QWidget) -> list[QWidget]:
    return [
        child for child in window.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(window) and child.isEnabled()
        and child.focusProxy() is None  # a tab widget passes the focus on to its tab bar
        and not (isinstance(child, QLineEdit) and isinstance(child.parent(), QSpinBox))
    ]  # fmt: skip


@WINDOWS
def test_every_control_has_a_name(application: QApplication, make: object) -> None:
    window = make()  # type: ignore[operator]
    for child in _focusable(window):
        name = child.accessibleName() or (child.text() if isinstance(child, QAbstractButton | QLabel) else "")
        assert name or child.objectName() == "qt_tabwidget_tabbar", child
    window.close()
    del application


@WINDOWS
def test_tab_reaches_every_control_and_comes_back(application: QApplication, make: object) -> None:
    window = make()  # type: ignore[operator]
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    wanted = set(_focusable(window))
    seen: list[QWidget] = []
    for _ in range(3 * len(wanted) + 3):
        focus = application.focusWidget() or window
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert [child for child in wanted if child not in seen] == []
    window.close()


@WINDOWS
def test_no_mnemonic_is_given_twice(application: QApplication, make: object) -> None:
    window = make()  # type: ignore[operator]
    letters = [
        button.text()[button.text().index("&") + 1].casefold()
        for button in window.findChildren(QAbstractButton)
        if "&" in button.text() and button.isVisibleTo(window)
    ]
    assert len(set(letters)) == len(letters)
    window.close()
    del application


@WINDOWS
def test_escape_closes(application: QApplication, make: object) -> None:
    window = make()  # type: ignore[operator]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    del application


@WINDOWS
def test_nothing_is_clipped_at_twice_the_font_size(application: QApplication, make: object) -> None:
    before = application.font()
    large = application.font()
    large.setPointSizeF(2 * before.pointSizeF())
    application.setFont(large)
    try:
        window = make()  # type: ignore[operator]
        application.processEvents()
        for child in window.findChildren(QWidget):
            if isinstance(child, QAbstractButton | QComboBox | QSpinBox | QLineEdit) and child.isVisibleTo(window):
                if child.objectName() == "qt_spinbox_lineedit":
                    continue  # Qt's own part of a spin box, which has the height
                assert child.height() >= child.minimumSizeHint().height(), child
                if isinstance(child, QAbstractButton) and child.text():
                    assert child.width() >= child.fontMetrics().horizontalAdvance(child.text().replace("&", "")), child
        window.close()
    finally:
        application.setFont(before)


def _luminance(colour: QColor) -> float:
    """WCAG 2.1 relative luminance."""
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#000000"), ("#1e1e1e", "#e8e8e8"), ("#000000", "#ffff00")])
@WINDOWS
def test_text_can_be_seen_in_every_palette(application: QApplication, make: object, ground: str, ink: str) -> None:
    before = application.palette()
    palette = QPalette(QColor(ground))
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
        palette.setColor(role, QColor(ground))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(role, QColor(ink))
    application.setPalette(palette)
    try:
        window = make()  # type: ignore[operator]
        image = window.grab().toImage()
        levels = sorted(
            _luminance(image.pixelColor(x, y)) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
        )
        dark, light = levels[len(levels) // 1000], levels[-len(levels) // 1000]
        assert (light + 0.05) / (dark + 0.05) >= 4.5
        window.close()
    finally:
        application.setPalette(before)


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
