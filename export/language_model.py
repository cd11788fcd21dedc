"""The graphs of decoder-only models that see: `vision` with its projector, `embed` for tokens, `language`.

The program splices the picture's features into the prompt's embeddings itself, in numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from export.caches import cache_of, causal, flat
from export.encoder_decoder import PAST, PRESENT, DecoderShape
from export.recipe import Dim, Graph, Input

Speak = Callable[..., torch.Tensor]
"""(inputs_embeds, position_ids or None, additive mask, cache, *extras) -> hidden states or logits of the last place."""


class Calling(torch.nn.Module):
    """A function of tensors as a module, for graphs that have no cache."""

    def __init__(self, model: torch.nn.Module, function: Callable[..., Any], takes: int) -> None:
        """`takes`: how many inputs; the exporter needs their number from the signature."""
        super().__init__()
        self.model = model
        self._function = function
        self._takes = takes

    def forward(self, *inputs: torch.Tensor) -> Any:
        """The function's value."""
        return self._function(*inputs)


class Speaking(torch.nn.Module):
    """Embeddings, positions, extras, past -> logits of the last place, present."""

    def __init__(
        self, model: torch.nn.Module, speak: Speak, *, positions: bool, prefix: int | str, extras: int
    ) -> None:
        super().__init__()
        self.model = model
        self._speak = speak
        self._positions = positions
        self._prefix = prefix
        self._extras = extras

    def forward(self, embeddings: torch.Tensor, *rest: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """See the class."""
        left = list(rest)
        positions = left.pop(0) if self._positions else None
        first: Any = left.pop(0) if self._prefix == "input" else self._prefix
        extras, past = left[: self._extras], left[self._extras :]
        cache = cache_of(past)
        mask = causal(embeddings.shape[1], past[0].shape[2], first)
        logits = self._speak(embeddings, positions, mask, cache, *extras)
        return (logits, *flat(cache))


def vision_graph(
    model: torch.nn.Module,
    see: Callable[..., Any],
    *,
    inputs: tuple[Input, ...],
    outputs: Mapping[str, tuple[Dim, ...]],
) -> Graph:
    """Pixels (and what the encoder needs besides) to features of the language model's width."""
    return Graph("vision", Calling(model, see, len(inputs)), inputs, outputs)


def embed_graph(
    model: torch.nn.Module, embed: Callable[..., Any], shape: DecoderShape, *, positions: int | None = None
) -> Graph:
    """Ids to embeddings; `positions`: the most places there are, where the embedding adds them."""
    inputs: tuple[Input, ...] = (Input("input_ids", ("batch", "length"), "ids", below=shape.vocabulary),)
    if positions is not None:
        inputs += (Input("position_ids", ("batch", "length"), "ids", below=positions),)
    outputs = {"inputs_embeds": ("batch", "length", shape.width)}
    return Graph("embed", Calling(model, embed, len(inputs)), inputs, outputs)


def language_graph(
    model: torch.nn.Module,
    speak: Speak,
    shape: DecoderShape,
    *,
    positions: int = 1,
    prefix: int | str = 0,
    extras: tuple[Input, ...] = (),
) -> Graph:
    """The language model.

    `positions`: 0 where it takes none, 1 for (batch, length), 3 for (3, batch, length) as m-rope has them.
    `prefix`: so many first places are seen by all; "input" where the number is an input, `prefix` (1,).
    `extras`: more inputs between those and the past, such as deepstack features.
    """
    inputs: list[Input] = [Input("inputs_embeds", ("batch", "length", shape.width))]
    if positions:
        axes: tuple[Dim, ...] = ("batch", "length") if positions == 1 else (positions, "batch", "length")
        inputs.append(Input("position_ids", axes, make=_counting(axes)))
    if prefix == "input":
        inputs.append(Input("prefix", (1,), make=lambda sizes, random: torch.tensor([2])))
    inputs += [*extras, *shape.inputs(PAST, "past")]
    outputs = {"logits": ("batch", 1, shape.vocabulary), **shape.outputs(PRESENT, "total")}
    module = Speaking(model, speak, positions=bool(positions), prefix=prefix, extras=len(extras))
    return Graph("language", module, tuple(inputs), outputs)


def _counting(axes: tuple[Dim, ...]) -> Callable[[Mapping[str, int], torch.Generator], torch.Tensor]:
    def make(sizes: Mapping[str, int], _: torch.Generator) -> torch.Tensor:
        shape = [axis if isinstance(axis, int) else sizes[axis] for axis in axes]
        return (torch.arange(shape[-1]) + sizes.get("past", 0)).expand(shape).contiguous()

    return make
