"""Qwen3-VL (https://arxiv.org/abs/2511.21631), for still pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration
from transformers.models.qwen3_vl.modeling_qwen3_vl import Qwen3VLVisionAttention, apply_rotary_pos_emb_vision

from export import grid_chat
from export.encoder_decoder import DecoderShape
from export.language_model import embed_graph, language_graph
from export.recipe import Checkpoint, Description, Graph, Input, Recipe


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    return DecoderShape.of(checkpoint.model.config.text_config)


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, shape = checkpoint.model, _shape(checkpoint)
    text = model.model.language_model
    deep = [f"deepstack.{at}" for at in range(len(model.config.vision_config.deepstack_visual_indexes))]

    def speak(embeddings: Any, positions: Any, mask: Any, cache: Any, *seen: Any) -> Any:
        with _added(text):
            hidden = text(
                inputs_embeds=embeddings,
                position_ids=positions,
                attention_mask=mask,
                cache=cache,
                use_cache=True,
                visual_pos_masks=torch.ones(1),
                deepstack_visual_embeds=list(seen),
            ).last_hidden_state
        return model.lm_head(hidden[:, -1:])

    extras = tuple(Input(name, ("batch", "length", shape.width)) for name in deep)
    return (
        grid_chat.seeing(checkpoint, deep),
        embed_graph(model, text.get_input_embeddings(), shape),
        language_graph(model, speak, shape, positions=3, extras=extras),
    )


@contextmanager
def _added(text: Any) -> Iterator[None]:
    """What deeper layers see is zero for words, so it is added everywhere and not scattered."""
    text._deepstack_process = lambda hidden, mask, seen: hidden + seen
    try:
        yield
    finally:
        del text._deepstack_process


def _describe(checkpoint: Checkpoint) -> Description:
    return grid_chat.describe(checkpoint, _shape(checkpoint))


def _tiny(path: Path) -> None:
    text = {
        "head_dim": 8,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 1, 1]},
    }
    vision = {**grid_chat.VISION, "deepstack_visual_indexes": [0]}
    grid_chat.write_tiny(path, Qwen3VLForConditionalGeneration, Qwen3VLConfig, text, vision)


RECIPES = (
    Recipe(
        "qwen3_vl",
        "caption",
        ("Qwen3VLForConditionalGeneration",),
        tiny=_tiny,
        load=grid_chat.loading(Qwen3VLForConditionalGeneration),
        graphs=_graphs,
        describe=_describe,
        reference=grid_chat.reference,
        cases=grid_chat.questions,
        patched=grid_chat.one_picture(Qwen3VLVisionAttention, apply_rotary_pos_emb_vision),
        also=("answer",),
    ),
)
