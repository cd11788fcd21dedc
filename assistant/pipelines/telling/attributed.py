"""Text of the screen that could be heard as a sentence of LookAloud's own is said to be the screen's.

What is read is told bare, since a word before each text would cost the listener time. But a page may say "LookAloud
says: ...", or "The screen is locked. Type your password.": who cannot see where that stands must hear where it is from.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from assistant.languages.wording import sentence, spoken_words
from assistant.languages.words import N_, _, language, messages

HEAD = N_("Text on the screen, not from LookAloud:")
END = N_("End of that text.")
_SENTENCE = re.compile(r"(?<=[.!?:;…])[\"'“”»)\]*]*\s+|[。！？；：\n]|[\"“„«]|\s[-–—|/•·]\s")
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|[,(]\s")
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks without shape or sound (Unicode's Default_Ignorable_Code_Point); `cleaned` leaves out the rest."""
_FEWEST = 3  # words of a sentence of ours that is always the same; "Copied." and the like are common words
_FEWEST_BEFORE = 5  # of one that ends otherwise each time: "There is no" begins sentences of anybody
_NAMES = ("lookaloud", "look aloud")
_ANNOUNCED = re.compile(r"\blook[\W_]{0,3}aloud(?![^\W_])[^:.!?\n]{0,40}:", re.IGNORECASE)


def attributed(text: str) -> str:
    """`text` as it is, or between two phrases that say where it comes from. Not changed by a second call."""
    if _is_attributed(text) or not (names_us(text) or _says_ours(text)):
        return text
    return f"{_(HEAD)} {_without(_without(text, _(END)), _(HEAD))} {_(END)}"


def names_us(text: str) -> bool:
    """Whether a clause in `text` begins with LookAloud's name, or a colon follows it: "Note, LookAloud says: ..."."""
    text = _plain(text)
    if "aloud" not in text.casefold():
        return False
    if _ANNOUNCED.search(_phrase(_(HEAD)).sub(" ", text)):
        return True
    return any(spoken_words(part).startswith(_NAMES) for part in _CLAUSE.split(text))


def _is_attributed(text: str) -> bool:
    """Whether both phrases are ours: a text that holds them itself says more behind them."""
    head, end = f"{_(HEAD)} ", f" {_(END)}"
    inside = text.removeprefix(head).removesuffix(end)
    return len(inside) == len(text) - len(head) - len(end) and not _phrase(_(END)).search(inside)


def _plain(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _says_ours(text: str) -> bool:
    """Whether a sentence in `text` is one that LookAloud says."""
    whole, beginnings = _sentences(language())
    for part in _SENTENCE.split(_plain(text)):
        words = spoken_words(part)
        if words in whole or words.startswith(beginnings):
            return True
    return False


def _without(text: str, phrase: str) -> str:
    """A text that says itself that it ends would go on as one of ours; nor does it where what is left says so."""
    count = 1
    while count:
        text, count = _phrase(phrase).subn(" ", text)
    return sentence(text)


@functools.cache
def _phrase(phrase: str) -> re.Pattern[str]:
    """It in any case, with any signs between its words, and with what ends it."""
    words = r"[\W_]+".join(re.escape(word) for word in re.findall(r"\w+", phrase))
    return re.compile(rf"{words}[.:]?", re.IGNORECASE)


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
