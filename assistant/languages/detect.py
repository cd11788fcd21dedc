"""The language of a line of text: by its script, and in Latin letters by its commonest words. No numpy, any thread.

A line too short or too mixed to be told has none: the voice keeps its own language then. Codes are of BCP 47.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from assistant.languages.common_words import LETTERS, WORDS

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 3  # words in Latin letters
_LEAST = 1.5  # of the score: that many words of one language alone
_SHARE = 0.18  # of the score in the number of words; half of a running text's words are among the commonest
_CLEARLY, _AHEAD = 1.25, 0.7  # times the score of the next language, and by how much more
_SHARED: Final = {1: 1.0, 2: 0.7, 3: 0.5}  # of the score, by how many languages have the word
_LETTER = 0.7  # of the score of a word
_SIBLINGS = {"da", "nb"}  # the voice of either reads the other well enough
_OTHERS = 1.0  # beyond the score of the language that is expected
_FEWEST_SIGNS = 2  # letters of a script that only one language is written in
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")

_SCRIPTS: Final[Sequence[tuple[int, int, str]]] = (
    (0x0370, 0x03FF, "Greek"), (0x1F00, 0x1FFF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x0590, 0x05FF, "Hebrew"),
    (0xFB1D, 0xFB4F, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"), (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Georgian"),
    (0x0530, 0x058F, "Armenian"), (0x1100, 0x11FF, "Hangul"), (0x3130, 0x318F, "Hangul"), (0xAC00, 0xD7A3, "Hangul"),
    (0x3041, 0x30FF, "Kana"), (0x31F0, 0x31FF, "Kana"), (0xFF66, 0xFF9F, "Kana"), (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"), (0xF900, 0xFAFF, "Han"), (0x20000, 0x323AF, "Han"),
)  # fmt: skip
_OF_SCRIPT: Final = {
    "Greek": "el", "Hebrew": "he", "Devanagari": "hi", "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu",
    "Tamil": "ta", "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Thai": "th", "Georgian": "ka",
    "Armenian": "hy", "Hangul": "ko", "Kana": "ja", "Han": "zh", "Arabic": "ar", "Cyrillic": "ru",
}  # fmt: skip
_UKRAINIAN, _BULGARIAN_NOT = frozenset("іїєґ"), frozenset("ыэё")
_PERSIAN, _URDU = frozenset("پچژگ"), frozenset("ٹڈڑںے")


def script(sign: str) -> str:
    """The script of a letter: Latin, Han, Kana ...; empty for what is no letter."""
    code = ord(sign)
    if code < 0x0250 or 0x1E00 <= code <= 0x1EFF:
        return "Latin" if sign.isalpha() else ""
    for first, last, name in _SCRIPTS:
        if first <= code <= last:
            return name if unicodedata.category(sign)[0] in "LM" else ""
    return ""


def language_of(line: str, expected: str = "") -> str:
    """The language of a line; empty where it cannot be told. `expected`: one that others must clearly beat."""
    text = unicodedata.normalize("NFC", line)
    scripts = Counter(name for sign in text if (name := script(sign)))
    if not scripts:
        return ""
    others = {name: count for name, count in scripts.items() if name != "Latin"}
    if others and sum(others.values()) >= _FEWEST_SIGNS and 2 * sum(others.values()) >= scripts["Latin"]:
        return _of_script(text, others)
    return _of_words(text, expected.split("-")[0])


def _of_script(text: str, scripts: dict[str, int]) -> str:
    if "Kana" in scripts and 8 * scripts["Kana"] >= scripts.get("Han", 0):
        return "ja"  # Chinese ideographs stand in Japanese too, kana in Japanese alone
    name = max(scripts, key=lambda each: scripts[each])
    letters = set(text.casefold())
    if name == "Cyrillic":
        return "uk" if letters & _UKRAINIAN and not letters & _BULGARIAN_NOT else "ru"
    if name == "Arabic":
        return "ur" if letters & _URDU else "fa" if letters & _PERSIAN else "ar"
    return _OF_SCRIPT[name]


def _of_words(text: str, expected: str) -> str:
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST:
        return ""
    scores: dict[str, float] = {}
    for word in words:
        known = [code for code, common in WORDS.items() if word in common]
        for code in known:
            scores[code] = scores.get(code, 0.0) + _SHARED.get(len(known), 0.3)
        found: set[str] = set()
        for letter in set(word):
            if letter in LETTERS:
                found.update(LETTERS[letter])
            elif _VIETNAMESE.match(letter):
                found.add("vi")
        for code in found:
            scores[code] = scores.get(code, 0.0) + _LETTER / len(found)
    if not scores:
        return ""
    (best, score), *rest = sorted(scores.items(), key=lambda pair: -pair[1])
    second = next((other for code, other in rest if {code, best} != _SIBLINGS), 0.0)
    if score < _LEAST or score < _SHARE * len(words) or score < max(_CLEARLY * second, second + _AHEAD):
        return ""
    if expected and best != expected and score < scores.get(expected, 0.0) + _OTHERS:
        return ""
    return best
