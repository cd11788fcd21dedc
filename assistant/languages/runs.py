"""What is spoken, as runs of one language each: our own words, and what stands on the screen, line by line.

Our sentences quote after a colon ("It says: ...") or between quotation marks. What is quoted, and what is read without
any words of ours, is spoken by the voice of its language where that can be told, else by the voice that was chosen.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.languages.detect import language_of, script
from assistant.languages.of_models import english_words
from assistant.languages.words import ENGLISH, N_, NAMES, _, language, n_, speaking

_QUOTING = (
    N_("It says: {text}"), N_("A message says: {text}"), N_("Heading: {text}"), N_("A tip says: {text}"),
    N_("Its picture reads: {text}"), N_("The last lines of its picture read: {text}"),
    N_("The last lines read: {text}"), N_("Fields: {items}"), N_("Tabs: {names}"), N_("Status bar: {items}"),
    N_("Menu bar: {items}"), N_("A dialog: {title}"), N_("In the window {title}"), N_("Under the pointer: {element}"),
    N_("The focus is on {element}"), N_("The focus is on the row {row}"), N_("The menu is open: {items}"),
    N_("Marked as wrong: {element}"), N_("The focus is now on {element}"), N_("Gone: the text that said {text}"),
    N_("Its own description: {text}"),
)  # fmt: skip
_LISTING: tuple[Callable[[int], str], ...] = (
    lambda count: n_("Link: {names}", "Links: {names}", count),
    lambda count: n_("Picture: {names}", "Pictures: {names}", count),
    lambda count: n_("Button: {names}", "Buttons: {names}", count),
    lambda count: n_("List with {count} item", "List with {count} items", count) + ": {items}",
    lambda count: n_("List {name} with {count} item", "List {name} with {count} items", count) + ": {items}",
    lambda count: n_("Table with {count} row", "Table with {count} rows", count) + ": {items}",
    lambda count: n_("Table {name} with {count} row", "Table {name} with {count} rows", count) + ": {items}",
)
_PLACE = re.compile(r"\\?\{(\w+)\\?\}")
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟])\s+|\n+|(?= … )")
_QUOTED = re.compile(r"[“„«][^“”„«»]{3,}[”“»]")
_TAIL = " … "


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one language, a BCP 47 tag. The texts of all runs together are the text that was divided."""

    text: str
    language: str


def runs(text: str, spoken: str) -> tuple[Run, ...]:
    """The text divided by language. `spoken`: the language of our own words and of all that cannot be told."""
    code = spoken.split("-")[0]
    with speaking(code if code in NAMES else language()):
        marked = english_words(text)
        if marked is not None:
            head, english, tail = marked
            return _merged([Run(head, spoken), Run(english, spoken if code == ENGLISH else ENGLISH), Run(tail, spoken)])
        lead = _leads(language()).match(text)
        at = lead.end() if lead is not None else 0
    return _merged([Run(text[:at], spoken), *_told(text[at:], spoken)])


def voice_of(setting: str, words: str) -> str:
    """The language of the voice by default. `setting`: the voice's; `words`: of the app's own words.

    The setting is for a kind of voice, such as en-us, or for another language; as it is when nobody has changed it, it
    does not make an English voice read German words.
    """
    if not setting or (setting.split("-")[0] == ENGLISH and words != ENGLISH):
        return words
    return setting


def _told(text: str, spoken: str) -> Iterator[Run]:
    """What follows our words: sentence by sentence, those that cannot be told as the whole is."""
    code = spoken.split("-")[0]
    whole = language_of(text, spoken)
    at = 0
    for end in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
        part = text[at:end]
        # what we add where a text was cut is ours
        around = "" if part.startswith(_TAIL) and at else whole
        for piece in _pieces(part):
            found = language_of(piece, spoken) or around
            yield Run(piece, spoken if not found or found == code else found)
        at = end


def _pieces(text: str) -> Iterator[str]:
    """Parted where a quotation begins or ends, and where the script changes."""
    at = 0
    for match in _QUOTED.finditer(text):
        yield from _by_script(text[at : match.start()])
        yield from _by_script(match[0])
        at = match.end()
    yield from _by_script(text[at:])


def _by_script(text: str) -> Iterator[str]:
    """Latin letters apart from others; what is no letter goes with the letters before it."""
    if text.isascii():
        yield text
        return
    start = 0
    is_latin: bool | None = None
    for at, sign in enumerate(text):
        name = script(sign)
        if name and is_latin is not None and (name == "Latin") != is_latin:
            yield text[start:at]
            start = at
        if name:
            is_latin = name == "Latin"
    yield text[start:]


def _merged(parts: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for part in parts:
        if merged and (merged[-1].language == part.language or not part.text.strip()):
            merged[-1] = Run(merged[-1].text + part.text, merged[-1].language)
        elif part.text:
            merged.append(part)
    return tuple(merged)


@functools.cache
def _leads(code: str) -> re.Pattern[str]:
    """What our quoting sentences begin with, in that language."""
    with speaking(code):
        messages = [_(message) for message in _QUOTING] + [make(count) for make in _LISTING for count in (1, 2)]
    heads = {message[: message.rindex("{")] for message in messages}
    patterns = [_PLACE.sub(_filled, re.escape(head)) for head in sorted(heads, key=len, reverse=True)]
    return re.compile("|".join(patterns))


def _filled(place: re.Match[str]) -> str:
    return r"\d+" if place[1] == "count" else r".{1,200}?"
