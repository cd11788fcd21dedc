"""GIT (https://arxiv.org/abs/2205.14100): one decoder that sees the picture first and the text after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.cancel import CancelToken
from models.family import Family

if TYPE_CHECKING:
    from models.decoding.stepper import Prefix
    from models.networks.teller import Start
    from models.parts import Parts
    from models.types import RgbImage


class _Git:
    """Three graphs: `vision`, `embed` (ids and text positions), `language`. Text positions count from 0.

    The places of the picture see one another only, so what the language model makes of them is kept for every text.
    """

    def __init__(self, parts: Parts) -> None:
        self._vision = parts.session("vision")
        self._embed = parts.session("embed")
        self._language = parts.session("language")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Prefix:
        """The language model's cache after the picture."""
        from models.decoding.stepper import prefix
        from models.inputs.images import prepare

        feeds = {"pixel_values": prepare(image, self._image)}
        features = self._vision.run(feeds, ["image_features"], cancel=cancel)["image_features"]
        return prefix(self._language, self._decoding, {"inputs_embeds": features}, cancel=cancel)

    def start(self, picture: Prefix, text: str, *, cancel: CancelToken) -> Start:
        """The start token, and what the caption begins with or the question."""
        import numpy as np

        from models.decoding.stepper import FeedEmbeddings, Stepper
        from models.networks.teller import Start

        ids = (*self._start, *self._tokeniser.encode(text))

        def names(new: Any, past: int) -> dict[str, Any]:
            first = past - picture.length
            positions = np.broadcast_to(np.arange(first, first + new.shape[1]), new.shape)
            return {"input_ids": new, "position_ids": positions}

        feeds = names(np.asarray([ids], np.int64), picture.length)
        first = self._embed.run(feeds, ["inputs_embeds"], cancel=cancel)
        feeder = FeedEmbeddings(first, self._embed, more=lambda past, rows: {}, names=names)
        return Start(Stepper(self._language, self._decoding, feeder, after=picture), ids)


def _teller(parts: Parts) -> Any:
    from models.networks.encoder_decoder import teller

    return teller(parts, _Git(parts))


FAMILY = Family("git", {"caption": _teller, "answer": _teller})
