"""Beam search, in the order of transformers' `_beam_search` (5.x), so that the same tokens come out; a batch of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.decoding.controls import Controls, log_softmax
from models.decoding.greedy import Token
from models.decoding.stepper import Stepper

_NEVER = np.float32(-1.0e9)  # what transformers adds to a score to take it out of the running


@dataclass(frozen=True, slots=True)
class _Beam:
    tokens: tuple[Token, ...]
    score: np.float32
    finished: bool = False


def beam(stepper: Stepper, controls: Controls, prompt: Sequence[int], *, cancel: CancelToken) -> tuple[Token, ...]:
    """The tokens of the best beam, with its stop token if it has one. Raises Cancelled, RunError."""
    width = controls.beams
    keep = max(2, 1 + len(controls.stop)) * width
    logits = stepper.prefill(cancel=cancel)
    stepper.reorder(np.zeros(width, np.int64))
    logits = np.repeat(logits, width, axis=0)
    running = [_Beam((), np.float32(0) if row == 0 else _NEVER) for row in range(width)]
    best = [_Beam((), _NEVER) for _ in range(width)]
    can_improve = True
    for length in range(1, controls.max_new_tokens + 1):
        cancel.check()
        logprobs = log_softmax(logits)
        totals = np.stack(
            [
                controls.apply(logprobs[row], [*prompt, *(t.id for t in each.tokens)], length - 1) + each.score
                for row, each in enumerate(running)
            ]
        )
        chosen = _largest(totals.ravel(), keep)
        parents, ids = np.divmod(chosen, totals.shape[1])
        candidates = [
            _Beam(
                (*running[row].tokens, Token(int(token), float(logprobs[row, token]))),
                totals[row, token],
                int(token) in controls.stop or length == controls.max_new_tokens,
            )
            for row, token in zip(parents, ids, strict=True)
        ]
        open_scores = np.asarray([each.score + each.finished * _NEVER for each in candidates], np.float32)
        go_on = _largest(open_scores, width)
        best = _merged(best, candidates, controls, length=length, can_improve=can_improve)
        running = [_Beam(candidates[at].tokens, open_scores[at]) for at in go_on]
        can_improve = can_improve and _can_improve(running, best, controls, length)
        all_done = controls.early_stopping and all(each.finished for each in best)
        if not can_improve or all_done or all(each.finished for each in candidates):
            break
        stepper.reorder(parents[go_on])
        logits = stepper.step(np.asarray([each.tokens[-1].id for each in running], np.int64), cancel=cancel)
    return best[0].tokens


def _merged(
    best: list[_Beam], candidates: list[_Beam], controls: Controls, *, length: int, can_improve: bool
) -> list[_Beam]:
    """The best finished beams, of those before and those that finished now among the first `beams` candidates."""
    full = controls.early_stopping and all(each.finished for each in best)
    new = []
    for rank, each in enumerate(candidates):
        counts = each.finished and rank < controls.beams
        score = np.float32(each.score / np.float32(length**controls.length_penalty))
        score += full * _NEVER + (not can_improve) * _NEVER + (not counts) * _NEVER
        new.append(_Beam(each.tokens, score, counts))
    merged = [*best, *new]
    return [merged[at] for at in _largest(np.asarray([each.score for each in merged], np.float32), controls.beams)]


def _can_improve(running: list[_Beam], best: list[_Beam], controls: Controls, length: int) -> bool:
    possible = running[0].score / np.float32(length**controls.length_penalty)
    lowest = min(each.score for each in best)
    return any(possible > (lowest if each.finished else _NEVER) for each in best)


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Places of the largest values, the largest first; of equal ones the earlier first."""
    return np.argsort(-values, kind="stable")[:count].astype(np.int64)
