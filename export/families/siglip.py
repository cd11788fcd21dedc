"""SigLIP 2 (https://arxiv.org/abs/2502.14786): of one picture size (SiglipModel), and NaFlex (Siglip2Model).

SigLIP 1 has a tokeniser of sentencepiece alone, which the program cannot run, so it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoTokenizer,
    Siglip2Config,
    Siglip2ImageProcessorPil,
    Siglip2Model,
    Siglip2Processor,
    SiglipConfig,
    SiglipImageProcessorPil,
    SiglipModel,
    SiglipProcessor,
)

from export import cases, tiny
from export.dual_encoder import dual_graphs, dual_reference
from export.errors import RecipeError
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Image, Tokens
from models.proof import Case, Proof

_PATCHES = 24  # of the tiny model's pictures


def _texts(checkpoint: Checkpoint) -> list[Input]:
    text = checkpoint.model.config.text_config
    shape = ("batch", text.max_position_embeddings)
    ids = Input("input_ids", shape, "ids", below=text.vocab_size)
    return [ids, Input("attention_mask", shape, "ones")] if _masked(checkpoint) else [ids]


def _masked(checkpoint: Checkpoint) -> bool:
    return "attention_mask" in checkpoint.tokeniser.model_input_names


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    config = checkpoint.model.config
    side = config.vision_config.image_size
    pixels = [Input("pixel_values", ("batch", 3, side, side))]
    return dual_graphs(checkpoint, width=config.vision_config.hidden_size, pixels=pixels, texts=_texts(checkpoint))


def _flexible_graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    vision = checkpoint.model.config.vision_config

    def shapes(sizes: Mapping[str, int], _: torch.Generator) -> torch.Tensor:
        return torch.tensor([[1, sizes["patches"]]]).repeat(sizes["batch"], 1)

    pixels = [
        Input("pixel_values", ("batch", "patches", 3 * vision.patch_size**2)),
        Input("spatial_shapes", ("batch", 2), make=shapes),
    ]
    return dual_graphs(checkpoint, width=vision.hidden_size, pixels=pixels, texts=_texts(checkpoint))


def _options(checkpoint: Checkpoint) -> dict[str, Any]:
    model = checkpoint.model
    longest = model.config.text_config.max_position_embeddings
    return {
        "longest": longest,
        "pad_to": longest,
        "pad_left": checkpoint.tokeniser.padding_side == "left",
        "scale": float(model.logit_scale.detach().exp()),
        "bias": float(model.logit_bias.detach()),
    }


def _describe(checkpoint: Checkpoint) -> Description:
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(pad=checkpoint.tokeniser.pad_token_id),
        options=_options(checkpoint),
    )


def _flexible_description(checkpoint: Checkpoint) -> Description:
    pictures = checkpoint.image_processor
    patches = {"patches": pictures.max_num_patches, "patch": pictures.patch_size}
    image = Image(
        height=pictures.patch_size,
        width=pictures.patch_size,
        resample="bilinear",
        rescale=pictures.rescale_factor,
        mean=tuple(pictures.image_mean),
        std=tuple(pictures.image_std),
    )
    return Description(
        image=image,
        tokens=Tokens(pad=checkpoint.tokeniser.pad_token_id),
        options={**_options(checkpoint), **patches},
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    longest = checkpoint.model.config.text_config.max_position_embeddings
    return dual_reference(checkpoint, case, padding="max_length", max_length=longest, truncation=True)


def _flexible_reference(checkpoint: Checkpoint, case: Case) -> Proof:
    pictures = checkpoint.image_processor
    longest = checkpoint.model.config.text_config.max_position_embeddings
    return dual_reference(
        checkpoint,
        case,
        padding="max_length",
        max_length=longest,
        truncation=True,
        max_num_patches=pictures.max_num_patches,
        patch_size=pictures.patch_size,
    )


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return _loaded(load(SiglipModel, path, how), SiglipProcessor, SiglipImageProcessorPil)


def _load_flexible(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return _loaded(load(Siglip2Model, path, how), Siglip2Processor, Siglip2ImageProcessorPil)


def _loaded(bare: Checkpoint, processor: Any, pictures: Any) -> Checkpoint:
    where = {"local_files_only": True}
    tokeniser = AutoTokenizer.from_pretrained(str(bare.path), **where)
    if not hasattr(tokeniser, "backend_tokenizer"):
        raise RecipeError("The checkpoint's tokenizer is one of sentencepiece alone, which is not known here.")
    prepared = pictures.from_pretrained(str(bare.path), **where)
    return Checkpoint(bare.path, bare.model, processor(prepared, tokeniser), tokeniser, prepared)


def _text(tokeniser: Any) -> dict[str, Any]:
    return {
        **tiny.TEXT,
        "vocab_size": len(tokeniser),
        "projection_size": tiny.VISION["hidden_size"],
        "pad_token_id": tokeniser.pad_token_id,
        "eos_token_id": tokeniser.eos_token_id,
        "bos_token_id": tokeniser.bos_token_id,
    }


def _tiny(path: Path) -> None:
    tokeniser = tiny.gemma()
    model = tiny.randomise(SiglipModel(SiglipConfig(text_config=_text(tokeniser), vision_config=tiny.VISION)))
    pictures = SiglipImageProcessorPil(size={"height": tiny.SIDE, "width": tiny.SIDE})
    tiny.save(path, model, SiglipProcessor(pictures, tokeniser))


def _tiny_flexible(path: Path) -> None:
    tokeniser = tiny.gemma()
    vision = {**tiny.VISION, "num_patches": 16}
    del vision["image_size"]
    model = tiny.randomise(Siglip2Model(Siglip2Config(text_config=_text(tokeniser), vision_config=vision)))
    pictures = Siglip2ImageProcessorPil(patch_size=tiny.PATCH, max_num_patches=_PATCHES)
    tiny.save(path, model, Siglip2Processor(pictures, tokeniser))


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.matches(count)


RECIPES = (
    Recipe(
        "siglip",
        "match",
        ("SiglipModel",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
    Recipe(
        "siglip2",
        "match",
        ("Siglip2Model",),
        tiny=_tiny_flexible,
        load=_load_flexible,
        graphs=_flexible_graphs,
        describe=_flexible_description,
        reference=_flexible_reference,
        cases=_cases,
    ),
)
