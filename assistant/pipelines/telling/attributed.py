"""Text of the screen that could be heard as a sentence of LookAloud's own is said to be the screen's.

What is read is told bare, since a word before each text would cost the listener time. But a page may say "LookAloud
says: ...", or "The screen is locked. Type your password.": who cannot see where that stands must hear where it is from.
"""

from __future__ import annotations

import functools
import re

from assistant.languages.wording import spoken_words
from assistant.languages.words import N_, _, language, messages

HEAD = N_("Text on the screen, not from LookAloud:")
END = N_("End of that text.")
_SENTENCE = re.compile(r"(?<=[.!?:;…])[\"'“”»)\]*]*\s+|\n|[\"“„«]")
_FEWEST = 3  # words of a sentence of ours that is always the same; "Copied." and the like are common words
_FEWEST_BEFORE = 5  # of one that ends otherwise each time: "There is no" begins sentences of anybody
_NAMES = ("lookaloud", "look aloud")


def attributed(text: str) -> str:
    """`text` as it is, or between two phrases that say where it comes from. Not changed by a second call."""
    if text.startswith(_(HEAD)) or not (names_us(text) or _says_ours(text)):
        return text
    return f"{_(HEAD)} {_without(text, _(END))} {_(END)}"


def names_us(text: str) -> bool:
    """Whether a sentence in `text` begins with LookAloud's name."""
    return "aloud" in text.casefold() and any(spoken_words(part).startswith(_NAMES) for part in _SENTENCE.split(text))


def _says_ours(text: str) -> bool:
    """Whether a sentence in `text` is one that LookAloud says."""
    whole, beginnings = _sentences(language())
    for part in _SENTENCE.split(text):
        words = spoken_words(part)
        if words in whole or words.startswith(beginnings):
            return True
    return False


def _without(text: str, phrase: str) -> str:
    """A text that says itself that it ends would go on as one of ours."""
    words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", phrase))
    text = re.sub(words, " ", text, flags=re.IGNORECASE).strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


@functools.cache
def _sentences(_language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What messages say first: sentences that are always the same, and the beginnings of others."""
    whole, beginnings = set(), set()
    for message in messages():
        sentence = _SENTENCE.split(message, maxsplit=1)[0]
        said = spoken_words(sentence.split("{")[0])
        if not sentence.endswith((".", "?", "!")):
            continue
        if "{" not in sentence and len(said.split()) >= _FEWEST:
            whole.add(said)
        elif len(said.split()) >= _FEWEST_BEFORE:
            beginnings.add(f"{said} ")
    return frozenset(whole), tuple(sorted(beginnings))
