"""Orca's time to speak a focus change, beside ours to tell the focus after a key, on the same window and desktop.

Orca's moment is when it hands the words to its speech server, as its debug file says (seen within 2 ms); ours is when
the sink plays the first word, and when it plays the first sound at all, which is a cue.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from typing import Any

from tests.bench.figures import NotHere, spread
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import Desktop, desktop, wait_for
from tests.helpers.listening import Listener, listening
from tests.helpers.orca import Orca, running_orca

_FIELDS = ("Name", "Street", "Town", "Country", "Telephone", "Email")
_SETTINGS = 'first_run_done = true\n[keys.direct]\ndescribe-focus = "Ctrl+Alt+F"\nstop = "Ctrl+Alt+X"\n'
_SILENT = 4.0  # seconds after which Orca counts as saying nothing of a change
_CUE = 0.25  # seconds; the cue lasts 0.13


def run(*, times: int = 20) -> Iterator[dict[str, Any]]:
    """Both, each after the other has ended. Raises NotHere where Orca is not installed."""
    if shutil.which("orca") is None:
        raise NotHere("Orca is not installed")
    with desktop() as screen:
        form = ["zenity", "--forms", "--title=Form", "--text=Fill in", *(f"--add-entry={name}" for name in _FIELDS)]
        screen.start(*form)
        window = screen.wait_for_window("Form")
        screen.run(["xdotool", "windowactivate", "--sync", window])
        with running_orca(screen) as orca:
            yield from _orca(screen, orca, times)
        with running_app(screen, _SETTINGS) as app, listening(screen) as ear:
            yield from _ours(app, ear, times)


def _orca(screen: Desktop, orca: Orca, times: int) -> Iterator[dict[str, Any]]:
    took: list[float] = []
    silent = 0
    for _ in range(times):
        orca.settle()
        orca.forget()
        pressed = time.monotonic()
        screen.press("Tab")
        while not (spoke := _spoke(orca)) and time.monotonic() - pressed < _SILENT:
            time.sleep(0.002)
        if spoke:
            took.append(1000 * (time.monotonic() - pressed))
        else:
            silent += 1
    if not took:
        raise AssertionError(f"Orca said nothing of {times} changes of the focus")
    yield {"figure": "Orca: Tab to its words, not yet sounded", "silent": silent, **spread(took)}


def _spoke(orca: Orca) -> bool:
    """Whether it said more than the name of the key."""
    return any(not line.startswith("tab ") for line in orca.said)


def _ours(app: RunningApp, ear: Listener, times: int) -> Iterator[dict[str, Any]]:
    sound: list[float] = []
    words: list[float] = []
    for number in range(times + 1):
        wait_for(lambda: ear.quiet_for() > 0.5, why="quiet")
        pressed = time.monotonic()
        app.desktop.press("ctrl+alt+f")
        first = wait_for(lambda: ear.first_after(pressed), why="a sound")  # noqa: B023  called at once
        spoken = wait_for(lambda: ear.first_after(first + _CUE), why="speech")  # noqa: B023  called at once
        app.desktop.press("ctrl+alt+x")
        if number:  # the first one starts the engine
            sound.append(1000 * (first - pressed))
            words.append(1000 * (spoken - pressed))
    yield {"figure": "LookAloud: key to the first sound", **spread(sound)}
    yield {"figure": "LookAloud: key to the first word about the focus, from 250 ms on", **spread(words)}
