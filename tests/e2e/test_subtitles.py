"""The subtitles of a film that plays: drawn into moving pictures, each is heard once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.live.watching import NO_LONGER
from tests.helpers.app import RunningApp, running_app
from tests.helpers.asking import type_question
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import RATE, heard, load, was_heard_once
from tests.helpers.shown_program import shown_program

FILM = """
import sys
from pathlib import Path
from PySide6.QtCore import *
from PySide6.QtGui import *
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
wanted, shown = Path(sys.argv[1]), Path(sys.argv[2])
class Film(QWidget):
    line, time = "", 0.0
    def paintEvent(self, event):
        painter = QPainter(self); painter.setRenderHint(QPainter.Antialiasing)
        sky = QLinearGradient(0, 0, 0, self.height())
        sky.setColorAt(0, QColor(70, 110, 170)); sky.setColorAt(1, QColor(60, 70, 50))
        painter.fillRect(self.rect(), sky)
        for number in range(7):
            painter.setBrush(QColor(90 + 20 * number, 140 - 12 * number, 60 + 15 * number))
            x = (130 * number + self.time * (30 + 25 * number)) % (self.width() + 160) - 80
            painter.drawEllipse(QPointF(x, 60 + 62 * number), 30 + 6 * number, 26 + 5 * number)
        path = QPainterPath(); font = QFont("DejaVu Sans"); font.setPixelSize(30)
        wide = QFontMetrics(font).horizontalAdvance(self.line)
        path.addText((self.width() - wide) / 2, self.height() - 48, font, self.line)
        painter.strokePath(path, QPen(QColor("black"), 5)); painter.fillPath(path, QColor("white"))
    def play(self):
        self.time += 0.1; self.line = wanted.read_text(); self.update(); shown.write_text(self.line)
film = Film(); film.setWindowTitle("Film"); film.resize(960, 540)
timer = QTimer(); timer.timeout.connect(film.play); timer.start(100)
film.show(); app.exec()
"""
LINES = ("Where have you been all night?", "I was waiting at the station.", "There was no train after ten.")


class Film:
    """A window in which pictures move all the time."""

    def __init__(self, wanted: Path, shown: Path) -> None:
        self._wanted, self._shown = wanted, shown

    def say(self, line: str) -> None:
        """The next subtitle; empty for none. Returns when it is drawn."""
        self._wanted.write_text(line)
        wait_for(lambda: self._shown.read_text() == line, why=f"the subtitle {line}")


@pytest.fixture(name="film")
def _film(desktop: Desktop) -> Iterator[Film]:
    wanted, shown = desktop.folder / "wanted", desktop.folder / "shown"
    with shown_program(desktop, FILM, wanted, shown, title="Film"):
        yield Film(wanted, shown)


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    with running_app(desktop) as app:
        yield app


@pytest.mark.timeout(300)  # for a busy machine; it takes less than a minute
def test_each_subtitle_is_read_once(app: RunningApp, film: Film, tmp_path: Path) -> None:
    desktop = app.desktop
    with desktop.recording(tmp_path / "heard.raw") as recording:
        type_question(app, "read the subtitles")
        heard(recording, "I will read the subtitles.")
        desktop.press("Escape")  # closes the window of answers, which lies above the film
        for line in LINES:
            film.say(line)
            heard(recording, line)
        stood = recording.stat().st_size
        wait_for(lambda: recording.stat().st_size > stood + 8 * 2 * RATE, why="eight seconds of the last line")
        film.say("")
        type_question(app, "stop watching")
        heard(recording, NO_LONGER)
    for line in LINES:
        assert was_heard_once(load(recording), line), line
