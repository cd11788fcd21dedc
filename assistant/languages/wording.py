"""Small words: joining, counting, cutting, cleaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from assistant.languages.words import _, n_, p_
from assistant.types import Length

TEXT_LIMIT = {Length.BRIEF: 120, Length.NORMAL: 500, Length.FULL: 20_000}
"""Characters of one stretch of text."""
LIST_LIMIT = {Length.BRIEF: 3, Length.NORMAL: 6, Length.FULL: 200}
"""Items that are named before the rest is counted."""
QUOTE_LIMIT = 600
"""Characters of one quotation; beyond it is cut, and said so."""

_URL = re.compile(r"https?://(?:www\.)?([^/\s]+)(/\S*)?")
_WORD = re.compile(r"[^\W_]+")
_NARROWEST = 40  # characters: who wraps a letter by hand gives its lines more
_EMPTY_LINE = re.compile(r"\n\s*\n")
_RULE = re.compile(r"([-=_*#~.•·]{1}\s?)\1{4,}")
_END_MARKS = (".", "!", "?", ":", "…", "。", "！", "？", "：", "؟", "۔", "।")
_CLOSING = "\"'”’»)]」』）】"
_JOINER = re.compile("(?<=[\u0600-\u06ff\u0900-\u0dff])[\u200c\u200d](?=[\u0600-\u06ff\u0900-\u0dff])")
"""Signs without a width that are part of a word's spelling, in Persian and in India."""
_LIKE_I = re.compile(r"[^\w]*h?i(?!a|e)", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Text that a voice can take: no control or private signs, no rules of dashes, white space folded.

    The sign that stands in times for a colon (GTK writes 17\u223647) is one.
    """
    text = text.replace("\u2236", ":")
    if text.isprintable():
        return " ".join(_RULE.sub(" ", text).split())  # the common case, ten times as fast
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in text)
    joiners = {match.start() for match in _JOINER.finditer(kept)}
    kept = "".join(
        c for at, c in enumerate(kept) if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn") or at in joiners
    )
    return " ".join(_RULE.sub(" ", kept).split())


def short_urls(text: str) -> str:
    """Addresses as their host only: the rest is noise to the ear."""
    return _URL.sub(lambda m: _("{host} and so on").format(host=m[1]) if m[2] and len(m[2]) > 1 else m[1], text)


def sentence(text: str) -> str:
    """With an end mark, of which a closing quotation mark or bracket may follow."""
    text = text.strip().rstrip(",;")
    return text if not text or text.rstrip(_CLOSING).endswith(_END_MARKS) else f"{text}."


def paragraphs(text: str) -> str:
    """Text with line ends as running text; an empty line ends a sentence."""
    return " ".join(sentence(cleaned(part)) for part in _EMPTY_LINE.split(text) if cleaned(part))


def lines_as_typed(text: str) -> str:
    """As `paragraphs`; a line also ends a sentence where the next line's first word would have had room in it.

    For what people type: a list has short lines, a letter is wrapped at its longest.
    """
    parts = []
    for part in _EMPTY_LINE.split(text):
        lines = [line for line in map(cleaned, part.splitlines()) if line]
        width = max(_NARROWEST, *map(len, lines)) if lines else 0
        for line, following in zip_longest(lines, lines[1:], fillvalue=""):
            wrapped = following and len(line) + 1 + len(following.split()[0]) > width
            parts.append(line if wrapped or line.endswith((",", ";")) else sentence(line))
    return " ".join(parts)


def joined(items: Sequence[str], *, limit: int = 10**6) -> str:
    """`a, b and c`, or `a, b, c and 9 more` beyond `limit`; `a, b; c` where a comma does not part the items."""
    items = list(items)
    if not items:
        return ""
    is_long = len(items) > limit + 1
    shown = items[:limit] if is_long else items
    parted = shown if is_long else shown[:-1]
    between = _("{items} and {last}").format(items="", last="")
    if len(shown) > 1 and (any(sign in item for item in parted for sign in ",;") or any(between in i for i in shown)):
        return and_more(shown, len(items) - limit, parted="; ") if is_long else "; ".join(shown)
    if is_long:
        return and_more(shown, len(items) - limit)
    return with_last(", ".join(shown[:-1]), shown[-1]) if len(shown) > 1 else shown[0]


def with_last(items: str, last: str) -> str:
    """`a, b and c`."""
    if _LIKE_I.match(last):
        return p_("before the sound of i", "{items} and {last}").format(items=items, last=last)
    return _("{items} and {last}").format(items=items, last=last)


def and_more(items: Sequence[str], count: int, *, parted: str = "") -> str:
    """`a, b and 9 more`; `a; b; and 9 more` where a comma does not part the items."""
    if parted == "; ":
        more = n_("{items}; and {count} more", "{items}; and {count} more", count)
    elif parted:
        more = n_("{items}, and {count} more", "{items}, and {count} more", count)
    else:
        more = n_("{items} and {count} more", "{items} and {count} more", count)
    return more.format(items=(parted or ", ").join(items), count=count)


def cut(text: str, limit: int) -> str:
    """At a word's end, and said so."""
    if len(text) <= limit:
        return text
    head = text[:limit].rsplit(" ", 1)[0].rstrip(",;:-")
    words = len(text.split()) - len(head.split())
    if words <= 0:
        return _("{text} … and more").format(text=head)  # where no spaces part the words
    more = n_("{text} … and {count} word more", "{text} … and {count} words more", words)
    return more.format(text=head, count=words)


def number(value: float, digits: int = 1) -> str:
    """With `digits` decimals at most, and none where it is whole: `12.5`, or `12,5` where that is the custom."""
    whole, _dot, part = f"{round(value, digits):.{digits}f}".rstrip("0").partition(".")
    return p_("decimal number", "{whole}.{part}").format(whole=whole, part=part) if part else whole


def filled(message: str, text: str) -> str | None:
    """What fills the one place of a message in a text that was made of it; None for any other text."""
    head, tail = message[: message.index("{")], message[message.index("}") + 1 :]
    is_made = text.startswith(head) and text.endswith(tail) and len(text) >= len(head) + len(tail)
    return text[len(head) : len(text) - len(tail)] if is_made else None


def quoted(text: str) -> str:
    """A text of the screen as a quotation, cut where it is too long."""
    text = cleaned(text).replace("“", '"').replace("”", '"')
    short = cut(text, QUOTE_LIMIT)
    if short == text:
        return f"“{text}”"
    head, _cut, rest = short.rpartition(" … ")
    return f"“{head}” … {rest}"


def capital(text: str) -> str:
    """With a capital letter to begin with, the rest as it is."""
    return text[:1].upper() + text[1:]


def last_lines(lines: Sequence[str], limit: int) -> str:
    """The end of what is written on and on, where the news stands: whole lines, one at least, and said so."""
    kept: list[str] = []
    for line in reversed(lines):
        if kept and sum(map(len, kept)) + len(line) > limit:
            return _("The last lines read: {text}").format(text=" ".join(kept))
        kept.insert(0, line)
    return " ".join(kept)


def normal_form(text: str) -> str:
    """For comparing what is written in two ways: case, accents' forms, signs and spaces folded."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if c.isalnum())


def says(text: str, part: str) -> bool:
    """Whether `text` says `part`, word by word, whatever the case and the signs between the words."""
    return f" {spoken_words(part)} " in f" {spoken_words(text)} " if spoken_words(part) else True


def spoken_words(text: str) -> str:
    """The words alone, whatever their case and the signs between them."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(_WORD.findall(plain.casefold()))
