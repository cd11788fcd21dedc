"""Sentence embeddings by BERT's kin, such as MiniLM (https://arxiv.org/abs/1908.10084)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _embedder(parts: Parts) -> Any:
    from models.networks.embedding import SentenceEmbedder

    return SentenceEmbedder(parts)


FAMILY = Family("sentence_bert", {"embed": _embedder})
