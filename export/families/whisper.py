"""Whisper (https://arxiv.org/abs/2212.04356), multilingual and English-only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperProcessor

from export import tiny
from export.encoder_decoder import CROSS, DecoderShape
from export.generation import stops_of
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from export.speech import sounds, speech_graphs, spoken
from models.inputs.audio import RATE
from models.manifest import Tokens
from models.proof import Case, Proof

_LANGUAGES = ("<|en|>", "<|de|>", "<|es|>")  # of the tiny model
SPECIAL = (
    "<|startoftranscript|>",
    *_LANGUAGES,
    "<|translate|>",
    "<|transcribe|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    config = checkpoint.model.config
    return DecoderShape(
        layers=config.decoder_layers,
        heads=config.decoder_attention_heads,
        head_dim=config.d_model // config.decoder_attention_heads,
        width=config.d_model,
        vocabulary=config.vocab_size,
    )


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    config = checkpoint.model.config
    features = Input("input_features", ("batch", config.num_mel_bins, 2 * config.max_source_positions))
    return speech_graphs(checkpoint.model, features, _shape(checkpoint))


def _languages(checkpoint: Checkpoint) -> dict[str, int]:
    named: Mapping[str, int] = getattr(checkpoint.model.generation_config, "lang_to_id", None) or {}
    return {token.strip("<|>"): number for token, number in named.items()}


def _rest(checkpoint: Checkpoint) -> tuple[int, ...]:
    rules = checkpoint.model.generation_config
    done = getattr(rules, "task_to_id", None) if _languages(checkpoint) else None
    return (*((done["transcribe"],) if done else ()), rules.no_timestamps_token_id)


def _no_speech(checkpoint: Checkpoint) -> int | None:
    """Older checkpoints call the token of silence nocaptions."""
    known = checkpoint.tokeniser.get_vocab()
    found: int | None = known.get("<|nospeech|>", known.get("<|nocaptions|>"))
    return found


def _describe(checkpoint: Checkpoint) -> Description:
    config, shape, rules = checkpoint.model.config, _shape(checkpoint), checkpoint.model.generation_config
    extractor = checkpoint.processor.feature_extractor
    return Description(
        tokens=Tokens(
            start=(rules.decoder_start_token_id,),
            stop=stops_of(rules),
            pad=rules.pad_token_id,
            suppress=tuple(rules.suppress_tokens or ()),
            suppress_first=tuple(rules.begin_suppress_tokens or ()),
        ),
        decoder=shape.decoding(
            rules, context=config.max_target_positions, new=config.max_target_positions, cross=CROSS
        ),
        languages=tuple(_languages(checkpoint)) or ("en",),
        options={
            "bands": config.num_mel_bins,
            "seconds": extractor.chunk_length,
            "rest": _rest(checkpoint),
            "languages": _languages(checkpoint),
            "no_speech": _no_speech(checkpoint),
        },
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    features = checkpoint.processor.feature_extractor(
        case.samples, sampling_rate=RATE, return_tensors="pt"
    ).input_features
    prompt = [checkpoint.model.generation_config.decoder_start_token_id]
    if _languages(checkpoint):
        prompt.append(_languages(checkpoint)[case.text] if case.text else _detected(checkpoint, features))
    return spoken(checkpoint, {"input_features": features}, [*prompt, *_rest(checkpoint)], case)


def _detected(checkpoint: Checkpoint, features: torch.Tensor) -> int:
    with torch.no_grad():
        return int(checkpoint.model.detect_language(input_features=features)[0])


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(WhisperForConditionalGeneration, path, how, processor=WhisperProcessor)


def _tiny(path: Path) -> None:
    tokeniser = tiny.whisper(*SPECIAL)
    end = tokeniser.eos_token_id
    config = WhisperConfig(
        vocab_size=len(tokeniser),
        d_model=32,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        num_mel_bins=16,
        max_source_positions=100,
        max_target_positions=64,
        decoder_start_token_id=tokeniser.convert_tokens_to_ids(SPECIAL[0]),
        bos_token_id=end,
        eos_token_id=end,
        pad_token_id=end,
    )
    model = tiny.randomise(WhisperForConditionalGeneration(config), spread=3.0)
    set_rules(model.generation_config, tokeniser)
    tiny.save(path, model, WhisperProcessor(WhisperFeatureExtractor(feature_size=16, chunk_length=2), tokeniser))


def set_rules(rules: Any, tokeniser: Any) -> None:
    """The generation config of a checkpoint that is made for a test, with the tokens of SPECIAL."""
    at = tokeniser.convert_tokens_to_ids
    end = tokeniser.eos_token_id
    rules._from_model_config = False  # else what no other model has is not read again
    rules.decoder_start_token_id, rules.eos_token_id, rules.pad_token_id = at(SPECIAL[0]), end, end
    rules.lang_to_id = {token: at(token) for token in _LANGUAGES}
    rules.task_to_id = {"translate": at("<|translate|>"), "transcribe": at("<|transcribe|>")}
    rules.no_timestamps_token_id = at("<|notimestamps|>")
    rules.suppress_tokens = [*(at(each) for each in SPECIAL), 3, 4, 5]
    rules.begin_suppress_tokens = [at("Ġ"), end]


def _cases(checkpoint: Checkpoint, count: int) -> Sequence[Case]:
    """Every other one names its language, where there are several."""
    languages = list(_languages(checkpoint))
    return [
        replace(case, text=languages[at % len(languages)] if languages and at % 2 else "")
        for at, case in enumerate(sounds(count))
    ]


RECIPES = (
    Recipe(
        "whisper",
        "transcribe",
        ("WhisperForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
)
