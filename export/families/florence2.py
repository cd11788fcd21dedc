"""Florence-2 (https://arxiv.org/abs/2311.06242): captions, objects, regions and text with places, by instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    CLIPImageProcessorPil,
    Florence2Config,
    Florence2ForConditionalGeneration,
    Florence2Processor,
)

from export import cases, tiny
from export.encoder_decoder import CROSS, DecoderShape, decoder_graph, encoder_graph
from export.errors import RecipeError
from export.generation import generated
from export.language_model import vision_graph
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Tokens
from models.networks.locations import BINS
from models.proof import Case, Proof

_SIDE = 64  # pixels of the tiny model


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config.text_config
    return DecoderShape(
        layers=text.decoder_layers,
        heads=text.decoder_attention_heads,
        head_dim=text.d_model // text.decoder_attention_heads,
        width=text.d_model,
        vocabulary=text.vocab_size,
    )


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    """The features of the picture come first in every instruction, so they are joined and not scattered."""
    model, shape = checkpoint.model, _shape(checkpoint)
    text = model.model.language_model
    size = image_of(checkpoint.image_processor)
    places = checkpoint.image_processor.image_seq_length

    def see(pixels: torch.Tensor) -> Any:
        return model.model.get_image_features(pixels).pooler_output

    def ask(features: torch.Tensor, ids: torch.Tensor) -> Any:
        words = text.get_input_embeddings()(ids)
        return text.encoder(inputs_embeds=torch.cat([features, words], 1)).last_hidden_state

    def decode(ids: Any, _: Any, mask: Any, hidden: Any, cache: Any) -> Any:
        out = text.decoder(
            input_ids=ids, attention_mask=mask, encoder_hidden_states=hidden, cache=cache, use_cache=True
        ).last_hidden_state
        return model.lm_head(out[:, -1:])

    features = ("batch", places, shape.width)
    inputs = [Input("image_features", features), Input("input_ids", ("batch", "words"), "ids", below=shape.vocabulary)]
    pixels = Input("pixel_values", ("batch", 3, size.height, size.width))
    return (
        vision_graph(model, see, inputs=(pixels,), outputs={"image_features": features}),
        encoder_graph("question", model, ask, decode, inputs=inputs, shape=shape),
        decoder_graph(model, decode, shape),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    model, shape, processor = checkpoint.model, _shape(checkpoint), checkpoint.processor
    text, rules = model.config.text_config, model.generation_config
    alone, given = processor.task_prompts_without_inputs, processor.task_prompts_with_input
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(
            start=(rules.decoder_start_token_id or text.decoder_start_token_id,),
            stop=(text.eos_token_id,),
            pad=text.pad_token_id,
            forced_first=rules.forced_bos_token_id,
        ),
        decoder=shape.decoding(rules, context=text.max_position_embeddings, new=100, cross=CROSS),
        prompt=alone["<CAPTION>"],
        languages=("en",),
        options={
            "begin": checkpoint.tokeniser.bos_token_id,
            "end": checkpoint.tokeniser.eos_token_id,
            "location": _first_location(checkpoint.tokeniser),
            "detail": alone["<MORE_DETAILED_CAPTION>"],
            "objects": alone["<OD>"],
            "text": alone["<OCR_WITH_REGION>"],
            "region": given["<REGION_TO_DESCRIPTION>"],
        },
    )


def _first_location(tokeniser: Any) -> int:
    ids = tokeniser.convert_tokens_to_ids([f"<loc_{number}>" for number in range(BINS)])
    if ids != list(range(ids[0], ids[0] + BINS)):
        raise RecipeError("The checkpoint's location tokens do not follow one another.")
    return int(ids[0])


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    text = case.text or checkpoint.processor.task_prompts_without_inputs["<CAPTION>"]
    inputs = checkpoint.processor(images=case.image, text=text, return_tensors="pt")
    return generated(checkpoint.model, inputs, case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(Florence2ForConditionalGeneration, path, how, processor=Florence2Processor)


def _tiny(path: Path) -> None:
    tokeniser = tiny.bart("<image>", *(f"<loc_{number}>" for number in range(BINS)), image_token="<image>")
    start, pad, end = (tokeniser.convert_tokens_to_ids(each) for each in ("<s>", "<pad>", "</s>"))
    text = {
        "model_type": "bart",
        "vocab_size": len(tokeniser),
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 64,
        "max_position_embeddings": 128,
        "bos_token_id": start,
        "eos_token_id": end,
        "pad_token_id": pad,
        "decoder_start_token_id": end,
    }
    vision = {
        "embed_dim": [16, 16, 32, 32],
        "num_heads": [2, 2, 4, 4],
        "num_groups": [2, 2, 4, 4],
        "depths": [1, 1, 1, 1],
        "window_size": 2,
        "projection_dim": 32,
        "max_temporal_embeddings": 10,
        "max_position_embeddings": 10,
    }
    config = Florence2Config(
        text_config=text,
        vision_config=vision,
        image_token_id=tokeniser.convert_tokens_to_ids("<image>"),
        projection_dim=32,
    )
    model = tiny.randomise(Florence2ForConditionalGeneration(config), spread=3.0)
    rules = model.generation_config
    rules.decoder_start_token_id, rules.eos_token_id, rules.pad_token_id = end, end, pad
    rules.bos_token_id = rules.forced_bos_token_id = start
    rules.no_repeat_ngram_size = 3
    side = {"height": _SIDE, "width": _SIDE}
    pictures = CLIPImageProcessorPil(size=side, crop_size=side, do_center_crop=False)
    pictures.image_seq_length = (_SIDE // 32) ** 2 + 1
    parsing: dict[str, Any] = {"ocr": {"AREA_THRESHOLD": 0.0}, "description_with_bboxes": {}, "pure_text": {}}
    tiny.save(path, model, Florence2Processor(pictures, tokeniser, post_processor_config=parsing))


def _cases(checkpoint: Checkpoint, count: int) -> Sequence[Case]:
    texts = list(checkpoint.processor.task_prompts_without_inputs.values())
    return [
        Case(image=image, text=texts[at % len(texts)] if at % 2 else "")
        for at, image in enumerate(cases.pictures(count))
    ]


RECIPES = (
    Recipe(
        "florence2",
        "caption",
        ("Florence2ForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
        also=("detect",),
    ),
)
