"""Qwen3-VL (https://arxiv.org/abs/2511.21631), for still pictures.

Its processor asks for torchvision, which its video part needs; so its tokeniser and its picture processor are used
alone, and the place of the picture in the prompt is widened here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoTokenizer,
    Qwen2VLImageProcessorPil,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
)
from transformers.models.qwen3_vl.modeling_qwen3_vl import Qwen3VLVisionAttention, apply_rotary_pos_emb_vision

from export import cases, tiny
from export.chat import asked, template_of, with_template
from export.encoder_decoder import PAST, PRESENT, DecoderShape
from export.generation import generated, rules_of, stops_of
from export.language_model import embed_graph, language_graph, vision_graph
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Decoding, Image, Tokens
from models.proof import Case, Proof

CAPTION = "Describe this image briefly."
_IMAGE = "<|image_pad|>"
_MOST = 256  # places of a picture; each costs as much as a word, and the makers' limit is 16,384
_TEMPLATE = (  # Qwen's, for one question
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{% for line in message['content'] %}"
    "{% if line['type'] == 'text' %}{{ line['text'] }}{% else %}<|vision_start|><|image_pad|><|vision_end|>{% endif %}"
    "{% endfor %}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config.text_config
    return DecoderShape(
        layers=text.num_hidden_layers,
        heads=text.num_key_value_heads,
        head_dim=text.head_dim,
        width=text.hidden_size,
        vocabulary=text.vocab_size,
    )


def _most(checkpoint: Checkpoint) -> int:
    pictures = checkpoint.image_processor
    side = pictures.patch_size * pictures.merge_size
    return min(int(pictures.size["longest_edge"]), _MOST * side**2)


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, shape = checkpoint.model, _shape(checkpoint)
    inner, config = model.model, model.config.vision_config
    text, deep = inner.language_model, len(config.deepstack_visual_indexes)
    depth = config.in_channels * config.temporal_patch_size * config.patch_size**2

    def see(pixels: torch.Tensor, positions: torch.Tensor, taps: torch.Tensor, weights: torch.Tensor) -> Any:
        found = inner.visual(
            pixels,
            grid_thw=None,
            position_ids=positions,
            interp_indices=taps,
            interp_weights=weights,
            cu_seqlens=torch.tensor([0, pixels.shape[0]]),
        )
        return (found.pooler_output, *found.deepstack_features)

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

    table = config.num_position_embeddings

    def positions(sizes: Mapping[str, int], _: torch.Generator) -> torch.Tensor:
        at = torch.arange(sizes["patches"])
        return torch.stack([at // 2, at % 2], 1)

    inputs = (
        Input("pixel_values", ("patches", depth)),
        Input("patch_positions", ("patches", 2), make=positions),
        Input("taps", ("patches", 4), "ids", below=table),
        Input("tap_weights", ("patches", 4)),
    )
    names = [f"deepstack.{at}" for at in range(deep)]
    outputs = {"image_features": ("places", shape.width), **dict.fromkeys(names, ("places", shape.width))}
    vision = vision_graph(model, see, inputs=inputs, outputs=outputs)
    extras = tuple(Input(name, ("batch", "length", shape.width)) for name in names)
    return (
        Graph(
            vision.role,
            vision.module,
            vision.inputs,
            vision.outputs,
            trace_sizes={"patches": 24},
            check_sizes=({"patches": 8}, {"patches": 36}),
        ),
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


@contextmanager
def _one_picture(_: Checkpoint) -> Iterator[None]:
    """Every patch attends to every other: there is one picture, so nothing is split by lengths that a trace fixes."""
    before = Qwen3VLVisionAttention.forward

    def forward(self: Any, hidden: Any, cu_seqlens: Any = None, position_embeddings: Any = None, **_: Any) -> Any:
        length = hidden.shape[0]
        q, k, v = self.qkv(hidden).reshape(length, 3, self.num_heads, -1).permute(1, 0, 2, 3).unbind(0)
        q, k = apply_rotary_pos_emb_vision(q, k, *position_embeddings)
        q, k, v = (each.transpose(0, 1) for each in (q, k, v))
        weights = torch.softmax(q @ k.transpose(1, 2) * self.scaling, -1, dtype=torch.float32)
        return self.proj((weights @ v).transpose(0, 1).reshape(length, -1))

    Qwen3VLVisionAttention.forward = forward
    try:
        yield
    finally:
        Qwen3VLVisionAttention.forward = before


def _describe(checkpoint: Checkpoint) -> Description:
    shape, rules, pictures = _shape(checkpoint), checkpoint.model.generation_config, checkpoint.image_processor
    config = checkpoint.model.config
    return Description(
        image=Image(
            height=pictures.patch_size,
            width=pictures.patch_size,
            resample="bicubic",
            rescale=pictures.rescale_factor,
            mean=tuple(pictures.image_mean),
            std=tuple(pictures.image_std),
        ),
        tokens=Tokens(stop=stops_of(rules), pad=rules.pad_token_id),
        decoder=Decoding(
            layers=shape.layers,
            heads=shape.heads,
            head_dim=shape.head_dim,
            context=config.text_config.max_position_embeddings,
            max_new_tokens=120,
            **rules_of(rules),
            cache_in=PAST,
            cache_out=PRESENT,
        ),
        prompt=CAPTION,
        options={
            "template": template_of(checkpoint.tokeniser, _IMAGE),
            "width": shape.width,
            "grid": {
                "patch": pictures.patch_size,
                "merge": pictures.merge_size,
                "frames": pictures.temporal_patch_size,
                "least": int(pictures.size["shortest_edge"]),
                "most": _most(checkpoint),
                "table": int(config.vision_config.num_position_embeddings**0.5),
            },
        },
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    pictures = checkpoint.image_processor
    size = {"shortest_edge": int(pictures.size["shortest_edge"]), "longest_edge": _most(checkpoint)}
    made = pictures(images=[case.image], size=size, return_tensors="pt")
    places = int(made.image_grid_thw.prod()) // pictures.merge_size**2
    prompt = asked(checkpoint.tokeniser, case.text or CAPTION).replace(_IMAGE, _IMAGE * places)
    words = checkpoint.tokeniser(prompt, add_special_tokens=False, return_tensors="pt")
    inputs = {
        "input_ids": words.input_ids,
        "attention_mask": words.attention_mask,
        "mm_token_type_ids": (words.input_ids == checkpoint.model.config.image_token_id).int(),
        "pixel_values": made.pixel_values,
        "image_grid_thw": made.image_grid_thw,
    }
    checkpoint.model.model.rope_deltas = None  # of the picture before
    return generated(checkpoint.model, inputs, case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    loaded = load(Qwen3VLForConditionalGeneration, path, how, tokeniser=AutoTokenizer)
    pictures = Qwen2VLImageProcessorPil.from_pretrained(str(path), local_files_only=True)
    return Checkpoint(path, loaded.model, None, with_template(loaded.tokeniser, path), pictures)


def _tiny(path: Path) -> None:
    special = ("<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", _IMAGE, "<|video_pad|>")
    tokeniser = tiny.byte_pairs(*special)
    tokeniser.chat_template = _TEMPLATE
    at = tokeniser.convert_tokens_to_ids
    text = {
        **tiny.TEXT,
        "vocab_size": len(tokeniser),
        "num_key_value_heads": 2,
        "head_dim": 8,
        "max_position_embeddings": 512,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 1, 1]},
        "pad_token_id": tokeniser.pad_token_id,
    }
    vision = {
        "depth": 2,
        "hidden_size": 32,
        "out_hidden_size": 32,
        "num_heads": 4,
        "intermediate_size": 64,
        "patch_size": 4,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
        "num_position_embeddings": 16,
        "deepstack_visual_indexes": [0],
    }
    config = Qwen3VLConfig(
        text_config=text,
        vision_config=vision,
        image_token_id=at(_IMAGE),
        video_token_id=at("<|video_pad|>"),
        vision_start_token_id=at("<|vision_start|>"),
        vision_end_token_id=at("<|vision_end|>"),
    )
    model = tiny.randomise(Qwen3VLForConditionalGeneration(config), spread=3.0)
    model.generation_config.eos_token_id = at("<|im_end|>")
    model.generation_config.pad_token_id = tokeniser.pad_token_id
    pictures = Qwen2VLImageProcessorPil(
        size={"shortest_edge": 16 * 16, "longest_edge": 40 * 48}, patch_size=4, temporal_patch_size=2, merge_size=2
    )
    tiny.save(path, model, tokeniser, pictures)


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return [case if at % 3 else Case(image=case.image) for at, case in enumerate(cases.questions(count))]


RECIPES = (
    Recipe(
        "qwen3_vl",
        "caption",
        ("Qwen3VLForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
        patched=_one_picture,
        also=("answer",),
    ),
)
