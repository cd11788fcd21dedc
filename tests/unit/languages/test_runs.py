"""What is spoken by which voice."""

from __future__ import annotations

import itertools
import re

import hypothesis
import hypothesis.strategies as some
import pytest

from assistant.languages.of_models import caption_sentence
from assistant.languages.runs import Run, runs, voice_of
from assistant.languages.words import speaking
from resources.locale import make


@pytest.mark.parametrize(
    ("spoken", "parts"),
    [
        ("en", [("It says: ", "en"), ("Möchten Sie die alten Briefe wirklich löschen? Ja oder nein?", "de")]),
        ("de", [("Darin steht: ", "de"), ("Do you want to delete the old letters?", "en")]),
        ("en", [("It says: Do you want to delete the old letters?", "en")]),
        ("en-us", [("Buttons: Abbrechen and Speichern, which is the default.", "en-us")]),
        ("en", [("Die Anwendung wurde gestartet. Bitte warten. Sie ist in wenigen Minuten bereit.", "de")]),
        ("en", [("A dialog: ", "en"), ("Удалить файл?", "ru")]),
        ("en", [("The window ", "en"), ("設定", "zh"), (" is open.", "en")]),
        ("en", [("It reads ", "en"), ("“Der Zug fährt heute nicht ab”", "de"), (" on the left.", "en")]),
        ("en", [("List with 2 items: ", "en"), ("Wie melde ich mich bei der Bank an?", "de")]),
        ("en", [("Das ist ein sehr langer Text, der nicht ganz gesagt wird", "de"), (" … and 12 words more.", "en")]),
        ("es", [("No se puede leer nada en ella.", "es")]),
        ("en", [("42", "en")]),
    ],
)
def test_a_text_is_divided_by_language(spoken: str, parts: list[tuple[str, str]]) -> None:
    told = runs("".join(text for text, _code in parts), spoken)
    assert [(run.text.strip(), run.language) for run in told] == [(text.strip(), code) for text, code in parts]


def test_lines_have_their_own_languages() -> None:
    text = "The letters are in the folder.\nDie Briefe sind in dem Ordner."
    assert [run.language for run in runs(text, "en")] == ["en", "de"]


@pytest.mark.parametrize("code", ["de", "es"])
def test_an_english_caption_is_marked_and_spoken_in_english(code: str) -> None:
    with speaking(code):
        marked = caption_sentence("a cat", is_probable=True)
        own = caption_sentence("ein Tier", is_probable=True, spoken=code)
        other = caption_sentence("un chat", is_probable=False, spoken="fr")
    told = runs(marked, code)
    assert [run.language for run in told] == [code, "en", code]
    assert told[1].text == "a cat"
    assert own != marked
    assert len(runs(own, code)) == 1
    assert other not in (own, marked)


def test_an_english_caption_needs_no_mark_in_english() -> None:
    assert caption_sentence("a cat", is_probable=True) == "The picture shows, probably: a cat."
    assert runs("The picture shows, probably: a cat.", "en-gb") == (
        Run("The picture shows, probably: a cat.", "en-gb"),
    )


ENGLISH_EXAMPLES = r"--\w+|what buttons are there\?|what does the sign say\?|the cat\b"
"""What is typed in English in any language, options and questions: the command line prints it, nothing speaks it."""


@pytest.mark.parametrize("code", ["en", "de", "es"])
def test_our_own_words_are_spoken_by_our_own_voice(code: str) -> None:
    for message in make.read("de" if code == "en" else code):
        texts = message.id if code == "en" else message.string
        for text in texts if isinstance(texts, tuple | list) else [texts]:
            told = runs(re.sub(rf"\{{\w+\}}|{ENGLISH_EXAMPLES}", "7", str(text)), code)
            if "{caption}" not in str(text):  # whose words are a model's
                assert all(run.language == code for run in told), text


@hypothesis.given(some.text(alphabet="aé ßdieund.?!:\n“”「日かяא…", max_size=80), some.sampled_from(["en", "de", "ja"]))
def test_nothing_is_lost_or_reordered(text: str, spoken: str) -> None:
    told = runs(text, spoken)
    assert "".join(run.text for run in told) == text
    assert all(one.language != two.language for one, two in itertools.pairwise(told))


@pytest.mark.parametrize(
    ("setting", "words", "voice"),
    [("en", "en", "en"), ("en-us", "en", "en-us"), ("en", "de", "de"), ("", "es", "es"), ("de", "en", "de"),
     ("de-at", "de", "de-at"), ("fr", "de", "fr")],
)  # fmt: skip
def test_the_voice_is_that_of_the_words_unless_it_was_chosen(setting: str, words: str, voice: str) -> None:
    assert voice_of(setting, words) == voice
