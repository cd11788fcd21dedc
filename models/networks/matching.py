"""How well texts fit a picture: a dual encoder's cosine alone, or joined with a cross-attention head's probability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.errors import BadInput, DeviceLost
from models.inputs.images import check, prepare
from models.inputs.patches import patched
from models.networks.feature_cache import FeatureCache
from models.proof import Case, Proof

if TYPE_CHECKING:
    from models.inputs.tokens import Tokeniser
    from models.parts import Parts
    from models.session import Value
    from models.types import RgbImage

Scores = NDArray[np.float32]
_AT_ONCE = 16  # texts a run
_PICTURES = 32  # kept by a matcher that finds pictures; BLIP-base's features are 1.8 MB each
_LOOKED_AT = 16  # pictures that the head looks at in a search; each costs it a pass


class DualOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`scale` and `bias` make the model's own logits of cosines; `pad_to`: the length that all texts are padded to, for
    models trained so, None pads to the longest; `pad_left`: before the text; `patches`: the most that a picture of any
    shape is cut into, `patch` their side in pixels, where the model takes patches."""

    longest: int
    scale: float = 1.0
    bias: float = 0.0
    pad_to: int | None = None
    pad_left: bool = False
    patches: int | None = None
    patch: int = 16


class CrossOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`alpha`: the weight of the cross-attention head's probability beside the cosine; `threshold`: the least score of
    a text that fits, None where nobody calibrated it; `calibration`: what the two were chosen on and what came of it,
    for people."""

    longest: int
    alpha: float = 1.0
    threshold: float | None = None
    calibration: dict[str, float] = {}


class DualMatcher:
    """Two graphs: `vision` (pixel_values -> image_embeds) and `text` (-> text_embeds). A Matcher.

    The scores are the model's logits: scale * cosine + bias.
    """

    def __init__(self, parts: Parts) -> None:
        self._vision = parts.session("vision")
        self._text = parts.session("text")
        self._texts = _Texts(parts)
        self._image = parts.image
        self._options = parts.options(DualOptions)
        self._cache: FeatureCache[Value] = FeatureCache()

    def match(self, image: RgbImage, texts: Sequence[str], *, cancel: CancelToken) -> tuple[float, ...]:
        """See `models.protocols.Matcher`."""
        return tuple(float(score) for score in self._scores(image, texts, cancel))

    def _scores(self, image: RgbImage, texts: Sequence[str], cancel: CancelToken) -> Scores:
        check(image)
        picture = self._cache.get(image, lambda: self._encode(image, cancel))
        options = self._options
        found = []
        for at in range(0, len(texts), _AT_ONCE):
            words = texts[at : at + _AT_ONCE]
            feeds = self._texts.batch(words, longest=options.longest, pad_to=options.pad_to, left=options.pad_left)
            vectors = self._text.run(feeds, ["text_embeds"], cancel=cancel)["text_embeds"]
            found.append(vectors.astype(np.float32) @ picture[0].astype(np.float32))
        joined = np.concatenate([*found, np.zeros(0, np.float32)])
        return (joined * options.scale + options.bias).astype(np.float32)

    def _encode(self, image: RgbImage, cancel: CancelToken) -> Value:
        options = self._options
        if options.patches is None:
            feeds: dict[str, Value] = {"pixel_values": prepare(image, self._image)}
        else:
            pixels, shape = patched(image, self._image, side=options.patch, most=options.patches)
            feeds = {"pixel_values": pixels, "spatial_shapes": shape}
        return self._vision.run(feeds, ["image_embeds"], cancel=cancel)["image_embeds"]

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the order of the texts, and their scores."""
        scores = self._scores(_picture(case), case.texts, cancel)
        return Proof(tuple(int(at) for at in np.argsort(-scores, kind="stable")), scores)


class CrossMatcher:
    """Three graphs: `vision` (-> image_hidden, image_embed), `text` (-> text_embed), `cross` (-> match_logits).
    A Matcher, a Finder and a Judge.

    The score of a text is cosine + alpha * probability that it matches, as ALBEF and BLIP rank
    (https://arxiv.org/abs/2107.07651): the cosine orders broadly, the head sees details.
    """

    def __init__(self, parts: Parts) -> None:
        self._vision = parts.session("vision")
        self._text = parts.session("text")
        self._cross = parts.session("cross")
        self._texts = _Texts(parts)
        self._image = parts.image
        self._options = parts.options(CrossOptions)
        self._cache: FeatureCache[dict[str, Value]] = FeatureCache(pictures=_PICTURES)

    def match(self, image: RgbImage, texts: Sequence[str], *, cancel: CancelToken) -> tuple[float, ...]:
        """See `models.protocols.Matcher`."""
        cosines = self.cosines([image], texts, cancel=cancel)[0]
        scores = cosines + self._options.alpha * self.probabilities(image, texts, cancel=cancel)
        return tuple(float(score) for score in scores)

    def find(self, images: Sequence[RgbImage], text: str, *, cancel: CancelToken) -> tuple[float, ...]:
        """See `models.protocols.Finder`. The head looks at the best by cosine only; of the others it takes nothing."""
        scores = self.cosines(images, [text], cancel=cancel)[:, 0]
        for at in np.argsort(-scores, kind="stable")[:_LOOKED_AT]:
            scores[at] += self._options.alpha * self.probabilities(images[at], [text], cancel=cancel)[0]
        return tuple(float(score) for score in scores)

    def fits(self, image: RgbImage, text: str, *, cancel: CancelToken) -> bool | None:
        """See `models.protocols.Judge`."""
        if self._options.threshold is None:
            return None
        return self.match(image, [text], cancel=cancel)[0] >= self._options.threshold

    def cosines(self, images: Sequence[RgbImage], texts: Sequence[str], *, cancel: CancelToken) -> Scores:
        """The dual encoder's part of the scores, -1..1, (pictures, texts). Raises Cancelled, ModelError."""
        pictures = [self._see(image, cancel)["image_embed"][0] for image in images]
        vectors = [self._text.run(feeds, ["text_embed"], cancel=cancel)["text_embed"][0] for feeds in self._each(texts)]
        if not pictures or not vectors:
            return np.zeros((len(images), len(texts)), np.float32)
        return np.asarray(np.stack(pictures).astype(np.float32) @ np.stack(vectors).astype(np.float32).T, np.float32)

    def probabilities(self, image: RgbImage, texts: Sequence[str], *, cancel: CancelToken) -> Scores:
        """The head's part of the scores, 0..1, (texts,). Raises Cancelled, ModelError."""
        logits = self._logits(image, texts, cancel)
        shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: Scores = (shifted[:, 1] / shifted.sum(axis=1)).astype(np.float32)
        return found

    def _logits(self, image: RgbImage, texts: Sequence[str], cancel: CancelToken) -> Scores:
        """(texts, 2): does not match, matches."""
        found = [np.zeros((0, 2), np.float32)]
        hidden = self._see(image, cancel)["image_hidden"]
        for feeds in self._each(texts):
            try:
                said = self._cross.run({**feeds, "image_hidden": hidden}, ["match_logits"], cancel=cancel)
            except DeviceLost:  # a session raises it once: from then on it is on the CPU
                self._cache.clear()
                hidden = self._see(image, cancel)["image_hidden"]
                said = self._cross.run({**feeds, "image_hidden": hidden}, ["match_logits"], cancel=cancel)
            found.append(said["match_logits"].astype(np.float32))
        return np.concatenate(found)

    def _each(self, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
        """One by one: padding would change nothing, and a cancel is heard between them."""
        return (self._texts.batch([text], longest=self._options.longest) for text in texts)

    def _see(self, image: RgbImage, cancel: CancelToken) -> dict[str, Value]:
        check(image)

        def encode() -> dict[str, Value]:
            feeds = {"pixel_values": prepare(image, self._image)}
            wanted = ["image_hidden", "image_embed"]
            return self._vision.run(feeds, wanted, cancel=cancel, keep=["image_hidden"])

        return self._cache.get(image, encode)

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: for each text whether it matches; cosines and logits."""
        picture = _picture(case)
        cosines, logits = self.cosines([picture], case.texts, cancel=cancel), self._logits(picture, case.texts, cancel)
        return Proof(tuple(int(at) for at in logits.argmax(axis=1)), np.concatenate([cosines.ravel(), logits.ravel()]))


class _Texts:
    """Texts as batches of ids and masks."""

    def __init__(self, parts: Parts) -> None:
        self._tokeniser: Tokeniser = parts.tokeniser()
        self._pad = parts.manifest.tokens.pad or 0

    def batch(
        self, texts: Sequence[str], *, longest: int, pad_to: int | None = None, left: bool = False
    ) -> dict[str, Any]:
        """{input_ids, attention_mask}, (texts, length) each."""
        rows = [self._tokeniser.encode(text, special=True, longest=longest) for text in texts]
        length = pad_to or max(len(row) for row in rows)
        ids = np.full((len(rows), length), self._pad, np.int64)
        mask = np.zeros_like(ids)
        for at, row in enumerate(rows):
            place = slice(length - len(row), length) if left else slice(len(row))
            ids[at, place] = row
            mask[at, place] = 1
        return {"input_ids": ids, "attention_mask": mask}


def _picture(case: Case) -> RgbImage:
    if case.image is None:
        raise BadInput("a picture is needed")
    return case.image
