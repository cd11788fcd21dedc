"""A checkpoint as large as SmolVLM-256M-Instruct with random weights: 256 million numbers, tiles of 512 pixels."""

from __future__ import annotations

from pathlib import Path


def make(path: Path) -> None:
    """Write it to `path`, which must not exist: 1 GB, half a minute."""
    import torch
    from transformers import Idefics3Config, Idefics3ForConditionalGeneration, Idefics3ImageProcessorPil

    from export import tiny, tiny_chat

    torch.manual_seed(0)
    tokeniser = tiny.byte_pairs(*tiny_chat.SPECIAL)
    special = tiny_chat.ids(tokeniser)
    config = Idefics3Config(
        text_config={
            "model_type": "llama",
            "vocab_size": 49280,
            "hidden_size": 576,
            "intermediate_size": 1536,
            "num_hidden_layers": 30,
            "num_attention_heads": 9,
            "num_key_value_heads": 3,
            "max_position_embeddings": 8192,
            "rope_parameters": {"rope_type": "default", "rope_theta": 100000.0},
            **special,
        },
        vision_config={
            "hidden_size": 768,
            "intermediate_size": 3072,
            "num_hidden_layers": 12,
            "num_attention_heads": 12,
            "image_size": 512,
            "patch_size": 16,
        },
        image_token_id=tokeniser.convert_tokens_to_ids("<image>"),
        scale_factor=4,
    )
    model = Idefics3ForConditionalGeneration(config)
    model.generation_config.eos_token_id = special["eos_token_id"]
    model.generation_config.pad_token_id = special["pad_token_id"]
    path.mkdir()
    tiny.save(path, model, tiny_chat.processor(Idefics3ImageProcessorPil, tokeniser, side=512, places=64))
