"""LookAloud in German and Spanish, and texts in other languages than its own: described, and heard."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from assistant.settings import SpeechSettings
from tests.helpers.app import running_app
from tests.helpers.asking import type_question
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import correlation, load, was_heard

pytestmark = pytest.mark.desktop
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Case:
    """A dialog, the language of the app, and what must be said of it."""

    language: str
    question: str
    lines: tuple[str, ...]
    spoken: str
    """The language of the question."""


GERMAN = "Möchten Sie die alten Briefe wirklich löschen?"
SPANISH = "¿Quiere usted borrar todas las cartas antiguas de esta carpeta?"
ENGLISH = "Do you want to delete all the old letters in this folder?"
CASES = (
    Case("de", GERMAN, ("Ein Dialogfeld: Confirm.", f"Darin steht: {GERMAN}",
                        "Schaltflächen: No und Yes, voreingestellt."), "de"),
    Case("es", SPANISH, ("Un diálogo: Confirm.", f"Dice: {SPANISH}",
                         "Botones: No y Yes, que es el predeterminado."), "es"),
    Case("en", GERMAN, ("A dialog: Confirm.", f"It says: {GERMAN}",
                        "Buttons: No and Yes, which is the default."), "de"),
    Case("de", ENGLISH, ("Ein Dialogfeld: Confirm.", f"Darin steht: {ENGLISH}",
                         "Schaltflächen: No und Yes, voreingestellt."), "en"),
)  # fmt: skip


@contextmanager
def dialog(desktop: Desktop, question: str) -> Iterator[None]:
    process = desktop.start("zenity", "--question", "--title=Confirm", f"--text={question}")
    try:
        window = desktop.wait_for_window("Confirm")
        desktop.run(["xdotool", "windowactivate", "--sync", window])
        yield
    finally:
        process.terminate()
        process.wait(5)
        wait_for(lambda: "Confirm" not in desktop.window_list(), why="the end of the dialog")


def settings(language: str) -> SpeechSettings:
    return SpeechSettings(language=language)


def is_silent(recording: Path, seconds: float) -> bool:
    tail = load(recording)[-int(seconds * 16000) :]
    return len(tail) >= int(seconds * 16000) and bool(abs(tail).max() < 300)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language}-{case.spoken}")
def test_a_dialog_is_described_and_spoken(desktop: Desktop, case: Case, tmp_path: Path) -> None:
    desktop.env["LOOKALOUD_LANGUAGE"] = case.language
    with dialog(desktop, case.question), running_app(desktop) as app:
        with desktop.recording(tmp_path / "heard.raw") as recording:
            app.layer("w")
            wait_for(lambda: not is_silent(recording, 0.5), why="speech")
            wait_for(lambda: is_silent(recording, 2.0), timeout=60, why="the end of speech")
        text = app.answer(containing=case.question)
    lines = text.splitlines()
    assert [line for line in case.lines if line not in lines] == [], text
    heard = load(recording)
    other = "en" if case.spoken != "en" else "de"
    own = correlation(heard, case.question, settings(case.spoken))
    assert was_heard(heard, case.question, settings(case.spoken)), own
    assert not was_heard(heard, case.question, settings(other)), correlation(heard, case.question, settings(other))
    assert was_heard(heard, case.lines[2], settings(case.language))


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("en", "who painted the ceiling?", "I can't tell. I find nothing about it here."),
        ("de", "Wer hat die Decke gemalt?", "Das kann ich nicht sagen. Ich finde hier nichts dazu."),
        ("de", "who painted the ceiling?", "Das kann ich nicht sagen. Ich finde hier nichts dazu."),
        ("es", "¿Quién pintó el techo?", "No lo puedo decir. Aquí no encuentro nada sobre eso."),
    ],
)
def test_questions_are_answered_in_the_language_of_the_app(language: str, question: str, answer: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", question, "--sample", "--silent"],
        cwd=ROOT, env={**os.environ, "LOOKALOUD_LANGUAGE": language}, capture_output=True, text=True, timeout=100,
        check=False,
    )  # fmt: skip
    assert result.stdout.startswith(answer), result.stderr


def test_a_dark_picture_is_told_in_spanish(tmp_path: Path) -> None:
    Image.new("RGB", (320, 200), "black").save(tmp_path / "dark.png")
    result = subprocess.run(
        [sys.executable, "-m", "assistant", "describe", str(tmp_path / "dark.png"), "--silent"],
        cwd=ROOT, env={**os.environ, "LOOKALOUD_LANGUAGE": "es"}, capture_output=True, text=True, timeout=100,
        check=False,
    )  # fmt: skip
    assert result.stdout.startswith("La imagen es completamente negra. Puede que la pantalla"), result.stderr


def test_a_typed_german_question_is_answered_by_the_german_voice(desktop: Desktop, tmp_path: Path) -> None:
    desktop.env["LOOKALOUD_LANGUAGE"] = "de"
    answer = "Das kann ich nicht sagen. Ich finde hier nichts dazu."
    with dialog(desktop, GERMAN), running_app(desktop) as app:
        with desktop.recording(tmp_path / "heard.raw") as recording:
            type_question(app, "Wer hat die Decke gemalt?", access="alt+r")
            wait_for(lambda: was_heard(load(recording), answer, settings("de")), timeout=60, why="the answer")
        heard = load(recording)
    assert not was_heard(heard, answer, settings("en")), correlation(heard, answer, settings("en"))
