"""Questions as their user asks them: the key is held, a question is spoken into the microphone, the answer is heard."""

from __future__ import annotations

import dataclasses
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.listening.microphone import GONE, LOST, NONE, SWITCHED_OFF
from assistant.questions import WELL
from assistant.settings import Settings
from tests.helpers.app import CHORD, RunningApp, running_app
from tests.helpers.asking import ask_aloud, hold_and_speak, is_listening, speak_into_microphone, type_question
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.desktop import desktop as new_desktop
from tests.helpers.hearing import heard, load
from tests.helpers.speaking import spoken

PAGES = [each.name for each in dataclasses.fields(Settings) if dataclasses.is_dataclass(getattr(Settings(), each.name))]
"""Of the settings window."""
QUESTION = "what does the dialog ask"
SAID = "It says: Delete the old letters?"
ASKED_BACK = f"Did you mean: {QUESTION}? Say yes, or ask again"


@pytest.fixture(scope="module", name="app")
def _app(desktop: Desktop) -> Iterator[RunningApp]:
    desktop.start("zenity", "--question", "--title=Confirm", "--text=Delete the old letters?")
    desktop.wait_for_window("Confirm")
    with running_app(desktop) as app:
        yield app


def settle(app: RunningApp, question: str) -> None:
    """Say yes where the synthetic voice was understood, but not surely enough."""
    if app.answer(containing=question).startswith("Did you mean: "):
        type_question(app, "yes")


def test_a_spoken_question_is_answered_aloud(app: RunningApp, tmp_path: Path) -> None:
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        ask_aloud(app, spoken(QUESTION, rate=165))
        # copying says so and ends the answer: nothing is pressed before it was heard
        heard(recording, SAID, ASKED_BACK)
    text = app.copied()
    assert QUESTION in text
    if not text.startswith("Did you mean: "):
        assert "Buttons: No and Yes, which is the default." in text
    assert QUESTION not in app.log()  # what is asked is not logged


def test_a_tap_listens_until_the_user_is_silent(app: RunningApp) -> None:
    app.layer("a")
    wait_for(lambda: is_listening(app.desktop), why="the open microphone")
    speak_into_microphone(app.desktop, spoken("what has focus", rate=165))
    wait_for(lambda: not is_listening(app.desktop), why="the closed microphone")
    assert app.answer(containing="what has focus")


def test_the_stop_key_ends_the_listening(app: RunningApp) -> None:
    before = app.copied()
    app.layer("a")
    wait_for(lambda: is_listening(app.desktop), why="the open microphone")
    app.layer("Escape")
    wait_for(lambda: not is_listening(app.desktop), why="the closed microphone")
    assert app.copied() in (before, "")


def test_an_engine_that_dies_while_listening_is_no_silence(app: RunningApp) -> None:
    app.desktop.press(CHORD)
    app.desktop.run(["xdotool", "keydown", "a"])
    wait_for(lambda: is_listening(app.desktop) and app.children(), why="the open microphone")
    os.kill(app.children()[0], signal.SIGKILL)
    speak_into_microphone(app.desktop, spoken(QUESTION, rate=165))
    app.desktop.run(["xdotool", "keyup", "a"])
    settle(app, QUESTION)
    assert app.answer(containing=SAID)


def test_a_muted_microphone_is_named(app: RunningApp) -> None:
    app.desktop.run(["pactl", "set-source-mute", "fakemic", "1"])
    try:
        app.layer("a")
        assert SWITCHED_OFF in app.answer(containing=SWITCHED_OFF)
    finally:
        app.desktop.run(["pactl", "set-source-mute", "fakemic", "0"])


def unplug(desktop: Desktop) -> None:
    """As a microphone on a cable is pulled out."""
    lines = desktop.run(["pactl", "list", "short", "modules"]).stdout.splitlines()
    (number,) = (line.split("\t")[0] for line in lines if "source_name=fakemic" in line)
    desktop.run(["pactl", "unload-module", number])


def records(desktop: Desktop) -> bool:
    """Whether somebody records from anything."""
    return bool(desktop.run(["pactl", "list", "short", "source-outputs"]).stdout.strip())


def plug_in(desktop: Desktop) -> None:
    """It is there again, and the system uses it."""
    desktop.run(["pactl", "load-module", "module-remap-source", "source_name=fakemic", "master=micsink.monitor"])
    desktop.run(["pactl", "set-default-source", "fakemic"])


def test_a_microphone_that_is_pulled_out_is_told_and_one_that_is_not_there(app: RunningApp) -> None:
    app.desktop.press(CHORD)
    app.desktop.run(["xdotool", "keydown", "a"])
    try:
        wait_for(lambda: is_listening(app.desktop), why="the open microphone")
        unplug(app.desktop)
        wait_for(lambda: not records(app.desktop), why="the end of the recording")
    finally:
        app.desktop.run(["xdotool", "keyup", "a"])
    assert GONE in app.answer(containing=GONE)
    app.layer("a")
    assert NONE in app.answer(containing=NONE)
    plug_in(app.desktop)
    ask_aloud(app, spoken(QUESTION, rate=165))
    settle(app, QUESTION)
    assert app.answer(containing=SAID)


def test_the_microphone_can_be_tried_from_the_settings(app: RunningApp) -> None:
    desktop = app.desktop
    app.layer("comma")
    desktop.wait_for_window("LookAloud: settings")
    desktop.run(["xdotool", "search", "--sync", "--name", "LookAloud: settings", "windowactivate", "--sync"])
    for _ in range(PAGES.index("listening")):
        desktop.press("ctrl+Tab")
    desktop.press("alt+t")
    wait_for(lambda: is_listening(desktop), why="the open microphone")
    speak_into_microphone(desktop, spoken("one two three", rate=165))
    wait_for(lambda: not is_listening(desktop), why="the closed microphone")
    wait_for(lambda: f"says: {WELL}" in app.log(), why="the sentence about it")
    desktop.press("Escape")


def test_without_a_sound_server_the_app_lives_and_says_so() -> None:
    with new_desktop() as own, running_app(own) as app:
        own.start("zenity", "--question", "--title=Confirm", "--text=Delete the old letters?")
        own.wait_for_window("Confirm")
        ask_aloud(app, spoken("what has focus", rate=165))
        assert app.answer(containing="what has focus")
        own.run(["pkill", "-KILL", "-f", f"pulseaudio.*{own.folder}"])
        app.layer("a")
        assert LOST in app.answer(containing=LOST)
        assert app.process.poll() is None


def test_questions_can_be_typed(app: RunningApp) -> None:
    type_question(app, "where is the yes button")
    assert "to the right of the button No" in app.answer(containing="to the right of")
    app.desktop.press("Escape")


def test_an_answer_says_how_old_its_screen_is_when_it_has_changed(app: RunningApp) -> None:
    app.layer("s")  # the screen is taken
    assert app.answer(containing="Confirm")
    time.sleep(4)
    type_question(app, "what buttons are there")
    assert "ago" not in app.answer(containing="2 buttons")
    app.desktop.press("Escape")
    note = app.desktop.start(
        "zenity", "--info", "--title=News", "--text=A long line that was not there before", "--width=900"
    )
    app.desktop.wait_for_window("News")
    type_question(app, "where is the yes button")
    text = app.answer(containing="right of the button No")
    assert "This is about the screen of" in app.answer(containing="has changed since")
    assert text
    note.kill()
    app.desktop.press("Escape")


def test_fifty_questions_in_ten_seconds_leave_one_answer(app: RunningApp, tmp_path: Path) -> None:
    type_question(app, "what has focus")
    assert app.answer(containing="focus")
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        app.desktop.run(["xdotool", "search", "--sync", "--name", "LookAloud: ", "windowactivate", "--sync"])
        for number in range(49):
            app.desktop.press("alt+q")
            app.desktop.run(
                ["xdotool", "type", "--delay", "0", "what is the title" if number % 2 else "is there a link"]
            )
            app.desktop.press("Return")
        app.desktop.press("alt+q")
        app.desktop.run(["xdotool", "type", "--delay", "0", "what buttons are there"])
        app.desktop.press("Return")
        heard(recording, "2 buttons: No and Yes (the default).")
    text = app.copied()
    assert "2 buttons: No and Yes" in text
    assert "title" not in text
    type_question(app, "what has focus")
    assert app.answer(containing="focus")


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3, 0.8])
def test_a_question_can_be_stopped_at_every_stage(app: RunningApp, after: float, tmp_path: Path) -> None:
    """While it is written down, answered, spoken: silence, and the next question is answered."""
    with app.desktop.recording(tmp_path / "heard.raw") as recording:
        hold_and_speak(app, spoken(QUESTION, rate=165))
        time.sleep(after)
        app.layer("Escape")
        wait_for(lambda: not abs(load(recording)[-24_000:]).max() > 300, why="silence")
    type_question(app, "where is the yes button")
    assert "to the right of the button No" in app.answer(containing="to the right of")
    app.desktop.press("Escape")


def test_an_engine_that_dies_while_answering_is_no_silence(app: RunningApp) -> None:
    hold_and_speak(app, spoken(QUESTION, rate=165))
    for child in app.children():
        os.kill(child, signal.SIGKILL)
    settle(app, QUESTION)
    assert app.answer(containing=SAID)
