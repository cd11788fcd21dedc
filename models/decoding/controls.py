"""What may come next: repetition, length and stop rules applied to a step's scores, as transformers' generate does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.manifest import Decoding, Tokens

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """Rules of one answer. Lengths count new tokens, without the prompt."""

    stop: frozenset[int] = frozenset()
    suppress: tuple[int, ...] = ()
    suppress_first: tuple[int, ...] = ()
    forced_first: int | None = None
    max_new_tokens: int
    min_new_tokens: int = 0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    beams: int = 1
    length_penalty: float = 1.0
    early_stopping: bool = False

    @classmethod
    def of(cls, decoding: Decoding, tokens: Tokens) -> Controls:
        """As the manifest says."""
        return cls(
            stop=frozenset(tokens.stop),
            suppress=tokens.suppress,
            suppress_first=tokens.suppress_first,
            forced_first=tokens.forced_first,
            max_new_tokens=decoding.max_new_tokens,
            min_new_tokens=decoding.min_new_tokens,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram=decoding.no_repeat_ngram,
            beams=decoding.beams,
            length_penalty=decoding.length_penalty,
            early_stopping=decoding.early_stopping,
        )

    def apply(self, scores: Scores, history: Sequence[int], new: int) -> Scores:
        """One row's scores (vocabulary,) after the rules, as a copy. `history`: prompt and answer so far; `new`: its
        tokens that are of the answer."""
        scores = scores.copy()
        if self.repetition_penalty != 1.0 and history:
            seen = np.unique(np.asarray(history))
            old = scores[seen]
            scores[seen] = np.where(old < 0, old * self.repetition_penalty, old / self.repetition_penalty)
        if self.no_repeat_ngram:
            scores[self._repeats(history)] = -np.inf
        if new < self.min_new_tokens:
            scores[list(self.stop)] = -np.inf
        if self.suppress:
            scores[list(self.suppress)] = -np.inf
        if new == 0 and self.suppress_first:
            scores[list(self.suppress_first)] = -np.inf
        if new == 0 and self.forced_first is not None:
            scores[:] = -np.inf
            scores[self.forced_first] = 0
        return scores

    def _repeats(self, history: Sequence[int]) -> list[int]:
        """The tokens that would complete a run of `no_repeat_ngram` tokens that was there already."""
        size = self.no_repeat_ngram
        if len(history) + 1 < size:
            return []
        last = tuple(history[len(history) - size + 1 :])
        runs = range(len(history) - size + 1)
        return [history[at + size - 1] for at in runs if tuple(history[at : at + size - 1]) == last]


def log_softmax(scores: Scores) -> Scores:
    """Natural logarithms of the probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
