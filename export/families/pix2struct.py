"""Pix2Struct (https://arxiv.org/abs/2210.03347): captions of screens (screen2words) and of other pictures.

Checkpoints for questions draw the question on the picture, in a font that does not come with them; they are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoTokenizer,
    Pix2StructConfig,
    Pix2StructForConditionalGeneration,
    Pix2StructImageProcessorPil,
)

from export import cases, tiny
from export.encoder_decoder import CROSS, DecoderShape, decoder_graph, encoder_graph
from export.errors import RecipeError
from export.generation import generated, stops_of
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Tokens
from models.proof import Case, Proof

_CONTEXT = 256  # places that relative positions are trusted for; there is no table that would end
_PATCHES = 20  # of the tiny model


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config.text_config
    return DecoderShape(
        layers=text.num_layers,
        heads=text.num_heads,
        head_dim=text.d_kv,
        width=text.hidden_size,
        vocabulary=text.vocab_size,
    )


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, shape = checkpoint.model, _shape(checkpoint)
    size = checkpoint.image_processor.patch_size
    depth = 3 * size["height"] * size["width"]

    def encode(patches: torch.Tensor) -> Any:
        mask = torch.ones(patches.shape[:2])
        return model.encoder(flattened_patches=patches, attention_mask=mask).last_hidden_state

    def decode(ids: Any, _: Any, mask: Any, hidden: Any, cache: Any) -> Any:
        logits = model.decoder(
            input_ids=ids, attention_mask=mask, encoder_hidden_states=hidden, cache=cache, use_cache=True
        ).logits
        return logits[:, -1:]

    def patches(sizes: Mapping[str, int], random: torch.Generator) -> torch.Tensor:
        pixels = torch.randn((sizes["batch"], sizes["patches"], depth), generator=random)
        at = torch.arange(sizes["patches"]).expand(sizes["batch"], -1)
        return torch.cat([torch.stack([at // 3 + 1, at % 3 + 1], -1).float(), pixels], -1)

    inputs = [Input("flattened_patches", ("batch", "patches", depth + 2), make=patches)]
    return (
        encoder_graph("encoder", model, encode, decode, inputs=inputs, shape=shape),
        decoder_graph(model, decode, shape),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    shape, rules, pictures = _shape(checkpoint), checkpoint.model.generation_config, checkpoint.image_processor
    if pictures.is_vqa:
        raise RecipeError("A checkpoint that draws its questions on the picture is not known here.")
    return Description(
        tokens=Tokens(start=(_start(checkpoint),), stop=stops_of(rules), pad=rules.pad_token_id),
        decoder=shape.decoding(rules, context=_CONTEXT, new=60, cross=CROSS),
        languages=("en",),
        options={
            "most": pictures.max_patches,
            "height": pictures.patch_size["height"],
            "width": pictures.patch_size["width"],
        },
    )


def _start(checkpoint: Checkpoint) -> int:
    found = checkpoint.model.generation_config.decoder_start_token_id
    return int(checkpoint.model.config.text_config.decoder_start_token_id if found is None else found)


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    pictures = checkpoint.image_processor
    inputs = dict(pictures(images=case.image, max_patches=pictures.max_patches, return_tensors="pt"))
    words = checkpoint.tokeniser(case.text, add_special_tokens=False).input_ids if case.text else []
    ids = torch.tensor([[_start(checkpoint), *words]])
    return generated(checkpoint.model, {**inputs, "decoder_input_ids": ids}, case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    loaded = load(Pix2StructForConditionalGeneration, path, how, tokeniser=AutoTokenizer)
    pictures = Pix2StructImageProcessorPil.from_pretrained(str(path), local_files_only=True)
    return Checkpoint(path, loaded.model, None, loaded.tokeniser, pictures)


def _tiny(path: Path) -> None:
    tokeniser = tiny.unigrams()
    size = {"height": tiny.PATCH, "width": tiny.PATCH}
    text = {
        "vocab_size": len(tokeniser),
        "hidden_size": 32,
        "d_kv": 8,
        "d_ff": 64,
        "num_layers": 2,
        "num_heads": 4,
        "relative_attention_num_buckets": 8,
        "relative_attention_max_distance": 16,
        "pad_token_id": tokeniser.pad_token_id,
        "eos_token_id": tokeniser.eos_token_id,
        "decoder_start_token_id": tokeniser.pad_token_id,
    }
    vision = {
        "hidden_size": 32,
        "patch_embed_hidden_size": 3 * tiny.PATCH**2,
        "d_ff": 64,
        "d_kv": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "seq_len": 64,
    }
    model = tiny.randomise(
        Pix2StructForConditionalGeneration(Pix2StructConfig(text_config=text, vision_config=vision)), spread=2.2
    )
    rules = model.generation_config
    rules.decoder_start_token_id = rules.pad_token_id = tokeniser.pad_token_id
    rules.eos_token_id = tokeniser.eos_token_id
    tiny.save(path, model, tokeniser, Pix2StructImageProcessorPil(patch_size=size, max_patches=_PATCHES))


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.captions(count, "there is a")


RECIPES = (
    Recipe(
        "pix2struct",
        "caption",
        ("Pix2StructForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
)
