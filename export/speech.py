"""What the recipes of speech models share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from transformers.generation import GenerationMixin

from export.encoder_decoder import DecoderShape, decoder_graph, encoder_graph
from export.generation import generated
from export.recipe import Checkpoint, Graph, Input
from models.inputs.audio import RATE
from models.proof import Case, Proof

_SECONDS = (0.4, 1.0, 0.7, 1.6, 2.3, 0.9)


class _Plain:
    """A model whose `generate` is transformers' general one: Whisper's own cuts, repeats and strips what it makes."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.model = model
        self.generation_config = model.generation_config

    def generate(self, **inputs: object) -> object:
        """See transformers."""
        return GenerationMixin.generate(self.model, **inputs)


def speech_graphs(model: Any, encoder: Input, shape: DecoderShape) -> tuple[Graph, Graph]:
    """`encoder` (the input of that graph -> keys and values) and `decoder`."""

    def encode(heard: torch.Tensor) -> Any:
        return model.model.encoder(heard).last_hidden_state

    def decode(ids: Any, positions: Any, mask: Any, hidden: Any, cache: Any) -> Any:
        out = model.model.decoder(
            input_ids=ids,
            attention_mask=mask,
            position_ids=positions,
            encoder_hidden_states=hidden,
            cache=cache,
            use_cache=True,
        ).last_hidden_state
        return model.proj_out(out[:, -1:])

    return (
        encoder_graph("encoder", model, encode, decode, inputs=[encoder], shape=shape),
        decoder_graph(model, decode, shape),
    )


def spoken(checkpoint: Checkpoint, inputs: dict[str, torch.Tensor], prompt: Sequence[int], case: Case) -> Proof:
    """What PyTorch writes after `prompt`, with the rules of the checkpoint's generation config."""
    ids = torch.tensor([list(prompt)])
    return generated(_Plain(checkpoint.model), {**inputs, "decoder_input_ids": ids}, case)


def sounds(count: int) -> list[Case]:
    """Gliding tones, noise and silence of several lengths, always the same ones."""
    found = []
    for number in range(count):
        random = np.random.default_rng(number)
        length = int(_SECONDS[number % len(_SECONDS)] * RATE)
        time = np.arange(length) / RATE
        glide = np.sin(2 * np.pi * (150 + 400 * random.random() * time) * time) * (0.5 + 0.5 * np.sin(9 * time))
        noise = random.standard_normal(length) * (0.02, 0.3)[number % 2]
        sound = (0.6 * glide + noise) * (number % 5 != 4)
        found.append(Case(samples=np.clip(sound, -1, 1).astype(np.float32)))
    return found
