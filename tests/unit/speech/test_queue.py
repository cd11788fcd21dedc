"""What is said, in which order, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from assistant.settings import SpeechSettings
from assistant.speech.queue import SpeechQueue
from assistant.speech.sentences import pieces
from assistant.speech.utterance import Priority, Utterance
from assistant.speech.voices.chosen import ChosenVoice
from tests.helpers.events import wait
from tests.helpers.voices import WrittenVoice

pytestmark = pytest.mark.usefixtures("application")


def queue() -> tuple[SpeechQueue, WrittenVoice]:
    voice = WrittenVoice()
    return SpeechQueue(voice), voice


def test_sentences_follow_each_other() -> None:
    speech, voice = queue()
    idle: list[bool] = []
    speech.idle.connect(lambda: idle.append(True))
    speech.say(Utterance("one"))
    speech.say(Utterance("two"))
    assert voice.spoken == ["one"]
    voice.end()
    assert voice.spoken == ["one", "two"]
    assert idle == []
    voice.end()
    assert idle == [True]
    assert not speech.speaking


def test_next_goes_before_normal_and_now_before_all() -> None:
    speech, voice = queue()
    for text, priority in (("a", Priority.NORMAL), ("b", Priority.NORMAL), ("c", Priority.NEXT), ("d", Priority.NEXT)):
        speech.say(Utterance(text, priority))
    for _ in range(3):
        voice.end()
    assert voice.spoken == ["a", "c", "d", "b"]
    speech.say(Utterance("now", Priority.NOW))
    assert voice.stops == 1
    voice.end()
    assert voice.spoken[-1] == "now"
    assert not speech.speaking


def test_a_stopped_turn_is_never_heard_even_when_late() -> None:
    speech, voice = queue()
    speech.say(Utterance("old", turn=1))
    speech.say(Utterance("older", turn=1))
    speech.drop_turn(1)
    speech.say(Utterance("late", turn=1))
    assert voice.spoken == ["old"]
    assert voice.stops == 1
    speech.say(Utterance("new", turn=2))
    assert voice.spoken == ["old", "new"]


def test_what_is_held_waits_and_goes_on_with_the_interrupted_sentence() -> None:
    speech, voice = queue()
    speech.say(Utterance("one", turn=1))
    speech.say(Utterance("two", turn=1))
    speech.hold()
    assert voice.stops == 1
    speech.say(Utterance("three", turn=1))
    speech.say(Utterance("now", Priority.NOW))
    assert voice.spoken == ["one"]
    assert not speech.speaking
    speech.release(first=Utterance("no such key"))
    for _ in range(5):
        voice.end()
    assert voice.spoken == ["one", "no such key", "now", "one", "two", "three"]
    assert not speech.speaking


def test_what_is_held_can_be_dropped() -> None:
    speech, voice = queue()
    speech.drop_held()  # nothing is
    speech.say(Utterance("one"))
    speech.hold()
    speech.say(Utterance("two"))
    speech.drop_held()
    assert voice.spoken == ["one"]
    speech.say(Utterance("three"))
    assert voice.spoken == ["one", "three"]


def test_a_voice_that_fails_is_told_and_the_next_sentence_is_tried() -> None:
    speech, voice = queue()
    told: list[str] = []
    speech.failed.connect(told.append)
    speech.say(Utterance("one"))
    speech.say(Utterance("two"))
    voice.failed.emit("No device.")
    assert told == ["No device."]
    speech.say(Utterance("three"))
    assert voice.spoken == ["one", "three"]


def test_another_voice_takes_over() -> None:
    speech, first = queue()
    second = WrittenVoice()
    speech.say(Utterance("one"))
    speech.change_voice(second)
    first.end()
    speech.say(Utterance("two"))
    assert first.closed
    assert second.spoken == ["two"]


def test_no_control_character_reaches_the_voice() -> None:
    speech, voice = queue()
    speech.say(Utterance("\x1b\x00"))
    assert voice.spoken == []
    speech.say(Utterance("a\x1b[31m\x9b b\ud800\u202e\nc"))
    assert voice.spoken == ["a [31m  b\N{REPLACEMENT CHARACTER}\nc"]


@given(st.lists(st.sampled_from(["normal", "next", "now", "end", "stop"]), max_size=40))
def test_whatever_happens_nothing_is_said_twice_and_stop_empties(steps: list[str]) -> None:
    speech, voice = queue()
    for number, step in enumerate(steps):
        match step:
            case "end":
                if speech.speaking:
                    voice.end()
            case "stop":
                speech.stop()
                assert not speech.speaking
            case _:
                speech.say(Utterance(str(number), Priority[step.upper()]))
                assert speech.speaking
    assert len(set(voice.spoken)) == len(voice.spoken)


@given(st.text(max_size=3000))
def test_long_texts_are_cut_and_nothing_is_lost(text: str) -> None:
    parts = list(pieces(text))
    assert all(0 < len(part) <= 400 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_voice_that_was_changed_is_freed() -> None:
    speech = SpeechQueue(ChosenVoice(SpeechSettings(voice="own")))
    gone: list[int] = []
    for number in range(3):
        voice = ChosenVoice(SpeechSettings(voice="own", rate=200 + number))
        voice.destroyed.connect(lambda *_, number=number: gone.append(number))
        own = voice._voice
        assert isinstance(own, QObject)
        own.destroyed.connect(lambda *_, number=number: gone.append(10 + number))
        speech.change_voice(voice)
    wait(lambda: sorted(gone) == [0, 1, 10, 11])
    speech.close()
