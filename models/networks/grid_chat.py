"""A conversation about a picture of any size, as Qwen-VL holds it. Three graphs: `vision`, `embed`, `language`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.inputs.grid import GridOptions, gridded, places
from models.networks.chat import Chat, Seen, Template
from models.networks.encoder_decoder import teller
from models.networks.teller import Start
from models.session import Value, to_array

if TYPE_CHECKING:
    from models.parts import Parts
    from models.types import RgbImage

_DEEP = "deepstack."


class GridChatOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`width`: of embeddings."""

    template: Template
    grid: GridOptions
    width: int


class GridChat:
    """A `models.networks.teller.Network`.

    Words have the same position in time, row and column; places of a picture have their own. What deeper layers see of
    the picture is added to its places (deepstack), and nothing to words.
    """

    def __init__(self, parts: Parts) -> None:
        self._options = parts.options(GridChatOptions)
        self._vision = parts.session("vision")
        self._image = parts.image
        self._deep = tuple(name for name in parts.session("language").inputs if name.startswith(_DEEP))
        self._chat = Chat(parts, self._options.template, more=self._words)

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Seen:
        """Look at the picture, and let the language model go through it."""
        grid = gridded(image, self._image, self._options.grid)
        wanted = ("image_features", *self._deep)
        made = self._vision.run(grid.feeds, wanted, cancel=cancel)
        found = {name: to_array(value) for name, value in made.items()}

        def more(at: NDArray[np.int64], length: int) -> Mapping[str, Value]:
            positions = places(int(at[0]), grid.rows, grid.columns)
            deep = self._nothing(1, length)
            for name, value in deep.items():
                value[0, at] = found[name]
            return {"position_ids": positions[:, None], **deep}

        count = grid.rows * grid.columns
        shown = self._options.template.image * count
        shift = max(grid.rows, grid.columns) - count
        return self._chat.look(shown, found["image_features"], cancel=cancel, more=more, shift=shift)

    def start(self, features: Seen, text: str, *, cancel: CancelToken) -> Start:
        """See `models.networks.chat`."""
        return self._chat.ask(features, text, cancel=cancel)

    def _words(self, positions: NDArray[np.int64]) -> Mapping[str, Value]:
        rows, length = positions.shape
        return {"position_ids": np.broadcast_to(positions, (3, rows, length)), **self._nothing(rows, length)}

    def _nothing(self, rows: int, length: int) -> dict[str, NDArray[np.float32]]:
        return {name: np.zeros((rows, length, self._options.width), np.float32) for name in self._deep}


def grid_chat(parts: Parts) -> Any:
    """A Captioner and an Answerer."""
    return teller(parts, GridChat(parts))
