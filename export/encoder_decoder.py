"""The two graphs of encoder-decoders: the encoder gives the decoder's cross-attention keys and values at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers.cache_utils import DynamicCache, EncoderDecoderCache

from export.caches import causal, crossed, flat
from export.generation import rules_of
from export.recipe import Dim, Graph, Input
from models.manifest import Decoding

CROSS = "cross.{layer}.{part}"
PAST, PRESENT = "past.{layer}.{part}", "present.{layer}.{part}"

Decode = Callable[[torch.Tensor, torch.Tensor, Any, torch.Tensor, Any], torch.Tensor]
"""(ids, positions, additive mask or None, encoder's hidden states, cache) -> logits (batch, 1, words)."""


@dataclass(frozen=True, kw_only=True)
class DecoderShape:
    """`width`: of the encoder's hidden states that the decoder attends to."""

    layers: int
    heads: int
    head_dim: int
    width: int
    vocabulary: int

    @classmethod
    def of(cls, text: Any) -> DecoderShape:
        """Of a language model's config, whose keys and values may have fewer heads than its queries."""
        return cls(
            layers=text.num_hidden_layers,
            heads=text.num_key_value_heads,
            head_dim=getattr(text, "head_dim", None) or text.hidden_size // text.num_attention_heads,
            width=text.hidden_size,
            vocabulary=text.vocab_size,
        )

    def decoding(self, rules: Any, *, context: int, new: int, **more: Any) -> Decoding:
        """The manifest's part. `rules`: the generation config; `context`: places there are; `new`: tokens at most."""
        return Decoding(
            layers=self.layers,
            heads=self.heads,
            head_dim=self.head_dim,
            context=context,
            max_new_tokens=new,
            **rules_of(rules),
            cache_in=PAST,
            cache_out=PRESENT,
            **more,
        )

    def names(self, pattern: str) -> list[str]:
        """Names of the cache's tensors."""
        return [pattern.format(layer=at, part=part) for at in range(self.layers) for part in ("key", "value")]

    def inputs(self, pattern: str, axis: Dim) -> tuple[Input, ...]:
        """The cache's tensors as inputs with that axis open."""
        return tuple(Input(name, ("batch", self.heads, axis, self.head_dim)) for name in self.names(pattern))

    def outputs(self, pattern: str, axis: Dim) -> dict[str, tuple[Dim, ...]]:
        """The cache's tensors as outputs."""
        return dict.fromkeys(self.names(pattern), ("batch", self.heads, axis, self.head_dim))


class CrossKeys(torch.nn.Module):
    """Inputs -> keys and values of every layer's cross-attention.

    Runs the decoder on one token that does not matter and returns only what it cached of the encoder; the exporter
    drops the rest.
    """

    def __init__(self, model: torch.nn.Module, encode: Callable[..., torch.Tensor], decode: Decode) -> None:
        super().__init__()
        self.model = model
        self._encode = encode
        self._decode = decode

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """See the class."""
        hidden = self._encode(*inputs)
        cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
        ids = torch.zeros((hidden.shape[0], 1), dtype=torch.long)
        self._decode(ids, torch.zeros_like(ids), None, hidden, cache)
        return flat(cache.cross_attention_cache)


class CachedDecoder(torch.nn.Module):
    """Ids, past, cross keys and values -> logits of the last place, present."""

    def __init__(self, model: torch.nn.Module, decode: Decode, shape: DecoderShape) -> None:
        super().__init__()
        self.model = model
        self._decode = decode
        self._shape = shape

    def forward(self, ids: torch.Tensor, *caches: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """See the class."""
        own, cross = caches[: 2 * self._shape.layers], caches[2 * self._shape.layers :]
        cache = crossed(own, cross)
        past, length = own[0].shape[2], ids.shape[1]
        positions = (torch.arange(length) + past)[None].expand(ids.shape[0], length)
        hidden = torch.zeros((ids.shape[0], cross[0].shape[2], self._shape.width))  # only its size counts
        logits = self._decode(ids, positions, causal(length, past), hidden, cache)
        return (logits, *flat(cache.self_attention_cache))


def encoder_graph(
    role: str,
    model: torch.nn.Module,
    encode: Callable[..., torch.Tensor],
    decode: Decode,
    *,
    inputs: Sequence[Input],
    shape: DecoderShape,
) -> Graph:
    """The graph from `inputs` to the cross-attention keys and values."""
    return Graph(role, CrossKeys(model, encode, decode), tuple(inputs), shape.outputs(CROSS, "places"))


def decoder_graph(model: torch.nn.Module, decode: Decode, shape: DecoderShape) -> Graph:
    """The graph that takes the prompt at first and then token by token."""
    inputs = (
        Input("input_ids", ("batch", "length"), "ids", below=shape.vocabulary),
        *shape.inputs(PAST, "past"),
        *shape.inputs(CROSS, "places"),
    )
    outputs = {"logits": ("batch", 1, shape.vocabulary), **shape.outputs(PRESENT, "total")}
    return Graph("decoder", CachedDecoder(model, decode, shape), inputs, outputs)
