"""Idefics3 (https://arxiv.org/abs/2408.12637), as SmolVLM-256M and SmolVLM-500M are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transformers import (
    Idefics3Config,
    Idefics3ForConditionalGeneration,
    Idefics3ImageProcessorPil,
    Idefics3Processor,
)

from export import tiled_chat, tiny_chat
from export.loading import load
from export.recipe import Checkpoint, Recipe


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(Idefics3ForConditionalGeneration, path, how, processor=Idefics3Processor)


def _tiny(path: Path) -> None:
    tiny_chat.write(path, Idefics3ForConditionalGeneration, Idefics3Config, Idefics3ImageProcessorPil)


RECIPES = (
    Recipe(
        "idefics3",
        "caption",
        ("Idefics3ForConditionalGeneration",),
        tiny=_tiny,
        load=_load,
        graphs=tiled_chat.graphs,
        describe=tiled_chat.describe,
        reference=tiled_chat.reference,
        cases=tiled_chat.questions,
        also=("answer",),
    ),
)
