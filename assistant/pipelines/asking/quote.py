"""The lines nearest in meaning to a question, quoted as what the screen says."""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Sequence

from assistant.pipelines.asking.reply import Reply, quoted
from assistant.pipelines.asking.view import Passage, Thing, View
from assistant.pipelines.asking.words import alike, content, tokens
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Embedder

log = logging.getLogger(__name__)

_ENOUGH = 0.74
"""The least weight of the question's words that a line must hold to count as its answer."""
_NEAR = 0.34
_CLOSE = 0.5  # cosine: MiniLM's scores do not part answerable from unanswerable, so this only orders and suggests


def nearest(
    question: str, view: View, *, embedder: Embedder | None, cancel: CancelToken
) -> tuple[Reply | None, list[Passage]]:
    """A quotation where a line holds nearly all that the question names; and the lines that come nearest."""
    passages = _passages(view)
    asked = content(question)
    if not passages or not asked:
        return None, []
    frequency = Counter(word for passage in passages for word in set(tokens(passage.text)))
    weight = {word: math.log(1 + len(passages) / (1 + frequency[word])) + 0.2 for word in asked}
    total = sum(weight.values())
    scored = []
    for passage in passages:
        words = tokens(passage.text)
        held = sum(weight[word] * max((alike(word, other) for other in words), default=0.0) for word in asked)
        scored.append((held / total - 0.002 * max(0, len(words) - 20), passage))
    meant = _meanings(question, passages, embedder, cancel)
    ranked = sorted(range(len(passages)), key=lambda n: -(scored[n][0] + (0.5 * meant[n] if meant else 0.0)))
    best = ranked[0]
    near = [passages[n] for n in ranked[:2] if scored[n][0] >= _NEAR or (meant and meant[n] >= _CLOSE)]
    alone = len(asked) == 1 and sum(1 for score, _ in scored if score >= _ENOUGH) == 1 and len(asked[0]) >= 4
    if scored[best][0] >= _ENOUGH and (len(asked) >= 2 or alone):
        passage = passages[best]
        thing = Thing(
            passage.text, "text", passage.source, passage.box, passage.window, None, passage.text, passage.score
        )
        from assistant.pipelines.asking.reply import about

        return about(f"The screen says {quoted(passage.text)}", thing), near
    return None, near


def _meanings(
    question: str, passages: Sequence[Passage], embedder: Embedder | None, cancel: CancelToken
) -> list[float]:
    """The cosine of each line with the question; empty where no model is installed or it fails."""
    if embedder is None:
        return []
    try:
        rows = embedder.embed([question, *(passage.text[:300] for passage in passages)], cancel=cancel)
    except ModelError:
        log.exception("finding the nearest lines")
        return []
    return [float(value) for value in rows[1:] @ rows[0]]


def _passages(view: View) -> list[Passage]:
    """Every text once."""
    found = {
        thing.text: Passage(thing.text, "line", thing.source, thing.box, thing.score, thing.window)
        for thing in view.things
        if thing.text and not thing.secret and not thing.is_long
    }
    for passage in (*view.lines, *view.passages):
        found.setdefault(passage.text, passage)
    return list(found.values())
