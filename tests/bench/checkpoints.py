"""Checkpoints as large as published ones, with random weights: what the bench of models measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.proof import Case
from tests.bench import smolvlm_256m, whisper_base

_BLIP_TEXT = {
    "vocab_size": 30524,
    "bos_token_id": 30522,
    "eos_token_id": 2,
    "sep_token_id": 102,
    "pad_token_id": 0,
    "encoder_hidden_size": 768,
    "max_position_embeddings": 512,
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`case(count)`: one input, to be answered with so many tokens. `encode(checkpoint, case)`: what PyTorch's encoder
    makes of it. `asks`: whether a second question about the same picture can be put."""

    architecture: str
    task: str
    make: Callable[[Path], None]
    case: Callable[[int], Case]
    encode: Callable[[Any, Case], Any]
    asks: bool = True


def _picture(text: str = "") -> Callable[[int], Case]:
    pixels = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    return lambda count: Case(image=pixels, text=text, new_tokens=count)


def _sound(count: int) -> Case:
    noise = np.random.default_rng(0).standard_normal(480_000, np.float32) * np.float32(0.1)
    return Case(samples=noise, text="en", new_tokens=count)


def _make_blip(architecture: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        import torch
        import transformers as hub

        from export import tiny

        torch.manual_seed(0)
        config = hub.BlipConfig(text_config=dict(_BLIP_TEXT), vision_config={"image_size": 384})
        processor = hub.BlipProcessor(hub.BlipImageProcessorPil(), tiny.wordpiece("[DEC]", "[ENC]"))
        path.mkdir()
        tiny.save(path, getattr(hub, architecture)(config), processor)

    return make


def _make_vit_gpt2(path: Path) -> None:
    import torch
    import transformers as hub

    from export import tiny

    torch.manual_seed(0)
    config = hub.VisionEncoderDecoderConfig.from_encoder_decoder_configs(
        hub.ViTConfig(), hub.GPT2Config(add_cross_attention=True, is_decoder=True)
    )
    config.decoder_start_token_id = config.pad_token_id = config.eos_token_id = 50256
    model = hub.VisionEncoderDecoderModel(config=config)
    for rule in ("decoder_start_token_id", "pad_token_id", "eos_token_id"):
        setattr(model.generation_config, rule, 50256)
    path.mkdir()
    tiny.save(path, model, tiny.byte_pairs(), hub.ViTImageProcessorPil())


def _pixels(checkpoint: Any, case: Case) -> Any:
    return checkpoint.image_processor(images=case.image, return_tensors="pt").pixel_values


def _encode_blip(checkpoint: Any, case: Case) -> Any:
    return checkpoint.model.vision_model(pixel_values=_pixels(checkpoint, case))


def _encode_vit(checkpoint: Any, case: Case) -> Any:
    return checkpoint.model.encoder(pixel_values=_pixels(checkpoint, case))


def _encode_tiles(checkpoint: Any, case: Case) -> Any:
    from export.tiled_chat import reference_inputs

    made = reference_inputs(checkpoint, case)
    return checkpoint.model.model.get_image_features(made.pixel_values, made.pixel_attention_mask)


def _encode_sound(checkpoint: Any, case: Case) -> Any:
    extractor = checkpoint.processor.feature_extractor
    made = extractor(case.samples, sampling_rate=16_000, return_tensors="pt")
    return checkpoint.model.model.encoder(made.input_features)


KINDS: Mapping[str, Kind] = {
    "blip-base": Kind(
        architecture="BlipForConditionalGeneration",
        task="caption",
        make=_make_blip("BlipForConditionalGeneration"),
        case=_picture(),
        encode=_encode_blip,
    ),
    "blip-vqa-base": Kind(
        architecture="BlipForQuestionAnswering",
        task="answer",
        make=_make_blip("BlipForQuestionAnswering"),
        case=_picture("what is on the picture?"),
        encode=_encode_blip,
    ),
    "vit-gpt2": Kind(
        architecture="VisionEncoderDecoderModel",
        task="caption",
        make=_make_vit_gpt2,
        case=_picture(),
        encode=_encode_vit,
    ),
    "smolvlm-256m": Kind(
        architecture="Idefics3ForConditionalGeneration",
        task="answer",
        make=smolvlm_256m.make,
        case=_picture("what is on the picture?"),
        encode=_encode_tiles,
    ),
    "whisper-base": Kind(
        architecture="WhisperForConditionalGeneration",
        task="transcribe",
        make=whisper_base.make,
        case=_sound,
        encode=_encode_sound,
        asks=False,
    ),
}
