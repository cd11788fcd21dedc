"""A conversation about a picture in tiles: Idefics3 and SmolVLM. Three graphs: `vision`, `embed`, `language`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from models.cancel import CancelToken
from models.inputs.tiled import tiled
from models.networks.chat import Chat, Seen, Template
from models.networks.encoder_decoder import teller
from models.networks.teller import Start
from models.session import to_array

if TYPE_CHECKING:
    from models.parts import Parts
    from models.types import RgbImage


class TiledOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`longest`: pixels of the longer side that a picture is scaled to; `places`: of one tile. `edge` stands around
    tiles, `tile` (with `{row}` and `{column}`, from 1) or `whole` before each."""

    template: Template
    longest: int
    places: int
    edge: str
    tile: str
    whole: str


class TiledChat:
    """A `models.networks.teller.Network`."""

    def __init__(self, parts: Parts) -> None:
        self._options = parts.options(TiledOptions)
        self._vision = parts.session("vision")
        self._image = parts.image
        self._chat = Chat(parts, self._options.template)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Seen:
        """Look at tile after tile, so that a cancel is heard between them."""
        cut = tiled(image, self._image, longest=self._options.longest)
        found = []
        for pixels in cut.views(self._image):
            cancel.check()
            made = self._vision.run({"pixel_values": pixels}, ["image_features"], cancel=cancel)["image_features"]
            found.append(to_array(made)[0])
        return self._chat.look(self._places(cut.rows, cut.columns), np.concatenate(found), cancel=cancel)

    def start(self, features: Seen, text: str, *, cancel: CancelToken) -> Start:
        """See `models.networks.chat`."""
        return self._chat.ask(features, text, cancel=cancel)

    def _places(self, rows: int, columns: int) -> str:
        """The text that stands for the picture, as the models were trained on it."""
        options = self._options
        view = options.template.image * options.places
        whole = f"{options.edge}{options.whole}{view}{options.edge}"
        if not rows:
            return whole
        lines = (
            "".join(
                f"{options.edge}{options.tile.format(row=row + 1, column=column + 1)}{view}"
                for column in range(columns)
            )
            for row in range(rows)
        )
        return "".join(f"{line}\n" for line in lines) + f"\n{whole}"


def tiled_chat(parts: Parts) -> Any:
    """A Captioner and an Answerer."""
    return teller(parts, TiledChat(parts))
