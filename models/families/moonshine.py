"""Moonshine (https://arxiv.org/abs/2410.15608): English speech to text, whose cost follows the length of what is said.

Two graphs: `encoder` (input_values, the samples themselves -> keys and values), `decoder`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.cancel import CancelToken
from models.family import Family

if TYPE_CHECKING:
    from models.inputs.audio import Samples
    from models.networks.transcriber import Heard
    from models.parts import Parts

_TOKENS_A_SECOND = 6.5  # the makers' bound, against repetition without end
_LONGEST = 30.0  # seconds at once; the makers' limit is 64, but memory grows with the square


class _Moonshine:
    def __init__(self, parts: Parts) -> None:
        from models.networks.encoder_decoder import cross_names

        self._encoder = parts.session("encoder")
        self._decoder = parts.session("decoder")
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)

    def listen(self, samples: Samples, language: str, *, cancel: CancelToken) -> Heard:
        """See `models.networks.transcriber.Listener`. It knows one language, so `language` changes nothing."""
        from models.decoding.stepper import FeedIds, Stepper
        from models.inputs.audio import RATE
        from models.networks.transcriber import Heard

        cross = self._encoder.run({"input_values": samples[None]}, self._cross, cancel=cancel, keep=self._cross)
        stepper = Stepper(self._decoder, self._decoding, FeedIds(list(self._start)), fixed=cross)
        return Heard(stepper, self._start, most=max(2, int(len(samples) / RATE * _TOKENS_A_SECOND)))


def _transcriber(parts: Parts) -> Any:
    from models.decoding.controls import Controls
    from models.networks.transcriber import SpeechTranscriber

    return SpeechTranscriber(
        _Moonshine(parts),
        parts.tokeniser(),
        Controls.of(parts.decoding, parts.manifest.tokens),
        context=parts.decoding.context,
        longest=_LONGEST,
    )


FAMILY = Family("moonshine", {"transcribe": _transcriber})
