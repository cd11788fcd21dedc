"""BLIP (https://arxiv.org/abs/2201.12086): captions, answers, and how well a text fits a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.cancel import CancelToken
from models.family import Family

if TYPE_CHECKING:
    from models.networks.teller import Start
    from models.parts import Parts
    from models.types import RgbImage


class _Answers:
    """Three graphs: `vision` gives the keys and values of the picture that questions attend to; `question` gives those
    of the question that the answer attends to; `decoder`. A second question runs the last two."""

    def __init__(self, parts: Parts) -> None:
        from models.networks.encoder_decoder import cross_names

        self._vision = parts.session("vision")
        self._question = parts.session("question")
        self._decoder = parts.session("decoder")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)
        self._picture = tuple(self._vision.outputs)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Mapping[str, Any]:
        """Keys and values of every layer of the question's encoder, (1, heads, places, head_dim) each."""
        from models.inputs.images import prepare

        feeds = {"pixel_values": prepare(image, self._image)}
        return self._vision.run(feeds, self._picture, cancel=cancel, keep=self._picture)

    def start(self, features: Mapping[str, Any], text: str, *, cancel: CancelToken) -> Start:
        """The question goes through its own encoder, with its first and last token; the answer starts empty."""
        import numpy as np

        from models.decoding.stepper import FeedIds, Stepper
        from models.networks.teller import Start

        ids = np.asarray([self._tokeniser.encode(text, special=True, longest=self._decoding.context)], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), **features}
        cross: Mapping[str, Any] = self._question.run(feeds, self._cross, cancel=cancel, keep=self._cross)
        feeder = FeedIds(list(self._start))
        return Start(Stepper(self._decoder, self._decoding, feeder, fixed=cross), self._start)


def _captioner(parts: Parts) -> Any:
    from models.networks.encoder_decoder import captioner

    return captioner(parts)


def _answerer(parts: Parts) -> Any:
    from models.networks.encoder_decoder import teller

    return teller(parts, _Answers(parts))


def _matcher(parts: Parts) -> Any:
    from models.networks.matching import CrossMatcher

    return CrossMatcher(parts)


FAMILY = Family("blip", {"caption": _captioner, "answer": _answerer, "match": _matcher})
