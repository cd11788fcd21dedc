"""SmolVLM2 (https://arxiv.org/abs/2504.05299), for pictures.

Its own processor asks for torchvision, which its video part needs; that of Idefics3 writes the same for pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transformers import (
    AutoTokenizer,
    Idefics3Processor,
    SmolVLMConfig,
    SmolVLMForConditionalGeneration,
    SmolVLMImageProcessorPil,
)

from export import tiled_chat, tiny_chat
from export.chat import with_template
from export.loading import load
from export.recipe import Checkpoint, Recipe


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    loaded = load(SmolVLMForConditionalGeneration, path, how, tokeniser=AutoTokenizer)
    pictures = SmolVLMImageProcessorPil.from_pretrained(str(path), local_files_only=True)
    config = loaded.model.config
    places = (config.vision_config.image_size // config.vision_config.patch_size) ** 2 // config.scale_factor**2
    template = with_template(loaded.tokeniser, path).chat_template
    processor = Idefics3Processor(pictures, loaded.tokeniser, image_seq_len=places, chat_template=template)
    return Checkpoint(path, loaded.model, processor, loaded.tokeniser, pictures)


def _tiny(path: Path) -> None:
    tiny_chat.write(path, SmolVLMForConditionalGeneration, SmolVLMConfig, SmolVLMImageProcessorPil)


RECIPES = (
    Recipe(
        "smolvlm",
        "caption",
        ("SmolVLMForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=tiled_chat.graphs,
        describe=tiled_chat.describe,
        reference=tiled_chat.reference,
        cases=tiled_chat.questions,
        also=("answer",),
    ),
)
