"""What the user wants to be told of: the phrase that was typed or spoken, understood; None for any other sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.languages.wording import number as number_words
from assistant.languages.words import N_, _, n_
from assistant.pipelines.understanding.words import folded
from assistant.pipelines.watching.kinds import Event, Kind, Wanted
from assistant.pipelines.watching.own_words import in_english
from assistant.pipelines.watching.until_phrases import named, number, until

__all__ = ["Event", "Kind", "Wanted", "parse"]


_LEAD = r"(?:please |okay |now |hey |and |lookaloud |(?:can|could|would|will) you |i want you to |just |start to )*"
_MANNER = r"(?: please| for me| now| live| aloud| out loud| to me| thanks| thank you| from now on)*"
_HERE = (
    r"(?: (?:in|of|on|from|at) (?:this|the|that|my)(?: (?:current|active|whole))? "
    r"(?:window|screen|page|program|terminal|chat|region|area|console|log|conversation|video|film|movie|tab)"
    r"| here)?"
)
_EVERY = re.compile(
    r" (?:every|each|once (?:a|every|per)|with a rhythm of)(?: (?P<n>half a|half|couple of|few|\w+(?: five)?|\d+))??"
    r" (?P<unit>seconds?|minutes?|percent|%)$|(?P<twice> twice a minute)$"
)


def parse(text: str) -> Wanted | None:
    """What is to be watched for; None where the words are a question, another command or nothing.

    In the language of the app, and in English.
    """
    english, told = in_english(text)
    if english:
        found = of_english(english)
        return replace(found, told=_cased(told or found.told, text)) if found is not None else None
    return of_english(text)


def of_english(text: str) -> Wanted | None:
    """As `parse`, in English alone."""
    words = folded(text).replace(" per cent", " percent")
    words = re.sub(rf"^{_LEAD}", "", words)
    if re.fullmatch(_STOP, words):
        return Wanted(Kind.STOP, _("I have stopped watching."))
    words, every, step = _rhythm(words)
    words = re.sub(rf"{_MANNER}$", "", words)
    found = until(words) or _continuous(words)
    if found is None:
        return None
    if every and found.kind in (Kind.LIVE, Kind.ANYTHING, Kind.PROGRESS):
        found = replace(found, every=every, told=_with_rhythm(found.told.rstrip("."), every))
    if step and found.kind is Kind.PROGRESS:
        told = _("{sentence}, every {number} percent.").format(sentence=found.told.rstrip("."), number=f"{step:g}")
        found = replace(found, step=step, told=told)
    return replace(found, told=_cased(found.told, text))


def _cased(told: str, text: str) -> str:
    """Names as the user wrote them."""
    for word in re.findall(r"(?<!^)(?<![.!?] )\b[^\W\d_]*[A-Z]\w*", text):
        told = re.sub(rf"(?<!^)\b{re.escape(word.casefold())}\b", word, told)
    return told


_STOP = (
    r"(?:(?:stop|end|cancel|quit|finish|give up|no more|enough|pause)(?: the| this| that| my| with| all| of)* "
    r"(?:watch|watching|monitoring|following|observing|tracking|live description|describing(?: (?:what changes|"
    r"changes|the screen|everything|the window))?|narrating|watches|"
    r"telling me(?: (?:the )?progress| what changes| about .+)?|reading (?:the )?(?:new lines|new messages|subtitles|"
    r"captions|messages|chat|log|new text|output)|subtitles|waiting)"
    r"|(?:do not|don't) (?:watch|wait|follow|monitor)(?: it| this| that| the \w+)?(?: any ?more| any longer)?"
    r"|(?:turn|switch) off (?:the )?(?:watch|watching|subtitles|live description)"
    r"|(?:stop|end) (?:it )?watching(?: (?:it|this|that|the \w+|here|now|for .+))?"
    r"|you can stop watching|watching off|that is enough watching)"
    r"(?: (?:please|now|it|this|here|this window|the window|the screen|any ?more))*"
)


def _rhythm(words: str) -> tuple[str, float, float]:
    """The phrase without "every ten seconds", the seconds, and the percent of "every ten percent"."""
    found = _EVERY.search(words)
    if found is None:
        return words, 0.0, 0.0
    rest = words[: found.start()]
    if found["twice"]:
        return rest, 30.0, 0.0
    name = found["n"] or "1"
    count = {"half a": 0.5, "half": 0.5, "couple of": 2.0, "few": 5.0, "other": 2.0}.get(name) or number(name)
    if count is None:
        return words, 0.0, 0.0
    if found["unit"] in ("percent", "%"):
        return rest, 0.0, min(count, 100.0)
    return rest, min(max(count * (60.0 if found["unit"].startswith("minute") else 1.0), 1.0), 3600.0), 0.0


def _with_rhythm(sentence: str, every: float) -> str:
    """`sentence` without its end mark; `every`: seconds."""
    count = every / 60 if every % 60 == 0 else every
    form = 1 if count == 1 else 2  # half a second counts as several
    if every % 60 == 0:
        words = n_("{sentence}, every minute.", "{sentence}, every {count} minutes.", form)
    else:
        words = n_("{sentence}, every second.", "{sentence}, every {count} seconds.", form)
    return words.format(sentence=sentence, count=number_words(count))


def _continuous(words: str) -> Wanted | None:
    for kind, told, pattern in _KINDS:
        found = re.fullmatch(pattern, words)
        if found is not None:
            groups = found.groupdict()
            window = "window" in words
            subject = named(next(filter(None, groups.values()), ""))
            if window and kind is Kind.ANYTHING:
                told = N_("I will read what is new in this window.")
            if subject and kind is Kind.PROGRESS:
                told = N_("I will tell you the progress of the {thing}.")
            return Wanted(kind, _(told).format(thing=subject), subject=subject, window=window)
    return None


_NEW_THINGS = (
    r"(?:lines?|text|texts|messages|chat messages|output|entries|posts|comments|mails|emails|log lines|log entries|"
    r"words|things|content|stuff|notifications|results)"
)
_PLACE = (
    r"(?:window|screen|region|area|terminal|chat|log|page|console|output|conversation|program|part|place|shell|feed|"
    r"list|command|messages|log file|rectangle|selection)"
)
_KINDS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.SUBTITLES, N_("I will read the subtitles."),
     rf"(?:read|speak|watch|follow|say|tell|give|show|start|turn on|switch on)(?: me| out| aloud)*(?: the| all| any| "
     rf"new| video| film)* (?:subtitles|closed captions|captions|video captions)(?: on| as they (?:come|appear))?"
     rf"{_HERE}|(?:subtitles|captions) (?:on|aloud|please)|(?:the )?subtitles"),
    (Kind.PROGRESS, N_("I will tell you the progress."),
     r"(?:tell|give|report|say|watch|follow|read|track|monitor|announce|keep me (?:posted|informed|updated)(?: of| on| "
     r"about| with)?|keep telling|keep an eye on)(?: me| out| to me)*(?: about| on)?(?: the| its| this| that| any)* "
     r"(?:progress|percentage|percent|progress bar)(?: bar)?(?: (?:of|on|in) (?P<x>.+?))?"
     r"|keep me (?:posted|informed|updated|up to date)(?: (?:on|about|of) (?P<y>.+?))?"
     r"|(?:tell|say|give) (?:me )?(?:the )?(?P<z>.+?) progress"),
    (Kind.LIVE, N_("I will describe what changes."),
     r"(?:keep )?(?:describ(?:e|ing)|narrat(?:e|ing)|tell|say|report|speak|comment(?: on)?|explain)(?: me| to me)*"
     r"(?: (?:what|whatever|everything that|all that|anything that)(?: is)? (?:changes|changing|happens|happening|"
     r"moves|is happening|goes on|going on)| (?:the |all |any )*changes)"
     rf"(?: as (?:it|they) (?:happens?|changes?))?{_HERE}"
     r"|(?:start |give me |begin )?(?:a |the )?(?:live|continuous) (?:screen )?description(?: on)?(?: of (?:the|this) "
     r"(?:screen|window|video|region))?|keep (?:describing|narrating)(?: the| this)?(?: screen| window| video|"
     r" picture)?|(?:describe|narrate) (?:the |this )?(?:screen|window|video|picture|film|region)?(?: )?(?:live|"
     r"continuously|all the time|as it changes|constantly)|narrate(?: (?:the|this) (?:screen|"
     r"window|video|film))?|commentate"),
    (Kind.ANYTHING, N_("I will read what is new."),
     rf"(?:keep )?(?:read(?:ing)?|speak(?:ing)?|say|tell|announce|follow|watch(?: for)?|monitor)(?: me| out| aloud)*"
     rf"(?: all| any| the| every| me)* new {_NEW_THINGS}{_HERE}(?: as they (?:come|appear|arrive))?"
     rf"|(?:read|speak|say|tell me|announce)(?: me| out)*(?: everything| anything| whatever| all)(?: that is| is|"
     rf" that comes)? new{_HERE}"
     rf"|(?:read|speak)(?: me| out)*(?: the| all)* {_NEW_THINGS}{_HERE} (?:as|when) they (?:come|appear|arrive)(?: in)?"
     rf"|(?:read|speak)(?: me| out)* what(?:ever)?(?: is)? (?:new|comes|appears|arrives)(?: as it (?:comes|appears|"
     rf"arrives)| in)?{_HERE}"
     rf"|(?:watch|monitor|observe|follow|keep (?:an eye on|watching|following|monitoring|reading)|start (?:watching|"
     rf"following|monitoring|reading)|read along(?: in| with)?)(?: (?:the|this|that|my|current|active|new))* {_PLACE}"
     rf"{_HERE}|(?:watch|start watching|start a watch|keep watching|read along)"
     rf"(?: (?:it|this|that|here))|start watching|keep watching|read along"),
)  # fmt: skip
