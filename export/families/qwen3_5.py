"""Qwen3.5 (https://huggingface.co/collections/Qwen/qwen35), for still pictures.

Most of its layers have no cache that grows but a state of one size (gated delta rule, https://arxiv.org/abs/2412.06464),
and the inputs of a short convolution. A run goes through at most 64 places, so that the rule is a few products of
matrices and no loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from transformers import Qwen3_5Config, Qwen3_5ForConditionalGeneration
from transformers.models.qwen3_5.modeling_qwen3_5 import (
    Qwen3_5GatedDeltaNet,
    Qwen3_5VisionAttention,
    apply_rotary_pos_emb_vision,
)

from export import grid_chat
from export.caches import causal
from export.encoder_decoder import PAST, PRESENT, DecoderShape
from export.language_model import embed_graph, language_graph
from export.recipe import Checkpoint, Description, Dim, Graph, Input, Recipe
from models.manifest import State

_AT_ONCE = 64
_DOUBLINGS = 6  # 2 ** 6 = 64: a matrix of so many rows with nothing on and above its diagonal is 0 to that power


def _layers(checkpoint: Checkpoint, kind: str) -> list[int]:
    return [at for at, each in enumerate(checkpoint.model.config.text_config.layer_types) if each == kind]


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config.text_config
    return DecoderShape(
        layers=len(_layers(checkpoint, "full_attention")),
        heads=text.num_key_value_heads,
        head_dim=text.head_dim,
        width=text.hidden_size,
        vocabulary=text.vocab_size,
    )


def _states(checkpoint: Checkpoint) -> tuple[State, ...]:
    text = checkpoint.model.config.text_config
    keys = text.linear_key_head_dim * text.linear_num_key_heads
    values = text.linear_value_head_dim * text.linear_num_value_heads
    short = (2 * keys + values, text.linear_conv_kernel_dim - 1)
    long = (text.linear_num_value_heads, text.linear_key_head_dim, text.linear_value_head_dim)
    found = []
    for at in range(len(_layers(checkpoint, "linear_attention"))):
        found.append(State(before=f"conv.{at}.in", after=f"conv.{at}.out", shape=short))
        found.append(State(before=f"rule.{at}.in", after=f"rule.{at}.out", shape=long))
    return tuple(found)


@dataclass
class _Mixed:
    """A cache of both kinds, by layer."""

    keys: dict[int, tuple[torch.Tensor, torch.Tensor]]
    states: dict[int, tuple[torch.Tensor, torch.Tensor]]
    after: dict[int, tuple[torch.Tensor, torch.Tensor]] = field(default_factory=dict)

    def update(self, key: torch.Tensor, value: torch.Tensor, layer: int, **_: Any) -> tuple[torch.Tensor, torch.Tensor]:
        """As transformers' caches have it."""
        before = self.keys[layer]
        self.keys[layer] = (torch.cat([before[0], key], 2), torch.cat([before[1], value], 2))
        return self.keys[layer]

    def get_seq_length(self, *_: Any) -> int:
        """As transformers' caches have it."""
        return int(next(iter(self.keys.values()))[0].shape[2])


def _ruled(self: Any, hidden_states: torch.Tensor, cache: Any = None, **_: Any) -> torch.Tensor:
    """The forward of a layer without a growing cache, for at most 64 places."""
    batch, length, _ = hidden_states.shape
    short, long = cache.states[self.layer_idx]
    mixed = torch.cat([short, self.in_proj_qkv(hidden_states).transpose(1, 2)], 2)
    rolled = functional.silu(functional.conv1d(mixed, self.conv1d.weight, groups=self.conv_dim)).transpose(1, 2)
    query, key, value = torch.split(rolled, [self.key_dim, self.key_dim, self.value_dim], dim=-1)
    each = self.num_v_heads // self.num_k_heads
    query, key = (
        part.reshape(batch, length, -1, self.head_k_dim).repeat_interleave(each, dim=2).transpose(1, 2)
        for part in (query, key)
    )
    value = value.reshape(batch, length, -1, self.head_v_dim).transpose(1, 2)
    beta = self.in_proj_b(hidden_states).sigmoid().transpose(1, 2)[..., None]
    decay = -self.A_log.exp() * functional.softplus(self.in_proj_a(hidden_states) + self.dt_bias)
    said, long = _rule(_unit(query) * self.head_k_dim**-0.5, _unit(key), value, decay.transpose(1, 2), beta, long)
    cache.after[self.layer_idx] = (mixed[:, :, -(self.conv_kernel_size - 1) :], long)
    gate = self.in_proj_z(hidden_states).reshape(-1, self.head_v_dim)
    normal = self.norm(said.transpose(1, 2).reshape(-1, self.head_v_dim), gate)
    projected: torch.Tensor = self.out_proj(normal.reshape(batch, length, -1))
    return projected


def _unit(x: torch.Tensor) -> torch.Tensor:
    return x * torch.rsqrt((x * x).sum(dim=-1, keepdim=True) + 1e-6)


def _rule(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    decay: torch.Tensor,
    beta: torch.Tensor,
    state: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """What the places read, and the state after them: transformers' rule for one chunk, of whatever length."""
    length = query.shape[2]
    at = torch.arange(length)
    summed = decay.cumsum(dim=2)
    between = torch.where(
        at[:, None] >= at, summed[..., :, None] - summed[..., None, :], torch.tensor(float("-inf"))
    ).exp()
    written = key * beta
    lower = torch.where(at[:, None] > at, (written @ key.transpose(-1, -2)) * between, torch.zeros(()))
    solved = torch.eye(length) - lower  # the inverse of 1 + lower, as the product of 1 + (-lower) ** 2 ** n
    power = lower
    for _ in range(_DOUBLINGS - 1):
        power = power @ power
        solved = solved + solved @ power
    fading = summed.exp()[..., None]
    new = solved @ (value * beta) - (solved @ (written * fading)) @ state
    read = (query * fading) @ state + ((query @ key.transpose(-1, -2)) * between) @ new
    left = (summed[..., -1:] - summed).exp()[..., None]
    return read, state * summed[..., -1].exp()[..., None, None] + (key * left).transpose(-1, -2) @ new


@contextmanager
def _one_chunk() -> Iterator[None]:
    before, Qwen3_5GatedDeltaNet.forward = Qwen3_5GatedDeltaNet.forward, _ruled
    try:
        yield
    finally:
        Qwen3_5GatedDeltaNet.forward = before


class _Language(torch.nn.Module):
    """Embeddings, positions, states, past -> logits of the last place, present, states."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__()
        self.model = checkpoint.model
        self._full = _layers(checkpoint, "full_attention")
        self._linear = _layers(checkpoint, "linear_attention")

    def forward(self, embeddings: torch.Tensor, positions: torch.Tensor, *rest: torch.Tensor) -> Any:
        """See the class."""
        states, past = rest[: 2 * len(self._linear)], rest[2 * len(self._linear) :]
        cache = _Mixed(
            {layer: (past[2 * at], past[2 * at + 1]) for at, layer in enumerate(self._full)},
            {layer: (states[2 * at], states[2 * at + 1]) for at, layer in enumerate(self._linear)},
        )
        mask = causal(embeddings.shape[1], past[0].shape[2])
        with _one_chunk():
            hidden = self.model.model.language_model(
                inputs_embeds=embeddings,
                position_ids=positions,
                attention_mask={"full_attention": mask, "linear_attention": None},
                cache=cache,
                use_cache=True,
            ).last_hidden_state
        present = [tensor for layer in self._full for tensor in cache.keys[layer]]
        after = [tensor for layer in self._linear for tensor in cache.after[layer]]
        return (self.model.lm_head(hidden[:, -1:]), *present, *after)


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, shape, states = checkpoint.model, _shape(checkpoint), _states(checkpoint)
    plain = language_graph(model, lambda *_: torch.zeros(()), shape, positions=3)  # for its inputs
    inputs = (
        *plain.inputs[:2],
        *(Input(state.before, ("batch", *state.shape)) for state in states),
        *shape.inputs(PAST, "past"),
    )
    outputs: dict[str, tuple[Dim, ...]] = {
        "logits": ("batch", 1, shape.vocabulary),
        **shape.outputs(PRESENT, "total"),
        **{state.after: ("batch", *state.shape) for state in states},
    }
    return (
        grid_chat.seeing(checkpoint),
        embed_graph(model, model.model.language_model.get_input_embeddings(), shape),
        Graph("language", _Language(checkpoint), inputs, outputs),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    return grid_chat.describe(checkpoint, _shape(checkpoint), states=_states(checkpoint), most_at_once=_AT_ONCE)


def _tiny(path: Path) -> None:
    text = {
        "num_hidden_layers": 4,
        "head_dim": 16,
        "linear_key_head_dim": 8,
        "linear_value_head_dim": 8,
        "linear_num_key_heads": 2,
        "linear_num_value_heads": 4,
        "layer_types": ["linear_attention", "full_attention"] * 2,
        "rope_parameters": {
            "rope_type": "default",
            "rope_theta": 10000.0,
            "mrope_section": [1, 1, 0],
            "partial_rotary_factor": 0.25,
        },
    }
    # wider weights make of a state's last digits another word some hundred places later, in PyTorch as here
    kind, config = Qwen3_5ForConditionalGeneration, Qwen3_5Config
    grid_chat.write_tiny(path, kind, config, text, grid_chat.VISION, spread=1.5)


RECIPES = (
    Recipe(
        "qwen3_5",
        "caption",
        ("Qwen3_5ForConditionalGeneration",),
        tiny=_tiny,
        load=grid_chat.loading(Qwen3_5ForConditionalGeneration),
        graphs=_graphs,
        describe=_describe,
        reference=grid_chat.reference,
        cases=grid_chat.questions,
        patched=grid_chat.one_picture(Qwen3_5VisionAttention, apply_rotary_pos_emb_vision),
        also=("answer",),
    ),
)
