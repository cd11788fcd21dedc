"""Speech to text over any network that can listen: nothing is written for silence, or for what the model only guesses.

Speech models invent sentences over noise ("Thank you."), so the words of a stretch are kept back until the whole of it
was judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from models.cancel import CancelToken
from models.decoding.beam import beam
from models.decoding.controls import Controls
from models.decoding.greedy import Token, greedy
from models.decoding.stepper import Stepper
from models.errors import BadInput, DeviceLost
from models.inputs.audio import RATE, Samples, check, loudness, windows
from models.proof import Case, Proof
from models.protocols import Answer, Certainty

if TYPE_CHECKING:
    from models.inputs.tokens import Tokeniser

_QUIET = 10 ** (-50 / 20)  # of full scale: nobody speaks as softly as that into a microphone that is on
_SHORTEST = 0.1  # seconds
_NO_SPEECH = 0.6  # what Whisper's makers take for silence, together with
_UNSURE = 0.37  # a mean probability below e^-1


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch that the network has listened to. `silence`: the probability that nobody spoke, where it knows;
    `most`: how many tokens so long a stretch can have."""

    stepper: Stepper
    prompt: tuple[int, ...]
    silence: float = 0.0
    most: int | None = None


class Listener(Protocol):
    """What a family brings."""

    def listen(self, samples: Samples, language: str, *, cancel: CancelToken) -> Heard:
        """The text of the stretch is about to begin. `language`: a BCP 47 tag, empty where the model shall find out.

        Raises Cancelled, ModelError.
        """
        ...


class SpeechTranscriber:
    """A Transcriber. One thread; any thread may cancel."""

    def __init__(
        self,
        listener: Listener,
        tokeniser: Tokeniser,
        controls: Controls,
        *,
        context: int,
        longest: float,
    ) -> None:
        """`context`: the most places the decoder has; `longest`: seconds the network hears at once."""
        self._listener = listener
        self._tokeniser = tokeniser
        self._controls = controls
        self._context = context
        self._longest = longest

    def transcribe(self, samples: Samples, *, language: str = "", cancel: CancelToken) -> Answer:
        """See `models.protocols.Transcriber`. A piece a stretch; none for stretches without speech."""
        check(samples)
        logprobs: list[float] = []
        for stretch in windows(samples, longest=self._longest):
            cancel.check()
            if len(stretch) < _SHORTEST * RATE or loudness(stretch).max(initial=0.0) < _QUIET:
                continue
            text, sure = self._stretch(stretch, language, cancel)
            if text:
                yield f" {text}" if logprobs else text
                logprobs += sure
        return Certainty(tuple(logprobs))

    def _stretch(self, samples: Samples, language: str, cancel: CancelToken) -> tuple[str, list[float]]:
        heard, tokens = self._tokens(samples, language, cancel)
        said = [token for token in tokens if token.id not in self._controls.stop]
        certainty = Certainty(tuple(token.logprob for token in said))
        text = self._tokeniser.decode([token.id for token in said]).strip()
        if certainty.mean < _UNSURE and (heard.silence > _NO_SPEECH or certainty.mean < _UNSURE / 2):
            return "", []
        return text, list(certainty.logprobs)

    def _tokens(self, samples: Samples, language: str, cancel: CancelToken) -> tuple[Heard, list[Token]]:
        """The stretch's tokens; once more where a device failed and lost what it held."""

        def once() -> tuple[Heard, list[Token]]:
            heard = self._listener.listen(samples, language, cancel=cancel)
            controls = self._within(self._controls, heard)
            if controls.beams > 1:
                return heard, list(beam(heard.stepper, controls, heard.prompt, cancel=cancel))
            steps = greedy(heard.stepper, controls, heard.prompt, cancel=cancel)
            return heard, [step.token for step in steps]

        while True:
            try:
                return once()
            except DeviceLost:  # a session raises it once: from then on it is on the CPU
                continue

    def _within(self, controls: Controls, heard: Heard) -> Controls:
        room = self._context - len(heard.prompt)
        most = min(controls.max_new_tokens, room, heard.most if heard.most is not None else room)
        return replace(controls, max_new_tokens=max(1, most))

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the rules of the manifest, but for stop tokens and lengths; `case.text` is the
        language."""
        if case.samples is None:
            raise BadInput("sound is needed")
        heard = self._listener.listen(case.samples, case.text, cancel=cancel)
        controls = replace(
            self._controls, stop=frozenset(), max_new_tokens=case.new_tokens, min_new_tokens=0, beams=case.beams
        )
        if case.beams > 1:
            tokens = beam(heard.stepper, controls, heard.prompt, cancel=cancel)
            return Proof(tuple(token.id for token in tokens), np.zeros(0, np.float32))
        steps = list(greedy(heard.stepper, controls, heard.prompt, cancel=cancel))
        return Proof(tuple(step.token.id for step in steps), np.stack([step.scores for step in steps]))
