"""The lines nearest in meaning to a question, quoted as what the screen says."""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.languages.wording import capital, sentence
from assistant.languages.words import _
from assistant.pipelines.asking.facts import Fact, facts
from assistant.pipelines.asking.patterns import ANSWERS
from assistant.pipelines.asking.reply import Reply, about
from assistant.pipelines.understanding.words import alike, content, tokens
from assistant.pipelines.view.things import View
from assistant.types import Claim, Target
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Embedder

log = logging.getLogger(__name__)

_ENOUGH = 0.74
"""The least weight of the question's words that a line must hold to count as its answer."""
_NEAR = 0.34
_CLOSE = 0.33
"""The least cosine that is worth telling. MiniLM's scores do not part what answers from what does not (unanswerable
questions reach 0.67 at the nearest line), so they only order, and what they find is told as the nearest."""
_SAME = 0.55
"""The cosine from which two names may mean the same thing."""
_BESIDE = 0.12
"""By how much the second may be further off than the first and still be told."""
_MOST = 400  # facts that are compared by meaning
_FITS = 0.15
_HOLDS: Mapping[str, Sequence[re.Pattern[str]]] = {
    **ANSWERS, "count": (re.compile(r"\d"),),
    "who": (re.compile(r"\b(?:[Bb]y|[Ff]rom|[Hh]older|[Oo]wner|[Aa]uthor|[Ss]ender)\b:? ?[A-Z]"),),
}  # fmt: skip
_LONG = 24  # words: a fact of more is told alone


def nearest(
    question: str, view: View, kind: str = "", *, embedder: Embedder | None, cancel: CancelToken
) -> tuple[Reply | None, list[Fact]]:
    """A quotation where a line holds nearly all that the question names; and the one or two facts that come nearest."""
    known = facts(view)
    asked = content(question)
    if not known or not asked:
        return None, []
    held = _held(asked, known)
    best = max(range(len(known)), key=lambda n: (held[n], -len(known[n].text)))
    alone = len(asked) == 1 and sum(1 for score in held if score >= _ENOUGH) == 1 and len(asked[0]) >= 4
    fact = known[best]
    if fact.tells and not _echoes(question, fact) and held[best] >= _ENOUGH and (len(asked) >= 2 or alone):
        said = _("The screen says {text}").format(text=fact.said) if fact.literal else capital(fact.said)
        return about(said, fact.thing), []
    fits = _fitting(kind)
    meant = _meanings(question, known, embedder, cancel)
    if meant:
        score = [meant[n] + 0.2 * held[n] + (_FITS if fits(fact.text) else 0.0) for n, fact in enumerate(known)]
        order = sorted(range(len(known)), key=lambda n: -score[n])
        order = [n for n in order if not _echoes(question, known[n])] or order
        near = [n for n in order[:2] if score[n] >= _CLOSE and score[n] >= score[order[0]] - _BESIDE]
    else:
        order = sorted(range(len(known)), key=lambda n: -held[n] - (_FITS if fits(known[n].text) else 0.0))
        near = [n for n in order[:2] if held[n] >= _NEAR]
    chosen = [known[n] for n in near]
    if len(chosen) == 2 and chosen[1].thing.text in (chosen[0].thing.text, chosen[0].thing.name):
        # the same text; the heading above it may be who wrote it
        chosen = [max(chosen, key=lambda fact: len(fact.said))] if kind == "who" else chosen[:1]
    if len(chosen) == 2 and (chosen[0].thing.text in chosen[1].text or len(tokens(chosen[0].text)) > _LONG):
        del chosen[1]
    return None, chosen


def alternatives(question: str, view: View, *, embedder: Embedder | None, cancel: CancelToken) -> list[Fact]:
    """What is called otherwise but means nearly the same: "moving house" and the link Moving home."""
    known = facts(view)
    meant = _meanings(question, known, embedder, cancel)
    best, score = max(enumerate(meant), key=lambda pair: pair[1], default=(0, -1.0))
    return [known[best]] if score >= _SAME else []


def _fitting(kind: str) -> Callable[[str], bool]:
    """Whether a text holds what such a question asks for: a time, a sum, a number, a person."""
    patterns = _HOLDS.get(kind, ())
    return lambda text: any(pattern.search(text) for pattern in patterns)


def _echoes(question: str, fact: Fact) -> bool:
    """Whether a fact only says the question's own words again: a label without what it labels."""
    asked = tokens(question)
    return fact.literal and all(
        any(alike(word, other) for other in asked) for word in tokens(fact.text) if len(word) > 1
    )


def told_as_nearest(near: Sequence[Fact], view: View) -> list[Claim]:
    """What may help where nothing answers."""
    if not near:
        return []
    first = near[0].thing
    if view.scene.target is Target.CAMERA:
        text = _("The nearest that the picture has: {facts}")
    else:
        text = _("The nearest that the screen has: {facts}")
    said = near[0].said
    for fact in near[1:]:
        said = _("{facts}; and {other}").format(facts=said, other=fact.said)
    return [Claim(sentence(text.format(facts=said)), first.source, first.score, first.box)]


def _held(asked: Sequence[str], known: Sequence[Fact]) -> list[float]:
    """The share of the question's words that stand in each fact, rare words weighing more."""
    frequency = Counter(word for fact in known for word in set(tokens(fact.text)))
    weight = {word: math.log(1 + len(known) / (1 + frequency[word])) + 0.2 for word in asked}
    total = sum(weight.values())
    scores = []
    for fact in known:
        words = tokens(fact.text)
        held = sum(weight[word] * max((alike(word, other) for other in words), default=0.0) for word in asked)
        scores.append(held / total - 0.002 * max(0, len(words) - 20))
    return scores


def _meanings(question: str, known: Sequence[Fact], embedder: Embedder | None, cancel: CancelToken) -> list[float]:
    """The cosine of each fact with the question; empty where no model is there or it fails."""
    if embedder is None:
        return []
    try:
        rows = embedder.embed([question, *(fact.text[:300] for fact in known[:_MOST])], cancel=cancel)
    except ModelError:
        log.exception("finding the nearest lines")
        return []
    return [*(float(value) for value in rows[1:] @ rows[0]), *(-1.0 for _fact in known[_MOST:])]
