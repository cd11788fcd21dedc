"""Pix2Struct (https://arxiv.org/abs/2210.03347): screens and pages in their own shape, as rows of patches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.cancel import CancelToken
from models.family import Family

if TYPE_CHECKING:
    from models.networks.teller import Start
    from models.parts import Parts
    from models.session import Value
    from models.types import RgbImage


class _Screen:
    """Two graphs: `encoder` (flattened_patches -> keys and values), `decoder`."""

    def __init__(self, parts: Parts) -> None:
        from models.inputs.flattened import PatchOptions
        from models.networks.encoder_decoder import cross_names

        self._encoder = parts.session("encoder")
        self._decoder = parts.session("decoder")
        self._tokeniser = parts.tokeniser()
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)
        self._options = parts.options(PatchOptions)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Mapping[str, Value]:
        """Keys and values of every decoder layer, (1, heads, patches, head_dim) each."""
        from models.inputs.flattened import flattened

        feeds = {"flattened_patches": flattened(image, self._options)}
        return self._encoder.run(feeds, self._cross, cancel=cancel, keep=self._cross)

    def start(self, features: Mapping[str, Value], text: str, *, cancel: CancelToken) -> Start:
        """The start token, then what the caption begins with."""
        from models.decoding.stepper import FeedIds, Stepper
        from models.networks.teller import Start

        ids = (*self._start, *self._tokeniser.encode(text))
        return Start(Stepper(self._decoder, self._decoding, FeedIds(list(ids)), fixed=features), ids)


def _captioner(parts: Parts) -> Any:
    from models.networks.encoder_decoder import teller

    return teller(parts, _Screen(parts))


FAMILY = Family("pix2struct", {"caption": _captioner})
