"""Language models whose whole question sees itself both ways, as PaliGemma's: picture and words are gone through
together, and only the picture's features are kept. Three graphs: `vision`, `embed`, `language`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.decoding.stepper import FeedEmbeddings, Stepper
from models.inputs.images import prepare
from models.networks.chat import Chat, Template
from models.networks.encoder_decoder import teller
from models.networks.teller import Start
from models.session import to_array

if TYPE_CHECKING:
    from models.parts import Parts
    from models.types import RgbImage


class Prefixed:
    """A `models.networks.teller.Network`. Positions count from 1."""

    def __init__(self, parts: Parts) -> None:
        self._template = parts.options(Template)
        self._vision = parts.session("vision")
        self._language = parts.session("language")
        self._embed = parts.session("embed")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._decoding = parts.decoding
        self._chat = Chat(parts, self._template)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> NDArray[Any]:
        """The picture's features, (places, width)."""
        feeds = {"pixel_values": prepare(image, self._image)}
        made = self._vision.run(feeds, ["image_features"], cancel=cancel)["image_features"]
        features: NDArray[Any] = to_array(made)[0]
        return features

    def start(self, features: NDArray[Any], text: str, *, cancel: CancelToken) -> Start:
        """The picture and the question at once."""
        template, tokeniser = self._template, self._tokeniser
        seen, picture, _ = self._chat.embedded(template.image * len(features), features, cancel=cancel)
        words = [
            *tokeniser.encode_template(template.between),
            *tokeniser.encode(text),
            *tokeniser.encode_template(template.after),
        ]
        embeddings = np.concatenate([picture, self._chat.embed(words, cancel=cancel)], axis=1)
        prefix = np.asarray([embeddings.shape[1]], np.int64)
        positions = np.arange(1, embeddings.shape[1] + 1)[None]
        first = {"inputs_embeds": embeddings, "position_ids": positions, "prefix": prefix}
        feeder = FeedEmbeddings(
            first,
            self._embed,
            more=lambda past, rows: {"position_ids": np.full((rows, 1), past + 1, np.int64), "prefix": prefix},
        )
        return Start(Stepper(self._language, self._decoding, feeder), (*seen, *words))


def prefixed(parts: Parts) -> Any:
    """A Captioner and an Answerer."""
    return teller(parts, Prefixed(parts))
