"""What is sought, from what the user said: "find the door", "where is my red folder", "look for the exit sign"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.languages.words import N_, _, p_
from assistant.pipelines.pixels.colour_words import something
from assistant.pipelines.seeking.everyday import POORLY, classes, detected, is_word
from assistant.pipelines.understanding.words import alike, folded, question_words

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)'([^']+)'(?!\w)|‘([^’]+)’")
_ASKS = re.compile(
    r"^(?:(?:i am|i have been|(?:can|could|would|will) you) )?(?:(?:please )?help me (?:to )?)?(?:try to )?(?:"
    r"find|locate|look for|looking for|search for|searching for|seek|spot|(?:guide|lead|take|bring) me to|show me|"
    r"where (?:is|are)|where (?:did|have) i (?:put|left|leave|lay|laid)|i (?:have )?lost|i can not find|"
    r"i (?:need|want) to find|point me to"
    r")(?: me)? (?P<what>.+)$"
)
_SAYS = re.compile(
    r"^(?P<noun>.*?) ?\b(?:that says|which says|that reads|saying|reading|labelled|labeled|called|named|marked|"
    r"with the (?:words?|text|name|label|number))\b (?P<text>.+)$"
)
_NUMBERED = re.compile(
    r"^(?:the )?(?P<noun>room|door|platform|gate|house|bus|line|track|bay|exit|aisle|floor|seat|shelf|locker|stop|"
    r"counter|desk)(?: number)? (?P<text>\d{1,5}[a-z]?|[a-z]\d{1,4}|[a-z])$"
)
_CARRIERS = "sign|signs|label|poster|notice|sticker|shop|store|text|word|words|inscription|name plate|nameplate"
_SIGN = re.compile(rf"^(?P<text>.+?) (?P<noun>{_CARRIERS})$")
_ON_SCREEN = re.compile(r" (?:on|in) (?:the|this|my) (?:screen|window|page|display|program|dialog|desktop)$")
_BY_CAMERA = re.compile(
    r" (?:with|through|using|by) (?:the|my) (?:camera|webcam)$|"
    r" (?:in front of me|near me|around me|around here|nearby|"
    r"in (?:the|this|my) (?:room|house|kitchen|office|picture))$"
)
_LEADS = re.compile(
    r"^(?:(?:the|a|an|my|your|our|his|her|their|this|that|these|those|any|some|one of|one|pair of|piece of|bottle of"
    r"(?= \w+ \w)|closest|nearest|next) )+"
)
_SCREEN_WORDS = re.compile(
    r"\b(?:button|link|check ?box|text field|field|menu|menu item|tab|heading|dialog|tool bar|icon|drop down|slider)s?$"
)
COLOURS = ("black", "grey", "white", "red", "orange", "brown", "yellow", "green", "cyan", "blue", "purple", "pink")
_ALSO = {
    "violet": "purple", "turquoise": "cyan", "magenta": "pink", "silver": "grey", "beige": "brown", "golden": "yellow",
    "crimson": "red", "scarlet": "red", "navy": "blue", "lilac": "purple",
}  # fmt: skip
_SHADES = frozenset(("dark", "light", "bright", "pale", "deep", "small", "big", "large", "little", "old", "new"))
_ONE_WORD = frozenset(
    ("orange juice", "red wine", "white wine", "black pepper", "white pepper", "brown sugar", "green tea", "black tea",
     "brown bread", "white bread", "black coffee", "white board", "black board", "brown rice", "red cabbage",
     "red pepper", "green pepper", "green card", "red cross", "white wolf", "red wolf", "red fox", "brown bear")
)  # fmt: skip
"""What a colour's word names, rather than tells of it."""

_SAYING = re.compile(
    r" ?\b(?:that says|which says|that reads|saying|reading|labelled|called|named|marked|with the (?:text|words?|name)|"
    r"with)$"
)
_NAMED = re.compile(r"^(?:text|words?|inscription) (?P<text>.+)$")
_IRREGULAR = {"knives": "knife", "people": "person", "men": "man", "women": "woman", "children": "child",
              "shelves": "shelf", "scarves": "scarf", "loaves": "loaf", "mice": "mouse"}  # fmt: skip
_BY_SIGHT = N_("Without a model that detects objects I know only a few kinds of it by sight; I look for writing that "
               "says its name.")  # fmt: skip
_COLOURED_BY_SIGHT = N_("Without a model that detects objects I know only a few kinds of it by sight; I look for "
                        "writing that says its name and {thing}.")  # fmt: skip
_UNKNOWN = N_("Without a model that detects objects I do not know it by sight; I look for writing that says its name.")
_COLOURED_UNKNOWN = N_("Without a model that detects objects I do not know it by sight; I look for writing that says "
                       "its name and {thing}.")  # fmt: skip
THING = "thing"
"""The noun of "something red"."""
_SOMETHING = re.compile(r"^(?:some|any)thing (?:that is |which is )?(?P<rest>\w+)$")
_PLURALS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", ""))
_NOTHING = frozenset(
    "it that this them him he she they there here something anything thing me you i everything out focus error".split()
)


@dataclass(frozen=True, slots=True)
class Sought:
    """`said`: what the user named, without article, such as `red folder`. `quoted`: words that must stand there; of
    "exit sign" this is `exit`. `noun`, `colour`: empty where none was named. `labels`: what the built-in classifier
    calls it; `names`: what a detector may call it. `where`: whether the screen or the camera was named, or what is
    only on screens."""

    said: str
    noun: str = ""
    colour: str = ""
    quoted: str = ""
    labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    where: Literal["", "screen", "camera"] = ""
    owned: bool = False

    @property
    def the(self) -> str:
        """`the red folder`, `your keys`, `the text “Save”`."""
        if not self.noun and self.quoted:
            return _("the text “{text}”").format(text=self.quoted)
        own, other = p_("what is sought", "your {thing}"), p_("what is sought", "the {thing}")
        return (own if self.owned else other).format(thing=self.said)

    @property
    def texts(self) -> tuple[str, ...]:
        """Words by which it can be found in writing, the best first."""
        if self.quoted:
            return (self.quoted,)
        if self.noun == THING:
            return ()
        return tuple(dict.fromkeys(text for text in (self.said, self.noun) if text))

    @property
    def is_plural(self) -> bool:
        """Whether more than one was named, such as "keys"."""
        last = self.said.split()[-1:]
        return not self.quoted and bool(last) and last[0].endswith("s") and last != self.noun.split()[-1:]

    @property
    def is_known(self) -> bool:
        """Whether the built-in classifier has a good name for it."""
        return bool(self.labels) and not POORLY.intersection(self.noun.split()[-1:])

    @property
    def limits(self) -> str:
        """A sentence about what the built-in parts can find of it; empty where there is nothing to warn of."""
        if self.is_known or (self.quoted and not self.noun):
            return ""
        if self.quoted:
            return _("I look for the words “{text}”.").format(text=self.quoted)
        if self.noun == THING:
            return ""
        if self.colour:
            text = _(_COLOURED_BY_SIGHT if self.labels else _COLOURED_UNKNOWN)
            return text.format(thing=something(self.colour))
        return _(_BY_SIGHT if self.labels else _UNKNOWN)


def parse(text: str, *, bare: bool = False) -> Sought | None:
    """What a sentence asks to find; None where it asks for something else. `bare`: "red folder" alone will do."""
    quote = _QUOTED.search(text)
    quoted = next(part for part in quote.groups() if part) if quote else ""
    if quote:  # a word of its own, that no rule touches
        text = f"{text[: quote.start()]} quotedtext {text[quote.end() :]}"
    asked = re.sub(r"^where (is|are) (.+) (?:gone|hiding)$", r"where \1 \2", question_words(text))
    where: Literal["", "screen", "camera"] = ""
    if _ON_SCREEN.search(f" {folded(text)}"):
        where = "screen"
    elif _BY_CAMERA.search(asked):
        where = "camera"
    asked = _BY_CAMERA.sub("", _ON_SCREEN.sub("", asked))
    match = _ASKS.match(asked)
    if match is None and not bare:
        return None
    what = match["what"] if match is not None else asked
    owned = bool(re.match(r"my |our ", what))
    what = _SOMETHING.sub(rf"\g<rest> {THING}", _LEADS.sub("", f"{what} ").strip())
    if not what or what in _NOTHING:
        return None
    sought = _sought(what, quoted)
    is_screen = bool(_SCREEN_WORDS.search(what))
    return Sought(
        sought.said, sought.noun, sought.colour, sought.quoted, sought.labels, sought.names,
        where or ("screen" if is_screen else ""), owned,
    )  # fmt: skip


def _sought(what: str, quoted: str) -> Sought:
    if quoted:
        noun = _LEADS.sub("", " ".join(word for word in what.split() if word != "quotedtext") + " ").strip()
        noun = _SAYING.sub("", noun)
        noun = re.sub(rf"^(?:{_CARRIERS})$", "", noun)
        colour, noun = _coloured(noun)
        return Sought(f"{noun} “{quoted}”".strip(), noun, colour, quoted)
    says = _SAYS.match(what)
    if says is not None:
        colour, noun = _coloured(_LEADS.sub("", f"{says['noun']} ").strip())
        noun = re.sub(rf"^(?:{_CARRIERS})$", "", noun)
        return Sought(f"{noun} “{says['text']}”".strip(), noun, colour, says["text"])
    named = _NAMED.match(what)
    if named is not None:
        return Sought(f"“{named['text']}”", quoted=named["text"])
    numbered = _NUMBERED.match(what)
    if numbered is not None:
        return Sought(what, numbered["noun"], "", numbered["text"])
    colour, rest = _coloured(what)
    button = _SCREEN_WORDS.search(rest)
    noun = _singular(rest)
    sign = _SIGN.match(rest)
    if sign is not None and not classes(noun):
        return Sought(what, sign["noun"], colour, sign["text"], names=detected(noun))
    if button is not None and button.start() > 0 and not classes(noun):
        return Sought(what, button[0], colour, rest[: button.start()].strip())
    head = noun.split()[-1] if noun else ""
    names = tuple(dict.fromkeys((*detected(noun), *detected(head)))) if head else ()
    labels = classes(noun) if is_word(noun) else classes(head)
    return Sought(what, noun, colour, "", labels, names)


def _coloured(phrase: str) -> tuple[str, str]:
    """The colour that a phrase names, and the phrase without it and without words of shade and size before it."""
    words = phrase.split()
    for at, word in enumerate(words[:-1]):
        colour = word if word in COLOURS else _ALSO.get(word, "")
        if colour and " ".join(words[at : at + 2]) not in _ONE_WORD:
            return colour, " ".join([*(each for each in words[:at] if each not in _SHADES), *words[at + 1 :]])
        if word not in _SHADES and not colour:
            break
    return "", phrase


def _singular(noun: str) -> str:
    """The noun as the tables have it: `keys` as `key`, where the tables do not have the plural itself."""
    if is_word(noun):
        return noun
    words = noun.split()
    if not words:
        return ""
    last = words[-1]
    if last in _IRREGULAR:
        return " ".join([*words[:-1], _IRREGULAR[last]])
    for tail, instead in _PLURALS:
        if last.endswith(tail) and len(last) > len(tail) + 1 and not last.endswith(("ss", "us", "is")):
            last = last[: -len(tail)] + instead
            break
    return " ".join([*words[:-1], last])


def says(line: str, wanted: str) -> float:
    """How well a line of text says the wanted words, 0..1: all of them must stand there one behind the other; less
    where they are a part of much more. 0 where they do not."""
    from assistant.pipelines.understanding.words import tokens

    words, asked = tokens(line), tokens(wanted)
    if not asked or len(words) < len(asked):
        return 0.0
    best = 0.0
    for at in range(len(words) - len(asked) + 1):
        same = [alike(each, word) for each, word in zip(asked, words[at : at + len(asked)], strict=True)]
        if all(value >= 0.75 for value in same):
            best = max(best, sum(same) / len(same))
    return best * (0.5 + 0.5 * len(asked) / len(words))
