"""Moonshine (https://arxiv.org/abs/2410.15608), tiny and base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from transformers import (
    AutoTokenizer,
    MoonshineConfig,
    MoonshineForConditionalGeneration,
    Wav2Vec2FeatureExtractor,
)

from export import tiny
from export.encoder_decoder import CROSS, DecoderShape
from export.generation import stops_of
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from export.speech import sounds, speech_graphs, spoken
from models.inputs.audio import RATE
from models.manifest import Tokens
from models.proof import Case, Proof


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    config = checkpoint.model.config
    return DecoderShape(
        layers=config.decoder_num_hidden_layers,
        heads=config.decoder_num_key_value_heads,
        head_dim=config.hidden_size // config.decoder_num_attention_heads,
        width=config.hidden_size,
        vocabulary=config.vocab_size,
    )


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    samples = Input("input_values", ("batch", "samples"))
    encoder, decoder = speech_graphs(checkpoint.model, samples, _shape(checkpoint))
    others = ({"samples": 4_100}, {"samples": 16_001})
    return replace(encoder, trace_sizes={"samples": 9_000}, check_sizes=others), decoder


def _describe(checkpoint: Checkpoint) -> Description:
    config, shape, rules = checkpoint.model.config, _shape(checkpoint), checkpoint.model.generation_config
    return Description(
        tokens=Tokens(start=(_start(checkpoint),), stop=stops_of(rules), pad=rules.pad_token_id),
        decoder=shape.decoding(
            rules, context=config.max_position_embeddings, new=config.max_position_embeddings, cross=CROSS
        ),
        languages=("en",),
    )


def _start(checkpoint: Checkpoint) -> int:
    rules = checkpoint.model.generation_config
    return int(rules.decoder_start_token_id or checkpoint.model.config.decoder_start_token_id)


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    values = checkpoint.processor(case.samples, sampling_rate=RATE, return_tensors="pt").input_values
    return spoken(checkpoint, {"input_values": values}, [_start(checkpoint)], case)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    loaded = load(MoonshineForConditionalGeneration, path, how, tokeniser=AutoTokenizer)
    sound = Wav2Vec2FeatureExtractor.from_pretrained(str(path), local_files_only=True)
    return Checkpoint(path, loaded.model, sound, loaded.tokeniser)


def _tiny(path: Path) -> None:
    tokeniser = tiny.byte_pairs("<s>", "</s>")
    start, end = tokeniser.convert_tokens_to_ids("<s>"), tokeniser.convert_tokens_to_ids("</s>")
    config = MoonshineConfig(
        vocab_size=len(tokeniser),
        hidden_size=32,
        intermediate_size=64,
        encoder_num_hidden_layers=2,
        decoder_num_hidden_layers=2,
        encoder_num_attention_heads=4,
        decoder_num_attention_heads=4,
        pad_head_dim_to_multiple_of=16,
        max_position_embeddings=128,
        bos_token_id=start,
        eos_token_id=end,
        pad_token_id=end,
        decoder_start_token_id=start,
    )
    model = tiny.randomise(MoonshineForConditionalGeneration(config), spread=3.0)
    rules = model.generation_config
    rules.decoder_start_token_id, rules.eos_token_id, rules.pad_token_id = start, end, end
    extractor = Wav2Vec2FeatureExtractor(do_normalize=False, return_attention_mask=False)
    tiny.save(path, model, tokeniser, extractor)


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return sounds(count)


RECIPES = (
    Recipe(
        "moonshine",
        "transcribe",
        ("MoonshineForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
)
