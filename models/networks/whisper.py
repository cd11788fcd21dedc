"""How Whisper listens: a spectrogram of 30 seconds, then tokens that say the language and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from models.cancel import CancelToken
from models.decoding.controls import Controls, log_softmax
from models.decoding.stepper import FeedIds, Stepper
from models.errors import BadInput
from models.inputs.audio import Samples, log_mel
from models.networks.encoder_decoder import cross_names
from models.networks.transcriber import Heard, SpeechTranscriber

if TYPE_CHECKING:
    from models.parts import Parts


class WhisperOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`languages`: the token of each, empty for models of one. `rest`: tokens after the start and the language.
    `no_speech`: the token whose probability after the start says that nobody spoke."""

    bands: int
    seconds: int
    rest: tuple[int, ...]
    languages: dict[str, int] = {}
    no_speech: int | None = None


class _Whisper:
    """Two graphs: `encoder` (input_features -> keys and values), `decoder`."""

    def __init__(self, parts: Parts, options: WhisperOptions) -> None:
        self._encoder = parts.session("encoder")
        self._decoder = parts.session("decoder")
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)
        self._options = options

    def listen(self, samples: Samples, language: str, *, cancel: CancelToken) -> Heard:
        """See `models.networks.transcriber.Listener`."""
        options = self._options
        features = log_mel(samples, bands=options.bands, seconds=options.seconds)
        cross = self._encoder.run({"input_features": features}, self._cross, cancel=cancel, keep=self._cross)
        begin = Stepper(self._decoder, self._decoding, FeedIds(list(self._start)), fixed=cross)
        logprobs = log_softmax(begin.prefill(cancel=cancel)[0])
        silence = float(np.exp(logprobs[options.no_speech])) if options.no_speech is not None else 0.0
        rest = list(options.rest)
        if options.languages:
            rest.insert(0, self._language(language, logprobs))
        stepper = Stepper(self._decoder, self._decoding, FeedIds(rest), fixed=cross, after=begin.kept())
        return Heard(stepper, (*self._start, *rest), silence)

    def _language(self, name: str, logprobs: np.ndarray) -> int:
        """The token of the language that is named, or that the model takes it for."""
        known = self._options.languages
        if not name:
            return max(known.values(), key=lambda token: float(logprobs[token]))
        if name.partition("-")[0] not in known:
            raise BadInput(f"the model does not know the language {name}")
        return known[name.partition("-")[0]]


def transcriber(parts: Parts) -> SpeechTranscriber:
    """The whole model."""
    options = parts.options(WhisperOptions)
    return SpeechTranscriber(
        _Whisper(parts, options),
        parts.tokeniser(),
        Controls.of(parts.decoding, parts.manifest.tokens),
        context=parts.decoding.context,
        longest=options.seconds,
    )
