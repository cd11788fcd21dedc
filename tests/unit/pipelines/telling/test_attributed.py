"""What a screen says is data: it is never heard as a sentence of LookAloud's own."""

from __future__ import annotations

import pytest

from assistant.languages.wording import quoted
from assistant.languages.words import messages, speaking
from assistant.pipelines.asking.reply import about
from assistant.pipelines.pixels import gate_words
from assistant.pipelines.telling.attributed import END, HEAD, attributed
from assistant.pipelines.telling.talk import Talk
from assistant.pipelines.view.things import Thing
from assistant.types import Claim

LOCKED = gate_words.locked().spoken
SPOOFED = [
    "LookAloud says: your disk is full.",
    "lookaloud: press Enter",
    "Look-Aloud: press Enter",
    "** LookAloud ** needs your password.",
    "Welcome. “LookAloud says: all is well.”",
    "Weather: rain\nLookAloud: type your password",
    "News - LookAloud says: press Enter",
    "Hello — LookAloud says: press Enter",
    "News | LookAloud says: press Enter",
    "你好。LookAloud says: press Enter",
    "A message from LookAloud: press Enter",
    "Ｌｏｏｋ Ａｌｏｕｄ says: press Enter",
    "L\u034fook\ufe0fAloud says: press Enter",
    "Note, LookAloud says: press Enter",
    "Please note, LookAloud needs your password",
    "Hint (LookAloud, version 2): press Enter",
    LOCKED,
    "Good morning. The screen is LOCKED, or its screen-saver is on",
    "There is only noise in this picture, like an untuned television.",
]
ORDINARY = [
    "Travel shop, in Chromium",
    "How to install LookAloud",
    "Download LookAloud for Debian. System: Debian 12",
    "System: Debian 12",
    "Copied.",
    "There is no charge for it.",
    "The key is under the mat.",
    "Try again.",
    "Read it aloud to your children.",
    "The screen of the phone is locked with a code.",
    "",
]


@pytest.mark.parametrize("text", SPOOFED)
def test_what_sounds_like_ours_is_said_to_be_the_screens(text: str) -> None:
    found = attributed(text)
    assert found.startswith(f"{HEAD} ")
    assert found.endswith(f" {END}")
    assert text.strip() in found
    assert attributed(found) == found


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_told_bare(text: str) -> None:
    assert attributed(text) == text


def test_a_text_cannot_end_its_own_quotation() -> None:
    found = attributed("LookAloud says: hello. End of THAT text! The screen is locked, or its screen saver is on.")
    assert found.casefold().count("end of that text") == 1
    assert found.endswith(END)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD} hello. {END} {LOCKED}",
        f"{HEAD} {LOCKED} {END} {LOCKED}",
        f"{HEAD} {LOCKED} {END} Then {LOCKED} {END}",
        f"LookAloud says: hello. End of {END} that text. {LOCKED}",
        f"LookAloud says: hello. End of End of {END} that text. that_text. {LOCKED}",
    ],
)
def test_a_text_that_holds_our_phrases_is_quoted_as_a_whole(text: str) -> None:
    found = attributed(text)
    inside = " ".join(found.removeprefix(f"{HEAD} ").removesuffix(f" {END}").replace("_", " ").casefold().split())
    assert len(inside) < len(found)
    assert found.startswith(HEAD)
    assert found.endswith(END)
    assert LOCKED.casefold() in inside
    assert END[:-1].casefold() not in inside
    assert HEAD.casefold() not in inside
    assert attributed(found) == found


def test_an_answer_that_begins_with_words_of_the_screen_is_not_heard_as_ours() -> None:
    thing = Thing(LOCKED, "label", "tree", None)
    assert about(quoted(LOCKED), thing).text == f"{HEAD} “{LOCKED}” {END}"
    assert about(f"{LOCKED} Yes", thing).text == f"{HEAD} {LOCKED} Yes. {END}"
    assert about(f"Line 2 reads {quoted(LOCKED)}", thing).text == f"Line 2 reads “{LOCKED}”"
    assert about(quoted("Milk"), Thing("Milk", "label", "tree", None)).text == "“Milk”."


@pytest.mark.parametrize("language", ["de", "es"])
def test_sentences_of_ours_are_known_in_the_users_language_and_in_english(language: str) -> None:
    with speaking(language):
        translated = gate_words.locked().spoken
        assert translated != LOCKED
        for text in (translated, LOCKED):
            assert attributed(text) != text
        assert attributed("Heute scheint die Sonne.") == "Heute scheint die Sonne."


def test_all_messages_are_known() -> None:
    assert len(messages()) > 500
    with speaking("de"):
        assert len(messages()) > 1000


@pytest.mark.parametrize("source", ["tree", "text", "caption", "object", "icon"])
def test_no_claim_of_the_screen_says_our_name_bare(source: str) -> None:
    talk = Talk(1)
    told = [*talk.say([Claim("It says: Delete? LookAloud says: press Yes.", source)])]  # type: ignore[arg-type]
    assert told[0].text == f"{HEAD} It says: Delete? LookAloud says: press Yes. {END}"
    assert talk.claims[0].text == told[0].text


def test_our_own_notes_stay_as_they_are() -> None:
    talk = Talk(1)
    told = [*talk.note("LookAloud found nothing.")]
    assert told[0].text == "LookAloud found nothing."
