"""Phrases that name one thing to wait for: "tell me when the download ends", "wait until it says done"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.languages.words import _
from assistant.pipelines.understanding.words import number_of
from assistant.pipelines.watching.kinds import Event, Kind, Wanted

_NUMBERS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50, "sixty": 60,
            "seventy": 70, "seventy five": 75, "eighty": 80, "ninety": 90, "a hundred": 100, "one hundred": 100,
            "hundred": 100}  # fmt: skip
_TELL_WHEN = (
    r"(?:(?:tell|let|warn|notify|inform|alert|ping) me (?:know )?(?:when|once|as soon as|the moment|after)"
    r"|(?:warn|notify|alert) me if|let me know if|say (?:something |so )?(?:when|once|as soon as)"
    r"|speak (?:up )?(?:when|once|as soon as)|(?:wait|watch)(?: here)? (?:until|till)|i want to (?:know|hear) (?:when|"
    r"as soon as))"
)
_WAIT_FOR = r"(?:wait for|watch for|watch out for|look out for|keep an eye out for|warn me (?:of|about)|alert me to)"
_JOB = re.compile(
    r"\b(?:downloads?|downloading|uploads?|uploading|install(?:ation|er|ing)?|updates?|updating|upgrade|builds?|"
    r"building|compil\w+|cop(?:y|ying)|export|import|transfer|backup|conversion|encoding|render(?:ing)?|print(?:ing|out|"
    r"er)?|sync\w*|process(?:ing)?|command|program|script|tests?|job|task|scan(?:ning)?|video|film|movie|song|"
    r"progress(?: bar)?|loading|page|file|files|extraction|search|query|setup|deployment|it|this|that|everything|"
    r"calculation|simulation|training|check|verification|format\w*|timer|countdown|game|call|recording|operation)\b"
)
_ON_SCREEN = re.compile(r"\b(?:window|dialog|pop up|menu|program|page|tab|message|bar|it|this|that|box|list|alert|"
                        r"notification|terminal|player|spinner|call|meeting window)\b")  # fmt: skip
_NOW = re.compile(r"\b(?:is|are)\b")
_PERSON = re.compile(r"(?:he|she|they|we|i|you|who)\b.*")
_EVERY_WORD = re.compile(r"^(?:the|a|an|my|this|that|any|some) ")


def number(word: str) -> float | None:
    """The number that a word or digits mean; None for any other word."""
    digits = re.fullmatch(r"\d+(?:\.\d+)?", word)
    if digits:
        return float(digits[0])
    found = _NUMBERS.get(word)
    return float(found) if found is not None else None if number_of(word) is None else float(number_of(word) or 0)


def named(subject: str) -> str:
    """What a thing goes by on the screen: without its article, and nothing for "it"."""
    subject = _EVERY_WORD.sub("", subject.strip())
    empty = ("it", "this", "that", "everything", "anything", "something", "window", "screen", "thing")
    return "" if subject in empty else subject


def _yours(clause: str) -> str:
    return re.sub(r"\b(?:my|i am|i|me)\b", lambda m: {"my": "your", "i am": "you are", "me": "you"}.get(m[0], "you"),
                  clause)  # fmt: skip


def _promise(clause: str) -> str:
    """The sentence that confirms; `clause`: the user's own English words, which other languages quote."""
    return _("I will tell you when {clause}.").format(clause=clause)


_Maker = Callable[[re.Match[str], str], Wanted | None]


def until(words: str) -> Wanted | None:
    """What the folded phrase waits for; None for any other."""
    match = re.fullmatch(rf"{_TELL_WHEN} (?P<x>.+)", words)
    if match is None:
        return _waited_for(words)
    clause = re.sub(r"(?: (?:here|on the screen|on screen|in (?:this|the) (?:window|page|terminal|chat)))+$", "",
                    match["x"])  # fmt: skip
    sure = not words.startswith(("tell me", "let me know if", "i want to know"))
    for pattern, make in _EVENTS:
        found = pattern.fullmatch(clause)
        if found is None:
            continue
        wanted = make(found, clause)
        if wanted is None or (wanted.event is Event.ENDS and not sure and not _JOB.search(clause)):
            continue
        if (
            wanted.event is Event.GONE
            and not sure
            and re.search(r"\b(?:clos|gone)", clause)
            and not _ON_SCREEN.search(clause)
        ):
            return None  # "tell me when the shop closes" asks for a time
        if words.startswith("let me know if") and _NOW.search(clause) and wanted.event is not Event.ENDS:
            return None  # "let me know if the box is checked" asks how it is now
        told = wanted.told or _promise(_yours(clause))
        return replace(wanted, kind=Kind.UNTIL, told=told, window="window" in words)
    return None


def _waited_for(words: str) -> Wanted | None:
    match = re.fullmatch(rf"{_WAIT_FOR} (?P<x>.+)", words)
    if match is None:
        return None
    what = match["x"]
    finish = re.fullmatch(r"(?P<s>.+?) to (?:finish|end|complete|stop|be (?:done|finished|ready|over)|load)|"
                          r"(?:the )?end of (?P<e>.+)", what)  # fmt: skip
    if finish is not None:
        subject = finish["s"] or finish["e"]
        return Wanted(Kind.UNTIL, _promise(f"{_yours(subject)} ends"), Event.ENDS, named(subject))
    appear = re.fullmatch(r"(?P<s>.+?) to (?:appear|show up|come up|pop up|open|arrive|come(?: in)?)", what)
    what = appear["s"] if appear is not None else what
    change = re.fullmatch(r"(?P<s>.+?) to change|(?:a |any )?changes?(?: (?:of|in|to) (?P<e>.+))?", what)
    if change is not None:
        subject = named(change["s"] or change["e"] or "")
        told = _promise(f"the {subject} changes" if subject else "something changes")
        return Wanted(Kind.UNTIL, told, Event.CHANGES, subject)
    return _of_noun(what, _promise(f"{_yours(what)} {'appear' if what.endswith('s') else 'appears'}"))


def _of_noun(what: str, told: str) -> Wanted | None:
    """What shall appear, by the word for it."""
    what = re.sub(r"^(?:the next|the|an?|any|some|new|next|other|more) ", "", what)
    what = re.sub(r"^(?:new|next|other|more) ", "", what)
    if re.fullmatch(r"(?:errors?|warnings?|problems?|failures?|error messages?|trouble|mistakes?)"
                    r"(?: (?:or|and) (?:errors?|warnings?))?", what):  # fmt: skip
        return Wanted(Kind.UNTIL, told, Event.ERROR)
    if re.fullmatch(r"(?:dialogs?|dialog box|pop up|pop ups|alert|window|notification|message box|prompt)", what):
        return Wanted(Kind.UNTIL, told, Event.DIALOG)
    if re.fullmatch(r"(?:messages?|mails?|emails?|lines?|text|posts?|comments?|answers?|repl(?:y|ies)|chat messages?|"
                    r"output|entry|entries|results?)", what):  # fmt: skip
        return Wanted(Kind.UNTIL, told, Event.NEWS)
    if what.startswith(("words ", "word ", "text ", "message ")):
        what = what.split(" ", 1)[1]
    return Wanted(Kind.UNTIL, told, Event.APPEARS, what) if what else None


def _says(match: re.Match[str], _clause: str) -> Wanted | None:
    words = re.sub(r"^(?:that |the words? |the text )", "", match["t"])
    subject = named(match["x"])
    told = _promise(f"{'it' if not subject else match['x']} says “{words}”")
    return Wanted(Kind.UNTIL, told, Event.SAYS, words)


def _state(match: re.Match[str], _clause: str) -> Wanted | None:
    word = re.sub(r"^(?:un|not )", "", match["s"])
    off = match["s"] != word
    states = {"enabled": "enabled", "available": "enabled", "active": "enabled", "clickable": "enabled",
              "usable": "enabled", "disabled": "disabled", "greyed out": "disabled", "inactive": "disabled",
              "checked": "checked", "ticked": "checked", "selected": "selected", "chosen": "selected"}  # fmt: skip
    state = states[word]
    if off:
        state = {"enabled": "disabled", "disabled": "enabled", "checked": "unchecked"}.get(state, "")
    return Wanted(Kind.UNTIL, "", Event.STATE, named(match["x"]), state) if state and named(match["x"]) else None


def _reaches(match: re.Match[str], clause: str) -> Wanted | None:
    level = number(match["n"])
    unit = " percent" if "percent" in clause or "%" in clause else ""
    if level is None:
        return None
    subject = named(match["x"])
    if not unit and subject in ("", "progress"):
        unit = " percent"
    if re.search(r"\b(?:is|gets|comes)\b", clause) and not unit:
        return None  # "when the train is at 5" is a question
    told = _promise(f"{match['x']} reaches {level:g}{unit}")
    return Wanted(Kind.UNTIL, told, Event.REACHES, subject, unit.strip(), level)


def _event(event: Event) -> _Maker:
    return lambda match, _clause: Wanted(Kind.UNTIL, "", event, named(match.groupdict().get("x") or ""))


def _appears(match: re.Match[str], clause: str) -> Wanted | None:
    if _PERSON.fullmatch(match["x"]):
        return None
    return _of_noun(match["x"], _promise(_yours(clause)))


_IS = r"(?:is|are|becomes?|gets?|has become|goes)"
_EVENTS: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (r"(?:an? |any |some |the )?(?:errors?|warnings?|problems?|failures?)(?: messages?)?(?: \w+)? (?:appears?|"
         r"occurs?|happens?|comes? up|shows? up|pops? up|is shown|are shown|turns up|arises)|there (?:is|are) (?:an? |"
         r"any )?(?:errors?|warnings?|problems?)|(?:something|anything|it) (?:fails|goes wrong|breaks|crashes)",
         _event(Event.ERROR)),
        (r"(?P<x>it|this|that|the .+?|my .+?|something|.+?) (?:says|reads|shows|prints|displays|outputs|writes) "
         r"(?P<t>.+)", _says),
        (r"(?:there (?:is|are) )?(?:an? |any |the |some )?(?:new |next )+(?P<x>messages?|mails?|emails?|lines?|text|"
         r"posts?|comments?|output|answers?|repl(?:y|ies)|chat messages?|entry|entries)(?: (?:arrives?|comes?(?: in)?|"
         r"appears?|is there|has arrived|shows? up))?|(?:someone|somebody|anyone|anybody) (?:writes|answers|replies|"
         r"posts|says something)(?: something| to me| in the chat)?|(?:an? |the |any )?(?:message|mail|email|answer|"
         r"reply) (?:arrives|comes(?: in)?|is there)|(?:something|anything) (?:new|comes|arrives|appears)(?: appears|"
         r" comes(?: in)?| arrives| is there| is written)?|there is (?:something|anything) new",
         lambda m, c: Wanted(Kind.UNTIL, "", Event.NEWS)),
        (r"(?:an? |any |the |another |some )?(?:new )?(?:dialog|dialog box|pop up|alert|notification|message box|"
         r"prompt|window)(?: \w+)? (?:appears?|opens?|pops? up|comes? up|shows? up)", _event(Event.DIALOG)),
        (r"(?P<x>it|.+?) (?:reaches|hits|gets to|is at|arrives at|passes|exceeds|goes (?:over|above|below|under)|rises "
         r"(?:to|above)|falls (?:to|below|under)|drops (?:to|below|under)|is (?:above|below|over|under)|climbs to) "
         r"(?P<n>\d+(?:\.\d+)?|[a-z]+(?: five)?)(?: ?(?:percent|%|degrees?))?", _reaches),
        (rf"(?:the |my |an? )?(?P<x>.+?) {_IS} (?:no longer )?(?P<s>(?:un|not )?(?:enabled|available|active|clickable|"
         r"usable|disabled|greyed out|inactive|checked|ticked|selected|chosen))", _state),
        (r"i can (?:press|click|push|use|activate)(?: on)? (?:the |my )?(?P<x>.+)",
         lambda m, c: Wanted(Kind.UNTIL, "", Event.STATE, named(m["x"]), "enabled")),
        (r"(?:the |my )?(?P<x>.+?) can be (?:pressed|clicked|used|activated)",
         lambda m, c: Wanted(Kind.UNTIL, "", Event.STATE, named(m["x"]), "enabled")),
        (r"(?P<x>.+?) (?:reaches|gets to|comes to|is at) (?:its|the) end", _event(Event.ENDS)),
        (r"(?P<x>.+?) (?:ends?|finishe[sd]|finish|completes?|stops?|loads?|(?:is|are|gets?) (?:over|done|finished|"
         r"completed?|through|ready|ended|installed|downloaded|uploaded|copied|saved|loaded|built|exported|updated|"
         r"converted|printed|extracted|at (?:its|the) end)|(?:has|have) (?:been )?(?:ended|finished|completed|stopped|"
         r"loaded|installed|downloaded|uploaded|copied|saved|built|exported|updated|converted|printed|extracted)|"
         r"comes to an end)", _event(Event.ENDS)),
        (r"(?P<x>.+?) (?:disappears?|vanishe?s?|goes away|(?:is|are) gone|has gone|closes?|is closed|has closed|is no "
         r"longer (?:there|shown|visible)|is not (?:there|shown|visible) any ?more)", _event(Event.GONE)),
        (r"(?:(?P<x>.+?) (?:changes?|is different|has changed|moves?)|(?:anything|something) happens)",
         _event(Event.CHANGES)),
        (r"(?P<x>.+?) (?:appears?|shows? up|comes? up|pops? up|turns? up|is shown|(?:is|are) visible|opens?|arrives?|"
         r"can be seen|comes? in|comes)", _appears),
        (r"(?P<x>[a-z]+(?: [a-z]+)?) (?:writes|answers|replies|posts)(?: something| to me| back)?", _appears),
    )
)  # fmt: skip
