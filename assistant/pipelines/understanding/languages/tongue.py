"""How a table of a language's questions is read: from the words to what is wanted, by the first rule that fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.languages.english import plural
from assistant.pipelines.understanding.roles import sort_of
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import number_of, plain

_LONGEST = 400
"""Characters of a question; what comes after them is not read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern`: of the whole question; `english`: the same question, with the groups in their places.

    Groups: x what it is about, y what that belongs to, n which one, s a state, w a direction, c a colour; x2, x3, y2
    and n2 are the same in another place; in `english`, xs is x in the plural. `fields`: of the `Wanted`, as they are.
    `needs`: of x, "sort" where it must name a sort of element, "only sort" where it may name nothing else, "part" where
    it is a part that has a number, "name" where it must name more than a sort.
    """

    kind: str
    pattern: re.Pattern[str]
    english: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """The table of a language. Texts are folded, and compared without accents.

    `fillers`: words that say nothing anywhere; `before`, `after`: what is only politeness there. `articles`: words that
    begin a subject and name nothing; `parts`: words between the word for a sort and a name, such as "called". `sorts`,
    `lines`: patterns with the English word for a sort of element, and for a part of a text or list. `commands`: what is
    said to the program, as a whole. `never`: a subject with one of these words was not understood. `compound`: finds
    the word for a sort at the end of another word; `stems`: what is left of it there as a word.
    """

    code: str
    rules: Sequence[Rule]
    commands: Sequence[tuple[str, re.Pattern[str]]]
    fillers: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    articles: re.Pattern[str]
    parts: re.Pattern[str]
    sorts: Sequence[tuple[re.Pattern[str], str]]
    lines: Sequence[tuple[re.Pattern[str], str]]
    numbers: Sequence[tuple[re.Pattern[str], int]]
    states: Sequence[tuple[re.Pattern[str], str]]
    ways: Sequence[tuple[re.Pattern[str], str]]
    colours: Sequence[tuple[re.Pattern[str], str]]
    never: frozenset[str]
    compound: re.Pattern[str] | None = None
    stems: Mapping[str, str] = field(default_factory=dict)


def bare(text: str) -> str:
    """Without accents, letter for letter: the places of all letters stay."""
    return "".join(_letter(sign) for sign in text)


def _letter(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0]
    return base if base.isalnum() else sign


def words_of(text: str, tongue: Tongue) -> str:
    """The question alone, folded: without greeting, "can you tell me" and "please"."""
    words = without(plain(text)[:_LONGEST], tongue.fillers)
    before = ""
    while before != words:
        before = words
        words = words[_end(tongue.before, words) :]
        tail = tongue.after.search(bare(words))
        if tail is not None and len(words[: tail.start()].split()) >= 2:
            words = words[: tail.start()]
    return words


def without(words: str, fillers: re.Pattern[str]) -> str:
    """Without what `fillers` finds; as they are where nothing would be left."""
    kept, at = [], 0
    for match in fillers.finditer(bare(words)):
        kept.append(words[at : match.start()])
        at = match.end()
    return " ".join("".join([*kept, words[at:]]).split()) or words


def read(words: str, tongue: Tongue) -> Wanted | None:
    """What the folded question wants; None where no rule fits."""
    plainly = bare(words)
    for name, pattern in tongue.commands:
        if pattern.fullmatch(plainly):
            return Wanted("command", words, command=name)
    for rule in tongue.rules:
        match = rule.pattern.fullmatch(plainly)
        wanted = _wanted(rule, match, words, tongue) if match is not None else None
        if wanted is not None:
            return wanted
    return None


def _wanted(rule: Rule, match: re.Match[str], words: str, tongue: Tongue) -> Wanted | None:
    found = {name: words[match.start(name) : match.end(name)] for name, text in match.groupdict().items() if text}
    x, y, n = (next((found[key] for key in (name, f"{name}2", f"{name}3") if key in found), "") for name in "xyn")
    name, noun = subject_of(x, tongue)
    part = _meant(x, tongue.lines) or ""
    if rule.needs == "part":
        name, noun = "", part or noun
    is_fit = {"sort": bool(noun), "only sort": not name, "part": bool(noun) or not x, "name": bool(name)}
    if not is_fit.get(rule.needs, True) or tongue.never.intersection(bare(name).split()):
        return None
    of = subject_of(y, tongue, apart=False)[0]
    number = (_meant(n, tongue.numbers) or number_of(n) or 0) if n else 0
    state, relation, colour = (
        _meant(found.get(key, ""), table) or ""
        for key, table in (("s", tongue.states), ("w", tongue.ways), ("c", tongue.colours))
    )
    if any(key in found and not value for key, value in (("s", state), ("w", relation), ("c", colour))):
        return None  # "not required" is none of the states
    if n and not number:
        return None
    meant = {
        "subject": part if rule.kind == "paragraph" else name, "sort": sort_of(noun) if noun else None,
        "of": colour or of, "number": number, "state": state, "relation": relation, **rule.fields,
    }  # fmt: skip
    many = plural(noun) if noun else ""
    places = {"x": f"{name} {noun}".strip(), "xs": f"{name} {many}".strip(), "y": of, "n": number, "words": words}
    asked = rule.english.format(**places)
    is_own = bool(name and "{x" in rule.english) or bool(of and "{y}" in rule.english) or "{words}" in rule.english
    return Wanted(rule.kind, text=asked, language=tongue.code if is_own else "en", **meant)


def subject_of(text: str, tongue: Tongue, *, apart: bool = True) -> tuple[str, str]:
    """ "die Schaltfläche Speichern" as ("speichern", "button"). `apart`: whether words for sorts are looked for."""
    text = _without(text.strip(), tongue.articles)
    found = _apart(text, tongue) if apart else None
    if found is None and apart and tongue.compound is not None:
        found = _apart(tongue.compound.sub(r" \1", text), tongue)
    return found or (text, "")


def _apart(text: str, tongue: Tongue) -> tuple[str, str] | None:
    every = text.split()
    for count in (4, 3, 2, 1):
        for inner, outer in ((every[:count], every[count:]), (every[-count:], every[:-count])):
            noun = _meant(" ".join(inner), tongue.sorts) if len(inner) == count else None
            if noun is not None:
                name = _without(_without(" ".join(outer), tongue.parts), tongue.articles)
                return tongue.stems.get(name, name), noun
    return None


def _without(text: str, lead: re.Pattern[str]) -> str:
    before = ""
    while before != text:
        before, text = text, text[_end(lead, text) :]
    return text


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(bare(text))
    return match.end() if match is not None else 0


def _meant(text: str, table: Sequence[tuple[re.Pattern[str], Any]]) -> Any:
    plainly = bare(text)
    return next((meant for pattern, meant in table if pattern.fullmatch(plainly)), None)


def compiled(table: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Lines `pattern = meaning`."""
    pairs = (line.rsplit(" = ", 1) for line in table.strip().splitlines())
    return tuple((pattern_of(left.strip()), right.strip()) for left, right in pairs)


def rule_of(parts: Mapping[str, str], kind: str, pattern: str, english: str, needs: str = "", **fields: Any) -> Rule:
    """A rule whose pattern may name `parts` of its language, as in `<which>`; a part may name those after it."""
    return Rule(kind, pattern_of(pattern, **parts), english, fields, needs)


def pattern_of(text: str, **parts: str) -> re.Pattern[str]:
    """A pattern without its accents. `parts`: stand for `<name>` in it."""
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    return re.compile(bare(text))
