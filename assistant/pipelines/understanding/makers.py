"""From a rule's match to what is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.pipelines.understanding.roles import split
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import content, number_of

Found = re.Match[str]

_ARTICLE = re.compile(r"^(?:(?:the|a|an|my|your|this|that|these|those|any|some|all|all of the|each|every) )+")
_NAMED_WORD = re.compile(r"^(?:words?|phrase) (?!count\b|processor\b)")
_AFTER = re.compile(
    r" (?:is|are|be|was|it|there|here|located|placed|shown|displayed|visible|written|found|say|says|available|"
    r"called|do i have|are there|is there|exist|set|set to)$"
)
PERSON = (
    r"(?:any ?one|any ?body|some ?one|some ?body|a person|people|persons?|a man|a woman|a child|men|women|"
    r"children|faces?)"
)


def bare(subject: str) -> str:
    """Without articles before and "is there" after."""
    before = ""
    while before != subject:
        before = subject
        subject = _AFTER.sub("", _NAMED_WORD.sub("", _ARTICLE.sub("", subject.strip())))
    return subject.strip()


def named(kind: str, text: str, subject: str, **more: object) -> Wanted:
    """A kind whose subject may end or begin with a word such as button."""
    name, sort = split(bare(subject))
    return Wanted(kind, text, subject=bare(name), sort=sort, **more)  # type: ignore[arg-type]


def nth(word: str) -> int:
    """The number that a word means; -1 for the last, 0 for none."""
    if word in ("last", "final", "bottom"):
        return -1
    if word == "top":
        return 1
    return number_of(word) or 0


def plain(kind: str, *, yes_no: bool = False) -> Callable[[Found, str], Wanted]:
    """A kind without a subject."""
    return lambda _, text: Wanted(kind, text, yes_no=yes_no)


_OF_ANYTHING = re.compile(
    r"^(?:any ?thing|some ?thing|any mention|a mention|a word|any word|any sign|any news) (?:about|of|on|called|named|"
    r"like|with) (?:the |an? |my )?(?=\S)"
)


def of_subject(kind: str, *, yes_no: bool = False) -> Callable[[Found, str], Wanted | None]:
    """A kind with the subject `x`."""

    def make(match: Found, text: str) -> Wanted | None:
        subject = _OF_ANYTHING.sub("", match.groupdict().get("x") or "")
        return named(kind, text, subject, yes_no=yes_no)

    return make


def of_two(kind: str) -> Callable[[Found, str], Wanted]:
    """ "the price of tea": what is asked for, and of what."""

    def make(match: Found, text: str) -> Wanted:
        wanted = named(kind, text, match["x"])
        of = bare(match.groupdict().get("y") or "")
        return Wanted(kind, text, subject=wanted.subject, sort=wanted.sort, of=of)

    return make


_OF_COUNTING = frozenset(
    "on in listed shown visible left see have choose find get got use click open select contain hold offer list need "
    "page window screen dialog form list table program show present fill here there off".split()
)
"""Words after what is to be counted that only say where it is."""


def count(match: Found, text: str) -> Wanted:
    """How many: of a sort, of a name, in a state, or of people."""
    subject = bare(
        re.sub(
            r" (?:is|are|was|were) (?:they|we|you|he|she|"
            r"there|in|on|listed|shown|visible|left)\b.*$| (?:do|does|can|did|has|"
            r"have) .*$",
            "",
            match["x"],
        )
    )
    listed = re.search(r" (?:are |is )?(?:there )?(?:in|on) (?:the )?(.+) list$", match["x"])
    if listed is not None:
        return replace(named("count", text, match["x"][: listed.start()]), of=bare(listed[1]))
    clause = re.search(r" (?:do|does|can|did|have|has|must|should|need|are|is) (.*)$", match["x"])
    rest = [word for word in content(clause[1]) if word not in _OF_COUNTING] if clause is not None else []
    if rest and not re.search(r"\b(?:checked|ticked|selected|chosen|enabled|disabled|unchecked|unticked)\b", text):
        return replace(named("count", text, subject), of=" ".join(rest))
    state = re.search(
        r"\b(?:is|are) (checked|ticked|on|selected|chosen|enabled|disabled|off|unchecked|unticked)\b", text
    )
    found = re.search(r"^(checked|ticked|selected|chosen) (.*)$", subject)
    if found is not None:
        return named("count", text, found[2], state=_state(found[1]))
    subject = re.sub(
        r" (?:is|are) (?:checked|ticked|on|selected|chosen|enabled|disabled|off|unchecked|unticked)$", "", subject
    )
    if re.search(rf"\b{PERSON}\b", subject):
        return Wanted("picture", text, subject=subject)
    return named("count", text, subject, state=_state(state[1]) if state else "")


def _state(word: str) -> str:
    return {
        "ticked": "checked", "on": "checked", "enabled": "enabled", "chosen": "selected", "highlighted": "selected",
        "picked": "selected", "pick": "selected", "choose": "selected", "select": "selected", "tick": "checked",
        "check": "checked", "off": "unchecked", "unticked": "unchecked", "greyed out": "disabled",
        "active": "selected",
        "turned on": "checked", "switched on": "checked", "turned off": "unchecked", "switched off": "unchecked",
        "available": "enabled", "open": "selected", "current": "selected", "in front": "selected", "shown": "selected",
        "required": "required", "empty": "empty",
        "filled in": "filled", "filled": "filled", "filled out": "filled", "blank": "empty", "not checked": "unchecked",
        "clickable": "enabled", "inactive": "disabled", "unavailable": "disabled", "activated": "checked",
        "mandatory": "required", "marked": "checked", "set": "checked", "the default": "default",
    }.get(word, word)  # fmt: skip


def in_state(match: Found, text: str) -> Wanted | None:
    """Whether something is in a state."""
    if match["x"] in ("it", "that", "this"):
        return Wanted("state", text, state=_state(match["state"]), relation="it", yes_no=True)
    return named("state", text, match["x"], state=_state(match["state"]), yes_no=True)


def which_state(match: Found, text: str) -> Wanted:
    """Which things are in a state."""
    state = _state(match["state"])
    kind = "selected" if state == "selected" else "checked"
    return named(kind, text, match.groupdict().get("x") or "", state=state)


def part(match: Found, text: str) -> Wanted | None:
    """A paragraph, line, row or heading by its number."""
    what = match.groupdict().get("part") or "item"
    word = match.groupdict().get("nth") or match.groupdict().get("nth2") or ""
    number = nth(word)
    if what in ("row",):
        return Wanted("row", text, number=number) if number else None
    if word in ("next", "previous"):
        return Wanted("followup", text, relation=word, subject=what, sort=split(what)[1])
    of = match.groupdict().get("of") or ""
    return Wanted("paragraph", text, subject=what, number=number, sort=split(what)[1], of=bare(of))


def row(match: Found, text: str) -> Wanted:
    """A row by what stands in it."""
    return Wanted("row", text, subject=bare(match["x"]))


def relation(match: Found, text: str) -> Wanted:
    """What lies beside what the talk was about, or beside what is named."""
    word = match["way"]
    way = {
        "below": "below", "under": "below", "underneath": "below", "beneath": "below", "above": "above",
        "over": "above",
        "next": "next", "after": "next", "following": "next", "before": "previous", "previous": "previous",
        "left": "left", "right": "right", "beside": "right",
    }[word.split()[-1]]  # fmt: skip
    what = match.groupdict().get("what") or ""
    anchor = match.groupdict().get("anchor") or ""
    return Wanted("followup", text, relation=way, sort=split(what)[1], subject=bare(anchor))


def value(match: Found, text: str) -> Wanted | None:
    """ "the price of tea" and "the name"."""
    subject = match["x"]
    found = re.fullmatch(r"(?P<x>.+?) (?:of|for|in|from) (?:the )?(?P<y>.+)", subject)
    name, sort = split(bare(subject))
    if found is None:
        return Wanted("value", text, subject=bare(name), sort=sort)
    inner, inner_sort = split(bare(found["x"]))
    return Wanted("value", text, subject=bare(inner), sort=inner_sort or sort, of=bare(found["y"]))


def colour(text: str) -> Wanted:
    """The colour of what, or of all."""
    subject = re.sub(
        r"^(?:what|which) colou?rs? (?:is|are|has|have|does|do)?|^what is the|\b(?:main |dominant |"
        r"background )?colou?rs? of\b|\bhave$|\bcolou?rs?\b|\bmain\b|\bdominant\b|\bin it\b",
        " ", text,
    )  # fmt: skip
    part = "background" if "background" in text else "text" if re.search(r"\b(?:text|font) colou?r\b", text) else ""
    subject = bare(" ".join(subject.replace("background", " ").split()))
    return named("colour", text, "" if subject in ("it", "is it", "screen", "window", "page") else subject, of=part)


def picture(text: str) -> Wanted:
    """A question about a picture; its words are handed on as they are."""
    yes_no = bool(re.match(r"(?:is|are|do|does|can|has|was)\b", text))
    return Wanted("picture", text, yes_no=yes_no)


def total(text: str) -> Wanted:
    """A sum, or the price of something."""
    of = re.search(r"\b(?:price|cost|costs|total|sum|amount)s? (?:of|for) (?:the |an? |my )?(?P<y>.+)$", text)
    if of is None:
        of = re.search(
            r"\bhow much (?:is|are|was|were|does|do|did) (?:the |an? |my )?(?P<y>.+?)(?: cost| costs)?(?: in total|"
            r" altogether| all together)?$",
            text,
        )
    if of is None:
        of = re.search(r"^what (?:do|does|did) (?:the |an? |my )?(?P<y>.+?) costs?(?: in total| altogether)?$", text)
    name = re.search(r"\b((?:\w+ )?(?:price|cost|balance|amount|total|sum|subtotal|tax|vat|shipping))\b", text)
    y = bare(of["y"]) if of else ""
    y = re.sub(
        r"^(?:to pay|i (?:have|need) to pay|do i (?:have|need) to pay|i owe|i pay|left|due|it|that|this|all|"
        r"everything|all of it|order|the order)$",
        "",
        y,
    )
    y = re.sub(r"^(?:it|this|that|everything|all) (?:cost|all|together|in total).*$|^it .*$|^i .*$", "", y)
    subject = name[1] if name else "total"
    for word in ("the ", "is ", "of ", "a ", "in ", "my "):
        subject = subject.removeprefix(word)
    return Wanted("total", text, subject=subject, of=y)


def when(text: str) -> Wanted:
    """The date or time of something."""
    subject = re.sub(
        r"^(?:at |on |until |since )?(?:when|what time|what date|what day|which day|which date|what year|"
        r"what month|which year|which month|which time)(?: and (?:date|time))?"
        r"(?: (?:is|are|was|were|does|do|did|will|has|have|must|can|should))?|^what is",
        "", text,
    ).strip()  # fmt: skip
    of = re.search(r"\b(?:date|time|deadline|day) (?:of|for) (?:the )?(?P<y>.+)$", subject)
    asked = (
        "time"
        if re.search(r"\b(?:what|which) time\b|\bthe time\b", text)
        else "date"
        if re.search(r"\bdate\b|\bday\b", text)
        else ""
    )
    return Wanted("when", text, subject=bare(of["y"] if of else subject), of=asked)


def who(text: str) -> Wanted:
    """A person."""
    if re.search(r"^who (?:is|are)(?: (?:the|in|on|that|this|it))* (?:picture|photo|image|man|woman|person)\b", text):
        return Wanted("picture", text)
    return Wanted("who", text, subject=text)
