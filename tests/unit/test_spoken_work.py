"""Work of a command that goes on in a thread: Ctrl+C stops it, wherever it finds Python."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable

import pytest

from assistant.cli.spoken import run
from assistant.settings import SpeechSettings
from models.cancel import CancelToken

_LONGEST = 20.0  # seconds, for a test that fails


@pytest.mark.parametrize("spoken", [False, True])
def test_ctrl_c_is_not_lost_where_a_library_calls_python_back(spoken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "/nowhere")  # nothing can be spoken; the work goes on all the same
    stopped: list[bool] = []

    def work(_say: Callable[[str], None], cancel: CancelToken) -> int:
        ctypes.CFUNCTYPE(None)(lambda: os.kill(os.getpid(), signal.SIGINT))()
        end = time.monotonic() + _LONGEST
        while not cancel.cancelled and time.monotonic() < end:
            time.sleep(0.01)
        stopped.append(cancel.cancelled)
        return 0

    with pytest.raises(KeyboardInterrupt):
        run(work, SpeechSettings(), silent=not spoken)
    assert stopped == [True]


def test_silent_work_gives_its_exit_code() -> None:
    assert run(lambda _say, _cancel: 5, SpeechSettings(), silent=True) == 5
