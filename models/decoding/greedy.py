"""Greedy decoding: always the most probable token, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.cancel import CancelToken
from models.decoding.controls import Controls, Scores, log_softmax
from models.decoding.stepper import Stepper


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was chosen, and the natural logarithm of the probability that the model itself gave it."""

    id: int
    logprob: float


@dataclass(frozen=True, slots=True)
class Step:
    """A token and the scores (vocabulary,) it was chosen from, before the rules."""

    token: Token
    scores: Scores


def greedy(
    stepper: Stepper, controls: Controls, prompt: Sequence[int], *, said: Sequence[int] = (), cancel: CancelToken
) -> Iterator[Step]:
    """Steps up to and including a stop token. `prompt`: the ids that the rules count as said; `said`: the tokens of an
    answer that broke off, gone through again but not given again. Raises Cancelled, RunError."""
    history = [*prompt, *said]
    scores = stepper.prefill(cancel=cancel)[0]
    for token in said:
        scores = stepper.step(np.asarray([token], np.int64), cancel=cancel)[0]
    for new in range(len(said), controls.max_new_tokens):
        cancel.check()
        chosen = int(controls.apply(scores, history, new).argmax())
        yield Step(Token(chosen, float(log_softmax(scores)[chosen])), scores)
        if chosen in controls.stop or new + 1 == controls.max_new_tokens:
            return
        history.append(chosen)
        scores = stepper.step(np.asarray([chosen], np.int64), cancel=cancel)[0]
