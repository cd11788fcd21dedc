"""The app as a whole: key press to sound, stop to silence, description of a full screen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.pipelines.defaults import new_describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.request import Request
from assistant.types import Final, Frame, Target
from models.cancel import CancelToken
from tests.bench.figures import spread
from tests.helpers.app import RunningApp, running_app
from tests.helpers.desktop import desktop, wait_for
from tests.helpers.listening import Listener, listening
from tests.helpers.screens import screens

_SETTINGS = """first_run_done = true
[keys.direct]
describe-window = "Ctrl+Alt+D"
stop = "Ctrl+Alt+X"
"""


def run(*, times: int = 20, most: int | None = None) -> Iterator[dict[str, Any]]:
    """All figures. `times`: keys pressed; `most`: screens described."""
    yield from _descriptions(most)
    with desktop() as screen:
        screen.start(
            "zenity", "--info", "--title=Weather", "--text=Rain until Friday, then sunny and warm with light winds"
        )
        screen.wait_for_window("Weather")
        with running_app(screen, _SETTINGS) as app, listening(screen) as ear:
            yield from _keys(app, ear, times)


def _keys(app: RunningApp, ear: Listener, times: int) -> Iterator[dict[str, Any]]:
    sound: list[float] = []
    words: list[float] = []
    silence: list[float] = []
    for number in range(times + 1):
        wait_for(lambda: ear.quiet_for() > 0.5, why="quiet")
        pressed = time.monotonic()
        app.desktop.press("ctrl+alt+d")
        first = wait_for(lambda: ear.first_after(pressed), why="a sound")  # noqa: B023  called at once
        cue_ends = first + 0.25  # the cue lasts 0.13 s; what sounds after it is speech
        spoken = wait_for(lambda: ear.first_after(cue_ends), why="speech")  # noqa: B023  called at once
        stopped = time.monotonic()
        app.desktop.press("ctrl+alt+x")
        wait_for(lambda: ear.quiet_for() > 0.4, why="silence")
        if number:  # the first one starts the engine
            sound.append((first - pressed) * 1000)
            words.append((spoken - pressed) * 1000)
            silence.append(max(0.0, ear.last_after(stopped) - stopped) * 1000)
    yield {
        "figure": "key press (xdotool started) to first audible sample",
        **spread(sound),
    }
    yield {"figure": "key press to first word, counted from 250 ms after the cue's start", **spread(words)}
    yield {"figure": "stop key (xdotool started) to silence", **spread(silence)}


def _descriptions(most: int | None) -> Iterator[dict[str, Any]]:
    """A full screen of 1920 x 1080 with text, models loaded, no tree."""
    describer = new_describer()
    with tempfile.TemporaryDirectory() as folder:
        pages = list(islice(screens(Path(folder)), most))

    def describe(image: Any) -> float:
        request = Request(1, Frame(to_raster(image), Target.FILE))
        *_, final = describer.run(request, lambda _: None, cancel=CancelToken())
        assert isinstance(final, Final)
        return final.description.times["total"] * 1000

    describe(pages[0].image[:200, :400])
    cold, warm = [], []
    for page in pages:
        cold.append(describe(page.image))
        warm.append(describe(page.image))
    yield {"figure": "full description, text never seen", **spread(cold)}
    yield {"figure": "full description, nothing changed", **spread(warm)}
