"""Which picture "say more" and "say less" mean: a real engine, pictures from the clipboard, no desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from assistant.answers import Answer
from assistant.desktop.camera import Camera
from assistant.engine.client import EngineClient
from assistant.errors import NoDisplay
from assistant.speech.cues import CuePlayer
from assistant.speech.queue import SpeechQueue
from assistant.speech.voices.silent import SilentVoice
from assistant.turns import NO_MORE, NO_PICTURE, Turns
from assistant.types import Asked, Length, Target
from tests.helpers.events import wait
from tests.helpers.stream import streamed_camera

ROOT = Path(__file__).parents[2]


class Session:
    """Turns with all that they need, and what was said."""

    def __init__(self) -> None:
        self.engine = EngineClient()
        self.speech = SpeechQueue(SilentVoice())
        self.camera = Camera()
        self.turns = Turns(engine=self.engine, speech=self.speech, cues=CuePlayer(enabled=False), camera=self.camera)
        self.said: list[str] = []
        self.ended: list[Answer] = []
        self.speech.started.connect(lambda utterance: self.said.append(utterance.text))
        self.turns.ended.connect(self.ended.append)

    def describe_clipboard(self, length: Length = Length.NORMAL) -> None:
        self.turns.start(Target.CLIPBOARD, "describe", length)

    def wait_for_answer(self) -> str:
        wait(lambda: not self.turns.busy and bool(self.ended))
        return self.ended.pop().text

    def close(self) -> None:
        self.turns.close()
        self.engine.close()
        self.speech.close()


@pytest.fixture(name="session")
def _session(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    session = Session()
    yield session
    session.close()
    application.clipboard().clear()


def picture_of(text: str) -> Image.Image:
    image = Image.new("RGBA", (400, 120), "white")
    ImageDraw.Draw(image).text((20, 30), text, "black", ImageFont.truetype("DejaVuSans.ttf", 22))
    return image


def copy_picture_of(text: str) -> None:
    image = picture_of(text)
    QApplication.clipboard().setImage(QImage(image.tobytes(), 400, 120, QImage.Format.Format_RGBA8888).copy())


def test_more_after_a_request_that_got_no_picture_tells_no_old_one(session: Session) -> None:
    copy_picture_of("The old picture")
    session.describe_clipboard()
    assert session.wait_for_answer() == "The old picture."
    session.turns.start(Target.WINDOW, "describe", Length.NORMAL)  # there is no display
    assert session.wait_for_answer() == NoDisplay().spoken
    session.turns.again(+1)
    assert not session.turns.busy
    wait(lambda: session.said[-1] == NO_PICTURE)


def test_more_while_the_engine_works_tells_that_picture(session: Session) -> None:
    copy_picture_of("The first picture")
    session.describe_clipboard()
    session.turns.again(+1)
    assert session.wait_for_answer() == "The first picture."
    copy_picture_of("The second picture")
    session.describe_clipboard()
    session.turns.again(+1)
    session.turns.again(-1)
    assert session.wait_for_answer() == "The second picture."


def test_more_after_a_stop_tells_the_picture_that_was_stopped(session: Session) -> None:
    copy_picture_of("The first picture")
    session.describe_clipboard()
    assert session.wait_for_answer() == "The first picture."
    copy_picture_of("The second picture")
    session.describe_clipboard(Length.FULL)
    session.turns.stop()
    session.turns.again(+1)  # it was at its longest, but nobody heard it
    assert session.wait_for_answer() == "The second picture."
    session.turns.again(+1)
    assert not session.turns.busy
    wait(lambda: session.said[-1] == NO_MORE)


@pytest.mark.parametrize("spoken", [False, True])
def test_a_question_before_the_camera_has_given_a_picture_is_about_what_it_sees(session: Session, spoken: bool) -> None:
    picture = picture_of("Room 12").resize((800, 240))
    with streamed_camera(picture) as camera:
        camera.hold()
        session.camera.source = camera.url
        session.turns.start(Target.CAMERA, "describe", Length.NORMAL)
        wait(lambda: camera.viewers == 1)
        asked = Asked("What does it say?")
        if spoken:
            session.turns.begin_question_again()
            session.turns.put_question(asked)
        else:
            session.turns.ask_again(asked)
        camera.show(picture)
        assert "Room 12" in session.wait_for_answer()
        wait(lambda: not session.camera.is_open)
