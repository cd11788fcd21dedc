"""Which of several labels fits a picture, by a matching model; "none of them" can win."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.languages.words import ENGLISH, N_, _, language
from models.cancel import CancelToken
from models.protocols import Judge, Matcher

if TYPE_CHECKING:
    from models.types import RgbImage

TEMPLATES = ("a photo of {}", "a picture of {}")
BACKGROUNDS = ("a photo", "a picture of something else")
PROBABLY, PERHAPS = 0.75, 0.45
"""The least probability, among all labels and backgrounds, for the word; below both nothing is said."""
CANNOT_TELL = N_("I can't tell")
_TEMPERATURE = 0.07
"""Of cosines, as CLIP and BLIP begin with (https://arxiv.org/abs/2103.00020, 2.4): a dual encoder's scores hold its own
already, the cosine joined with a head's probability does not."""
_ARTICLES = frozenset("a an the my your his her our their this that these those some any no one two three".split())


@dataclass(frozen=True, slots=True)
class Labelled:
    """`label`: the best of the candidates as it was given; None: it cannot be told. `confidence`: its probability.

    `probabilities`: of each candidate, 0..1, in their order; what is missing to 1 is "something else". `text`: the
    answer, without an end mark.
    """

    label: str | None
    confidence: float
    probabilities: tuple[float, ...]
    text: str


def label(matcher: Matcher, image: RgbImage, candidates: Sequence[str], *, cancel: CancelToken) -> Labelled:
    """The candidate that fits best. Raises Cancelled, ModelError."""
    if not candidates:
        return Labelled(None, 0.0, (), _(CANNOT_TELL))
    probabilities = fits(matcher, image, candidates, cancel=cancel)
    best = max(range(len(candidates)), key=probabilities.__getitem__)
    sure = probabilities[best]
    judge: object = matcher
    refused = sure >= PERHAPS and isinstance(judge, Judge) and (
        judge.fits(image, TEMPLATES[0].format(with_article(candidates[best])), cancel=cancel) is False
    )  # fmt: skip
    if sure < PERHAPS or refused:
        return Labelled(None, sure, probabilities, _(CANNOT_TELL))
    text = _("probably {thing}") if sure >= PROBABLY else _("perhaps {thing}")
    return Labelled(candidates[best], sure, probabilities, text.format(thing=called(candidates[best])))


def fits(matcher: Matcher, image: RgbImage, candidates: Sequence[str], *, cancel: CancelToken) -> tuple[float, ...]:
    """The probability of each candidate among them all and the backgrounds. Raises Cancelled, ModelError."""
    names = [with_article(each) for each in candidates]
    texts = [template.format(name) for name in names for template in TEMPLATES]
    scores = matcher.match(image, [*texts, *BACKGROUNDS], cancel=cancel)
    count = len(TEMPLATES)
    means = [sum(scores[at : at + count]) / count for at in range(0, len(texts), count)]
    logits = [score / temperature(matcher) for score in (*means, *scores[len(texts) :])]
    top = max(logits)
    weights = [math.exp(logit - top) for logit in logits]
    return tuple(weight / sum(weights) for weight in weights[: len(names)])


def temperature(matcher: Matcher) -> float:
    """What the model's scores are divided by to be logits."""
    judge: object = matcher
    return _TEMPERATURE if isinstance(judge, Judge) else 1.0


def called(name: str) -> str:
    """As it is said: with an article in English; what it would be in other languages is not known."""
    return with_article(name) if language() == ENGLISH else name.strip()


def with_article(name: str) -> str:
    """`a cat`, `an apple`, `the cat`, `cats`, `two dogs`."""
    words = name.strip().split()
    if not words or words[0].casefold() in _ARTICLES or words[0][0].isdigit():
        return " ".join(words)
    last = words[-1]
    if (last.endswith("s") and not last.endswith(("ss", "us", "is"))) or last in ("people", "children", "men", "women"):
        return " ".join(words)
    return f"{'an' if words[0][0].casefold() in 'aeiou' else 'a'} {' '.join(words)}"
