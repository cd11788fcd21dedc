"""A checkpoint as large as Whisper-base with random weights: 74 million numbers."""

from __future__ import annotations

from pathlib import Path


def make(path: Path) -> None:
    """Write it to `path`, which must not exist: 300 MB."""
    import torch
    from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperProcessor

    from export import tiny
    from export.families.whisper import SPECIAL, set_rules

    torch.manual_seed(0)
    tokeniser = tiny.whisper(*SPECIAL)
    end = tokeniser.eos_token_id
    config = WhisperConfig(
        d_model=512,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        decoder_start_token_id=tokeniser.convert_tokens_to_ids("<|startoftranscript|>"),
        bos_token_id=end,
        eos_token_id=end,
        pad_token_id=end,
    )
    model = WhisperForConditionalGeneration(config)
    set_rules(model.generation_config, tokeniser)
    path.mkdir()
    tiny.save(path, model, WhisperProcessor(WhisperFeatureExtractor(), tokeniser))
