"""Sentences as directions: alike ones lie close. One graph, `encoder` (input_ids, attention_mask -> sentence)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.proof import Case, Proof

if TYPE_CHECKING:
    from models.parts import Parts

_AT_ONCE = 16  # sentences a run, of about the same length


class EmbeddingOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`longest`: tokens of a sentence that count; `width` of a sentence's vector."""

    longest: int
    width: int


class SentenceEmbedder:
    """An Embedder. One thread; any thread may cancel."""

    def __init__(self, parts: Parts) -> None:
        self._encoder = parts.session("encoder")
        self._tokeniser = parts.tokeniser()
        self._pad = parts.manifest.tokens.pad or 0
        self._options = parts.options(EmbeddingOptions)

    def embed(self, texts: Sequence[str], *, cancel: CancelToken) -> NDArray[np.float32]:
        """See `models.protocols.Embedder`."""
        rows = [self._tokeniser.encode(text, special=True, longest=self._options.longest) for text in texts]
        found = np.zeros((len(rows), self._options.width), np.float32)
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))  # padding costs as much as words
        for start in range(0, len(order), _AT_ONCE):
            cancel.check()
            some = order[start : start + _AT_ONCE]
            found[some] = self._batch([rows[at] for at in some], cancel)
        return found

    def _batch(self, rows: Sequence[Sequence[int]], cancel: CancelToken) -> NDArray[np.float32]:
        ids = np.full((len(rows), max(len(row) for row in rows)), self._pad, np.int64)
        mask = np.zeros_like(ids)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1
        outputs = self._encoder.run({"input_ids": ids, "attention_mask": mask}, ["sentence"], cancel=cancel)
        vectors = np.asarray(outputs["sentence"], np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the nearest other text of each; all vectors."""
        vectors = self.embed(case.texts, cancel=cancel)
        alike = vectors @ vectors.T - 2 * np.eye(len(vectors), dtype=np.float32)
        return Proof(tuple(int(at) for at in alike.argmax(axis=1)), vectors.ravel())
