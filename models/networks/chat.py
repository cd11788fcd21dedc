"""Language models that are asked in a conversation: the template around a picture and a question, and the answer's
stepper.

What the language model makes of the beginning up to the picture's end is kept, so that a second question about the
same picture costs its own words only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.decoding.stepper import FeedEmbeddings, Prefix, Stepper, prefix
from models.errors import ModelDamaged
from models.networks.teller import Start
from models.session import Value, to_array
from models.words import N_

if TYPE_CHECKING:
    from models.parts import Parts


class Template(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The texts before the picture, between it and the question, and after the question; written by the model's makers,
    so what they spell as tokens are tokens. `image`: the token that a place of the picture stands for."""

    before: str
    between: str
    after: str
    image: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that the language model has gone through. `ids`: so far; `shift`: of positions against
    places in the cache."""

    ids: tuple[int, ...]
    kept: Prefix
    shift: int = 0


More = Callable[[NDArray[np.int64]], Mapping[str, Value]]
"""Positions (rows, length) to the inputs besides embeddings and cache."""


def positions_alone(positions: NDArray[np.int64]) -> Mapping[str, Value]:
    """The inputs of models that count places in one dimension."""
    return {"position_ids": positions}


class Chat:
    """Two graphs: `embed`, `language`. One thread."""

    def __init__(self, parts: Parts, template: Template, *, more: More = positions_alone) -> None:
        """Raises ManifestError, ModelDamaged."""
        self._embed = parts.session("embed")
        self._language = parts.session("language")
        self._decoding = parts.decoding
        self._tokeniser = parts.tokeniser()
        self._template = template
        self._more = more
        self._model = parts.manifest.id
        image = self._tokeniser.encode_template(template.image)
        if len(image) != 1:
            raise ModelDamaged(self._model, N_("Its tokenizer has no token for pictures."))
        self._image = image[0]

    def look(
        self,
        places: str,
        features: NDArray[Any],
        *,
        cancel: CancelToken,
        more: Callable[[NDArray[np.int64], int], Mapping[str, Value]] | None = None,
        shift: int = 0,
    ) -> Seen:
        """Go through the beginning and the picture. `places`: the text that stands for the picture, with one image
        token for each row of `features` (places, width). `more`: of the picture's places and the length to the inputs
        besides embeddings and cache, where they are not those of words; `shift`: of the positions after the picture.

        Raises Cancelled, ModelError.
        """
        ids, embeddings, at = self.embedded(places, features, cancel=cancel)
        others = self._more(np.arange(len(ids))[None]) if more is None else more(at, len(ids))
        feeds = {"inputs_embeds": embeddings, **others}
        return Seen(ids, prefix(self._language, self._decoding, feeds, cancel=cancel), shift)

    def embedded(
        self, places: str, features: NDArray[Any], *, cancel: CancelToken
    ) -> tuple[tuple[int, ...], NDArray[Any], NDArray[np.int64]]:
        """The ids of the beginning and the picture, their embeddings (1, length, width), and the picture's places."""
        ids = self._tokeniser.encode_template(self._template.before + places)
        embeddings = self.embed(ids, cancel=cancel)
        at = np.flatnonzero(np.asarray(ids) == self._image)
        if len(at) != len(features):
            raise ModelDamaged(
                self._model,
                N_("Its template has {places} places for {parts} of a picture."),
                places=len(at),
                parts=len(features),
            )
        embeddings[0, at] = features
        return tuple(ids), embeddings, at

    def ask(self, seen: Seen, text: str, *, cancel: CancelToken) -> Start:
        """The question about the picture; the answer is about to begin. Raises Cancelled, ModelError."""
        template, tokeniser = self._template, self._tokeniser
        ids = [
            *tokeniser.encode_template(template.between),
            *tokeniser.encode(text),
            *tokeniser.encode_template(template.after),
        ]
        past = seen.kept.length
        first = {"inputs_embeds": self.embed(ids, cancel=cancel), **self._more(self._at(seen, past, 1, len(ids)))}
        feeder = FeedEmbeddings(first, self._embed, more=lambda past, rows: self._more(self._at(seen, past, rows, 1)))
        stepper = Stepper(self._language, self._decoding, feeder, after=seen.kept)
        return Start(stepper, (*seen.ids, *ids))

    def embed(self, ids: list[int], *, cancel: CancelToken) -> NDArray[Any]:
        """(1, length, width), an array of the caller's own."""
        feeds = {"input_ids": np.asarray([ids], np.int64)}
        return np.array(to_array(self._embed.run(feeds, ["inputs_embeds"], cancel=cancel)["inputs_embeds"]))

    @staticmethod
    def _at(seen: Seen, past: int, rows: int, length: int) -> NDArray[np.int64]:
        return np.broadcast_to(np.arange(past, past + length) + seen.shift, (rows, length)).astype(np.int64)
