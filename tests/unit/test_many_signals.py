"""A process outlives more signals and calls of Qt than Python has references to True and None (PySide6 6.12.0)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROGRAM = """
from PySide6.QtCore import QObject, Signal
from assistant.qt_log import log_qt_messages

class Source(QObject):
    sent = Signal(int)

log_qt_messages()
source, taken = Source(), []
source.sent.connect(taken.append)
for number in range(20_000):
    source.sent.emit(number)
    source.setObjectName(str(number))
print(len(taken))
"""


def test_twenty_thousand_signals_and_calls() -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "20000\n", "")
