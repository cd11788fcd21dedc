"""How well texts fit a picture: a dual encoder's cosine alone, or joined with a cross-attention head's probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.errors import BadInput
from models.feature_cache import FeatureCache
from models.images import check, prepare
from models.patches import patched
from models.proof import Case, Proof

if TYPE_CHECKING:
    from models.parts import Parts
    from models.session import Value
    from models.tokens import Tokeniser
    from models.types import RgbImage

Scores = NDArray[np.float32]
_AT_ONCE = 16  # texts a run; each costs the cross-attention head a pass over the picture


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
    """`alpha`: the weight of the cross-attention head's probability beside the cosine."""

    longest: int
    alpha: float = 1.0


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
        self._cache: FeatureCache[dict[str, Value]] = FeatureCache()

    def match(self, image: RgbImage, texts: Sequence[str], *, cancel: CancelToken) -> tuple[float, ...]:
        """See `models.protocols.Matcher`."""
        cosines, logits = self._both(image, texts, cancel)
        shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
        scores = cosines + self._options.alpha * shifted[:, 1] / shifted.sum(axis=1)
        return tuple(float(score) for score in scores)

    def _both(self, image: RgbImage, texts: Sequence[str], cancel: CancelToken) -> tuple[Scores, Scores]:
        """Cosines (texts,) and the head's logits (texts, 2): does not match, matches."""
        check(image)
        picture = self._cache.get(image, lambda: self._encode(image, cancel))
        cosines, logits = [np.zeros(0, np.float32)], [np.zeros((0, 2), np.float32)]
        for text in texts:  # one by one: padding would change nothing, and a cancel is heard between them
            feeds = self._texts.batch([text], longest=self._options.longest)
            vector = self._text.run(feeds, ["text_embed"], cancel=cancel)["text_embed"]
            cosines.append(vector.astype(np.float32) @ picture["image_embed"][0].astype(np.float32))
            feeds["image_hidden"] = picture["image_hidden"]
            logits.append(self._cross.run(feeds, ["match_logits"], cancel=cancel)["match_logits"].astype(np.float32))
        return np.concatenate(cosines), np.concatenate(logits)

    def _encode(self, image: RgbImage, cancel: CancelToken) -> dict[str, Value]:
        feeds = {"pixel_values": prepare(image, self._image)}
        wanted = ["image_hidden", "image_embed"]
        return self._vision.run(feeds, wanted, cancel=cancel, keep=["image_hidden"])

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: for each text whether it matches; cosines and logits."""
        cosines, logits = self._both(_picture(case), case.texts, cancel)
        return Proof(tuple(int(at) for at in logits.argmax(axis=1)), np.concatenate([cosines, logits.ravel()]))


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
