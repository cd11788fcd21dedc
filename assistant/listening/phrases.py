"""What users ask, as sentences with slots: the recogniser's language model is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.listening import questions_of_people, requests_of_people

_ROLES = (
    "button|link|field|text field|check box|menu|tab|option|heading|picture|icon|list|table|row|column|dialog|window|"
    "slider|choice|item|file"
)
_PLURALS = (
    "buttons|links|fields|text fields|check boxes|menus|tabs|options|headings|pictures|icons|lists|tables|rows|columns|"
    "windows|sliders|choices|items|files|paragraphs|messages"
)
_NTH = "first|second|third|fourth|fifth|sixth|next|previous|last"
_PART = "paragraph|line|row|heading|sentence|item|message|entry"
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten"
_COLOURS = "red|green|blue|yellow|orange|purple|pink|black|white|grey|brown"
_STATES = "checked|on|off|selected|enabled|disabled|available|empty|required|turned on"
_EVERY = 3  # each name stands in a third of the sentences of `questions_of_people`
_SLOTS = {
    "role": _ROLES, "roles": _PLURALS, "nth": _NTH, "part": _PART, "number": _NUMBER, "colour": _COLOURS,
    "state": _STATES,
} | requests_of_people.SLOTS  # fmt: skip

_PLAIN = """
what buttons are there|what {roles} are there|which {roles} are there|what {roles} can i choose
what {roles} does it have
list the {roles}|read the {roles}|name the {roles}|what are the {roles}|how many {roles} are there|how many {roles}
how many {roles} does the table have|how many {roles} are {state}|which {roles} are {state}|which {role} is {state}
are there any {roles}|is there a {role}|is there an error|what can i click|what can i choose|what can i fill in
where is the {role}|what is in the {role}|what is in the list|what does the {role} say|which {role} is the default
what has focus|what has the focus|where am i|where is the focus|where is the cursor|what is selected|what is checked
what is the title|what is the title of this window|what is the title of the page|which window is this
what window is this|what program is this|which program is this|what page is this|what tab is open|which tab is open
what does the error say|what does the error message say|is there an error|are there any errors|any errors
what went wrong|what is wrong|why did it fail|did it work|what is the error
what does the dialog say|what does the dialog ask|what does the message say|what does the alert say|read the message
read the dialog|what am i asked
read the {nth} {part}|read {part} {number}|what does the {nth} {part} say|what is the {nth} {part}|read the whole page
read everything|read the text|read it|read it to me|read that|read the page|read the window
what is the total|what is the total amount|what is the grand total|how much is it|how much does it cost
what does it cost|what is the price|how much do i have to pay|what is the sum|what is the balance
when is it|when is it due|what is the date|what time is it|what time does it start|when does it start|when does it end
when was it sent|what is the deadline|what day is it|when will it be delivered|what is the due date|when did it happen
who sent this|who sent it|who wrote this|who wrote it|who is it from|who is this from|who is the author
who is the sender|who is it for|who is it to|who is in the picture
what changed|what has changed|what is new|what changed since last time|did anything change
what is in the picture|what does the picture show|describe the picture|what is in the image|is anyone in it
is anyone in the picture|is there a person in the picture|how many people are in the picture|how many people are there
what colour is it|what is the main colour|what colours are there|what is the background colour|is it {colour}
what colour is the car|what does the sign say|what is behind it
and the one below|and the one above|and the next one|and the previous one|the one below|the next one|what is below
what is above|what is below it|what is next to it|what is to the left|what is to the right|what comes next
what about the other window|what is in the other window|and the other window|where is it|what does it say|is it {state}
more|tell me more|say more|go on|shorter|say less|less|in short|again|why
stop|cancel|never mind|copy that|copy it|copy the answer|slower|speak slower|faster|speak faster|louder|quieter
what can i say|what can i ask|help|help me|repeat|repeat that|say that again|go there|take me there|click it|press it
yes|no|yes please|no thanks|yes do it
what is on the screen|describe the screen|describe the window|what do you see|what is this|what is this page about
"""
_NAMED = """
where is {name}|where is the {name} {role}|where is the {name}|find {name}|find the {name} {role}
where can i find {name}
is there a {name}|is there a {name} {role}|do you see {name}|does it say {name}|is {name} {state}
is the {name} {role} {state}
what is {name}|what is the {name}|what is in {name}|what is in the {name} {role}|what does {name} say|read {name}
what is the value of {name}|how much is {name}|how much does {name} cost|what is the price of {name}|when is {name}
when does {name} start|when was {name}|who is {name}|who sent {name}|what is the status of {name}|what colour is {name}
what colour is the {name} {role}|what is below {name}|what is above {name}|what is to the left of {name}
what is to the right of {name}|what is next to {name}|read the row {name}|read the {name} row|what about {name}
and {name}
what is the {name} of {name}|go to {name}|click {name}|press {name}|how many {name}|what can i choose for {name}
"""


def plain_sentences() -> list[str]:
    """Those without a name, every slot filled in every way."""
    return [sentence for template in _templates(_PLAIN + questions_of_people.PLAIN) for sentence in _filled(template)]


def requests() -> list[str]:
    """What asks to watch or to seek, every slot filled in every way."""
    return [sentence for template in _templates(requests_of_people.PLAIN) for sentence in _filled(template)]


def named_sentences(names: Sequence[str]) -> Iterable[str]:
    """Each name in a few templates, so that all are covered and the count stays small."""
    few = list(_templates(_NAMED))
    many = list(_templates(questions_of_people.NAMED + requests_of_people.NAMED))
    for number, name in enumerate(names):
        other = names[(number * 7 + 3) % len(names)]
        for step, template in enumerate((*few, *many[number % _EVERY :: _EVERY])):
            text = template.replace("{name}", name, 1).replace("{name}", other)
            options = list(_filled(text))
            yield options[(number + step) % len(options)]


def _templates(text: str) -> Iterable[str]:
    return (part.strip() for line in text.strip().splitlines() for part in line.split("|") if part.strip())


def _filled(template: str) -> Iterable[str]:
    for slot, values in _SLOTS.items():
        if f"{{{slot}}}" in template:
            for value in values.split("|"):
                yield from _filled(template.replace(f"{{{slot}}}", value, 1))
            return
    yield template
