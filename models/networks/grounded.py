"""A teller that also says where: Florence-2's instructions for objects, lines of text, and the region in a box.

Three graphs: `vision` (pixels -> image_features), `question` (the features and an instruction -> keys and values),
`decoder`. A second instruction about the same picture runs the last two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from models.cancel import CancelToken
from models.decoding.controls import Controls
from models.decoding.stepper import FeedIds, Stepper
from models.inputs.images import prepare
from models.networks.encoder_decoder import cross_names
from models.networks.locations import Placed, located, placed
from models.networks.teller import Start, Teller
from models.protocols import Answer, Found
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.parts import Parts
    from models.session import Value
    from models.types import RgbImage


class GroundedOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`begin`, `end`: tokens around an instruction. `location`: the token of location 0 of 1000. The other texts are
    instructions; `region` has `{input}` where the place goes. `longest`: most tokens of a list of places."""

    begin: int
    end: int
    location: int
    detail: str
    objects: str
    text: str
    region: str
    longest: int = 512


class _Instruction(str):
    """Text that this program wrote: what it spells as tokens are tokens."""

    __slots__ = ()


class _Network:
    def __init__(self, parts: Parts, options: GroundedOptions) -> None:
        self._vision = parts.session("vision")
        self._question = parts.session("question")
        self._decoder = parts.session("decoder")
        self._tokeniser = parts.tokeniser()
        self._image = parts.image
        self._decoding = parts.decoding
        self._start = parts.manifest.tokens.start
        self._cross = cross_names(parts)
        self._options = options

    def encode(self, image: RgbImage, *, cancel: CancelToken) -> Value:
        """The picture's features, (1, places, width)."""
        feeds = {"pixel_values": prepare(image, self._image)}
        wanted = ["image_features"]
        return self._vision.run(feeds, wanted, cancel=cancel, keep=wanted)["image_features"]

    def start(self, features: Value, text: str, *, cancel: CancelToken) -> Start:
        """The encoder reads the picture and the instruction; the answer starts empty."""
        ours = isinstance(text, _Instruction)
        words = self._tokeniser.encode_template(text) if ours else self._tokeniser.encode(text)
        ids = np.asarray([[self._options.begin, *words, self._options.end]], np.int64)
        feeds = {"image_features": features, "input_ids": ids}
        cross: Any = self._question.run(feeds, self._cross, cancel=cancel, keep=self._cross)
        return Start(Stepper(self._decoder, self._decoding, FeedIds(list(self._start)), fixed=cross), self._start)


class GroundedTeller(Teller["Value"]):
    """A Captioner, a Recogniser, and what `models.protocols` calls Detailer, RegionTeller and PlacedReader."""

    def __init__(self, parts: Parts) -> None:
        """Raises ManifestError, ModelDamaged."""
        self._options = parts.options(GroundedOptions)
        super().__init__(
            _Network(parts, self._options),
            parts.tokeniser(),
            Controls.of(parts.decoding, parts.manifest.tokens),
            context=parts.decoding.context,
            prompt=parts.manifest.prompt,
        )

    def detail(self, image: RgbImage, *, cancel: CancelToken) -> Answer:
        """See `models.protocols.Detailer`."""
        return (yield from self._tell(image, self._options.detail, cancel))

    def tell_region(self, image: RgbImage, box: Box, *, cancel: CancelToken) -> Answer:
        """See `models.protocols.RegionTeller`."""
        place = "".join(f"<loc_{number}>" for number in located(box, (image.shape[1], image.shape[0])))
        return (yield from self._tell(image, _Instruction(self._options.region.format(input=place)), cancel))

    def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """See `models.protocols.Recogniser`."""
        found = self._placed(image, self._options.objects, 2, cancel)
        return tuple(sorted((Found(each.label, each.score, each.box) for each in found), key=lambda each: -each.score))

    def read_placed(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """See `models.protocols.PlacedReader`."""
        return tuple(
            TextLine(each.label, each.box, each.score) for each in self._placed(image, self._options.text, 4, cancel)
        )

    def _placed(self, image: RgbImage, instruction: str, corners: int, cancel: CancelToken) -> list[Placed]:
        controls = replace(self._controls, max_new_tokens=self._options.longest)
        tokens = [
            token
            for token in self._tokens(image, instruction, cancel, controls=controls)
            if token.id not in controls.stop
        ]
        return list(
            placed(
                [token.id for token in tokens],
                [token.logprob for token in tokens],
                first=self._options.location,
                corners=corners,
                size=(image.shape[1], image.shape[0]),
                decode=self._tokeniser.decode,
            )
        )
