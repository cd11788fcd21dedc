"""Answers chosen from a list, as ViLT's questions are: the surest one is said, and how sure it was.

Two graphs: `vision` (pixel_values -> image_embeds), kept for the next question, and `network` (the question's ids and
those -> logits of every answer, each with a probability of its own).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.errors import BadInput, DeviceLost
from models.inputs.images import check, normalise, resize
from models.networks.feature_cache import FeatureCache
from models.networks.recognising import labels
from models.proof import Case, Proof
from models.protocols import Answer, Certainty

if TYPE_CHECKING:
    from models.manifest import Image
    from models.parts import Parts
    from models.session import Value
    from models.types import RgbImage


class ChoiceOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`longest`: tokens of a question; `side`: pixels that height and width are whole multiples of."""

    longest: int
    side: int


class Chooser:
    """An Answerer. One thread; any thread may cancel."""

    def __init__(self, parts: Parts) -> None:
        self._vision = parts.session("vision")
        self._network = parts.session("network")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._options = parts.options(ChoiceOptions)
        self._labels = labels(parts)
        self._cache: FeatureCache[Value] = FeatureCache()

    def answer(self, image: RgbImage, question: str, *, context: str = "", cancel: CancelToken) -> Answer:
        """See `models.protocols.Answerer`."""
        logits = self._logits(image, question, cancel).astype(np.float64)
        best = int(logits.argmax())
        yield self._labels[best]
        return Certainty((float(-np.log1p(np.exp(-logits[best]))),))

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the best answers in order, and all logits."""
        if case.image is None:
            raise BadInput("a picture is needed")
        logits = self._logits(case.image, case.text, cancel)
        return Proof(tuple(int(at) for at in np.argsort(-logits, kind="stable")[:5]), logits)

    def _logits(self, image: RgbImage, question: str, cancel: CancelToken) -> NDArray[np.float32]:
        check(image)
        ids = self._tokeniser.encode(question, special=True, longest=self._options.longest)
        while True:
            try:
                seen = self._cache.get(image, lambda: self._see(image, cancel))
                feeds = {"input_ids": np.asarray([ids], np.int64), "image_embeds": seen}
                logits = self._network.run(feeds, ["logits"], cancel=cancel)["logits"]
                return np.asarray(logits[0], np.float32)
            except DeviceLost:  # a session raises it once: from then on it is on the CPU
                self._cache.clear()

    def _see(self, image: RgbImage, cancel: CancelToken) -> Value:
        size = fitted(image.shape[0], image.shape[1], self._image, self._options.side)
        pixels = normalise(resize(image, size, self._image.resample), self._image)
        wanted = ["image_embeds"]
        return self._vision.run({"pixel_values": pixels}, wanted, cancel=cancel, keep=wanted)["image_embeds"]


def fitted(height: int, width: int, spec: Image, side: int) -> tuple[int, int]:
    """The shorter side to `spec.shortest`, but the longer at most `spec.longest`; then down to whole multiples."""
    shortest, longest = spec.shortest or spec.height, spec.longest or spec.height
    scale = shortest / min(height, width)
    tall, wide = (shortest, scale * width) if height < width else (scale * height, shortest)
    if max(tall, wide) > longest:
        scale = longest / max(tall, wide)
        tall, wide = scale * tall, scale * wide
    return max(side, int(tall + 0.5) // side * side), max(side, int(wide + 0.5) // side * side)
