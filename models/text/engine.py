"""RapidOCR's two steps, used one by one so that a crop need not be read twice. Imports onnxruntime and OpenCV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecInput

from models.text.found import Detected, Recognised
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

# Word accuracy is best and a dialog costs half as much when the longest side is limited to 1440 and nothing is
# enlarged (RapidOCR's default enlarges every crop to 736): see tests/bench/text.py
LIMIT_SIDE = 1440
MIN_SCORE = 0.5
_HEIGHT = 48  # pixels; what the recogniser scales every crop to
_NARROWEST = 96  # pixels at that height; narrower crops are padded to it
_BATCH_WIDTH = 1920  # pixels of recogniser input a run, so that a cancel is heard within about 100 ms
_BATCH_CROPS = 6


class PaddleText:
    """Detector and recogniser with their sessions. One thread."""

    def __init__(self, *, threads: int = 0) -> None:
        options: dict[str, object] = {
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": LIMIT_SIDE,
        }
        if threads:
            options["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
        pipeline: Any = RapidOCR(params=options)
        self._detector = pipeline._load_det_model()
        self._recogniser = pipeline._load_rec_model()
        self._recogniser.rec_image_shape = [3, _HEIGHT, _NARROWEST]

    def detect(self, image: RgbImage) -> list[Detected]:
        """Boxes of text lines, in pixels of `image`, and how sure the detector is of each."""
        height, width, _ = image.shape
        padded: Any = image
        if height < 64 or width < 64:  # the detector's net shrinks by 32; a border keeps thin strips readable
            padded = cv2.copyMakeBorder(image, 16, 16, 16, 16, cv2.BORDER_REPLICATE)
        found = self._detector(cv2.cvtColor(padded, cv2.COLOR_RGB2BGR))
        if found.boxes is None:
            return []
        offset = 16 if padded is not image else 0
        boxes = []
        for quad, score in zip(found.boxes, found.scores, strict=True):
            left, top = quad.min(axis=0)
            right, bottom = quad.max(axis=0)
            box = Box(
                max(0, int(left) - offset),
                max(0, int(top) - offset),
                min(width, int(np.ceil(right)) - offset),
                min(height, int(np.ceil(bottom)) - offset),
            )
            if box.width >= 3 and box.height >= 5:
                boxes.append(Detected(box, float(score)))
        return boxes

    @staticmethod
    def crop(image: RgbImage, box: Box) -> RgbImage:
        """The pixels of a line as the recogniser takes them (BGR)."""
        return np.ascontiguousarray(image[box.top : box.bottom, box.left : box.right, ::-1])

    @staticmethod
    def batches(crops: Sequence[RgbImage]) -> Iterator[list[int]]:
        """Indices of crops to be run together: alike in width, so that little is padded, and bounded in sum."""
        widths = [max(_NARROWEST, round(_HEIGHT * crop.shape[1] / crop.shape[0])) for crop in crops]
        batch: list[int] = []
        for number in sorted(range(len(crops)), key=widths.__getitem__):
            if batch and (
                len(batch) >= _BATCH_CROPS
                or (len(batch) + 1) * widths[number] > _BATCH_WIDTH
                or widths[number] > 1.15 * widths[batch[0]]
            ):
                yield batch
                batch = []
            batch.append(number)
        if batch:
            yield batch

    def recognise(self, crops: Sequence[RgbImage]) -> list[Recognised]:
        """Text and score of each crop."""
        result = self._recogniser(TextRecInput(img=list(crops), return_word_box=True))
        return [
            Recognised(
                text, float(score), tuple(info.confs) if info is not None and len(info.confs) == len(text) else ()
            )
            for text, score, info in zip(result.txts, result.scores, result.word_results, strict=True)
        ]
