"""The checklist of the app's own accessibility, a row a window: keyboard, names, 200 % letters, contrast, no colour or
sound alone. What needs a real desktop is in tests/e2e/test_accessibility.py."""

from __future__ import annotations

import ast
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from assistant.actions import Action
from assistant.languages.words import NAMES, speaking
from assistant.speech.cues import Cue, CuePlayer
from assistant.ui.tray import IDLE, STATES, Tray
from tests.helpers.own_windows import MAKERS, clear, focusable, opened, pages

ROOT = Path(__file__).parents[3]
Make = Callable[[], QWidget]
WINDOWS = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
FIRST = {
    "result_window": "Answer",
    "settings_window": "Sections",
    "models_window": "Models",
    "album_window": "Pictures",
}
"""Where the focus is when a window has opened."""


@pytest.fixture(scope="module", autouse=True)
def _folders(application: QApplication) -> Iterator[None]:
    yield
    clear()
    del application


def _name(widget: QWidget) -> str:
    """What a screen reader is told."""
    if isinstance(widget, QTabBar):  # named as its tab widget; a screen reader says the tab
        tabs = widget.parentWidget()
        assert tabs is not None
        return tabs.accessibleName()
    if isinstance(widget, QComboBox):  # Qt tells AT-SPI what is chosen, and the label as a relation
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return str(interface.text(QAccessible.Text.Name))


def _walk(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """The stops from the present one on, until it comes again."""
    stops: list[QWidget] = []
    focus = QApplication.focusWidget()
    while focus is not None and focus not in stops:
        stops.append(focus)
        QTest.keyClick(focus, key)
        focus = QApplication.focusWidget()
        assert len(stops) < 100
    assert focus is stops[0], f"Tab does not come round in {window}"
    return stops


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def _active(window: QWidget) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


@WINDOWS
def test_the_focus_is_where_one_begins(make: Make) -> None:
    with opened(make) as window:
        _active(window)
        assert _name(_focus()) == FIRST[make.__name__]


@WINDOWS
def test_tab_reaches_every_control_in_reading_order_and_shift_tab_goes_back(make: Make) -> None:
    with opened(make) as window:
        _active(window)
        for page in pages(window):
            forth = _walk(window, Qt.Key.Key_Tab)
            assert set(forth) == set(focusable(window)), page
            assert _walk(window, Qt.Key.Key_Backtab) == [forth[0], *reversed(forth[1:])], page
            # from the top; the order in a box of buttons is the platform's, with OK first
            tops = [stop for stop in forth if not isinstance(stop.parent(), QDialogButtonBox)]
            corners = [stop.mapTo(window, QPoint(0, stop.height() // 2)) for stop in tops]
            first = min(range(len(tops)), key=lambda at: (corners[at].y(), corners[at].x()))
            corners = corners[first:] + corners[:first]
            for before, after in itertools.pairwise(corners):
                assert after.y() > before.y() + 4 or after.x() > before.x(), (page, before, after)


@WINDOWS
def test_every_control_has_a_name_of_words_and_every_field_a_label(make: Make) -> None:
    with opened(make) as window:
        for page in pages(window):
            labels = [label for label in window.findChildren(QLabel) if label.isVisibleTo(window)]
            for stop in focusable(window):
                name = _name(stop)
                assert name.strip(), (page, stop)
                assert "&" not in name
                assert "_" not in name and name.casefold() != stop.objectName().casefold()  # noqa: PT018
                assert type(stop).__name__ not in name
                if isinstance(stop, QLineEdit | QComboBox | QAbstractSpinBox):
                    bound = [label for label in labels if label.buddy() is stop]
                    assert len(bound) == 1, (page, name)
                    assert bound[0].text().replace("&", "").rstrip(":") == name
            for label in labels:  # a name of its own would hide what a label says
                assert _name(label) == label.text().replace("&", ""), page


@pytest.mark.parametrize("language", NAMES)
@WINDOWS
def test_no_access_key_is_given_twice(make: Make, language: str) -> None:
    with speaking(language), opened(make) as window:
        for page in pages(window):
            texts = [
                str(part.property("text"))
                for part in window.findChildren(QWidget)
                if isinstance(part, QAbstractButton | QLabel) and part.isVisibleTo(window) and "&" in part.text()
            ]
            keys = [text[text.index("&") + 1].casefold() for text in texts]
            assert len(set(keys)) == len(keys), (page, texts)
            assert all(key.isalpha() for key in keys)


@WINDOWS
def test_escape_closes_from_every_control(make: Make) -> None:
    with opened(make) as window:
        count = len(focusable(window))
    for number in range(count):
        with opened(make) as window:
            _active(window)
            focusable(window)[number].setFocus()
            QTest.keyClick(_focus(), Qt.Key.Key_Escape)
            assert not window.isVisible(), number


def test_settings_that_open_again_begin_at_the_first_page(application: QApplication) -> None:
    from assistant.settings import Settings
    from assistant.ui.windows import Windows

    windows = Windows(Settings())
    windows.show_settings()
    window = windows._settings_window
    assert window is not None
    _active(window)
    window.control("speech", "rate").setFocus()
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    windows.show_settings()
    _active(window)
    assert isinstance(application.focusWidget(), QTabBar)
    window.close()


def test_at_twice_the_letters_all_of_it_is_seen_on_a_small_screen(tmp_path: Path) -> None:
    """Each language on 1280 x 800 pixels, with an application's font of twice the size."""
    screen = {
        "name": "small",
        "x": 0,
        "y": 0,
        "width": 1280,
        "height": 800,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    (tmp_path / "screen.json").write_text(json.dumps({"screens": [screen]}))
    program = (
        "from PySide6.QtWidgets import QApplication\nfrom assistant.languages.words import NAMES, speaking\n"
        "application = QApplication([])\nfont = application.font()\n"
        "assert application.primaryScreen().size().width() == 1280\n"
        "font.setPointSizeF(2 * font.pointSizeF())\napplication.setFont(font)\n"
        "from tests.helpers.own_windows import MAKERS, clear, cut_off, opened\n"
        "for name in NAMES:\n    for make in MAKERS:\n        with speaking(name), opened(make) as window:\n"
        "            for line in cut_off(window):\n                print('CUT', name, make.__name__, line)\n"
        "clear()\nprint('DONE')\n"
    )
    env = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path}/screen.json", "LOOKALOUD_LANGUAGE": "en"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, timeout=100, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(("CUT", "DONE"))]
    assert lines == ["DONE"], done.stderr[-2000:]


def _luminance(colour: QColor) -> float:
    """WCAG 2.1 relative luminance."""
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(image: QImage) -> float:
    """Of the lightest and the darkest pixel, by WCAG 2.1: 1 to 21. Letters have at least some pixels without grey."""
    inner = image.copy(3, 3, image.width() - 6, image.height() - 6)  # without the frame
    pixels = memoryview(inner.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("B").cast("I")
    levels = [_luminance(QColor(number)) for number in set(pixels)]
    return (max(levels) + 0.05) / (min(levels) + 0.05)


@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#000000"), ("#000000", "#ffffff"), ("#000000", "#ffff00")])
@WINDOWS
def test_in_high_contrast_every_text_has_seven_to_one(
    application: QApplication, make: Make, ground: str, ink: str
) -> None:
    before = application.palette()
    palette = QPalette(QColor(ground))
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
        palette.setColor(role, QColor(ground))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(role, QColor(ink))
    application.setPalette(palette)
    try:
        with opened(make) as window:
            count = 0
            for page in pages(window):
                for part in window.findChildren(QWidget):
                    text = part.property("text") or part.property("plainText") or part.property("currentText")
                    if text and part.isVisibleTo(window) and part.isEnabled() and not part.visibleRegion().isEmpty():
                        assert _contrast(part.grab().toImage()) >= 7, (page, part, text)
                        count += 1
            assert count >= 5
    finally:
        application.setPalette(before)


FORBIDDEN = {
    *"setStyleSheet setForeground setBackground setPalette setTextColor setTextBackgroundColor".split(),
    *"setPixelSize setPointSize setPointSizeF setFont setFixedSize setFixedWidth setFixedHeight".split(),
    *"setMaximumWidth setMaximumHeight setMaximumSize setGeometry".split(),
    *"QColor QPalette QBrush QFont QPropertyAnimation QMovie QTimeLine QGraphicsOpacityEffect".split(),
}
"""Own colours, own letters, sizes that letters cannot stretch, and movement."""


def test_windows_have_no_colours_letters_or_fixed_sizes_of_their_own() -> None:
    for path in sorted((ROOT / "assistant" / "ui").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert names & FORBIDDEN == set(), path.name


def test_every_sound_has_words(application: QApplication) -> None:
    """Those that begin something say what; those that end it leave the answer, or the sentence that says why not."""
    assert set(STATES) == set(Cue)
    assert {cue for cue, words in STATES.items() if words == IDLE} == {
        Cue.DONE, Cue.FAILED, Cue.CANCEL, Cue.CAMERA_OFF,
    }  # fmt: skip
    tray = Tray()
    for enabled in (True, False):
        player = CuePlayer(enabled=enabled)
        player.played.connect(tray.show_state)
        for cue in Cue:
            player.play(cue)
            assert tray.state == STATES[cue]
        player.close()
    with speaking("de"):
        tray.show_state(Cue.LISTENING)
        assert tray.state == "LookAloud: hört zu"
    del application


@pytest.mark.parametrize("language", NAMES)
def test_the_tray_says_each_action_and_its_key(application: QApplication, language: str) -> None:
    with speaking(language):
        entries = [entry.text() for entry in Tray().menu.actions() if not entry.isSeparator()]
    assert len(set(entries)) == len(Action) + 1
    assert all(entry.endswith(")") for entry in entries[:-1])
    keys = [entry[entry.index("&") + 1] for entry in entries if "&" in entry]
    assert len(keys) == 1  # Quit; the others have their key in the layer
    del application


@WINDOWS
def test_no_line_tells_of_its_caret_when_it_is_first_visited(make: Make) -> None:
    """Qt would tell of it before the focus, and Orca 43 would then say nothing of the visit."""
    for line in make().findChildren(QLineEdit):
        if isinstance(line.parent(), QAbstractSpinBox):
            continue  # Orca tells of those all the same
        moved: list[tuple[int, int]] = []
        line.cursorPositionChanged.connect(lambda *at, moved=moved: moved.append(at))
        QTest.keyClick(line, Qt.Key.Key_End)  # at the end, where the caret stands
        assert moved == [], line.accessibleName()
