"""CLIP (https://arxiv.org/abs/2103.00020)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPProcessor

from export import cases, tiny
from export.dual_encoder import dual_graphs, dual_reference
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Tokens
from models.proof import Case, Proof


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    config = checkpoint.model.config
    last, side = config.text_config.eos_token_id, config.vision_config.image_size

    def ids(sizes: Mapping[str, int], random: torch.Generator) -> torch.Tensor:
        """Texts that end with the token whose place CLIP takes the sentence's vector from."""
        made = torch.randint(1, max(2, last - 1), (sizes["batch"], sizes["words"]), generator=random)
        made[:, -1] = last
        return made

    return dual_graphs(
        checkpoint,
        width=config.projection_dim,
        pixels=[Input("pixel_values", ("batch", 3, side, side))],
        texts=[
            Input("input_ids", ("batch", "words"), make=ids),
            Input("attention_mask", ("batch", "words"), "ones"),
        ],
    )


def _describe(checkpoint: Checkpoint) -> Description:
    model = checkpoint.model
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(pad=checkpoint.tokeniser.pad_token_id),
        options={
            "longest": model.config.text_config.max_position_embeddings,
            "scale": float(model.logit_scale.detach().exp()),
        },
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    return dual_reference(checkpoint, case, padding=True)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(CLIPModel, path, how, processor=CLIPProcessor)


def _tiny(path: Path) -> None:
    from transformers import CLIPTokenizer

    words = sorted(set(tiny.WORDS))
    letters = [f"{letter}{end}" for letter in "abcdefghijklmnopqrstuvwxyz" for end in ("", "</w>")]
    pieces = [*letters, *(f"{word}</w>" for word in words if len(word) > 1), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {piece: at for at, piece in enumerate(dict.fromkeys(pieces))}
    tokeniser = CLIPTokenizer(vocab=vocabulary, merges=[])
    text = {
        **tiny.TEXT,
        "vocab_size": len(vocabulary),
        "bos_token_id": vocabulary["<|startoftext|>"],
        "eos_token_id": vocabulary["<|endoftext|>"],
    }
    config = CLIPConfig(text_config=text, vision_config=tiny.VISION, projection_dim=16)
    pictures = CLIPImageProcessorPil(
        size={"shortest_edge": tiny.SIDE}, crop_size={"height": tiny.SIDE, "width": tiny.SIDE}
    )
    tiny.save(path, tiny.randomise(CLIPModel(config)), CLIPProcessor(pictures, tokeniser))


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.matches(count)


RECIPES = (
    Recipe(
        "clip",
        "match",
        ("CLIPModel",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
)
