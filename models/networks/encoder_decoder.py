"""Networks whose encoder gives the cross-attention keys and values at once: two graphs, `encoder`, `decoder`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.cancel import CancelToken
from models.decoding.controls import Controls
from models.decoding.stepper import FeedIds, Stepper
from models.errors import ManifestError
from models.inputs.images import prepare
from models.networks.teller import Start, Teller
from models.session import Value
from models.words import N_

if TYPE_CHECKING:
    from models.parts import Parts
    from models.types import RgbImage


class EncoderDecoder:
    """A `models.networks.teller.Network`: picture -> keys and values; start tokens and prompt -> text."""

    def __init__(self, parts: Parts) -> None:
        self._encoder = parts.session("encoder")
        self._decoder = parts.session("decoder")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Mapping[str, Value]:
        """Keys and values of every decoder layer, (1, heads, places, head_dim) each."""
        feeds = {"pixel_values": prepare(image, self._image)}
        return self._encoder.run(feeds, self._cross, cancel=cancel, keep=self._cross)

    def start(self, features: Mapping[str, Value], text: str, *, cancel: CancelToken) -> Start:
        """The start tokens, then the prompt."""
        ids = (*self._start, *self._tokeniser.encode(text))
        return Start(Stepper(self._decoder, self._decoding, FeedIds(list(ids)), fixed=features), ids)


def cross_names(parts: Parts) -> tuple[str, ...]:
    """The names of the encoder's keys and values. Raises ManifestError."""
    pattern = parts.decoding.cross
    if pattern is None:
        raise ManifestError(parts.manifest.id, N_("Its manifest does not name the encoder's keys and values."))
    return parts.decoding.names(pattern)


def teller(parts: Parts, network: Any) -> Teller[Any]:
    """A Teller over `network` with the manifest's rules."""
    manifest = parts.manifest
    return Teller(
        network,
        parts.tokeniser(),
        Controls.of(parts.decoding, manifest.tokens),
        context=parts.decoding.context,
        prompt=manifest.prompt,
    )


def captioner(parts: Parts) -> Teller[Any]:
    """The whole model of a family that is nothing but this."""
    return teller(parts, EncoderDecoder(parts))
