"""The decoder's graph, step by step, with its KV cache. The same graph takes the prompt and the tokens after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.decoding.controls import Scores
from models.manifest import Decoding
from models.session import Session, Value, take_rows, to_array

Ids = NDArray[np.int64]


class Feeder(Protocol):
    """Makes the decoder's inputs, but for the cache: the prompt's first, then those of each new token."""

    def prompt(self, *, cancel: CancelToken) -> Mapping[str, Value]:
        """The inputs of the whole prompt, a batch of one."""
        ...

    def next(self, tokens: Ids, past: int, *, cancel: CancelToken) -> Mapping[str, Value]:
        """The inputs of one token a row, `tokens` (rows,), after `past` places in the cache."""
        ...


class FeedIds:
    """The feeder of decoders that take token ids alone."""

    def __init__(self, ids: list[int]) -> None:
        self._ids = ids

    def prompt(self, *, cancel: CancelToken) -> Mapping[str, Value]:
        """{input_ids (1, length)}."""
        return {"input_ids": np.asarray([self._ids], np.int64)}

    def next(self, tokens: Ids, past: int, *, cancel: CancelToken) -> Mapping[str, Value]:
        """{input_ids (rows, 1)}."""
        return {"input_ids": tokens[:, None]}


class FeedEmbeddings:
    """The feeder of language models that take embeddings: pictures spliced into the prompt's, then token by token."""

    def __init__(
        self,
        first: Mapping[str, Value],
        embed: Session,
        *,
        more: Callable[[int, int], Mapping[str, Value]],
        output: str = "inputs_embeds",
        names: Callable[[Ids, int], Mapping[str, Value]] = lambda ids, past: {"input_ids": ids},
    ) -> None:
        """`first`: every input of the prompt. `more(past, rows)`: what a later step takes besides the embeddings, such
        as positions. `names(ids, past)`: the inputs of the graph `embed`, whose `output` is fed on."""
        self._first = first
        self._embed = embed
        self._more = more
        self._output = output
        self._names = names

    def prompt(self, *, cancel: CancelToken) -> Mapping[str, Value]:
        """As given."""
        return self._first

    def next(self, tokens: Ids, past: int, *, cancel: CancelToken) -> Mapping[str, Value]:
        """The token's embedding and what else the model takes."""
        embedded = self._embed.run(self._names(tokens[:, None], past), [self._output], cancel=cancel)
        return {**embedded, **self._more(past, len(tokens))}


@dataclass(frozen=True, slots=True)
class Prefix:
    """The cache after the part of a prompt that many questions share, such as the picture; never changed."""

    past: tuple[Value, ...]
    length: int
    states: tuple[Value, ...] = ()


class Stepper:
    """One answer under way. Starts with one row; `reorder` makes more of it."""

    def __init__(
        self,
        session: Session,
        decoding: Decoding,
        feeder: Feeder,
        *,
        fixed: Mapping[str, Value] | None = None,
        after: Prefix | None = None,
    ) -> None:
        """`fixed`: inputs that stay the same throughout, such as the encoder's keys and values. `after`: what the
        decoder has gone through already; the feeder's prompt is then what comes after it."""
        self._session = session
        self._feeder = feeder
        self._fixed = dict(fixed or {})
        self._past_names = decoding.names(decoding.cache_in)
        self._present_names = decoding.names(decoding.cache_out)
        empty = (1, decoding.heads, 0, decoding.head_dim)
        self._past: list[Value] = (
            [np.zeros(empty, session.type_of(name)) for name in self._past_names] if after is None else list(after.past)
        )
        self._before = tuple(state.before for state in decoding.states)
        self._after = tuple(state.after for state in decoding.states)
        self._states: list[Value] = (
            [np.zeros((1, *each.shape), session.type_of(each.before)) for each in decoding.states]
            if after is None
            else list(after.states)
        )
        self._at_once = decoding.most_at_once
        self.length = 0 if after is None else after.length
        """Places in the cache."""

    def prefill(self, *, cancel: CancelToken) -> Scores:
        """Scores (1, vocabulary) of the token after the prompt. Raises Cancelled, RunError."""
        return self._run(self._feeder.prompt(cancel=cancel), cancel)

    def step(self, tokens: Ids, *, cancel: CancelToken) -> Scores:
        """Scores (rows, vocabulary) after one more token a row. Raises Cancelled, RunError."""
        return self._run(self._feeder.next(tokens, self.length, cancel=cancel), cancel)

    def kept(self) -> Prefix:
        """What it has gone through so far, for other steppers to go on from."""
        return Prefix(tuple(self._past), self.length, tuple(self._states))

    def reorder(self, rows: Ids) -> None:
        """Go on with these rows, in this order; a row may be there more than once."""
        have = to_array(self._past[0]).shape[0]
        if len(rows) == have and (rows == np.arange(have)).all():
            return
        self._past = [take_rows(value, rows) for value in self._past]
        self._states = [take_rows(value, rows) for value in self._states]
        if len(rows) != have:  # every row attends to the same picture
            self._fixed = {name: take_rows(value, rows) for name, value in self._fixed.items()}

    def _run(self, feeds: Mapping[str, Value], cancel: CancelToken) -> Scores:
        logits: Scores | None = None
        for part in self._parts(feeds):
            logits = self._run_once(part, cancel)
        assert logits is not None
        return logits

    def _parts(self, feeds: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
        """The inputs, cut along their open length where the graph takes only so many places at once."""
        axes = {name: dims.index("length") for name, dims in self._session.inputs.items() if "length" in dims}
        arrays = {name: to_array(feeds[name]) for name in axes if name in feeds}
        length = max((value.shape[axes[name]] for name, value in arrays.items()), default=1)
        if self._at_once is None or length <= self._at_once:
            yield feeds
            return
        for start in range(0, length, self._at_once):
            place = slice(start, start + self._at_once)
            cut = {name: value[(slice(None),) * axes[name] + (place,)] for name, value in arrays.items()}
            yield {**feeds, **cut}

    def _run_once(self, feeds: Mapping[str, Value], cancel: CancelToken) -> Scores:
        past = dict(zip((*self._past_names, *self._before), (*self._past, *self._states), strict=True))
        kept = (*self._present_names, *self._after)
        outputs = self._session.run(
            {**feeds, **past, **self._fixed}, ("logits", *kept), cancel=cancel, keep=frozenset(kept)
        )
        self._past = [outputs[name] for name in self._present_names]
        self._states = [outputs[name] for name in self._after]
        self.length = int(_shape(self._past[0])[2])
        logits: Scores = to_array(outputs["logits"])[:, -1].astype(np.float32)
        return logits


class _Once:
    """A feeder of one prompt, after which nothing comes."""

    def __init__(self, feeds: Mapping[str, Value]) -> None:
        self._feeds = feeds

    def prompt(self, *, cancel: CancelToken) -> Mapping[str, Value]:
        return self._feeds

    def next(self, tokens: Ids, past: int, *, cancel: CancelToken) -> Mapping[str, Value]:
        raise NotImplementedError


def prefix(
    session: Session,
    decoding: Decoding,
    feeds: Mapping[str, Value],
    *,
    cancel: CancelToken,
    after: Prefix | None = None,
) -> Prefix:
    """The cache after `feeds`, every input of a batch of one besides the cache. Raises Cancelled, RunError."""
    stepper = Stepper(session, decoding, _Once(feeds), after=after)
    stepper.prefill(cancel=cancel)
    return stepper.kept()


def _shape(value: Value) -> tuple[int, ...]:
    return tuple(value.shape if isinstance(value, np.ndarray) else value.shape())
