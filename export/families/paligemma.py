"""PaliGemma (https://arxiv.org/abs/2407.07726) and PaliGemma 2 (https://arxiv.org/abs/2412.03555)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    GemmaTokenizer,
    PaliGemmaConfig,
    PaliGemmaForConditionalGeneration,
    PaliGemmaProcessor,
    SiglipImageProcessorPil,
)

from export import cases, tiny
from export.encoder_decoder import DecoderShape
from export.generation import generated, stops_of
from export.language_model import embed_graph, language_graph, vision_graph
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Tokens
from models.proof import Case, Proof

CAPTION = "caption en"  # what it was trained on


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    return DecoderShape.of(checkpoint.model.config.text_config)


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, shape = checkpoint.model, _shape(checkpoint)
    inner, size = model.model, image_of(checkpoint.image_processor)
    softcap = getattr(model.config.text_config, "final_logit_softcapping", None)

    def see(pixels: torch.Tensor) -> Any:
        return inner.get_image_features(pixels).pooler_output

    def speak(embeddings: Any, positions: Any, mask: Any, cache: Any) -> Any:
        both = {"full_attention": mask, "sliding_attention": mask}  # a question is far shorter than the window
        hidden = inner.language_model(
            inputs_embeds=embeddings,
            position_ids=positions,
            attention_mask=both if getattr(model.config.text_config, "sliding_window", None) else mask,
            cache=cache,
            use_cache=True,
        ).last_hidden_state
        logits = model.lm_head(hidden[:, -1:])
        return logits if softcap is None else torch.tanh(logits / softcap) * softcap

    pixels = Input("pixel_values", ("batch", 3, size.height, size.width))
    places = checkpoint.image_processor.image_seq_length
    return (
        vision_graph(model, see, inputs=(pixels,), outputs={"image_features": ("batch", places, shape.width)}),
        embed_graph(model, inner.get_input_embeddings(), shape),
        language_graph(model, speak, shape, prefix="input"),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    shape, rules = _shape(checkpoint), checkpoint.model.generation_config
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(stop=stops_of(rules), pad=rules.pad_token_id),
        decoder=shape.decoding(rules, context=checkpoint.model.config.text_config.max_position_embeddings, new=100),
        prompt=CAPTION,
        options={
            "before": "",
            "between": checkpoint.tokeniser.bos_token,
            "after": "\n",
            "image": checkpoint.processor.image_token,
        },
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    text = f"{checkpoint.processor.image_token}{case.text or CAPTION}"
    inputs = dict(checkpoint.processor(images=case.image, text=text, return_tensors="pt"))
    inputs.pop("labels", None)
    return generated(checkpoint.model, inputs, case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(PaliGemmaForConditionalGeneration, path, how, processor=PaliGemmaProcessor)


def _tiny(kind: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        places = (tiny.SIDE // tiny.PATCH) ** 2
        pictures = SiglipImageProcessorPil(size={"height": tiny.SIDE, "width": tiny.SIDE})
        pictures.image_seq_length = places
        processor = PaliGemmaProcessor(pictures, tiny.gemma(GemmaTokenizer))
        tokeniser = processor.tokenizer
        text = {
            **tiny.TEXT,
            "model_type": kind,
            "vocab_size": len(tokeniser),
            "num_key_value_heads": 2,
            "head_dim": 8,
            "max_position_embeddings": 256,
            "pad_token_id": tokeniser.pad_token_id,
            "bos_token_id": tokeniser.bos_token_id,
            "eos_token_id": tokeniser.eos_token_id,
        }
        config = PaliGemmaConfig(
            text_config=text,
            vision_config={**tiny.VISION, "model_type": "siglip_vision_model", "projection_dim": 32},
            image_token_id=tokeniser.convert_tokens_to_ids("<image>"),
            projection_dim=32,
            hidden_size=32,
        )
        model = tiny.randomise(PaliGemmaForConditionalGeneration(config), spread=3.0)
        for name, weight in model.named_parameters():
            if "post_" in name and "layernorm" in name and kind == "gemma2":
                torch.nn.init.constant_(weight, 8.0)  # else the last word's embedding outweighs all, and is said again
        model.generation_config.eos_token_id = tokeniser.eos_token_id
        model.generation_config.pad_token_id = tokeniser.pad_token_id
        tiny.save(path, model, processor)

    return write


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return [case if at % 3 else Case(image=case.image) for at, case in enumerate(cases.questions(count))]


def _recipe(kind: str) -> Recipe:
    return Recipe(
        "paligemma",
        "caption",
        ("PaliGemmaForConditionalGeneration",),
        tiny=_tiny(kind),
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
        also=("answer",),
    )


RECIPES = (_recipe("gemma"), _recipe("gemma2"))
