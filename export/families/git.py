"""GIT (https://arxiv.org/abs/2205.14100): captions, and answers by the checkpoints that were trained for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import CLIPImageProcessorPil, GitConfig, GitForCausalLM, GitProcessor

from export import cases, tiny
from export.encoder_decoder import DecoderShape
from export.generation import generated
from export.language_model import embed_graph, language_graph, vision_graph
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Tokens
from models.proof import Case, Proof


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config
    return DecoderShape(
        layers=text.num_hidden_layers,
        heads=text.num_attention_heads,
        head_dim=text.hidden_size // text.num_attention_heads,
        width=text.hidden_size,
        vocabulary=text.vocab_size,
    )


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, shape = checkpoint.model, _shape(checkpoint)
    git, vision = model.git, model.config.vision_config
    places = (vision.image_size // vision.patch_size) ** 2 + 1

    def see(pixels: torch.Tensor) -> Any:
        return git.visual_projection(git.image_encoder(pixels).last_hidden_state)

    def embed(ids: torch.Tensor, positions: torch.Tensor) -> Any:
        return git.embeddings(input_ids=ids, position_ids=positions)

    def speak(embeddings: Any, _: Any, mask: Any, cache: Any) -> Any:
        hidden = git.encoder(embeddings, attention_mask=mask, cache=cache, use_cache=True).last_hidden_state
        return model.output(hidden[:, -1:])

    pixels = Input("pixel_values", ("batch", 3, vision.image_size, vision.image_size))
    return (
        vision_graph(model, see, inputs=(pixels,), outputs={"image_features": ("batch", places, shape.width)}),
        embed_graph(model, embed, shape, positions=model.config.max_position_embeddings),
        language_graph(model, speak, shape, positions=0, prefix=places),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    config, shape = checkpoint.model.config, _shape(checkpoint)
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(start=(config.bos_token_id,), stop=(config.eos_token_id,), pad=config.pad_token_id),
        decoder=shape.decoding(checkpoint.model.generation_config, context=config.max_position_embeddings, new=40),
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    words = checkpoint.tokeniser(case.text, add_special_tokens=False).input_ids if case.text else []
    ids = torch.tensor([[checkpoint.model.config.bos_token_id, *words]])  # as the model's card asks questions
    pixels = checkpoint.image_processor(images=case.image, return_tensors="pt").pixel_values
    return generated(checkpoint.model, {"pixel_values": pixels, "input_ids": ids}, case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(GitForCausalLM, path, how, processor=GitProcessor)


def _tiny(path: Path) -> None:
    tokeniser = tiny.wordpiece()
    ids = tokeniser.convert_tokens_to_ids
    config = GitConfig(
        vision_config=tiny.VISION,
        vocab_size=len(tokeniser),
        bos_token_id=ids("[CLS]"),
        eos_token_id=ids("[SEP]"),
        pad_token_id=ids("[PAD]"),
        **tiny.TEXT,
    )
    pictures = CLIPImageProcessorPil(
        size={"shortest_edge": tiny.SIDE}, crop_size={"height": tiny.SIDE, "width": tiny.SIDE}
    )
    tiny.save(path, tiny.randomise(GitForCausalLM(config), spread=3.0), GitProcessor(pictures, tokeniser))


def _captions(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.captions(count, "there is a")


def _questions(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.questions(count)


RECIPES = (
    Recipe(
        "git",
        "caption",
        ("GitForCausalLM",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_captions,
    ),
    Recipe(
        "git",
        "answer",
        ("GitForCausalLM",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_questions,
    ),
)
