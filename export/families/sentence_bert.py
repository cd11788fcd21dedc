"""Sentence embeddings by BERT's kin, such as MiniLM: the mean over the tokens (https://arxiv.org/abs/1908.10084)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import normalize
from transformers import AutoTokenizer, BertConfig, BertModel

from export import cases, tiny
from export.caches import padding
from export.errors import RecipeError
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Tokens
from models.proof import Case, Proof

_LONGEST = 256  # tokens, where the checkpoint does not say: what MiniLM was trained with
_MODULES = "modules.json"  # of sentence-transformers: which parts the sentence's vector goes through


class _Sentence(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden = self.model(input_ids=ids, attention_mask=padding(mask)).last_hidden_state
        return normalize(_mean(hidden, mask), dim=-1)


def _mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    counts = mask[..., None].float()
    return (hidden * counts).sum(1) / counts.sum(1)


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    _check_pooling(checkpoint.path)
    config = checkpoint.model.config
    return (
        Graph(
            "encoder",
            _Sentence(checkpoint.model),
            (
                Input("input_ids", ("batch", "words"), "ids", below=config.vocab_size),
                Input("attention_mask", ("batch", "words"), "ones"),
            ),
            {"sentence": ("batch", config.hidden_size)},
        ),
    )


def _check_pooling(path: Path) -> None:
    """Raises RecipeError where the checkpoint says that it takes anything but the mean."""
    for file in path.glob("*_Pooling/config.json"):
        said = json.loads(file.read_text("utf-8"))
        modes = {name for name, value in said.items() if name.startswith("pooling_mode") and value is True}
        if modes - {"pooling_mode_mean_tokens"} or said.get("pooling_mode") not in (None, "mean"):
            raise RecipeError("The checkpoint takes something other than the mean over its tokens.")


def _longest(checkpoint: Checkpoint) -> int:
    beside = checkpoint.path / "sentence_bert_config.json"
    said = json.loads(beside.read_text("utf-8")).get("max_seq_length") if beside.exists() else None
    return min(int(said or _LONGEST), int(checkpoint.model.config.max_position_embeddings))


def _describe(checkpoint: Checkpoint) -> Description:
    return Description(
        tokens=Tokens(pad=checkpoint.tokeniser.pad_token_id),
        options={"longest": _longest(checkpoint), "width": checkpoint.model.config.hidden_size},
        languages=("en",),
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    inputs = checkpoint.tokeniser(
        list(case.texts), padding=True, truncation=True, max_length=_longest(checkpoint), return_tensors="pt"
    )
    with torch.no_grad():
        hidden = checkpoint.model(**inputs).last_hidden_state
    vectors = normalize(_mean(hidden, inputs["attention_mask"]), dim=-1).numpy().astype(np.float32)
    alike = vectors @ vectors.T - 2 * np.eye(len(vectors), dtype=np.float32)
    return Proof(tuple(int(at) for at in alike.argmax(axis=1)), vectors.ravel())


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(BertModel, path, how, tokeniser=AutoTokenizer)


def _tiny(path: Path) -> None:
    tokeniser = tiny.wordpiece()
    config = BertConfig(vocab_size=len(tokeniser), pad_token_id=tokeniser.pad_token_id, **tiny.TEXT)
    tiny.save(path, tiny.randomise(BertModel(config)), tokeniser)


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    """Texts of many lengths, some cut, some empty."""
    long = " ".join(tiny.WORDS * 3)
    texts = (*cases.TEXTS, *cases.QUESTIONS, "", "sign", long)
    return [Case(texts=tuple(texts[(at * 3 + step) % len(texts)] for step in range(7))) for at in range(count)]


RECIPES = (
    Recipe(
        "sentence_bert",
        "embed",
        ("BertModel",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
)
