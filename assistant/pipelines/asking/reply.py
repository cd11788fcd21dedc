"""An answer before it is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.languages.words import _
from assistant.pipelines.asking.view import Thing
from assistant.pipelines.attributed import attributed
from assistant.pipelines.wording import cleaned, cut, sentence
from assistant.types import Claim, Outcome, Source
from models.types import Box

QUOTE_LIMIT = 600
"""Characters of one quotation; beyond it is cut, and said so."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`found`: what "it" and "the one below" mean in the next question, the first foremost."""

    claims: tuple[Claim, ...]
    outcome: Outcome = "answered"
    found: tuple[Thing, ...] = ()
    command: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(claim.text for claim in self.claims)


def told(
    text: str, *, source: Source = "tree", score: float = 1.0, box: Box | None = None, found: Iterable[Thing] = (),
    outcome: Outcome = "answered",
) -> Reply:  # fmt: skip
    """One sentence."""
    return Reply((Claim(sentence(text), source, score, box),), outcome, tuple(found))


def about(text: str, thing: Thing, *others: Thing) -> Reply:
    """A sentence that rests on a thing. One that begins with the thing's own words is not heard as one of ours."""
    if text.startswith(("“", *filter(None, (thing.name, thing.text)))):
        text = attributed(sentence(text))
    return told(text, source=thing.source, score=thing.score, box=thing.box, found=(thing, *others))


def unknown(text: str) -> Reply:
    """That it cannot be told."""
    said = _("I can't tell. {reason}").format(reason=sentence(text)) if text else _("I can't tell")
    return told(said, source="gate", outcome="unknown")


def quoted(text: str) -> str:
    """A text of the screen as a quotation, cut where it is too long."""
    text = cleaned(text).replace("“", '"').replace("”", '"')
    short = cut(text, QUOTE_LIMIT)
    if short == text:
        return f"“{text}”"
    head, _cut, rest = short.rpartition(" … ")
    return f"“{head}” … {rest}"


def listed(names: Sequence[str], limit: int = 12) -> str:
    """`a, b and c`, the rest counted beyond `limit`."""
    from assistant.pipelines.wording import joined

    return joined(list(names), limit=limit)


def capital(text: str) -> str:
    """With a capital first letter; the others stay, unlike by str.capitalize."""
    return text[:1].upper() + text[1:]
