"""transformers' KV caches as flat tensors, and the masks that go with them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers.cache_utils import DynamicCache, EncoderDecoderCache

LOWEST = torch.finfo(torch.float32).min


def cache_of(flat: Sequence[torch.Tensor]) -> DynamicCache:
    """A cache that holds key, value, key, value ..., layer by layer."""
    return DynamicCache(ddp_cache_data=[(flat[at], flat[at + 1]) for at in range(0, len(flat), 2)])


def flat(cache: DynamicCache) -> tuple[torch.Tensor, ...]:
    """Key, value, key, value ... of a cache."""
    return tuple(tensor for layer in cache.layers for tensor in (layer.keys, layer.values))


def crossed(past: Sequence[torch.Tensor], cross: Sequence[torch.Tensor]) -> EncoderDecoderCache:
    """The cache of a decoder whose cross-attention keys and values are known already."""
    cache = EncoderDecoderCache(cache_of(past) if past else DynamicCache(), cache_of(cross))
    for layer in range(len(cross) // 2):
        cache.is_updated[layer] = True
    return cache


def causal(length: int, past: int, first: torch.Tensor | int = 0) -> torch.Tensor:
    """An additive mask (1, 1, length, past + length): each place sees those before it, and the `first` places of all.

    Made here, because every mask that transformers makes itself depends on sizes that the trace would fix.
    """
    query = torch.arange(length)[:, None] + past
    key = torch.arange(length + past)[None]
    seen = (key <= query) | (key < first)
    return torch.where(seen, torch.zeros(()), torch.full((), LOWEST))[None, None]


def padding(mask: torch.Tensor) -> torch.Tensor:
    """An additive mask (batch, 1, 1, length) of an int64 one (batch, length)."""
    return (1.0 - mask[:, None, None, :].float()) * LOWEST
