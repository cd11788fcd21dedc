"""From the words of a question to what it wants: the first rule that fits."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.languages.common_words import WORDS
from assistant.languages.words import ENGLISH, language
from assistant.pipelines.understanding import commands, makers
from assistant.pipelines.understanding.languages.chosen import tongue_of
from assistant.pipelines.understanding.languages.tongue import read, subject_of, words_of
from assistant.pipelines.understanding.roles import ROLE_WORD
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import NUMBER_WORD, question_words

Rule = tuple[re.Pattern[str], Callable[[makers.Found, str], Wanted | None]]
_WHAT = r"(?:what|which)"
_IS = r"(?:is|are|was|were)"
_NTH = rf"(?P<nth>{NUMBER_WORD}|last|final|next|previous|top|bottom)"
_PICTURE = r"(?:picture|image|photo|photograph|drawing|illustration|graphic|scene)s?"
_OTHERS = r"^(?!who\b|whose\b|when\b|where\b|how many\b|how much\b|(?:is|are) there\b|do i have\b|has\b|did\b|which\b)"
_TABLE_PART = (
    r"(?:paragraph|line|sentence|heading|section|message|entry|item|row|word|result|link|button|field|file|tab|step)"
)


def understand(text: str) -> Wanted:
    """What the question wants. Kind "other" where no rule fits, "nothing" where there are no words.

    In the language of the app, and in English.
    """
    tongue = tongue_of(language())
    if tongue is None:
        return of_english(text)
    words = words_of(text, tongue)
    wanted = read(words, tongue) if words else Wanted("nothing")
    if wanted is not None:
        return wanted
    english, own = (sum(word in WORDS[code] for word in words.split()) for code in (ENGLISH, tongue.code))
    if english >= own:  # by the commonest words of both languages it may be English
        wanted = of_english(text)
        if english > own or (own == 0 and wanted.kind != "other"):
            return wanted
    subject, noun = subject_of(words, tongue)
    return Wanted("other", words, subject=subject or noun, language=tongue.code)


def of_english(text: str) -> Wanted:
    """What a question in English wants."""
    words = question_words(text)
    if not words:
        return Wanted("nothing")
    command = commands.find(words)
    if command is not None:
        return command
    for pattern, make in _RULES:
        match = pattern.search(words)
        if match is not None:
            wanted = make(match, words)
            if wanted is not None:
                return wanted
    return Wanted("other", words, subject=makers.bare(words))


_STATE = (
    r"(?P<state>checked|ticked|not checked|unchecked|unticked|turned on|switched on|turned off|switched off|on|off|"
    r"enabled|"
    r"disabled|available|unavailable|greyed out|active|inactive|clickable|selected|chosen|highlighted|picked|"
    r"required|"
    r"mandatory|(?:the )?default|empty|blank|filled in|filled out|filled|activated)"
)


_WAY = (
    r"(?P<way>(?:to the |on the |at the )?(?:left|right)|below|under|underneath|beneath|above|over|next|after|"
    r"following|before|previous)"
)


def _rule(pattern: str, make: Callable[[makers.Found, str], Wanted | None]) -> Rule:
    return re.compile(pattern), make


_RULES: tuple[Rule, ...] = (
    # what the talk was about
    _rule(rf"^(?:and |what about |what is |read |or |where is |how about )*(?:the )?(?:(?P<what>one|thing|"
          rf"{ROLE_WORD}) )?(?:that is )?{_WAY}"
          rf"(?: (?:of |to )?(?:it|that|this|that one|them))?(?: one)?$", makers.relation),
    _rule(rf"^(?:and |what about |what is |read |which )*(?:the )?(?P<way>next|previous|following) (?P<what>one|"
          rf"thing|{ROLE_WORD})$", makers.relation),
    _rule(rf"^(?:what|which) (?:(?P<what>{ROLE_WORD}) )?(?:is|comes|stands|follows|lies) {_WAY}(?: of|"
          rf" to)? (?P<anchor>(?!it$|that$).+)$", makers.relation),
    _rule(r"^(?:and |what about |how about )+(?:the )?other (?:window|program|one)$", makers.plain("other-window")),
    _rule(r"^(?:what is in |read |describe |tell me about )(?:the )?other (?:window|"
          r"program)$", makers.plain("other-window")),
    _rule(r"^read (?:it|that|this|them)(?: out| aloud| to me| loud)*$|^what does (?:it|that) say$|^what is in it$|"
          r"^what is (?:it|that)$",
          makers.plain("read-it")),
    _rule(r"^where (?:is|was) (?:it|that)$", makers.plain("where-it")),
    # focus, title, change
    _rule(r"^where am i$|\b(?:has|have|got|with)(?: the)?(?: keyboard)? focus\b|\bis focus(?:s?ed)?\b|"
          r"^where is (?:the |my )?(?:keyboard )?(?:focus|cursor|caret|insertion point)$"
          r"|^what am i (?:on|in)$|^(?:what|which) \w+ am i (?:on|"
          r"in)$(?<!window am i in)(?<!program am i in)(?<!page am i on)|^what is the focus(?: on)?$|"
          r"^(?:the )?focus$",
          makers.plain("focus")),
    _rule(rf"^{_WHAT} (?:\w+ )?(?:window|program|page|site|website|document) (?:is|am|are|do|have)(?: (?:this|that|"
          rf"it|i in|i on|i looking at|open|active|in front|on top|"
          r"running|called|at the front|i using|we in|we on|here))+$", makers.plain("title")),
    _rule(rf"^what {_IS} (?:the )?(?:name|title|heading) of (?:the |this |that )?(?:window|program|page|document|"
          rf"dialog|site|website|article|current window)$|^(?:read )?(?:me )?(?:the )?(?:window |page )?title$"
          rf"|^what {_IS} (?:the |this |its )?(?:window |page |document |window's |page's )?title$|^what is (?:the|"
          rf"this) (?:window|page|program|document|dialog|site)(?: called)?$"
          r"|^what is (?:open|active|in front)$|^what (?:is the )?window title$|"
          r"^what does the title(?: bar)? say$", makers.plain("title")),
    _rule(r"\bwhat(?: has| have| is)? (?:just )?(?:changed|different|new|happened)\b|^did (?:any ?thing|"
          r"some ?thing|it) change\b|^(?:has|is) any ?thing (?:changed|new|different)\b"
          r"|^any ?thing new$|^any changes$", makers.plain("changed")),
    # messages
    _rule(r"^(?:(?:is|are|was|were) there|do you see|can you see|any|do i have|did i get|does it show|are|"
          r"is)(?: (?:an?|any|some|the))? ?(?:errors?|warnings?|problems?|mistakes?|error messages?|"
          r"failures?)(?: messages?)?"
          r"(?: (?:there|shown|anywhere|visible|or \w+))*$|^did (?:it|that|something|anything|the \w+) (?:fail|"
          r"work|succeed|go wrong)$|^(?:is|was) (?:something|anything|it|that) (?:wrong|successful|broken|failing)$"
          r"|^(?:any ?thing) wrong$|^did i make (?:a|any) mistakes?$", makers.plain("error", yes_no=True)),
    _rule(r"^(?!who\b|when\b|how many\b).*\berrors?\b|\bwent wrong\b|\bgoing wrong\b|\bcomplain(?:s|ing|ed)?\b|"
          r"\b(?:is|was) wrong\b|"
          r"\bwhat(?: is|'s)? the (?:problem|"
          r"warning|issue|mistake|trouble)\b|\bwarnings?\b|^why (?:did|does|has|have|can|could|is)\b.*\b(?:fail|"
          r"failed|not|work)\b"
          r"|\b(?:what|which|why)\b.*\bfailed\b|\bmarked (?:as )?(?:wrong|invalid)\b|\binvalid\b",
          makers.plain("error")),
    _rule(rf"{_OTHERS}.*\b(?:dialog|pop up|alert|notification|prompt|message box|message)\b(?: box| window)? (?:"
          r"say|says|ask|"
          r"asks|want|wants|tell|tells|about|mean|show|shows|read|contain|contains)\b|^(?:read|"
          r"what is)(?: me)? (?:the )?"
          r"(?:dialog|pop up|alert|notification|prompt|message|message box|question)(?: box)?$|"
          r"^what (?:am i (?:being )?asked|is it asking|does it (?:ask|want)|is the program asking|are they asking|"
          r"does (?:the|this) (?:window|program|page) (?:ask|want|say)|(?:do|does) (?:this|it|they) want)\b"
          r"|^what is being asked$", makers.plain("dialog")),
    # pictures and colours
    _rule(r"\bwhat colou?rs?\b|\bwhich colou?rs?\b|\bcolou?r of\b|\b(?:main|dominant|background|text|"
          r"font) colou?r\b", lambda m, t: makers.colour(t)),
    _rule(r"^is (?:(?:the |it |my )*(?P<x>.+?) )?(?:it )?(?P<c>red|green|blue|yellow|orange|"
          r"purple|pink|black|white|grey|brown|violet|cyan|dark|light)$",
          lambda m, t: makers.named("colour", t, m["x"] or "", yes_no=True, of=m["c"])),
    _rule(rf"\b(?:in|on|of) (?:the |this |that |it|a |your )*(?:(?:first|second|third|left|right|big|large|"
          rf"small) )?{_PICTURE}\b|^describe (?:the |this |that )?{_PICTURE}\b|\b(?:does|do) (?:the |this |"
          rf"that )?{_PICTURE}\b.*\b(?:show|depict|say|contain|look)\b"
          rf"|^what {_IS} (?:the |this |that )?{_PICTURE}(?: of| about| showing)?$", lambda m, t: makers.picture(t)),
    _rule(rf"^(?:is|are) (?:there )?{makers.PERSON}(?: (?:in|on|there|visible)\b.*)?$|^how many {makers.PERSON}\b|"
          rf"^do you see {makers.PERSON}\b|\b(?:the|a) sign say\b|^who is (?:in|on|shown)\b|\bwearing\b|\bstanding\b|"
          rf"\bsmiling\b|\bbehind the\b",
          lambda m, t: makers.picture(t)),
    # how many
    _rule(r"^how many (?P<x>.+)$", makers.count),
    _rule(r"^(?:count|number of|what is the number of|the number of|give the number of) (?:the |all |"
          r"of )*(?P<x>.+)$", makers.count),
    # parts by number
    _rule(rf"\bnumber (?P<nth>{NUMBER_WORD}) (?:on|in|of) (?:the )?(?P<of>.+?)(?: list)?$", makers.part),
    _rule(rf"\b{_NTH} (?P<part>{_TABLE_PART})\b(?! of)", makers.part),
    _rule(rf"\b(?P<part>{_TABLE_PART})(?: number)? (?P<nth2>{NUMBER_WORD})\b", makers.part),
    _rule(r"^(?:read|what is in|tell me)(?: me| out)? (?:the )?(?:table )?row (?:of|for|with|about|named|"
          r"called)?(?: the)? ?(?P<x>.+)$", makers.row),
    _rule(r"^(?:read|what is in)(?: me| out)? (?:the )?(?P<x>.+) row$", makers.row),
    _rule(r"^(?:read|what is)(?: me| out)? (?:the )?(?P<part>first|last) (?P<x>paragraph|line|sentence)s?$",
          lambda m, t: Wanted("paragraph", t, subject=m["x"], number=makers.nth(m["part"]))),
    _rule(r"^what (?:have|did) i (?:written|write|typed|type|entered|enter|put)(?: down)? "
          r"(?:in|inside|into|as|for|under) (?:the |my )*(?P<x>.+)$", makers.of_subject("value")),
    # states
    _rule(r"^can i (?:press|click|push|use|activate|select|tick|edit|change|open|go to|get to|continue to)(?: on)? "
          r"(?:the |an? )*(?P<x>.+)$",
          lambda m, t: makers.named("state", t, m["x"], state="enabled", yes_no=True)),
    _rule(r"^(?:have|did|has|do) i (?:already |have )*(?:accept(?:ed)?|agreed?|tick(?:ed)?|check(?:ed)?|select(?:ed)?|"
          r"(?:switch|turn)(?:ed)? on|enabled?|ask(?:ed)? for|order(?:ed)?|opt(?:ed)? for|sign(?:ed)? up for)(?: to)? "
          r"(?:the |an? )*(?P<x>.+)$",
          lambda m, t: makers.named("state", t, m["x"], state="checked", yes_no=True)),
    _rule(r"^what (?:did|have|do) i (?:have )?(?P<state>ticked|checked|selected|chosen|picked|tick|check|select|choose|"
          r"pick)$", makers.which_state),
    _rule(rf"^(?:is|are|was)(?: the| my)? (?P<x>.+?) (?:marked )?(?:as )?{_STATE}(?: or (?:not|off|unchecked|"
          rf"on))?$", makers.in_state),
    _rule(rf"^{_WHAT} (?P<x>.*?) ?(?:is|are|do i have|did i|have i|has been|"
          rf"have been) (?:currently )?{_STATE}$", makers.which_state),
    _rule(rf"^{_WHAT} (?P<x>{ROLE_WORD}) (?:is|are) (?:currently )?(?P<state>open|current|in front|"
          rf"shown)$", makers.which_state),
    _rule(rf"^what {_IS} (?:the |my )?(?:currently |current )?(?P<state>selected|chosen|highlighted|current|active|"
          rf"checked|ticked|picked)(?: (?P<x>.+))?$", makers.which_state),
    _rule(rf"^{_WHAT} (?P<x>.+?) (?:did|have|do|has|does) (?:i|he|she|they|the user) (?:have )?(?P<state>selected|"
          rf"chosen|selected|checked|ticked|picked|select|choose|pick)$", makers.which_state),
    _rule(r"^(?:is|are) (?:there )?(?:any ?thing|something) (?P<state>selected|checked|ticked|chosen|"
          r"highlighted)$", makers.which_state),
    # money, time, people
    _rule(r"\bhow much (?P<x>(?:is|are|was|do|does|did|will|would|must|should|have|has|i|to)\b.*)$|^how much$|"
          r"\b(?:what|which) (?:is|are|was|does) (?:the |my )?(?:grand |order |overall |final |full |"
          r"complete )?(?:total|sum|balance|price|cost|costs|amount)s?\b"
          r"|\b(?:total|cost|costs|price|amount due|to pay|sum)\b|^what do i (?:pay|owe)\b",
          lambda m, t: makers.total(t)),
    _rule(r"^when\b|\bwhat (?:time|date|day|year|month)\b|\bat what time\b|^what is (?:the |today's |"
          r"its )?(?:.* )?(?:date|time|deadline|due date|day)\b|\bhow old\b|^(?:is|was) it (?:due|sent)\b|"
          r"\bwhich (?:day|date|year|month|time)\b|^until when\b|^since when\b",
          lambda m, t: makers.when(t)),
    _rule(r"^who\b|^from whom\b|^whose\b|\bwhat is the (?:sender|author|writer|recipient|name of the (?:sender|"
          r"author|customer))\b|^whom\b|^to whom\b|^(?:the )?(?:sender|author)$", lambda m, t: makers.who(t)),
    # what there is
    _rule(rf"^{_WHAT} (?!(?:is|are|was|were|do|does|did|can|has)\b)(?P<x>(?:.* )?(?:{ROLE_WORD}))(?: (?:are|is|do|"
          rf"does|can|could|have|has)(?: (?:there|i|it|the page|the window|the dialog|the form|the list|the table|"
          rf"you|here|on|in|available|shown|see|have|got|click|press|choose|pick|select|fill in|fill|use|listed|follow|"
          rf"find|contain|offer|show|visible|this|present|from|to|open|of|the|page|window|program|dialog|form|"
          rf"menu))*)?$",
          makers.of_subject("controls")),
    _rule(r"^(?:what are|list|name|read|show|enumerate|say|read out|give me)(?: me|"
          r" out)? (?:all )?(?:of )?(?:the |my |all )*(?P<x>(?:.* )?(?:buttons|links|fields|check boxes|options|"
          r"choices|menus|menu items|tabs|headings|headlines|items|list items|files|folders|rows|columns|controls|"
          r"pictures|images|icons|entries|sliders|switches|column headers|headers|list|table|menu|tool bar|"
          r"status bar|cells|windows))$",
          makers.of_subject("controls")),
    _rule(r"^what can i (?:click|press|push|do|activate)(?: on| in| here| with (?:it|"
          r"this))?$", lambda m, t: makers.named("controls", t, "buttons")),
    _rule(r"^what (?:can|do|must|should) i (?:type|fill in|fill out|enter|fill)(?: in| here|"
          r" into)?$", lambda m, t: makers.named("controls", t, "fields")),
    _rule(r"^(?:what|which) (?P<x>.+) (?:can|could|may) i (?:choose|select|pick|have|set)(?: from| between|"
          r" there)?$", makers.of_subject("choices")),
    _rule(r"^what can i (?:choose|select|pick)(?: from| here)?$|^what are (?:my|the) (?:options|"
          r"choices)$", lambda m, t: makers.named("controls", t, "options")),
    _rule(r"^what is (?:in|on|inside) (?:the |this )?(?P<x>(?:.* )?(?:list|table|menu|tool bar|status bar|folder|"
          r"tree))$", makers.of_subject("controls")),
    # yes or no
    _rule(r"^(?:is|are) there (?:an? |any |some |the |also |still |"
          r"really )*(?P<x>.+)$", makers.of_subject("exists", yes_no=True)),
    _rule(r"^(?:do|can|did) you (?:see|find|read|spot) (?:an? |any |some |"
          r"the )*(?P<x>.+)$", makers.of_subject("exists", yes_no=True)),
    _rule(r"^(?:does|do) (?:it|this|that|the (?:page|window|dialog|form|screen|text|list|table|document|program|"
          r"message|mail|article|menu)|i|they) (?:have|mention|say|contain|show|include|offer|list) (?:an? |any |"
          r"some |the )*(?P<x>.+)$",
          makers.of_subject("exists", yes_no=True)),
    _rule(r"^(?:any|got any) (?P<x>.+)$", makers.of_subject("exists", yes_no=True)),
    _rule(r"^is (?:the |my |an? )?(?P<x>.+?) (?:there|visible|shown|displayed|present|on it|mentioned|listed|"
          r"available|in (?:the|this) (?:list|table|page|menu))$", makers.of_subject("exists", yes_no=True)),
    # where
    _rule(r"^(?:where|whereabouts) (?:is|are|was|can i find|do i find|can i see|do i (?:click|press|go|type|"
          r"enter)(?: to| for)?|can i (?:click|press|go|type|enter)(?: to| for)?|"
          r"on .* is) (?P<x>.+)$", makers.of_subject("where")),
    _rule(r"^(?:where|how) (?:do|can|could|should|would|must) i (?P<x>.+)$", makers.of_subject("where")),
    _rule(r"^(?:find|locate|search for|look for|show me|where|point me to|take me to|guide me to|"
          r"lead me to) (?P<x>.+)$",
          makers.of_subject("where")),
    _rule(r"^(?:what is the )?(?:position|place|location) of (?P<x>.+)$|^in (?:what|which) (?:corner|part|"
          r"place) is (?P<y>.+)$", lambda m, t: makers.named("where", t, m["x"] or m["y"])),
    _rule(r"^how (?:do|can|could|would|should) i (?:get to|find|reach|open|press) (?P<x>.+)$",
          makers.of_subject("where")),
    # all of it
    _rule(r"^what (?:is|do you see|can you see|am i looking at|is there|is going on|is this|is shown|is visible|"
          r"do i see)(?: on| in)?(?: the| this| my)?(?: screen| window| page| display| desktop)?(?: about| show|"
          r" shown)?$"
          r"|^what does (?:the |this |it )?(?:screen|window|page) (?:say|show|look like|contain)$|"
          r"^describe(?: (?:the|this|it|my|what)\b.*)?$|^(?:give me an? )?(?:overview|summary)$|^summari[sz]e\b.*$|"
          r"^what is (?:this|the) (?:page|window|text|article|mail|document) about$",
          makers.plain("overview")),
    _rule(r"^read (?:me )?(?:out )?(?:the |this |all |all of the |the whole |everything|it all|all the )*(?:text|"
          r"page|window|screen|article|document|mail|email|everything|all|aloud)?$", makers.plain("read-all")),
    # cells and values
    _rule(r"^(?:what is|read|what stands)(?: in)? (?:the )?(?:column |cell )(?P<x>.+?) (?:of|in|for|"
          r"and)(?: the)?(?: row)? (?P<y>.+)$", makers.of_two("value")),
    _rule(r"^(?:what is|what stands) (?:written |typed |entered |shown )?(?:in|inside|under|behind) (?:the |"
          r"my )?(?P<x>.+)$", makers.of_subject("value")),
    _rule(r"^what (?:do|does|did) (?:the |my |an? )?(?P<x>.+?) (?:say|says|read|contain|show|hold|have|mean|"
          r"display|state)(?: in it)?$", makers.of_subject("value")),
    _rule(r"^what (?:is|was|are) (?:the |my )?(?P<x>.+?) (?:set to|set at|set|written|typed|entered|given|"
          r"stated)$", makers.of_subject("value")),
    _rule(r"^(?:what|which) (?P<x>.+?) (?:is|was|are) (?:set|entered|typed|given|shown|filled in|used|written|"
          r"listed|typed in|stated)(?: there| in)?$", makers.of_subject("value")),
    _rule(r"^(?:read|say|spell|tell)(?: me| out)? (?:the |my )?(?P<x>.+)$", makers.value),
    _rule(r"^(?:what|which) (?:is|are|was|were) (?:the |my |its )?(?P<x>.+)$", makers.value),
    _rule(r"^(?:is|are) (?P<x>.+)$", lambda m, t: Wanted("other", t, subject=makers.bare(m["x"]), yes_no=True)),
    _rule(r"^(?:and|what about|how about) (?:the |an? )?(?P<x>.+)$", makers.of_subject("same-of")),
)  # fmt: skip
