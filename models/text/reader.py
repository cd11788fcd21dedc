"""Text in pixels, by RapidOCR's detector and recogniser (PP-OCRv6, in the package's wheel)."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from models.cancel import CancelToken
from models.errors import RunError
from models.text.found import Detected, Recognised
from models.text.rules import as_line, without_icons
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.text.engine import PaddleText
    from models.types import RgbImage

CACHE_LINES = 5000  # lines kept; about 1 kB each, some ten full screens
_STRIP = 3000  # pixels; taller or wider pictures are read in pieces of this size
_STRIP_OVERLAP = 60  # pixels; more than the tallest ordinary line


class TextReader:
    """Reads lines of text. One thread; the first `read` loads the models (about 0.4 s)."""

    def __init__(self, *, threads: int = 0) -> None:
        """`threads` of the sessions; 0 leaves it to onnxruntime."""
        self._threads = threads
        self._engine: PaddleText | None = None
        self._crops: OrderedDict[bytes, Recognised] = OrderedDict()
        self._last: tuple[bytes, tuple[TextLine, ...]] | None = None

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """The lines of `image`, boxes in its pixels, in no particular order. Raises Cancelled, RunError."""
        if image.shape[0] < 4 or image.shape[1] < 4:
            return ()
        key = hashlib.blake2b(image.tobytes(), digest_size=16, key=str(image.shape).encode()).digest()
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        if self._engine is None:
            from models.text.engine import PaddleText

            self._engine = PaddleText(threads=self._threads)
        cancel.check()
        found: list[Detected] = []
        for part in _pieces(image.shape[1], image.shape[0]):
            new = self._engine.detect(image[part.top : part.bottom, part.left : part.right])
            found = _joined(found, [replace(each, box=each.box.moved(part.left, part.top)) for each in new])
            cancel.check()
        lines = without_icons(self._recognise(image, found, cancel))
        self._last = (key, lines)
        return lines

    def _recognise(self, image: RgbImage, found: list[Detected], cancel: CancelToken) -> list[TextLine]:
        engine = self._engine
        assert engine is not None
        crops = [engine.crop(image, each.box) for each in found]
        keys = [
            hashlib.blake2b(crop.tobytes(), digest_size=16, key=str(crop.shape).encode()).digest() for crop in crops
        ]
        new = [number for number, key in enumerate(keys) if key not in self._crops]
        for batch in engine.batches([crops[number] for number in new]):
            cancel.check()
            try:
                results = engine.recognise([crops[new[number]] for number in batch])
            except RuntimeError as error:
                raise RunError(f"text recognition: {error}") from error
            for number, result in zip(batch, results, strict=True):
                self._crops[keys[new[number]]] = result
        lines = []
        for each, key in zip(found, keys, strict=True):
            self._crops.move_to_end(key)
            line = as_line(each, self._crops[key])
            if line is not None:
                lines.append(line)
        while len(self._crops) > CACHE_LINES:
            self._crops.popitem(last=False)
        return lines


def _pieces(width: int, height: int) -> list[Box]:
    """The whole, or overlapping pieces of a picture that is too large for one run of the detector."""
    return [
        Box(left, top, min(width, left + _STRIP), min(height, top + _STRIP))
        for top in _starts(height)
        for left in _starts(width)
    ]


def _starts(length: int) -> list[int]:
    return list(range(0, max(1, length - _STRIP_OVERLAP), _STRIP - _STRIP_OVERLAP))


def _joined(found: list[Detected], more: list[Detected]) -> list[Detected]:
    """Both lists; a line that was found in two overlapping pieces is taken once, as the union."""
    if not found:
        return more
    result = list(found)
    for each in more:
        for number, other in enumerate(result):
            common = each.box.intersection(other.box)
            if not common.is_empty and common.height > 0.6 * min(each.box.height, other.box.height):
                result[number] = replace(other, box=other.box.union(each.box))
                break
        else:
            result.append(each)
    return result
