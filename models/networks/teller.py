"""Text about a picture: captions and answers, streamed, over any network that can encode a picture and start a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np

from models.cancel import CancelToken
from models.decoding.beam import beam
from models.decoding.controls import Controls
from models.decoding.greedy import Token, greedy
from models.decoding.stepper import Stepper
from models.decoding.words import WordStream
from models.errors import BadInput, DeviceLost
from models.inputs.images import check
from models.networks.feature_cache import FeatureCache
from models.proof import Case, Proof
from models.protocols import Answer, Certainty

if TYPE_CHECKING:
    from models.inputs.tokens import Tokeniser
    from models.types import RgbImage

Features = TypeVar("Features")


@dataclass(frozen=True, slots=True)
class Start:
    """An answer about to be made: its stepper, and the ids that count as said before its first token."""

    stepper: Stepper
    prompt: tuple[int, ...]


class Network(Protocol[Features]):
    """What a family brings: two steps, of which the first is kept for the next question about the same picture."""

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Features:
        """What the encoder makes of the picture. Raises Cancelled, ModelError."""
        ...

    def start(self, features: Features, text: str, *, cancel: CancelToken) -> Start:
        """The answer to `text` (a prompt or a question) about the picture. Raises Cancelled, ModelError."""
        ...


class Teller(Generic[Features]):
    """A Captioner and an Answerer. One thread; any thread may cancel."""

    def __init__(
        self,
        network: Network[Features],
        tokeniser: Tokeniser,
        controls: Controls,
        *,
        context: int,
        prompt: str = "",
    ) -> None:
        """`context`: the most places the decoder has; `prompt`: what a caption begins with."""
        self._network = network
        self._tokeniser = tokeniser
        self._controls = controls
        self._context = context
        self._prompt = prompt
        self._cache: FeatureCache[Features] = FeatureCache()

    def caption(self, image: RgbImage, *, cancel: CancelToken) -> Answer:
        """See `models.protocols.Captioner`. The prompt is not part of what is said."""
        return (yield from self._tell(image, self._prompt, cancel))

    def answer(self, image: RgbImage, question: str, *, context: str = "", cancel: CancelToken) -> Answer:
        """See `models.protocols.Answerer`."""
        return (yield from self._tell(image, question, cancel))

    def _tell(self, image: RgbImage, text: str, cancel: CancelToken) -> Answer:
        words = WordStream(self._tokeniser.decode)
        logprobs = []
        for token in self._tokens(image, text, cancel):
            if token.id in self._controls.stop:
                break
            logprobs.append(token.logprob)
            if piece := words.push(token.id):
                yield piece
        if piece := words.rest():
            yield piece
        return Certainty(tuple(logprobs))

    def _start(self, image: RgbImage, text: str, cancel: CancelToken) -> Start:
        check(image)
        cancel.check()
        features = self._cache.get(image, lambda: self._network.encode(image, cancel=cancel))
        return self._network.start(features, text, cancel=cancel)

    def _tokens(
        self, image: RgbImage, text: str, cancel: CancelToken, *, controls: Controls | None = None
    ) -> Iterator[Token]:
        """The answer's tokens. Where a device fails and loses what it held, the answer goes on from where it was."""
        said: list[int] = []
        while True:
            try:
                start = self._start(image, text, cancel)
                rules = self._within(controls or self._controls, start.prompt)
                if rules.beams > 1:
                    yield from beam(start.stepper, rules, start.prompt, cancel=cancel)
                    return
                for step in greedy(start.stepper, rules, start.prompt, said=said, cancel=cancel):
                    said.append(step.token.id)
                    yield step.token
                return
            except DeviceLost:  # a session raises it once: from then on it is on the CPU
                self._cache.clear()

    def _within(self, controls: Controls, prompt: Sequence[int]) -> Controls:
        room = self._context - len(prompt)
        if room < 1:
            raise BadInput(f"a prompt of {len(prompt)} tokens leaves no room for an answer")
        return replace(controls, max_new_tokens=min(controls.max_new_tokens, room))

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the rules of the manifest, but for stop tokens and lengths."""
        if case.image is None:
            raise BadInput("a picture is needed")
        controls = replace(
            self._controls, stop=frozenset(), max_new_tokens=case.new_tokens, min_new_tokens=0, beams=case.beams
        )
        start = self._start(case.image, case.text or self._prompt, cancel)
        controls = self._within(controls, start.prompt)
        if case.beams > 1:
            tokens = beam(start.stepper, controls, start.prompt, cancel=cancel)
            return Proof(tuple(token.id for token in tokens), np.zeros(0, np.float32))
        steps = list(greedy(start.stepper, controls, start.prompt, cancel=cancel))
        return Proof(tuple(step.token.id for step in steps), np.stack([step.scores for step in steps]))
