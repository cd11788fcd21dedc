"""How many there are of something, where a text says it: "2 carrots", "About 3 results", "Basket (2)"."""

from __future__ import annotations

import re

from assistant.pipelines.asking.about_values import says, texts_of, thing_of
from assistant.pipelines.asking.reply import Reply, about
from assistant.pipelines.understanding.words import alike, content
from assistant.pipelines.view.things import View

_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|zero)"
_BEFORE = re.compile(rf"\b{_NUMBER}\b (?P<x>(?:[\w'-]+ ){{0,2}}[\w'-]+)", re.IGNORECASE)
_AFTER = re.compile(r"(?P<x>[\w'-]+)(?: \(\d[\d.,]*\)|: \d[\d.,]*\b)")
_LONGEST = 30  # words of a text that is quoted for one number


def of(subject: str, view: View) -> Reply | None:
    """The text that gives the number of what is called so; None where none or several different ones do."""
    asked = content(subject)
    found: dict[str, Reply] = {}
    for passage in texts_of(view):
        if len(passage.text.split()) > _LONGEST or passage.text in found:
            continue
        counted = [match["x"].split() for match in _BEFORE.finditer(passage.text)]
        counted += [[match["x"]] for match in _AFTER.finditer(passage.text)]
        if any(alike(word, other.casefold()) for words in counted for other in words for word in asked):
            found[passage.text] = about(says(passage), thing_of(passage))
    texts = sorted(found, key=len)
    if not texts or any(texts[0].casefold() not in text.casefold() for text in texts):
        return None
    return found[texts[0]]
