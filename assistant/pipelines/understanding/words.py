"""The words of a question: folded, without what is only politeness; numbers; whether two words mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.languages.words import language
from assistant.pipelines.understanding.synonyms import like

_APART = re.compile(r"[^\w'&+%€$£@./:-]+")
_EDGE = "'\".,:;!?-/"
_SHORT = {
    "what's": "what is", "whats": "what is", "where's": "where is", "wheres": "where is", "who's": "who is",
    "when's": "when is", "how's": "how is", "which's": "which is", "it's": "it is", "that's": "that is",
    "there's": "there is", "theres": "there is", "isn't": "is not", "aren't": "are not", "doesn't": "does not",
    "doesnt": "does not", "isnt": "is not", "arent": "are not", "dont": "do not", "didnt": "did not", "cant": "can not",
    "hasnt": "has not", "havent": "have not", "wasnt": "was not", "thats": "that is", "whens": "when is",
    "im": "i am", "ive": "i have", "youve": "you have", "theyre": "they are", "whatre": "what are",
    "couldnt": "could not",
    "don't": "do not", "didn't": "did not", "can't": "can not", "cannot": "can not", "i'm": "i am", "i've": "i have",
    "what're": "what are", "where're": "where are", "who'd": "who would", "i'd": "i would", "btn": "button",
    "btns": "buttons", "checkbox": "check box", "checkboxes": "check boxes", "tickbox": "check box",
    "tickboxes": "check boxes", "textbox": "text box", "dropdown": "drop down", "popup": "pop up", "color": "colour",
    "colors": "colours", "colored": "coloured", "grey": "grey", "gray": "grey", "pic": "picture", "pics": "pictures",
    "img": "image", "app": "program", "application": "program", "applications": "programs", "apps": "programs",
    "ok": "okay", "dialogue": "dialog", "msg": "message", "toolbar": "tool bar", "statusbar": "status bar",
}  # fmt: skip
_POLITE = re.compile(
    r"^(?:(?:please|hey|hi|hello|okay|so|um|uh|well|now|also|then|lookaloud|look aloud|computer|"
    r"(?:can|could|would|will) you(?: please)?(?= (?:tell|read|find|say|show|list|describe|locate|name|give|count|"
    r"help))|"
    r"tell me(?! more)(?: about)?|i (?:want|would like|need) to know|do you know|let me know|say(?= (?:what|where|"
    r"which))|"
    r"i wonder|give me(?= the)) )+"
)
_TAIL = re.compile(
    r"(?: (?:please|now|right now|at the moment|currently|exactly|for me|thanks|thank you|"
    r"on (?:the|this|my) (?:screen|page|display|website|site)|(?:in|on|from) (?:the|this) (?:current |active )?"
    r"(?:window|page|screen|program)|on screen|here|again))+$"
)
_TURNED = re.compile(r"^(what|where|who|when|which|how much) ((?:the|my|this) .+?) (is|are|was|were)$")
_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("zero", "one first 1st", "two second 2nd", "three third 3rd", "four fourth 4th", "five fifth 5th",
         "six sixth 6th", "seven seventh 7th", "eight eighth 8th", "nine ninth 9th", "ten tenth 10th",
         "eleven eleventh 11th", "twelve twelfth 12th")
    )
    for name in names.split()
}  # fmt: skip
NUMBER_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d+(?:st|nd|rd|th)?"
EMPTY = frozenset(
    """the a an my your our their his her its this that these those of for to in on at with and or is are was were be do
    does did has have had it there here any some all me i you we please called named labelled label says saying about
    from by now currently which what who should must can could would will shall may might need want
    get just really thing stuff he she they him them us""".split()
)
"""Words that name nothing."""
_OWN_EMPTY = {
    "de": frozenset(
        """der die das den dem des ein eine einen einem einer mein meine meinen dein sein ihr von vom für zu zum zur
        in im an am auf bei beim mit und oder ist sind war wird werden wurde hat haben es er sie ich mir mich du was
        welche welcher welches welchen wie wo wer wann hier da dort bitte""".split()
    ),
    "es": frozenset(
        """el la los las un una unos unas mi mis su sus de del al a en con para por y o es son está están era fue hay ha
        han lo se me qué que cuál cuáles cómo dónde quién cuándo aquí ahí este esta esto""".split()
    ),
}


def plain(text: str) -> str:
    """Lower case, one space between words, without signs that carry nothing. In any language."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("`", "'")
    words = [word.strip(_EDGE) for word in _APART.split(text)]
    return " ".join(word for word in words if word)


def folded(text: str) -> str:
    """As `plain`, English short forms written out."""
    return " ".join(_SHORT.get(word, word) for word in plain(text).split())


def question_words(text: str) -> str:
    """The question alone: without greeting, "can you tell me", "please", "on the screen"."""
    text = folded(text)
    before = ""
    while before != text:
        before = text
        text = _POLITE.sub("", text, count=1)
        shorter = _TAIL.sub("", text)
        # "read it again" and "what is new here" keep a word or two
        if len(shorter.split()) >= 2:
            text = shorter
    return _TURNED.sub(r"\1 \3 \2", text)


def number_of(word: str) -> int | None:
    """The number that a cardinal or ordinal word means; None for any other word."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    digits = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)?", word)
    return int(digits[1]) if digits else None


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    text = re.sub(r"'s\b", "", text)
    found = re.findall(r"[^\W_]+(?:[.,:][^\W_]+)*", text)
    return tuple(_SHORT_ONE.get(word, word) for word in found)


_SHORT_ONE = {"color": "colour", "colors": "colours", "gray": "grey", "ok": "okay", "btn": "button"}


def content(text: str) -> tuple[str, ...]:
    """The words of a question's subject that name something; all of them where none would be left."""
    every = tokens(text)
    own = _OWN_EMPTY.get(language(), EMPTY)
    kept = tuple(word for word in every if word not in EMPTY and word not in own)
    return kept or every


def _stem(word: str) -> str:
    for tail, least in (("ies", 5), ("sses", 6), ("xes", 5), ("ches", 6), ("s", 4)):
        if word.endswith(tail) and len(word) >= least and not word.endswith(("ss", "us", "is")):
            return word[: -len(tail)] + {"ies": "y", "sses": "ss", "xes": "x", "ches": "ch"}.get(tail, "")
    return word


@lru_cache(maxsize=100_000)
def alike(asked: str, word: str) -> float:
    """How surely two words are the same, 0..1: less for a misspelt or misheard letter in a long word."""
    if asked == word:
        return 1.0
    if _stem(asked) == _stem(word):
        return 0.97
    if len(asked) >= 3 and word.startswith(f"{asked}."):
        return 0.95  # a file without its ending
    if asked.isdigit() or word.isdigit() or min(len(asked), len(word)) < 4:
        return 0.0
    if len(asked) >= 5 and word.startswith(asked) and len(word) - len(asked) <= 3:
        return 0.9
    ratio = fuzz.ratio(asked, word) / 100
    # "form" and "from", "sender" and "tender" are other words
    return 0.88 * ratio if ratio >= (0.86 if min(len(asked), len(word)) >= 6 else 0.9) and asked[0] == word[0] else 0.0


def near(asked: str, word: str) -> float:
    """As `alike`, but words that programs use for the same thing count too."""
    return alike(asked, word) or (0.9 if like(asked, word) else 0.0)


def coverage(
    asked: Sequence[str], words: Iterable[str], same: Callable[[str, str], float] = alike
) -> tuple[float, float]:
    """The share of the asked words that stand among `words`, and the share of `words` that was asked for."""
    words = list(words)
    if not asked or not words:
        return 0.0, 0.0
    found = [max((same(each, word) for word in words), default=0.0) for each in asked]
    used = sum(1 for word in words if any(same(each, word) for each in asked))
    return sum(found) / len(asked), used / len(words)
