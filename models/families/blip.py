"""BLIP (https://arxiv.org/abs/2201.12086): captions, answers, and how well a text fits a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.cancel import CancelToken
from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts
    from models.teller import Start
    from models.types import RgbImage


class _Answers:
    """Three graphs: `vision`; `question`, which attends to the picture and gives the decoder's cross-attention keys and
    values; `decoder`. A second question runs the last two."""

    def __init__(self, parts: Parts) -> None:
        from models.encoder_decoder import cross_names

        self._vision = parts.session("vision")
        self._question = parts.session("question")
        self._decoder = parts.session("decoder")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Any:
        """The picture's hidden states, (1, places, width)."""
        from models.images import prepare

        name = "image_hidden"
        feeds = {"pixel_values": prepare(image, self._image)}
        return self._vision.run(feeds, [name], cancel=cancel, keep=[name])[name]

    def start(self, features: Any, text: str, *, cancel: CancelToken) -> Start:
        """The question goes through its own encoder, with its first and last token; the answer starts empty."""
        import numpy as np

        from models.decoding.stepper import FeedIds, Stepper
        from models.teller import Start

        ids = np.asarray([self._tokeniser.encode(text, special=True, longest=self._decoding.context)], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "image_hidden": features}
        cross: Mapping[str, Any] = self._question.run(feeds, self._cross, cancel=cancel, keep=self._cross)
        feeder = FeedIds(list(self._start))
        return Start(Stepper(self._decoder, self._decoding, feeder, fixed=cross), self._start)


def _captioner(parts: Parts) -> Any:
    from models.encoder_decoder import captioner

    return captioner(parts)


def _answerer(parts: Parts) -> Any:
    from models.encoder_decoder import teller

    return teller(parts, _Answers(parts))


def _matcher(parts: Parts) -> Any:
    from models.matching import CrossMatcher

    return CrossMatcher(parts)


FAMILY = Family("blip", {"caption": _captioner, "answer": _answerer, "match": _matcher})
