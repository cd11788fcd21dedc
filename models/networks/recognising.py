"""Names for pictures and for what is in them: classifiers of whole pictures, detectors of objects with boxes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from models.cancel import CancelToken
from models.decoding.controls import log_softmax
from models.errors import BadInput, ModelDamaged
from models.inputs.images import check, prepare
from models.limits import LABELS_BYTES
from models.proof import Case, Proof
from models.protocols import Found
from models.types import Box
from models.words import N_

if TYPE_CHECKING:
    from models.parts import Parts
    from models.types import RgbImage

Scores = NDArray[np.float32]
_AT_ONCE = 32  # icons of one run


class RecogniserOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`threshold`: the least probability of what is named; `most`: how many names at most."""

    threshold: float
    most: int


class _Named:
    """What both have: the graph `network`, the names (role `labels`, a JSON list), the picture's preparation."""

    def __init__(self, parts: Parts) -> None:
        self._network = parts.session("network")
        self._image = parts.image
        self._options = parts.options(RecogniserOptions)
        self._labels = labels(parts)

    def _run(self, image: RgbImage, wanted: list[str], cancel: CancelToken) -> list[Scores]:
        check(image)
        outputs = self._network.run({"pixel_values": prepare(image, self._image)}, wanted, cancel=cancel)
        return [np.asarray(outputs[name][0], np.float32) for name in wanted]


class Classifier(_Named):
    """A Recogniser of whole pictures, and a Checker: pixel_values -> logits (batch, classes). What has an empty label
    is not named."""

    def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """See `models.protocols.Recogniser`."""
        (logits,) = self._run(image, ["logits"], cancel)
        scores = np.exp(log_softmax(logits))
        best = np.argsort(-scores, kind="stable")[: self._options.most]
        found = (Found(self._labels[at], float(scores[at])) for at in best if scores[at] >= self._options.threshold)
        return tuple(each for each in found if each.label)

    def one_of(self, image: RgbImage, labels: frozenset[str], *, cancel: CancelToken) -> Found | None:
        """See `models.protocols.Checker`."""
        (logits,) = self._run(image, ["logits"], cancel)
        scores = np.exp(log_softmax(logits))
        asked = [at for at, label in enumerate(self._labels) if label and not labels.isdisjoint(_names(label))]
        together = float(scores[asked].sum())
        if not asked or together < self._options.threshold:
            return None
        return Found(self._labels[max(asked, key=lambda at: float(scores[at]))], together)

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the best classes in order, and all logits."""
        (logits,) = self._run(_picture(case), ["logits"], cancel)
        return Proof(tuple(int(at) for at in np.argsort(-logits, kind="stable")[:5]), logits)


class IconLabeller(Classifier):
    """A Labeller of icons: pixel_values -> logits (batch, concepts and, with an empty label, unknown)."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._distinct = sorted(set(self._labels))
        self._groups = [self._distinct.index(label) for label in self._labels]

    def label(self, crops: Sequence[RgbImage], *, cancel: CancelToken) -> tuple[Found | None, ...]:
        """See `models.protocols.Labeller`."""
        least = self._options.threshold
        found = self.best(crops, cancel=cancel, unknown=True)
        return tuple(each if each is not None and each.label and each.score >= least else None for each in found)

    def best(
        self, crops: Sequence[RgbImage], *, cancel: CancelToken, unknown: bool = False
    ) -> tuple[Found | None, ...]:
        """The most probable concept of each, however unsure; None where nothing stands out of its ground. `unknown`:
        that it is none of them may win too, as an empty label."""
        from models.pixels.glyphs import square_of

        squares = [square_of(crop) for crop in crops]
        there = [at for at, square in enumerate(squares) if square is not None]
        made: list[Found | None] = [None] * len(crops)
        for first in range(0, len(there), _AT_ONCE):
            chosen = there[first : first + _AT_ONCE]
            pixels = np.concatenate(
                [prepare(square, self._image) for at in chosen if (square := squares[at]) is not None]
            )
            logits = self._network.run({"pixel_values": pixels}, ["logits"], cancel=cancel)["logits"]
            for at, row in zip(chosen, np.asarray(logits, np.float32), strict=True):
                scores = np.bincount(self._groups, np.exp(log_softmax(row)))  # of one label together
                if not unknown:
                    scores[[not label for label in self._distinct]] = 0
                best = int(scores.argmax())
                made[at] = Found(self._distinct[best], float(scores[best]))
        return tuple(made)


class Detector(_Named):
    """A Recogniser of objects: pixel_values -> logits (batch, queries, classes), pred_boxes (batch, queries, 4), of
    which each is a centre, a width and a height in shares of the picture."""

    def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """See `models.protocols.Recogniser`."""
        logits, boxes = self._run(image, ["logits", "pred_boxes"], cancel)
        found = []
        for query, label, score in self._best(logits):
            box = _box(boxes[query], image.shape[1], image.shape[0])
            if not box.is_empty:
                found.append(Found(self._labels[label], score, box))
        return tuple(found[: self._options.most])

    def _best(self, logits: Scores) -> list[tuple[int, int, float]]:
        """(query, class, probability) above the threshold, the surest first."""
        flat = 1.0 / (1.0 + np.exp(-logits.astype(np.float64).ravel()))  # every class has a probability of its own
        order = np.argsort(-flat, kind="stable")[: len(logits)]
        pairs = [(int(at) // logits.shape[1], int(at) % logits.shape[1], float(flat[at])) for at in order]
        return [pair for pair in pairs if pair[2] > self._options.threshold]

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`: the class of every query; logits, and boxes as `pred_boxes`."""
        logits, boxes = self._run(_picture(case), ["logits", "pred_boxes"], cancel)
        return Proof(tuple(int(at) for at in logits.argmax(axis=1)), logits.ravel(), {"pred_boxes": boxes})


def _names(label: str) -> set[str]:
    """Each of the names that a label such as "tabby, tabby cat" holds, in small letters."""
    return {name.strip() for name in label.casefold().split(",")}


def _box(shares: Scores, width: int, height: int) -> Box:
    """Whole pixels that lie in the picture."""
    x, y, wide, tall = (float(value) for value in shares)
    left, right = (min(width, max(0, round((x + half * wide) * width))) for half in (-0.5, 0.5))
    top, bottom = (min(height, max(0, round((y + half * tall) * height))) for half in (-0.5, 0.5))
    return Box(left, top, right, bottom)


def labels(parts: Parts) -> tuple[str, ...]:
    """The names of the classes, of the file with the role `labels`. Raises ManifestError, ModelDamaged."""
    path = parts.folder.file("labels")
    try:
        if path.stat().st_size > LABELS_BYTES:
            raise ValueError("too large")
        names = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelDamaged(parts.manifest.id, N_("Its file {file} cannot be read."), file=path.name) from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ModelDamaged(parts.manifest.id, N_("Its file {file} is no list of names."), file=path.name)
    return tuple(names)


def _picture(case: Case) -> RgbImage:
    if case.image is None:
        raise BadInput("a picture is needed")
    return case.image
