"""LookAloud's own voice where its library or its data are not whole: each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.speech.voices.espeak import CANNOT_SPEAK

ROOT = Path(__file__).parents[3]

PROGRAM = """
import sys
import espeakng_loader
from PySide6.QtCore import QCoreApplication
from assistant.qt_log import log_qt_messages
log_qt_messages()
application = QCoreApplication([])
setattr(espeakng_loader, sys.argv[1], lambda: sys.argv[2])
from assistant.settings import SpeechSettings
from assistant.speech.voices.espeak import EspeakVoice
voice = EspeakVoice(SpeechSettings())
for _ in range(2):  # it says so of each utterance
    voice.failed.connect(application.quit)
    voice.failed.connect(print)
    voice.speak("Hello", "")
    application.exec()
    voice.failed.disconnect()
voice.close()
"""


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("get_data_path", "empty"),
        ("get_data_path", "/nonexistent"),
        ("get_library_path", "/nonexistent"),
        ("get_library_path", "text"),
    ],
)
def test_incomplete_data_are_a_sentence(tmp_path: Path, name: str, path: str) -> None:
    (tmp_path / "empty" / "espeak-ng-data").mkdir(parents=True)
    (tmp_path / "text").write_text("no library")
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, name, str(tmp_path / path)], cwd=ROOT, capture_output=True, text=True,
        timeout=30, check=False,
    )  # fmt: skip
    assert result.stdout.splitlines() == [CANNOT_SPEAK, CANNOT_SPEAK], result.stderr
    assert result.returncode == 0
