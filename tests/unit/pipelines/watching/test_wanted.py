"""Phrases that ask for a watch, and questions that do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.listening.phrases import plain_sentences
from assistant.pipelines.watching.wanted import Event, Kind, parse

PHRASES = """
until ends download: Tell me when the download ends | tell me when the download is finished.
 | Tell me when the download is complete | wait for the download to finish | let me know when the download is done
until ends installation: please let me know when the installation has finished
until ends build: notify me when the build is done | can you tell me when the build is complete please?
until ends command: tell me when the command ends
until ends progress bar: tell me when the progress bar reaches its end
until ends page: tell me when the page has loaded
until ends: say when it is done | let me know once everything is copied
until says done: tell me when it says done | wait until it says Done
until reaches: tell me when it reaches 80 percent | tell me when it is at 80%
until reaches battery: let me know when the battery falls below 20 percent
until state install button: let me know when the Install button is enabled
 | tell me when the install button is available
until state install: tell me when I can press Install
until state box accept: tell me when the box Accept is checked
until error: warn me when an error appears | watch for errors | alert me if an error appears | warn me about errors
 | tell me when something goes wrong | watch out for errors or warnings | tell me when it fails
until appears ready: tell me when the text Ready appears
until appears anna: tell me when Anna writes
until gone dialog: let me know as soon as the dialog closes
until gone spinner: tell me when the spinner disappears
until gone: tell me when the window closes
until changes: tell me when something changes
until changes price: tell me when the price changes | wait for the price to change
until news: tell me when a new message arrives | tell me when somebody writes
until dialog: tell me when a dialog opens
anything: read new lines in this window | read new messages | watch this window | follow this log | watch the terminal
 | read the messages as they come in | keep reading new lines | read new lines here | watch the chat | keep watching
subtitles: read the subtitles | speak the captions of the video | Read the subtitles, please
progress: tell me the progress | keep me posted | report the progress every minute | watch the progress bar
progress download: tell me the progress of the download
live: describe what changes | describe what changes every ten seconds | live description | narrate the screen
 | describe the screen continuously | keep describing the screen every half minute
 | tell me what changes every 5 seconds
stop: stop watching | stop reading the subtitles | stop reading new lines | do not watch any more | cancel the watch
"""
ORDINARY = """
tell me when the train leaves | tell me when the meeting is | tell me when the meeting ends | when does the download end
is the download finished | how far is the download | what is the progress | what changed | tell me what changed
tell me what has changed | what is new | read the last line | read the new message | any new messages?
are there new messages | tell me if the box is checked | let me know if there is an error | is there an error
let me know if the box is checked | what does the error say | describe the screen | describe the window | stop
stop reading | stop talking | read the subtitle | read the caption | what do the subtitles say
tell me when the shop closes | how much time is left | what time is it | read it | tell me more | when is it done
tell me what is on the screen | tell me the price | tell me who sent this | read the page | read the window
where is the watch list | what is the percentage | what happened | say when it was sent | tell me when he arrives
"""


def _cases() -> list[tuple[str, str]]:
    entries = re.split(r"\n(?! )", PHRASES.strip())
    return [
        (head, phrase.strip())
        for entry in entries
        for head, rest in [entry.split(": ", 1)]
        for phrase in rest.split("|")
    ]


@pytest.mark.parametrize(("meant", "phrase"), _cases())
def test_what_a_phrase_asks_for(meant: str, phrase: str) -> None:
    wanted = parse(phrase)
    assert wanted is not None
    found = " ".join(filter(None, (wanted.kind, wanted.event, wanted.subject)))
    assert found == meant
    assert wanted.told.endswith(".")


@pytest.mark.parametrize(
    "question", [each.strip() for line in ORDINARY.strip().splitlines() for each in line.split("|")]
)
def test_ordinary_questions_ask_for_no_watch(question: str) -> None:
    assert parse(question) is None


def test_no_question_of_the_set_and_no_sentence_of_the_recogniser_asks_for_a_watch() -> None:
    text = (Path(__file__).parents[4] / "tests/bench/questions/set.txt").read_text("utf-8")
    questions = re.findall(r"^\w[\w-]*: (.+?) => ", text, re.MULTILINE)
    assert len(questions) > 500
    assert [each for each in (*questions, *plain_sentences()) if parse(each) is not None] == []


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("tell me when the download ends", "I will tell you when the download ends."),
        ("tell me when my Backup is done", "I will tell you when your Backup is done."),
        ("wait until it says Done", "I will tell you when it says “Done”."),
        ("read new lines in this window", "I will read what is new in this window."),
        ("describe what changes every ten seconds", "I will describe what changes, every 10 seconds."),
        ("tell me the progress of the download every 10 percent", "I will tell you the progress of the download, every "
         "10 percent."),
        ("stop watching", "I have stopped watching."),
    ],
)  # fmt: skip
def test_what_is_confirmed(phrase: str, told: str) -> None:
    wanted = parse(phrase)
    assert wanted is not None
    assert wanted.told == told


def test_rhythms_and_levels() -> None:
    every = {"every ten seconds": 10, "every minute": 60, "twice a minute": 30, "every half minute": 30, "": 0}
    for words, seconds in every.items():
        wanted = parse(f"describe what changes {words}")
        assert wanted is not None
        assert (wanted.kind, wanted.every) == (Kind.LIVE, seconds)
    level = parse("tell me when the battery falls below twenty percent")
    assert level is not None
    assert (level.event, level.number, level.state) == (Event.REACHES, 20, "percent")
    here = parse("read new lines in this window")
    assert here is not None
    assert here.window
