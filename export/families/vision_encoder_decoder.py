"""VisionEncoderDecoder: any picture encoder with any text decoder that attends to it, such as ViT-GPT2; and the screen
captioner, whose encoder is EfficientNet-Lite."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoImageProcessor,
    AutoTokenizer,
    GPT2Config,
    VisionEncoderDecoderConfig,
    VisionEncoderDecoderModel,
    ViTConfig,
    ViTImageProcessorPil,
)

from export import cases, tiny
from export.efficientnet_lite import EfficientNetLiteConfig
from export.encoder_decoder import CROSS, DecoderShape, decoder_graph, encoder_graph
from export.errors import RecipeError
from export.generation import generated
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Task, Tokens
from models.proof import Case, Proof


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config.decoder
    heads = text.num_attention_heads
    return DecoderShape(
        layers=text.num_hidden_layers,
        heads=heads,
        head_dim=text.hidden_size // heads,
        width=getattr(text, "cross_attention_hidden_size", None) or text.hidden_size,
        vocabulary=text.vocab_size,
    )


def _decode(checkpoint: Checkpoint) -> Any:
    decoder = checkpoint.model.decoder
    takes = inspect.signature(decoder.forward).parameters

    def decode(ids: Any, positions: Any, mask: Any, hidden: Any, cache: Any) -> Any:
        more: dict[str, Any] = {"position_ids": positions} if "position_ids" in takes else {}
        if "logits_to_keep" in takes:
            more["logits_to_keep"] = 1
        logits = decoder(
            input_ids=ids,
            attention_mask=mask,
            encoder_hidden_states=hidden,
            cache=cache,
            use_cache=True,
            **more,
        ).logits
        return logits[:, -1:]

    return decode


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, decode, shape = checkpoint.model, _decode(checkpoint), _shape(checkpoint)
    side = model.config.encoder.image_size
    height, width = side if isinstance(side, list | tuple) else (side, side)

    def encode(pixels: torch.Tensor) -> Any:
        hidden = model.encoder(pixel_values=pixels).last_hidden_state
        return model.enc_to_dec_proj(hidden) if hasattr(model, "enc_to_dec_proj") else hidden

    pixels = Input("pixel_values", ("batch", 3, height, width))
    return (
        encoder_graph("encoder", model, encode, decode, inputs=[pixels], shape=shape),
        decoder_graph(model, decode, shape),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    model, shape = checkpoint.model, _shape(checkpoint)
    rules, text = model.generation_config, model.config.decoder
    start = _first(rules.decoder_start_token_id, model.config.decoder_start_token_id, text.bos_token_id)
    stop = _first(rules.eos_token_id, getattr(model.config, "eos_token_id", None), text.eos_token_id)
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(start=(start,), stop=tuple(stop) if isinstance(stop, list) else (stop,), pad=rules.pad_token_id),
        decoder=shape.decoding(rules, context=text.max_position_embeddings, new=30, cross=CROSS),
        options=dict(getattr(model.config, "options", {})),
    )


def _first(*values: Any) -> Any:
    for value in values:
        if value is not None:
            return value
    raise RecipeError("The checkpoint does not say which token starts or stops a text.")


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    words = checkpoint.tokeniser(case.text, add_special_tokens=False).input_ids if case.text else []
    ids = torch.tensor([[checkpoint.model.generation_config.decoder_start_token_id, *words]])
    pixels = checkpoint.image_processor(images=case.image, return_tensors="pt").pixel_values
    return generated(checkpoint.model, {"pixel_values": pixels, "decoder_input_ids": ids}, case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    loaded = load(VisionEncoderDecoderModel, path, how, tokeniser=AutoTokenizer)
    pictures = AutoImageProcessor.from_pretrained(str(path), local_files_only=True, backend="pil")
    return Checkpoint(path, loaded.model, None, loaded.tokeniser, pictures)


def _tiny(path: Path) -> None:
    _write_tiny(path, ViTConfig(**tiny.VISION))


def _tiny_screens(path: Path) -> None:
    lite = EfficientNetLiteConfig(
        image_size=tiny.SIDE, width=8, hidden_size=32, num_hidden_layers=2, num_attention_heads=4
    )
    _write_tiny(path, lite, spread=1.5)


def _write_tiny(path: Path, encoder: Any, *, spread: float = 3.0) -> None:
    tokeniser = tiny.byte_pairs()
    end = tokeniser.eos_token_id
    text = GPT2Config(
        vocab_size=len(tokeniser),
        n_embd=32,
        n_layer=2,
        n_head=4,
        n_positions=64,
        bos_token_id=end,
        eos_token_id=end,
        add_cross_attention=True,
        is_decoder=True,
    )
    config = VisionEncoderDecoderConfig.from_encoder_decoder_configs(encoder, text)
    config.decoder_start_token_id = config.pad_token_id = config.eos_token_id = end
    model = tiny.randomise(VisionEncoderDecoderModel(config=config), spread=spread)
    for name in ("decoder_start_token_id", "pad_token_id", "eos_token_id"):
        setattr(model.generation_config, name, end)
    model.generation_config.no_repeat_ngram_size = 3
    pictures = ViTImageProcessorPil(size={"height": tiny.SIDE, "width": tiny.SIDE})
    tiny.save(path, model, tokeniser, pictures)


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.captions(count, "there is a")


def _recipe(task: Task, write: Callable[[Path], None]) -> Recipe:
    return Recipe(
        "vision_encoder_decoder",
        task,
        ("VisionEncoderDecoderModel",),
        tiny=write,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    )


RECIPES = (_recipe("caption", _tiny), _recipe("screen", _tiny_screens))
