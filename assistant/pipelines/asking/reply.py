"""An answer before it is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.languages.wording import joined, sentence
from assistant.languages.words import _
from assistant.pipelines.telling.attributed import attributed
from assistant.pipelines.view.things import Thing
from assistant.types import Claim, Outcome, Source
from models.types import Box


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


def listed(names: Sequence[str], limit: int = 12) -> str:
    """`a, b and c`, the rest counted beyond `limit`."""
    return joined(list(names), limit=limit)
